"""Pages that are costly to read are read apart, within bounds of time and memory."""

import asyncio
import os
from datetime import UTC, datetime

import pytest

from tests.sites import tpure
from xzcrawl import extract
from xzcrawl.errors import HostilePage
from xzcrawl.extract import Contents
from xzcrawl.families import Site
from xzcrawl.items import Page
from xzcrawl.reader import KillableReader, StreamReader, process

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
    held = bytearray(process.MEMORY)
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
    monkeypatch.setattr(process, "SECONDS", 0.5)
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


def test_a_stream_of_pages_is_read_in_its_order_by_one_process_that_is_not_this_one() -> None:
    async def streamed() -> list[Contents]:
        reader = StreamReader(who_reads)
        try:
            return await asyncio.gather(
                *(reader.read(page(f"<p>第{number}段</p>"), SITE) for number in range(50))
            )
        finally:
            reader.close()

    assert {found.problem for found in asyncio.run(streamed())}.isdisjoint({str(os.getpid()), None})


def named(page: Page, site: Site) -> str:
    """Ends the process over one page, and says which page another one is."""
    text = page.body.decode()
    if "不可读" in text:
        os.abort()
    if "无法" in text:
        raise ValueError(text)
    return text


def test_of_a_stream_only_the_page_that_ends_the_process_is_hostile_and_the_rest_is_read() -> None:
    async def streamed() -> list[str | BaseException]:
        reader = StreamReader(named)
        texts = [
            *(f"第{number}页" for number in range(9)),
            "不可读",
            "无法",
            *("其余" for _ in range(9)),
            "不可读",
            "末页",
        ]
        try:
            return await asyncio.gather(
                *(reader.read(page(text), SITE) for text in texts), return_exceptions=True
            )
        finally:
            reader.close()

    found = asyncio.run(streamed())
    failed = {number: type(each) for number, each in enumerate(found) if isinstance(each, Exception)}
    assert failed == {9: HostilePage, 10: ValueError, 20: HostilePage}
    assert [found[number] for number in (0, 8, 11, 21)] == [
        page(text).body.decode() for text in ("第0页", "第8页", "其余", "末页")
    ]


def fails_after_three(page: Page, site: Site) -> str:
    """Takes memory for each page that it has read, until the process has none left."""
    kept.append(bytearray(process.MEMORY // 4))
    return page.body.decode()


kept: list[bytearray] = []


def test_a_page_is_not_blamed_for_the_memory_that_others_took() -> None:
    async def streamed() -> list[str]:
        reader = StreamReader(fails_after_three)
        try:
            return await asyncio.gather(*(reader.read(page(f"第{number}页"), SITE) for number in range(9)))
        finally:
            reader.close()

    assert asyncio.run(streamed()) == [page(f"第{number}页").body.decode() for number in range(9)]


def test_who_gives_up_a_page_of_a_stream_gets_the_next_one() -> None:
    async def streamed() -> str:
        reader = StreamReader(named)
        try:
            given_up = asyncio.create_task(reader.read(page("先来"), SITE))
            await asyncio.sleep(0)
            given_up.cancel()
            return await reader.read(page("后到"), SITE)
        finally:
            reader.close()

    assert "后到" in asyncio.run(streamed())


def test_a_closed_stream_leaves_no_process() -> None:
    async def streamed() -> int:
        reader = StreamReader(who_reads)
        child = int((await reader.read(page(), SITE)).problem or "")
        reader.close()
        return child

    child = asyncio.run(streamed())
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_started_stream_is_ready_before_its_first_page_and_not_once_its_process_has_ended() -> None:
    async def streamed() -> list[bool]:
        reader = StreamReader(named)
        try:
            states = [reader.is_ready]
            for text in ("第一页", "不可读"):
                reader.start()
                async with asyncio.timeout(60):
                    while not reader.is_ready:
                        await asyncio.sleep(0)
                states.append(reader.is_ready)
                await asyncio.gather(reader.read(page(text), SITE), return_exceptions=True)
            return [*states, reader.is_ready]
        finally:
            reader.close()

    assert asyncio.run(streamed()) == [False, True, True, False]
