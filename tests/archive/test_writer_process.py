"""The writer in a process of its own: what it does as the writer does, and what only a process can do."""

import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from select import select

import pytest

from tests.known_keys import known_keys
from tests.making import BASE, NOON, SITE, Crawl, archive_at, hours
from xzcrawl.archive import Archive
from xzcrawl.archive.writer_process import WriterProcess
from xzcrawl.errors import ArchiveError
from xzcrawl.items import ListingLink

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
Begin = Callable[[], WriterProcess]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return archive_at(tmp_path / "archive.db")


@pytest.fixture
def begin(url: str) -> Iterator[Begin]:
    """Begins a run. Its process ends with the test."""
    begun: list[WriterProcess] = []

    def begin() -> WriterProcess:
        writer = WriterProcess(url, clock=lambda: NOON)
        begun.append(writer)
        versions = {"extractor": "7"}
        writer.begin_run(
            site=SITE, base_url=BASE, spider="xz", mode="full", started_at=NOON, versions=versions
        )
        return writer

    yield begin
    for writer in begun:
        with suppress(ArchiveError, ValueError, ChildProcessError):
            writer.close()


def process_of(writer: WriterProcess) -> int:
    return writer._process


def test_a_run_is_written_and_found(url: str, begin: Begin, crawl: Crawl) -> None:
    with begin() as writer:
        writer.put(crawl.capture("1"))
        writer.put(crawl.article("1", observations=(crawl.observation("2"),)))
        writer.flush()
        assert (writer.counts["articles_new"], writer.counts["snapshots_added"]) == (1, 1)
        writer.finish_run(outcome="finished", ended_at=hours(1), counts={"requests": 3})
    with Archive(url) as archive:
        (run,) = archive.runs()
        assert (run.outcome, run.counts["requests"], run.counts["urls_found"]) == ("finished", 3, 2)
        assert [hit.article.source_id for hit in archive.search("标题").hits] == ["1"]
    assert not [*Path(url.removeprefix("sqlite:///")).parent.glob("snapshots/*.open")]


def test_what_is_wrong_with_an_archive_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes("这不是数据库".encode() * 100)
    with pytest.raises(ArchiveError, match="not a database"):
        WriterProcess(f"sqlite:///{tmp_path}/archive.db", clock=lambda: NOON)


def test_a_failure_ends_the_crawl_with_one_line_and_is_recorded(url: str, begin: Begin, crawl: Crawl) -> None:
    writer = begin()
    writer.put(crawl.article("1", views=2**63))  # more than any database's integer
    with pytest.raises(ArchiveError) as failure:
        writer.flush()
    assert "\n" not in str(failure.value)
    with pytest.raises(ArchiveError):
        writer.finish_run(outcome="failed", ended_at=hours(1), counts={})
    with Archive(url) as archive:
        assert [run.outcome for run in archive.runs()] == ["failed"]


def test_a_failure_is_raised_by_a_later_put(begin: Begin, crawl: Crawl) -> None:
    writer = begin()
    writer.put(crawl.article("1", views=2**63))
    with pytest.raises(ArchiveError):
        writer.flush()
    writer.put(crawl.article("2"))  # nobody waits for what becomes of it
    with pytest.raises(ArchiveError):
        writer.flush()
    with pytest.raises(ArchiveError):
        writer.put(crawl.article("3"))


def test_a_process_that_is_killed_is_told_by_every_method(url: str, begin: Begin, crawl: Crawl) -> None:
    writer = begin()
    writer.put(crawl.article("1"))
    writer.flush()
    os.kill(process_of(writer), signal.SIGKILL)
    for call in (writer.flush, lambda: writer.put(crawl.article("2")), writer.close):
        with pytest.raises(ArchiveError, match="the process that writes the archive has ended"):
            call()
    with Archive(url) as archive:
        assert archive.count() == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_to_all_processes_of_a_crawl_do_not_end_it(
    url: str, begin: Begin, crawl: Crawl, number: int
) -> None:
    with begin() as writer:
        os.kill(process_of(writer), number)
        writer.put(crawl.article("1"))
    with Archive(url) as archive:
        assert archive.count() == 1


def test_a_link_that_pages_repeat_is_written_once(url: str, begin: Begin, crawl: Crawl) -> None:
    links = (crawl.observation("8"), crawl.observation("9"))
    menu = (ListingLink("category", "2", f"{BASE}index.php/category-2.html"),)
    with begin() as writer:
        for key in ("1", "2"):
            writer.put(crawl.article(key, observations=links, listings=menu))
        writer.flush()
        assert writer.counts["urls_found"] == 4
    with Archive(url) as archive:
        assert known_keys(archive, SITE).keys() == {"1", "2", "8", "9"}


def test_links_of_what_is_refused_are_written_with_the_next_page_that_has_them(
    url: str, begin: Begin, crawl: Crawl
) -> None:
    links = (crawl.observation("9"),)
    refused = replace(crawl.article("1", observations=links), title="标题\0")
    with begin() as writer:
        writer.put(refused)
        writer.put(crawl.article("2", observations=links))
    with Archive(url) as archive:
        assert known_keys(archive, SITE).keys() == {"2", "9"}


def test_what_the_process_logs_is_logged_here(
    begin: Begin, crawl: Crawl, caplog: pytest.LogCaptureFixture
) -> None:
    with begin() as writer:
        writer.put(replace(crawl.article("1"), title="标题\0"))
        writer.flush()
    (record,) = (record for record in caplog.records if record.name.endswith("admission"))
    assert record.levelname == "WARNING"
    assert record.getMessage().startswith("not archived, because it holds NUL")


def test_an_error_that_nobody_foresaw_comes_with_its_traceback(begin: Begin, crawl: Crawl) -> None:
    writer = begin()
    writer.put(replace(crawl.article("1"), site="another.example"))
    with pytest.raises(ValueError, match=r"another\.example") as raised:
        writer.flush()
    assert "in _put" in raised.value.__notes__[0]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux kills a process with the one that made it")
def test_it_is_killed_with_the_process_that_has_it(url: str, crawl: Crawl) -> None:
    """Also while it waits for a database that is locked: it must not write beside the next run."""
    (here, there), locking = os.pipe(), os.pipe()
    if os.fork() == 0:
        writer, versions = WriterProcess(url, clock=lambda: NOON), {"extractor": "7"}
        writer.begin_run(
            site=SITE, base_url=BASE, spider="xz", mode="full", started_at=NOON, versions=versions
        )
        os.write(there, b"1")
        os.read(locking[0], 1)
        writer._send("put", crawl.article("1"))
        writer._send("flush")
        os.kill(os.getpid(), signal.SIGKILL)
    assert os.read(here, 1) == b"1"
    os.close(there)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
        database.execute("BEGIN IMMEDIATE")
        os.write(locking[1], b"1")
        os.wait()
        assert select([here], [], [], 5)[0] == [here]  # nobody has the other end any more
        assert os.read(here, 1) == b""
