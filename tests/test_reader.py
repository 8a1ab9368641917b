"""Pages that are costly to read are read apart, within bounds of time and memory."""

import os
from datetime import UTC, datetime

import pytest

from tests.sites import tpure
from xzcrawl import extract, reader
from xzcrawl.errors import HostilePage
from xzcrawl.extract import Contents
from xzcrawl.families import Site
from xzcrawl.items import Page
from xzcrawl.reader import KillableReader

SITE = tpure("http://xz.example/")
NOW = datetime(2026, 11, 26, tzinfo=UTC)
BODY = "<p>3月8日,在广大干群的共同努力下,招商引资取得新成绩。</p>"


def page(body: str = BODY) -> Page:
    html = f"<body class=article><div class=post><h1>题</h1><div class=single>{body}</div></div></body>"
    return Page(f"{SITE.base_url}index.php/post/1.html", 200, {}, html.encode(), NOW, NOW)


COSTLY = page(BODY * 3_000)


def read(reader: KillableReader[[Site], Contents], of: Page) -> Contents:
    return reader.read(of, SITE)


def who_reads(page: Page, site: Site) -> Contents:
    return Contents(extract.read(page, site).outline, None, str(os.getpid()))


def endless(page: Page, site: Site) -> Contents:
    while True:
        pass


def greedy(page: Page, site: Site) -> Contents:
    held = bytearray(reader.MEMORY)
    return Contents(extract.read(page, site).outline, None, str(len(held)))


def dying(page: Page, site: Site) -> Contents:
    os.abort()


def failing(page: Page, site: Site) -> Contents:
    raise ValueError("no page")


def test_a_page_reads_the_same_apart_and_here() -> None:
    assert read(KillableReader(extract.read), COSTLY) == extract.read(COSTLY, SITE)


def test_an_ordinary_page_is_read_here_and_starts_no_process() -> None:
    assert read(KillableReader(who_reads), page()).problem == str(os.getpid())


def test_dear_pages_are_read_by_one_process_that_is_not_this_one() -> None:
    reader = KillableReader(who_reads)
    first, second = read(reader, COSTLY).problem, read(reader, COSTLY).problem
    assert first == second != str(os.getpid())


@pytest.mark.parametrize("work", [greedy, dying])
def test_a_page_that_takes_too_much_memory_is_hostile_and_the_next_is_read(work: object) -> None:
    reader = KillableReader(who_reads)
    before = read(reader, COSTLY).problem
    reader._work = work  # type: ignore[assignment]
    with pytest.raises(HostilePage, match=r"to read it takes more than \d+ MB of memory"):
        read(reader, COSTLY)
    reader._work = who_reads
    assert read(reader, COSTLY).problem != before


def test_a_page_that_takes_too_long_is_hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "SECONDS", 0.5)
    with pytest.raises(HostilePage, match=r"to read it takes more than 0.5 s"):
        read(KillableReader(endless), COSTLY)


def test_what_else_reading_raises_is_raised() -> None:
    with pytest.raises(ValueError, match="no page"):
        read(KillableReader(failing), COSTLY)


def test_a_hostile_page_is_hostile_apart_too() -> None:
    with pytest.raises(HostilePage, match="it was not read"):
        read(KillableReader(extract.read), page("<div>" * 100_000))


def test_a_closed_reader_leaves_no_process() -> None:
    reader = KillableReader(who_reads)
    child = int(read(reader, COSTLY).problem or "")
    reader.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
