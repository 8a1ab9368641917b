"""Which archives open, and what is said of those that do not."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import text

from tests.making import Crawl, Put, Start
from xzcrawl.archive import Archive
from xzcrawl.archive import engine as engines
from xzcrawl.archive.schema.version import KNOWN_VERSIONS
from xzcrawl.archive.writer import Writer
from xzcrawl.errors import ArchiveError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def archive_url(new_archive_url: str) -> str:
    return new_archive_url


def refusal(url: str, **options: Any) -> str:
    with pytest.raises(ArchiveError) as error:
        Archive(url, **options)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_missing_archive_says_how_to_make_one(tmp_path: Path) -> None:
    path = tmp_path / "data" / "archive.db"
    assert refusal(f"sqlite:///{path}") == (
        f'no archive at {path}; run "xzcrawl crawl SPIDER" first, or give the address of another '
        "(the demo's is data/demo/archive.db)"
    )
    assert not path.parent.exists()


def test_a_relative_path_is_named_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert f"no archive at {tmp_path}/data/archive.db;" in refusal("sqlite:///data/archive.db")


def test_opening_to_write_creates_folders_and_tables(archive_url: str) -> None:
    with Archive(archive_url, write=True) as archive:
        assert archive.count() == 0
    with Archive(archive_url) as archive:
        assert archive.count() == 0


@pytest.mark.parametrize("name", ["with space", "a#b", "百分%20", "徐州"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    url = f"sqlite:///{quote(f'{tmp_path}/{name}/{name}.db')}"
    with Archive(url, write=True) as archive:
        assert archive.count() == 0
    assert (tmp_path / name / f"{name}.db").is_file()


@pytest.mark.parametrize("write", [True, False])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "archive.db"
    path.write_text("<html>not found</html>" * 100, encoding="utf-8")
    message = refusal(f"sqlite:///{path}", write=write)
    assert message == f"cannot open the archive at {path}: file is not a database"
    assert path.read_text(encoding="utf-8") == "<html>not found</html>" * 100


def test_a_database_without_an_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE things (id INTEGER)")
    assert (
        refusal(f"sqlite:///{path}")
        == f"{path} is a database without an archive in it; is the address right?"
    )


@pytest.mark.parametrize("write", [True, False])
def test_an_archive_of_a_newer_xzcrawl_is_refused(archive_url: str, crawl: Crawl, write: bool) -> None:
    Archive(archive_url, write=True).close()
    _set_version(archive_url, "9999")
    assert (
        f"was written by a newer xzcrawl (its version 9999, known here up to {KNOWN_VERSIONS[-1]})"
        in refusal(archive_url, write=write)
    )
    with pytest.raises(ArchiveError, match="newer xzcrawl"):
        Writer(archive_url, clock=lambda: crawl.noon)


def _set_version(url: str, version: str) -> None:
    engine = engines.writing_engine(engines.parse_url(url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("data/none.db", "data/none.db; run"),
        ("a://b c://", "is not the address of an archive; write sqlite:///path/archive.db or"),
        ("", "an archive in memory cannot be kept"),
        ("mysql://root:secret@127.0.0.1/x", "SQLite and PostgreSQL are supported"),
        ("sqlite://", "an archive in memory cannot be kept"),
        ("sqlite:///:memory:", "an archive in memory cannot be kept"),
        ("postgresql+nodriver://127.0.0.1/x", "is xzcrawl[postgres] installed?"),
        ("postgresql+psycopg://u:secret@127.0.0.1:1/x?connect_timeout=2", "cannot open the archive at"),
    ],
)
def test_an_address_that_cannot_be_used_is_explained(url: str, message: str) -> None:
    assert message in refusal(url)
    assert "secret" not in refusal(url)


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    assert "cannot open the archive at" in refusal(f"sqlite:///{tmp_path}/data/archive.db", write=True)


def test_a_reader_cannot_write(archive_url: str) -> None:
    Archive(archive_url, write=True).close()
    engine = engines.reading_engine(engines.parse_url(archive_url))
    with pytest.raises(Exception, match=r"read-?only"), engine.begin() as connection:
        connection.execute(text("DELETE FROM sites"))
    engine.dispose()


def test_readers_read_while_a_crawl_holds_the_database(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article("1"))
    engine = engines.writing_engine(engines.parse_url(archive_url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE articles SET title = 'unfinished'"))
        with Archive(archive_url) as archive:
            assert [record.title for record in archive.articles()] == ["标题1"]
    engine.dispose()


def test_a_writer_waits_for_another_and_then_gives_up(
    tmp_path: Path, crawl: Crawl, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xzcrawl.archive.engine.connections.BUSY_SECONDS", 0.05)
    url = f"sqlite:///{tmp_path}/archive.db"
    writer = start(url)
    engine = engines.writing_engine(engines.parse_url(url))
    with engine.begin():
        writer.put(crawl.article())
        with pytest.raises(ArchiveError, match=r"cannot write the archive at .*: database is locked"):
            writer.flush()
    engine.dispose()
    with pytest.raises(ArchiveError):
        writer.close()


def test_an_archive_is_opened_once_another_process_has_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "archive.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE made (number)")
        other.execute("BEGIN IMMEDIATE")  # the journal cannot change, and SQLite does not wait for it
        waited: list[float] = []

        def let_go(seconds: float) -> None:
            waited.append(seconds)
            other.execute("COMMIT")

        monkeypatch.setattr("xzcrawl.archive.engine.connections.sleep", let_go)
        engine = engines.writing_engine(engines.parse_url(f"sqlite:///{path}"))
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        engine.dispose()
    assert len(waited) == 1


@pytest.mark.slow
def test_many_processes_may_open_a_new_archive_at_once(archive_url: str) -> None:
    script = (
        "import sys\n"
        "from xzcrawl.archive import Archive\n"
        "sys.stdin.read()\n"
        "with Archive(sys.argv[1], write=True) as archive: print(archive.count())\n"
    )
    command = [sys.executable, "-c", script, archive_url]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    processes = [subprocess.Popen(command, cwd=ROOT, text=True, **pipes) for _ in range(6)]
    for process in processes:
        process.stdin.close()  # all are loaded and let go together
        process.stdin = None
    assert [process.communicate(timeout=60) for process in processes] == [("0\n", "")] * 6


def test_two_crawls_of_two_sites_write_one_archive(archive_url: str, crawl: Crawl, start: Start) -> None:
    second = Writer(archive_url, batch_items=3, clock=lambda: crawl.noon)
    with start(archive_url, batch_items=3) as one, second as two:
        two.begin_run(
            site="sz.example", base_url="http://sz.example/", spider="sz", mode="full", started_at=crawl.noon,
            versions={"extractor": "7"},
        )  # fmt: skip
        for key in range(50):
            one.put(crawl.article(str(key), tags=["产业"]))
            other = replace(crawl.article(str(key), tags=["产业"]), site="sz.example")
            two.put(other)
    with Archive(archive_url) as archive:
        assert (archive.count(site="xz.example"), archive.count(site="sz.example")) == (50, 50)


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("sqlite:////srv/xz/archive.db", "/srv/xz/archive.db.index"),
        ("postgresql+psycopg://a:secret@db.example:5433/news", "data/news@db.example_5433.index"),
        ("postgresql+psycopg:///news", "data/news@localhost.index"),
    ],
)
def test_each_archive_has_a_search_index_of_its_own(url: str, folder: str) -> None:
    assert engines.index_folder(engines.parse_url(url)) == Path(folder)
    assert engines.index_folder(engines.parse_url(url), "elsewhere") == Path("elsewhere")


def test_an_archive_that_another_program_keeps_locked_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xzcrawl.archive.engine.connections.BUSY_SECONDS", 0.01)
    path = tmp_path / "archive.db"
    Archive(f"sqlite:///{path}", write=True).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        assert "database is locked by another program: try again" in refusal(f"sqlite:///{path}")
