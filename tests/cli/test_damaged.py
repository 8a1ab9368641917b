"""Archives that were damaged or planted: one line for each, wherever they are read, and found by verify."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import Result

from tests.cli.conftest import NOON, Sql, begun, four_articles, sql_of
from xzcrawl.archive import Archive
from xzcrawl.web import create_app

Run = Callable[..., Result]
#: What stands in a column, which commands read it, and what verify says.
DAMAGES = {
    "articles SET related = '\"http://xz.example/\"'": (("show", "1"), "articles 1  related: no links"),
    'articles SET related = \'[{"href": "/"}]\'': (("show", "1"), "articles 1  related: no links"),
    "articles SET removed = '{}'": (("export", "-f", "jsonl"), "articles 1  removed: no removed lines"),
    "articles SET breadcrumbs = '\"产业\"'": (("export", "-f", "json"), "articles 1  breadcrumbs: no texts"),
    "articles SET breadcrumbs = '[1, 2]'": (("search", "目标"), "articles 1  breadcrumbs: no texts"),
    "articles SET breadcrumbs = '[\"产业'": (("list", "--json"), "articles 1  breadcrumbs: no texts"),
    "articles SET breadcrumbs = ''": (("show", "1", "--json"), "articles 1  breadcrumbs: no texts"),
    "articles SET memberships = '[[\"author\"]]'": (("reparse",), "articles 1  memberships: no pairs"),
    "runs SET counts = '[]'": (("status",), "runs 1  counts: no counts"),
    'runs SET counts = \'{"requests": "viele"}\'': (("status",), "runs 1  counts: no counts"),
    "runs SET findings = '\"schlecht\"'": (("status",), "runs 1  findings: no findings"),
    "runs SET zones = '{}'": (("reparse",), "runs 1  zones: no zones"),
    "sites SET repeated_images = '5'": (("reparse",), "sites xz.example  repeated_images: no texts"),
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of our own, to be damaged."""
    path = tmp_path / "archive.db"
    with begun(path) as writer:
        for article in four_articles():
            writer.put(article)
        writer.finish_run(outcome="finished", ended_at=NOON + timedelta(minutes=1), counts={})
    return path


@pytest.fixture
def sql(archive: Path) -> Sql:
    return sql_of(archive)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_value_of_another_shape_is_one_line_and_found_by_verify(
    run: Run, archive: Path, sql: Sql, damage: str
) -> None:
    command, found = DAMAGES[damage]
    sql(f"UPDATE {damage}")
    result = run(*command, "--archive", archive)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert result.stderr.startswith("xzcrawl: the archive is damaged: ")
    assert len(result.stderr) < 200
    looked = run("verify", "--archive", archive)
    assert looked.exit_code == 1
    assert found in looked.stdout


def test_a_value_of_another_type_is_found_by_verify(run: Run, archive: Path, sql: Sql) -> None:
    sql("UPDATE articles SET views = 'many', title = x'00ff'")
    looked = run("verify", "--archive", archive)
    assert looked.exit_code == 1
    assert "articles 1  title: blob where text belongs" in looked.stdout
    assert "articles 1  views: text where integer belongs" in looked.stdout


def test_a_page_of_a_damaged_archive_is_a_page_and_a_line_in_the_log(
    archive: Path, sql: Sql, caplog: pytest.LogCaptureFixture
) -> None:
    with Archive(f"sqlite:///{archive}") as opened:
        opened.catch_up()
        sql("UPDATE articles SET related = '\"x\"'")
        reader = TestClient(create_app(opened, archive.parent / "snapshots"), base_url="http://127.0.0.1")
        answers = [reader.get(page) for page in ("/articles/1", "/", "/export/csv", "/api/articles/1")]
    assert [answer.status_code for answer in answers] == [503] * 4
    assert {record.getMessage() for record in caplog.records if record.name.startswith("xzcrawl")} == {
        "xzcrawl: the archive is damaged: links expected, found 'x'"
    }


def test_verify_tells_of_a_fifo_and_goes_on(run: Run, archive: Path) -> None:
    folder = archive.parent / "snapshots"
    folder.mkdir(exist_ok=True)
    os.mkfifo(folder / "xz.example-20230720040000-r00009-00000.warc.gz")
    looked = run("verify", "--archive", archive)
    assert looked.exit_code == 1
    assert "it is not a regular file; so 0 snapshots are lost" in looked.stdout


def test_verify_tells_of_a_file_of_fragments_in_a_hundred_lines(run: Run, archive: Path) -> None:
    folder = archive.parent / "snapshots"
    folder.mkdir(exist_ok=True)
    empty = bytes.fromhex("1f8b08000000000000030300000000000000000000")[:20]
    (folder / "xz.example-20200101000000-r00009-00000.warc.gz").write_bytes(empty * 5_000)
    lines = run("verify", "--archive", archive).stdout.splitlines()
    assert len(lines) < 110
    assert any("4,900 more stretches of it are no records" in line for line in lines)
