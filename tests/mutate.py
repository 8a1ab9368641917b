"""Changes one thing at a time in the pure modules, and says which changes no test notices: ``make mutate``.

A change is made in the memory of a process of its own, in which the tests of that module run; no file is
touched. Libraries for this change functions only, or start Python for each change; here rules stand in tables
and patterns beside functions as often.
"""

import argparse
import ast
import os
import re
import signal
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location, spec_from_loader
from pathlib import Path
from random import Random
from time import monotonic, sleep
from types import ModuleType
from typing import Final

import hypothesis.strategies  # noqa: F401 - as all that is not judged, imported once for every change
import lxml.html  # noqa: F401
import pytest
import selectolax.lexbor  # noqa: F401

ROOT = Path(__file__).parents[1]
#: The tests that judge a module, by the file or folder it is in: patterns with spaces between them.
JUDGES: Final = {
    "xzcrawl/boilerplate/endings.py": "tests/test_endings.py",
    "xzcrawl/dates": "tests/test_dates*.py",
    "xzcrawl/boilerplate": "tests/test_boilerplate*.py",
    "xzcrawl/urls.py": "tests/test_urls.py",
    "xzcrawl/families": "tests/test_families.py tests/test_urls.py tests/extract/*.py tests/test_golden*.py",
    "xzcrawl/search/query.py": "tests/search/test_query.py",
}
#: Seconds after which a change has made the tests endless, which they would have told.
PATIENCE: Final = 120
#: A plugin that was imported before pytest began is warned of, and a warning is an error here.
ARGUMENTS: Final = (
    "-x", "--numprocesses=0", "-m", "not crawl", "-p", "no:cacheprovider",
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
)  # fmt: skip
_OTHER: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """Another text of a module, and what is other in it."""

    path: Path
    line: int
    what: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.what}"


def changes(path: Path) -> Iterator[Change]:
    """Every single change of a module that is known here."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out = {id(part) for node in ast.walk(tree) for part in _without_effect(node)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in left_out:
            continue
        for other in _others(node):
            changed = deepcopy(tree)
            _replace(changed, number, other)
            yield Change(path, getattr(node, "lineno", 0), _difference(node, other), changed)


def _without_effect(node: ast.AST) -> Iterator[ast.AST]:
    """Documentation, and what a decorator is given (``frozen=True``): nobody would notice another."""
    if isinstance(node, ast.Expr):
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


def _replace(tree: ast.Module, number: int, other: ast.expr) -> None:
    """Put ``other`` where the ``number``-th node is."""
    old = next(node for place, node in enumerate(ast.walk(tree)) if place == number)
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, other)
            elif isinstance(value, list):
                value[:] = [other if one is old else one for one in value]
    ast.fix_missing_locations(tree)


def _difference(node: ast.AST, other: ast.expr) -> str:
    old, new = ast.unparse(node), ast.unparse(other)
    if len(old) < 120:
        return f"{old} -> {new}"
    begin = next((at for at, (one, two) in enumerate(zip(old, new, strict=False)) if one != two), 0)
    return f"…{old[max(begin - 20, 0) : begin + 40]}… -> …{new[max(begin - 20, 0) : begin + 40]}…"


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
        exec(compile(self._change.tree, str(self._change.path), "exec"), module.__dict__)


def survives(change: Change | None, tests: list[str]) -> bool:
    """Whether all tests pass with a change, or without one."""
    child = os.fork()
    if not child:
        os._exit(_judge(change, tests))
    begun = monotonic()
    while monotonic() - begun < PATIENCE:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) == 0
        sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _judge(change: Change | None, tests: list[str]) -> int:
    for number in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    if change:
        sys.meta_path.insert(0, Changed(change))
    return int(pytest.main([*ARGUMENTS, *tests]))


def judges_of(path: Path) -> list[str]:
    """The files of tests for a module, those that are called like it first."""
    name = path.relative_to(ROOT).as_posix()
    pattern: str = next(tests for place, tests in JUDGES.items() if name.startswith(place))
    files = (file for one in pattern.split() for file in ROOT.glob(one))
    found = sorted(files, key=lambda file: (path.stem not in file.stem, file.stat().st_size))
    return [str(file) for file in found]


def main() -> None:
    """Try changes in an order drawn by the seed until the minutes are over; say which survived."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=0, help="another seed tries others first")
    parser.add_argument("paths", nargs="*", default=[*JUDGES], help="modules or folders; all without any")
    asked = parser.parse_args()
    files = sorted({file for path in asked.paths for file in _files(ROOT / path)})
    for tests in {tuple(sorted(judges_of(file))) for file in files}:
        if not survives(None, [*tests]):
            parser.error(f"{' '.join(tests)}: fail or take too long without any change")
    every = [change for file in files for change in changes(file)]
    Random(asked.seed).shuffle(every)
    end, tried, survived = monotonic() + asked.minutes * 60, 0, 0
    for change in every:
        if monotonic() > end:
            break
        tried += 1
        if survives(change, judges_of(change.path)):
            survived += 1
            print(change, flush=True)  # noqa: T201
    print(f"{tried} of {len(every)} changes tried, {survived} survived")  # noqa: T201


def _files(path: Path) -> list[Path]:
    return [*path.rglob("*.py")] if path.is_dir() else [path]


if __name__ == "__main__":
    main()
