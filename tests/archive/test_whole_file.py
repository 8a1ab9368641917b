"""What is copied is whole: the database file alone holds everything, once whoever wrote it has ended."""

import logging
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.making import Crawl, Start, archive_at
from xzcrawl.archive import Archive
from xzcrawl.archive import engine as engines
from xzcrawl.archive.engine import connections
from xzcrawl.archive.schema.migrate import upgrade
from xzcrawl.errors import ArchiveError

ROOT = Path(__file__).resolve().parents[2]
#: Commits an article, and then waits in the middle of its run for a signal.
WAITING = """
import signal, sys
from tests.making import NOON, Crawl
from xzcrawl.archive import Archive
from xzcrawl.archive.writer import Writer
from xzcrawl.cli.process import ending_in_order

crawl = Crawl()
with ending_in_order(), Writer(sys.argv[1], clock=lambda: NOON) as writer, Archive(sys.argv[1]) as reader:
    writer.begin_run(site=crawl.site, base_url=crawl.base, spider="xz", mode="full", started_at=NOON,
                     versions={"extractor": "7"})
    writer.put(crawl.article("1"))
    writer.flush()
    print(reader.count(), flush=True)
    signal.pause()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def url(path: Path) -> str:
    """Of an archive without articles."""
    return archive_at(path)


def held_alone(path: Path) -> int:
    """How many articles a copy of the file holds, its log left behind."""
    copy = shutil.copy(path, path.with_name("copy"))
    with closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return database.execute("SELECT count(*) FROM articles").fetchone()[0]  # type: ignore[no-any-return]


def log_of(path: Path) -> Path:
    return path.with_name("archive.db-wal")


@contextmanager
def reading(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """A reader in the middle of a transaction, as ``sqlite3`` at a prompt may be for hours."""
    uri = f"file:{path}?mode={mode}"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as database:
        database.execute("BEGIN")
        database.execute("SELECT count(*) FROM articles").fetchone()
        yield database


def test_after_a_run_the_file_alone_holds_everything(
    url: str, path: Path, start: Start, crawl: Crawl
) -> None:
    with start(url) as writer:
        writer.put(crawl.article("1"))
    assert (held_alone(path), log_of(path).exists()) == (1, False)


def test_also_when_readers_have_it_open_all_the_time(
    url: str, path: Path, start: Start, crawl: Crawl
) -> None:
    with Archive(url) as ours, closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as other:
        assert (ours.count(), other.execute("SELECT count(*) FROM articles").fetchone()) == (0, (0,))
        with start(url) as writer:
            writer.put(crawl.article("1"))
        assert (held_alone(path), log_of(path).stat().st_size) == (1, 0)


def test_also_when_our_reader_closes_last(url: str, path: Path, start: Start, crawl: Crawl) -> None:
    with start(url) as writer, Archive(url) as reader:
        writer.put(crawl.article("1"))
        writer.flush()
        assert reader.count() == 1
        writer._engine.dispose()  # as a writer that was killed
        assert log_of(path).stat().st_size
        reader.close()
        assert (held_alone(path), log_of(path).exists()) == (1, False)


def test_also_when_the_run_failed(
    url: str, path: Path, start: Start, crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = start(url)
    writer.put(crawl.article("1"))
    writer.flush()
    monkeypatch.setattr("xzcrawl.archive.writer.write_batch", lambda *_: 1 / 0)
    writer.put(crawl.article("2"))
    with pytest.raises(ArchiveError, match="division by zero"):
        writer.close()
    assert (held_alone(path), log_of(path).exists()) == (1, False)


def test_the_snapshots_of_a_run_that_failed_are_left_as_of_one_that_was_killed(
    url: str, tmp_path: Path, start: Start, crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not every record in the file has a row: its final name would say so."""
    writer = start(url)
    writer.put(crawl.capture("1"))
    writer.flush()
    monkeypatch.setattr("xzcrawl.archive.writer.write_batch", lambda *_: 1 / 0)
    writer.put(crawl.capture("2"))
    with pytest.raises(ArchiveError):
        writer.close()
    (left,) = (tmp_path / "snapshots").iterdir()
    assert left.name.endswith(".warc.gz.open")
    with start(url, at=24) as following:
        assert [mended.file for mended in following.repairs] == [left.name.removesuffix(".open")]


def test_who_keeps_the_last_changes_out_is_told_of_and_later_nothing_is_missing(
    url: str,
    path: Path,
    start: Start,
    crawl: Crawl,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(connections, "SETTLE_SECONDS", 0.05)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as idle:
        idle.execute("SELECT count(*) FROM articles").fetchone()
        with reading(path, "ro"), caplog.at_level(logging.WARNING), start(url) as writer:
            writer.put(crawl.article("1"))
            writer.close()
            (told,) = caplog.messages
            assert told.startswith(f"do not copy {path} alone yet: a reader that began earlier keeps ")
            assert held_alone(path) == 0
            with Archive(url) as archive:
                assert archive.count() == 1
        Archive(url).close()
        assert (held_alone(path), log_of(path).stat().st_size) == (1, 0)


def test_a_log_that_cannot_be_carried_over_is_an_error(
    url: str, path: Path, start: Start, crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    writer = start(url)
    writer.put(crawl.article("1"))
    monkeypatch.setattr(connections, "settle", full)
    with pytest.raises(ArchiveError) as error:
        writer.close()
    assert str(error.value) == f"cannot write the archive at {path}: database or disk is full"


def test_a_migration_leaves_a_whole_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        upgrade(engines.parse_url(f"sqlite:///{path}"))
        assert held_alone(path) == 0


def test_whoever_writes_nothing_waits_for_no_reader(
    url: str,
    path: Path,
    start: Start,
    crawl: Crawl,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    waits = []
    with start(url) as writer, reading(path, "ro"):
        writer.put(crawl.article("1"))
        writer.flush()
        monkeypatch.setattr(connections, "settle", lambda _, patience: waits.append(patience))
        Archive(url, write=True).close()
        monkeypatch.undo()
    assert (set(waits), caplog.messages) == ({0}, [])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_a_whole_file_and_ends_the_process(url: str, path: Path, number: Any) -> None:
    command = [sys.executable, "-c", WAITING, url]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "1\n"
        process.send_signal(number)
        assert process.wait(60) == -signal.SIGTERM
    assert (held_alone(path), log_of(path).exists()) == (1, False)


class Refusal(sqlite3.OperationalError):
    """What SQLite raises, with its own code."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.sqlite_errorcode = code


@pytest.mark.parametrize(
    ("error", "is_told"),
    [
        (Refusal(sqlite3.SQLITE_FULL, "database or disk is full"), False),
        (Refusal(sqlite3.SQLITE_BUSY, "database is locked"), False),
        (Refusal(sqlite3.SQLITE_IOERR, "disk I/O error"), True),
        (Refusal(sqlite3.SQLITE_CORRUPT, "database disk image is malformed"), True),
        (sqlite3.ProgrammingError("out of order"), True),
    ],
)
def test_what_keeps_the_file_from_being_whole_is_told_unless_it_was(
    url: str, path: Path, monkeypatch: pytest.MonkeyPatch, error: Any, is_told: bool
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(connections, "settle", refuse)
    told = f'do not copy {path} yet: it cannot be made whole ({error}); run "xzcrawl verify"'
    assert engines.unsettled(engines.parse_url(url)) == (told if is_told else None)


def test_a_damaged_file_with_a_log_is_told_of(url: str, path: Path) -> None:
    path.write_bytes(b"no database" * 1000)
    log_of(path).write_bytes(b"no log")
    told = engines.unsettled(engines.parse_url(url))
    assert told is not None
    assert "file is not a database" in told
