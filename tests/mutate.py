"""Changes one thing at a time in the pure modules, and says which changes no test notices: ``make mutate``.

A change is made in the memory of a process of its own, in which the tests of that module run; no file is
touched. Libraries for this change functions only, or start Python for each change; here rules stand in tables
and patterns beside functions as often. Changes that mean the same are listed in ``tests/same_meaning.py``.
"""

import argparse
import ast
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location, spec_from_loader
from itertools import takewhile
from pathlib import Path
from random import Random
from time import monotonic, sleep
from types import ModuleType
from typing import Final

import dateutil.tz  # noqa: F401 - as all that is not judged, imported once for every change
import lxml.html  # noqa: F401
import opencc  # noqa: F401
import pytest
import selectolax.lexbor  # noqa: F401
from hypothesis import Phase, settings

from tests.same_meaning import SAME_MEANING

ROOT = Path(__file__).parents[1]
#: The tests that judge a module, by the file or folder it is in: patterns with spaces between them.
JUDGES: Final = {
    "xzcrawl/boilerplate/endings.py": "tests/test_endings.py",
    "xzcrawl/dates/shown.py": "tests/cli/test_output.py",
    "xzcrawl/dates": "tests/test_dates*.py",
    "xzcrawl/boilerplate": "tests/test_boilerplate*.py",
    "xzcrawl/urls.py": "tests/test_urls.py",
    "xzcrawl/families": (
        "tests/test_families.py tests/test_urls.py tests/test_frontier_feeds.py tests/extract/*.py "
        "tests/test_golden*.py"
    ),
    "xzcrawl/search/query.py": "tests/search/test_query.py",
}
#: So many times as long as usual, and some seconds: a change has made the tests endless, which they would
#: have told.
PATIENCE: Final = 5
ARGUMENTS: Final = (
    "-x",
    "-qq",
    "-s",
    "--assert=plain",
    "--numprocesses=0",
    "-m",
    "not crawl",
    "-p",
    "no:cacheprovider",
)
_OTHER: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """The ``number``-th node of a module is ``other``; ``what`` shows the place before and after."""

    path: Path
    line: int
    what: str
    number: int
    other: ast.expr

    @property
    def file(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"

    def tree(self) -> ast.Module:
        """The changed module."""
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        old = next(node for number, node in enumerate(ast.walk(tree)) if number == self.number)
        _replace(tree, old, self.other)
        return tree


def changes(path: Path) -> Iterator[Change]:
    """Every single change of a module that is known here."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out = {id(part) for node in ast.walk(tree) for part in _without_effect(node)}
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    of = {id(node): statement for statement in statements for node in ast.walk(statement)}
    for number, node in enumerate([*ast.walk(tree)]):
        if id(node) in left_out:
            continue
        for other in _others(node):
            before = ast.unparse(of[id(node)])
            _replace(of[id(node)], node, other)
            what = _difference(before, ast.unparse(of[id(node)]))
            _replace(of[id(node)], other, node)
            yield Change(path, getattr(node, "lineno", 0), what, number, other)


def _without_effect(node: ast.AST) -> Iterator[ast.AST]:
    """Documentation, ``strict``, and what a decorator is given (``frozen``): nobody would notice another."""
    if isinstance(node, ast.Expr) or (isinstance(node, ast.keyword) and node.arg == "strict"):
        yield node.value
    for decorator in getattr(node, "decorator_list", ()):
        yield from ast.walk(decorator)


def _others(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Compare(left=left, ops=[op], comparators=comparators) if type(op) in _OTHER:
            yield ast.Compare(left, [_OTHER[type(op)]()], comparators)  # type: ignore[list-item]
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(_OTHER[type(op)](), values)  # type: ignore[arg-type]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OTHER:
            yield ast.BinOp(left, _OTHER[type(op)](), right)  # type: ignore[arg-type]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.Constant(value=str(value)):
            yield from (ast.Constant(other) for other in _without_a_word(value))


def _without_a_word(pattern: str) -> Iterator[str]:
    """A pattern without one of the words between its bars; its groups stay as they are."""
    for word in re.finditer(r"(?<=[|(:])(?!\?)[^|()\[\]\\]+\||\|[^|()\[\]\\]+(?=\))", pattern):
        yield pattern[: word.start()] + pattern[word.end() :]


def _replace(tree: ast.AST, old: ast.AST, other: ast.AST) -> None:
    """Put ``other`` where ``old`` is."""
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, other)
            elif isinstance(value, list):
                value[:] = [other if one is old else one for one in value]
    ast.fix_missing_locations(tree)


def _difference(before: str, after: str) -> str:
    """Where two texts differ, with some of what stands around it."""
    begin = _alike(before, after)
    same = _alike(before[begin:][::-1], after[begin:][::-1])
    parts = (text[max(begin - 30, 0) : len(text) - max(same - 30, 0)] for text in (before, after))
    return " -> ".join(" ".join(part.split()) for part in parts)


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common from their beginning on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


class Changed(MetaPathFinder, Loader):
    """Finds the changed module in the place of the one on disk."""

    def __init__(self, change: Change) -> None:
        parts = change.path.relative_to(ROOT).with_suffix("").parts
        self._name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        self._change = change

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        if name != self._name:
            return None
        on_disk = spec_from_file_location(name, self._change.path)
        spec = spec_from_loader(name, self, origin=str(self._change.path))
        if spec is not None and on_disk is not None:
            spec.submodule_search_locations = on_disk.submodule_search_locations
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._change.tree(), str(self._change.path), "exec"), module.__dict__)


class Trials:
    """A plugin of pytest. Once pytest is ready it tries changes, each in copies of this process."""

    def __init__(self, files: Sequence[Path], end: float, seed: int) -> None:
        self._files, self._end = files, end
        self._random = Random(seed)
        self._usual: dict[str, float] = {}  # how many seconds a file of tests takes
        self._noticed: Counter[tuple[Path, str]] = Counter()  # by file of tests, for each module

    def pytest_collection(self, session: pytest.Session) -> bool:
        # tests that fail are not looked into
        usual = settings.get_profile("tests")
        settings.register_profile("changes", usual, phases=(Phase.explicit, Phase.generate))
        settings.load_profile("changes")
        for tests in sorted({tests for file in self._files for tests in judges_of(file)}):
            begun, ended = monotonic(), self._run(session, None, tests)
            if ended == pytest.ExitCode.OK:
                self._usual[tests] = monotonic() - begun
            elif ended != pytest.ExitCode.NO_TESTS_COLLECTED:
                raise pytest.UsageError(f"{tests} fails without any change")
        self._try_all(session)
        return True

    def _try_all(self, session: pytest.Session) -> None:
        every = [change for file in self._files for change in changes(file)]
        known = {(change.file, change.what) for change in every}
        if gone := {it for it in SAME_MEANING if ROOT / it[0] in self._files} - known:
            raise pytest.UsageError(f"tests/same_meaning.py names changes that there no longer are: {gone}")
        told = [change for change in every if (change.file, change.what) not in SAME_MEANING]
        self._random.shuffle(told)
        tried = survived = 0
        for change in told:
            if monotonic() > self._end:
                break
            tried += 1
            if self._survives(session, change):
                survived += 1
                print(change, flush=True)  # noqa: T201
        same = len(every) - len(told)
        print(f"{tried} of {len(told)} changes tried, {survived} survived; {same} more mean the same")  # noqa: T201

    def _survives(self, session: pytest.Session, change: Change) -> bool:
        """Whether all tests pass with a change.

        The file that noticed most changes of its module is asked first, and a quick one before others.
        """
        judges = [tests for tests in judges_of(change.path) if tests in self._usual]
        for tests in sorted(
            judges, key=lambda tests: (-self._noticed[change.path, tests], self._usual[tests])
        ):
            if self._run(session, change, tests) != pytest.ExitCode.OK:
                self._noticed[change.path, tests] += 1
                return False
        return True

    def _run(self, session: pytest.Session, change: Change | None, tests: str) -> int:
        """How a file of tests ends with a change, or without one."""
        child = os.fork()
        if not child:
            try:
                os._exit(_judge(session, change, tests))
            finally:
                os._exit(pytest.ExitCode.TESTS_FAILED)  # a change may break the very import
        end = monotonic() + 5 + PATIENCE * self._usual.get(tests, 60)
        while monotonic() < end:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status)
            sleep(0.01)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return pytest.ExitCode.INTERRUPTED


def _judge(session: pytest.Session, change: Change | None, tests: str) -> int:
    """Run the tests of a file."""
    for number in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    if change:
        sys.meta_path.insert(0, Changed(change))
    session.perform_collect([tests])
    session.config.hook.pytest_runtestloop(session=session)
    if session.testsfailed:
        return pytest.ExitCode.TESTS_FAILED
    return pytest.ExitCode.OK if session.testscollected else pytest.ExitCode.NO_TESTS_COLLECTED


def judges_of(path: Path) -> list[str]:
    """The files of tests for a module."""
    name = path.relative_to(ROOT).as_posix()
    pattern: str = next(tests for place, tests in JUDGES.items() if name.startswith(place))
    return [str(file) for one in pattern.split() for file in ROOT.glob(one)]


def main() -> None:
    """Try changes in an order drawn by the seed until the minutes are over; say which survived."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=0, help="another seed tries others first")
    parser.add_argument("paths", nargs="*", default=[*JUDGES], help="modules or folders; all without any")
    asked = parser.parse_args()
    files = sorted({file for path in asked.paths for file in _files(ROOT / path)})
    os.environ["XZCRAWL_DATE_PAIRS"] = "1000"  # enough for a change that matters
    trials = Trials(files, monotonic() + asked.minutes * 60, asked.seed)
    pytest.main([*ARGUMENTS, "tests/test_urls.py"], plugins=[trials])


def _files(path: Path) -> list[Path]:
    return [*path.rglob("*.py")] if path.is_dir() else [path]


if __name__ == "__main__":
    main()
