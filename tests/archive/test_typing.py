"""What other programs, and people at a prompt, are told of the archive's functions: names and types."""

import pydoc
import re
import subprocess
import sys
from inspect import getsourcefile
from pathlib import Path

import pytest

import xzcrawl.errors
from xzcrawl.archive import Archive, Filters, Selection

DOCUMENT = (Path(__file__).parents[2] / "docs" / "archive.md").read_text("utf-8")
SOURCE = Path(getsourcefile(Archive) or "").read_text("utf-8")
#: A program that uses what docs/archive.md promises, and at its end three mistakes.
PROGRAM = """\
from datetime import date
from xzcrawl.archive import Archive
from xzcrawl.dates import parse_date

with Archive("sqlite:///data/archive.db") as archive:
    tags = ["新能源", "光伏"]
    for article in archive.articles(category="产业", tag=tags, since=date(2022, 9, 1), order="newest"):
        print(article.id, article.published_at, article.title.upper())
    found = archive.search("泉山区", sort="date", gone=False, limit=20)
    print(found.total, [hit.article.title for hit in found], archive.count(query="新能源"))
    print(archive.article(17).text, [one.number for one in archive.revisions(17)], parse_date)
    archive.articles(categroy="产业")
    archive.search("泉山区", limit="20")
    archive.count(order="oldest")
"""
#: None of what is promised has a type of these, and to read them takes ten seconds.
CONFIG = """\
[mypy]
strict = true
[mypy-sqlalchemy.*,alembic.*,tantivy.*,lxml.*]
follow_imports = skip
"""


@pytest.mark.parametrize(
    ("function", "keys"),
    [(Archive.articles, Selection), (Archive.count, Selection), (Archive.search, Filters)],
)
def test_help_names_every_filter(function: object, keys: type) -> None:
    told = pydoc.render_doc(function, renderer=pydoc.plaintext)  # type: ignore[attr-defined]
    assert [name for name in keys.__annotations__ if not re.search(rf"\b{name}: .+ = None", told)] == []
    assert [name for name in keys.__annotations__ if not re.search(rf"^ +{name}: [a-z]", told, re.M)] == []


def test_the_document_names_every_method_and_every_error() -> None:
    told = DOCUMENT[DOCUMENT.index("## Reading it from Python") : DOCUMENT.index("## Tables")]
    methods = [name for name, one in vars(Archive).items() if callable(one) and not name.startswith("_")]
    assert [name for name in methods if f"{name}(" not in told] == []
    errors = [*re.findall(r"``(\w+(?:Error|Archive|Query))``", SOURCE), "UsageError"]
    assert [name for name in errors if f"`{name}`" not in told or not hasattr(xzcrawl.errors, name)] == []
    assert "xzcrawl.errors" in told


def test_a_program_outside_is_checked_strictly_by_the_types_of_the_library(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "mypy.ini").write_text(CONFIG, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--no-error-summary", "program.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    faults = re.findall(r"^program\.py:(\d+): error: .*\[([\w-]+)\]$", done.stdout, re.MULTILINE)
    assert (faults, done.stdout.count("error:")) == (
        [("12", "call-arg"), ("13", "arg-type"), ("14", "arg-type")],
        3,
    )
