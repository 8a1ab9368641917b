"""Every face of the archive knows every filter, by one name, and refuses every other."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from tests.making import archive_at
from xzcrawl.archive import Archive, Filters
from xzcrawl.archive.filters import FILTERS, MEANINGS, Selection
from xzcrawl.cli.app import loaded, program
from xzcrawl.errors import UsageError
from xzcrawl.web import create_app

PAGES = ["/", "/feed.atom", "/export/jsonl", "/gone", "/api/search", "/api/articles"]
#: A value of each filter that no article of an empty archive can meet.
VALUES = {
    "category": "招商政策",
    "tag": "产业",
    "author": "admin",
    "site": "xz.example",
    "since": "2022-09-24",
    "until": "2022-09-24",
    "certainty": "possibly",
    "changed_since": "2022-09-24",
    "gone": "true",
}
#: How the command line writes those that are no option of their name.
WRITTEN = {"certainty": {"--certainly", "--possibly"}, "gone": {"--gone", "--alive"}}
#: What of a filter's value makes no sense alone.
BESIDE = {"certainty": {"since": "2022-09-24"}}


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[TestClient]:
    with Archive(archive_at(tmp_path / "archive.db"), write=True) as archive:
        archive.catch_up()
        yield TestClient(create_app(archive, tmp_path), base_url="http://127.0.0.1")


def test_each_filter_is_a_keyword_with_a_meaning() -> None:
    assert set(FILTERS) == set(Filters.__annotations__) - {"limit", "offset"} == set(VALUES)
    assert set(MEANINGS) == set(FILTERS) | {"limit", "offset", "query", "order"}


@pytest.mark.parametrize("method", [Archive.articles, Archive.count, Archive.search, Selection])
def test_python_takes_each(method: object) -> None:
    named = method.__annotations__ if method is Selection else inspect.signature(method).parameters  # type: ignore[arg-type]
    inherited = Filters.__annotations__ if method is Selection else {}
    assert set(FILTERS) <= {*named, *inherited}


@pytest.mark.parametrize("name", ["list", "search", "export"])
def test_the_command_line_takes_each_and_no_other(name: str) -> None:
    options = {
        one for parameter in loaded(name).params for one in (*parameter.opts, *parameter.secondary_opts)
    }
    for filter_ in FILTERS:
        assert WRITTEN.get(filter_, {f"--{filter_.replace('_', '-')}"}) <= options
    asked = ["招商"] if name == "search" else ["--format", "jsonl"] if name == "export" else []
    refused = CliRunner().invoke(program(), [name, *asked, "--categroy", "招商政策"])
    assert (refused.exit_code, "No such option: --categroy" in refused.output) == (2, True)


@pytest.mark.parametrize("filter_", FILTERS)
@pytest.mark.parametrize(
    "page", ["/", "/feed.atom", "/export/jsonl", "/gone", "/api/search", "/api/articles"]
)
def test_pages_and_api_take_each(reader: TestClient, page: str, filter_: str) -> None:
    answer = reader.get(page, params={filter_: VALUES[filter_], **BESIDE.get(filter_, {})})
    assert answer.status_code == (400 if (page, filter_) == ("/gone", "gone") else 200)


@pytest.mark.parametrize(
    "page", ["/", "/feed.atom", "/export/jsonl", "/gone", "/api/search", "/api/articles"]
)
def test_pages_and_api_refuse_any_other(reader: TestClient, page: str) -> None:
    assert reader.get(page, params={"categroy": "招商政策"}).status_code in (400, 422)


def test_the_index_and_the_tables_know_each(tmp_path: Path) -> None:
    with Archive(archive_at(tmp_path / "archive.db"), write=True) as archive:
        for name, value in VALUES.items():
            asked: Any = {name: value == "true" if name == "gone" else value, **BESIDE.get(name, {})}
            assert (archive.search("招商", **asked).total, archive.count(**asked)) == (0, 0)
        with pytest.raises(UsageError, match="no filter 'categroy'"):
            archive.count(categroy="招商政策")  # type: ignore[call-arg]
