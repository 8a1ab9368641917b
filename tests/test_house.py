"""The conventions of the house, held: names, documents, samples, what the wheel packs."""

import ast
import json
import re
import subprocess
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import scrapy

import pipelines
import spiders
from bench.table import DOCUMENT, RESULTS, document, read_results
from xzcrawl import __version__, settings
from xzcrawl.cli.app import COMMANDS
from xzcrawl.runs import SUMMARY_WORDS, Count, CountOf

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "tests" / "samples"
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
MODULES = sorted(
    path for part in ("xzcrawl", "spiders", "pipelines", "tests") for path in (ROOT / part).rglob("*.py")
)
DRAWERS = {"utils", "util", "helpers", "helper", "core", "base", "common", "misc"}
#: Files that a document tells how to make.
EXAMPLES = {"tests/samples/NAME.html"}
SETTINGS = {name: value for name, value in vars(settings).items() if name.isupper()}


def modules_of(folder: str) -> list[ModuleType]:
    return [import_module(f"{folder}.{path.stem}") for path in sorted((ROOT / folder).glob("[!_]*.py"))]


def classes_of(module: ModuleType) -> list[type[Any]]:
    """The public classes that a module itself defines."""
    found = (value for value in vars(module).values() if isinstance(value, type))
    return [one for one in found if one.__module__ == module.__name__ and not one.__name__.startswith("_")]


def text_of(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("module", [*modules_of("spiders")], ids=lambda module: module.__name__)
def test_a_spider_has_the_name_of_its_file_and_of_its_class(module: ModuleType) -> None:
    name = module.__name__.rpartition(".")[2]
    assert [(one.name, one.__name__) for one in classes_of(module)] == [(name, f"{name.capitalize()}Spider")]
    assert issubclass(classes_of(module)[0], scrapy.Spider)


def test_a_pipeline_is_one_class_a_file_and_switched_on_in_the_settings() -> None:
    classes = [classes_of(module) for module in modules_of("pipelines")]
    assert [len(found) for found in classes] == [1] * len(classes)
    paths = {f"{found[0].__module__}.{found[0].__qualname__}" for found in classes}
    assert paths == set(settings.ITEM_PIPELINES)


def test_spiders_and_pipelines_come_from_this_checkout() -> None:
    """Scrapy appends the project to ``sys.path``: an installed package of the same name would win."""
    assert [Path(str(package.__file__)).parent for package in (spiders, pipelines)] == [
        ROOT / "spiders",
        ROOT / "pipelines",
    ]


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_says_what_it_is_and_fits_its_place(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "no docstring"
    assert not DRAWERS & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}


@pytest.mark.parametrize("path", [path for path in MODULES if path.name.startswith("test_")], ids=relative)
def test_tests_that_crawl_are_marked(path: Path) -> None:
    """``make quick`` leaves them out, and ``make test`` begins with them."""
    text = path.read_text(encoding="utf-8")
    starts_crawls = bool(
        re.search(r"from tests\.crawling import .*\b(?:crawl|command|started|memory_of_crawl)\b", text)
    )
    assert not starts_crawls or "pytest.mark.crawl" in text


def test_every_sample_has_its_judged_values_and_says_why_it_is_there() -> None:
    pages = sorted(path.stem for path in SAMPLES.glob("*.html"))
    judged = sorted(path.stem for path in SAMPLES.glob("*.json"))
    assert pages == judged
    whys = [json.loads((SAMPLES / f"{stem}.json").read_text(encoding="utf-8"))["why"] for stem in judged]
    assert len({why for why in whys if why}) == len(judged)


def test_the_document_of_commands_tells_of_every_one_and_of_no_other() -> None:
    assert set(re.findall(r"`xzcrawl ([a-z-]+)", text_of("docs/commands.md"))) == set(COMMANDS)


def test_every_setting_is_in_the_documents() -> None:
    assert [name for name in SETTINGS if f"`{name}`" not in text_of("docs/operations.md")] == []


def test_a_documented_setting_has_the_documented_default() -> None:
    """Of those that are a number or a switch; ``ARCHIVE_URL`` may come from the environment."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)` \|", text_of("docs/operations.md"), re.MULTILINE)
    plain = {name: str(value) for name, value in SETTINGS.items() if isinstance(value, bool | int | float)}
    assert {name: default for name, default in rows if name in plain} == plain


@pytest.mark.parametrize("path", [path for path in MODULES if "tests" not in path.parts], ids=relative)
def test_what_runs_count_is_named_once(path: Path) -> None:
    """In ``xzcrawl/runs.py``; rules of health that are named after what they count have their own table."""
    if path.name in ("runs.py", "notify.py") or "health" in path.parts:
        return
    names = {str(count) for count in Count if "_" in count} | {str(count) for count in CountOf}
    literals = (
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
    )
    found = [node.value for node in literals if node.value in names]
    assert found == ([] if path.name != "middleware.py" else ["most_requests"])  # an attribute of spiders


def test_all_words_of_a_summary_are_in_the_documents() -> None:
    operations = " ".join(text_of("docs/operations.md").split())
    unnamed = [
        words for words in SUMMARY_WORDS.values() if not any(f"`{word}`" in operations for word in words)
    ]
    assert unnamed == []


def test_the_document_of_measurements_is_made_from_the_results() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(read_results(RESULTS))


def test_a_result_has_an_answer_where_it_has_a_bound() -> None:
    results = read_results(RESULTS)
    assert [one.what for one in results if (one.bound is None) != (one.met is None)] == []


def test_every_part_is_on_the_map() -> None:
    rooms = {path.stem for path in (ROOT / "xzcrawl").glob("[!_]*") if path.suffix in ("", ".py")}
    map_ = text_of("docs/architecture.md")
    assert sorted(room for room in rooms if not re.search(rf"`(?:xzcrawl/)?{room}(?:\.py|/)`", map_)) == []


def test_the_changelog_has_this_version_with_its_day() -> None:
    assert re.search(
        rf"^## \[{re.escape(__version__)}\] - \d{{4}}-\d\d-\d\d$", text_of("CHANGELOG.md"), re.MULTILINE
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_a_document_names_no_place_of_somebodys_machine(document: Path) -> None:
    places = r"(?<![\w.])/(?:home|root|tmp|work|opt|mnt|Users)/|[A-Z]:\\|file:///(?!\{)"
    assert re.findall(places, document.read_text(encoding="utf-8")) == []


def local_links(document: Path) -> Iterator[Path]:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
        if "://" not in target:
            yield document.parent / target


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_a_link_between_documents_leads_somewhere(document: Path) -> None:
    assert [target for target in local_links(document) if not target.exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_a_file_that_a_document_names_exists(document: Path) -> None:
    """Of those named with their folder, in code marks; ``NNNN`` marks an example."""
    pattern = r"`((?:xzcrawl|pipelines|tests|docs|\.ci)/[\w./]*(?:\.\w+|/))`"
    named = {name for name in re.findall(pattern, document.read_text(encoding="utf-8")) if "NNNN" not in name}
    assert sorted(name for name in named if not (ROOT / name).exists() and name not in EXAMPLES) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_a_python_example_in_a_document_can_be_parsed(document: Path) -> None:
    examples = re.findall(
        r"^( *)```python\n(.*?)^ *```$", document.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    for indent, code in examples:
        ast.parse(re.sub(rf"^{indent}", "", code, flags=re.MULTILINE))


def test_the_wheel_packs_the_library_with_its_migrations_and_nothing_that_is_ignored() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"] == {"packages": ["xzcrawl"]}
    assert (ROOT / "xzcrawl" / "py.typed").exists()
    versions = "xzcrawl/archive/schema/migrations/versions/*.py"
    ignored = subprocess.run(
        ["git", "check-ignore", *map(relative, ROOT.glob(versions))],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (ignored.returncode, ignored.stdout) == (1, b"")


def test_a_public_name_is_given_once() -> None:
    """To one class or type alias of the library, so that it means one thing wherever it is read."""
    given: defaultdict[str, list[str]] = defaultdict(list)
    for path in (ROOT / "xzcrawl").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if name := _named(node):
                given[name].append(relative(path))
    assert {name: paths for name, paths in given.items() if len(paths) > 1} == {}


def _named(node: ast.stmt) -> str | None:
    """The name that a statement gives to a class or a type alias; constants have capitals alone."""
    match node:
        case (
            ast.ClassDef(name=name)
            | ast.Assign(targets=[ast.Name(id=name)])
            | ast.AnnAssign(target=ast.Name(id=name))
        ):
            return name if name[0].isupper() and not name.isupper() else None
    return None
