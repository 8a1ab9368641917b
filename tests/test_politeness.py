"""What hosts ask for (Retry-After, Crawl-delay, robots.txt), how far they get it, and who waits for it."""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.squeues import LifoMemoryQueue
from scrapy.utils.test import get_crawler

from tests.crawling import Crawled, archive_url, crawl, demo
from tests.image_hosts import ALLOWED, ImageHost, serving
from xzcrawl.archive import Archive
from xzcrawl.demo import DemoSite, serve
from xzcrawl.demo.hostile import HostileSite
from xzcrawl.demo.hostile.inside import SILENT, show
from xzcrawl.demo.site import Answer
from xzcrawl.extensions.politeness import CrawlDelay, RetryAfter, seconds
from xzcrawl.extensions.retries import Retries
from xzcrawl.extensions.silent_hosts import MOST_SILENT
from xzcrawl.extensions.waiting_requests import PAUSE, SLOT, PatientQueue

pytestmark = pytest.mark.crawl


def asked(value: str | bytes) -> float:
    return seconds(Response("http://xz.example/", 503, headers={"Retry-After": value}))


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 0),
        ("", 0),
        ("-5", 0),
        ("1.5", 0),
        ("soon", 0),
        ("²".encode("latin-1"), 0),
        ("１２".encode(), 0),
        ("Wed, 21 Oct 99999999999999999999 07:28:00 GMT", 0),
        ("Wed, 21 Oct 2015 99:28:00 GMT", 0),
        ("Wed, 21 Oct 2015 07:28:00 +99999999999999", 0),
        ("9" * 5000, float("inf")),
    ],
)
def test_retry_after_is_a_number_of_seconds_or_nothing(value: str | bytes, wait: float) -> None:
    assert max(0.0, asked(value)) == wait


def test_retry_after_may_be_a_date() -> None:
    assert 3000 < asked(format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)) <= 3600
    assert asked("Wed, 21 Oct 2015 07:28:00 GMT") < 0


@given(
    st.binary(max_size=60)
    | st.from_regex(r"\w{3}, \d{1,9} \w{3} \d{1,30} [\d:]{1,20} \S{0,9}").map(str.encode)
)
def test_no_retry_after_raises(value: bytes) -> None:
    assert isinstance(asked(value.replace(b"\n", b"").replace(b"\r", b"")), float)


@pytest.mark.parametrize(
    ("delay", "kept"),
    [
        (None, 0.5),
        (0.1, 0.5),
        (2, 2),
        (59, 59),
        (1e9, 60),
        (float("inf"), 60),
        (float("nan"), 0.5),
        (-3, 0.5),
    ],
)
def test_a_crawl_delay_is_kept_up_to_a_minute(delay: float | None, kept: float) -> None:
    slot = SimpleNamespace(delay=0.5, concurrency=2, jitter=0.5)
    downloader = SimpleNamespace(
        get_slot_key=lambda request: "xz.example", per_slot_settings={}, slots={"xz.example": slot}
    )
    settings = Settings({"DOWNLOAD_DELAY": 0.5, "ROBOTSTXT_USER_AGENT": "xzcrawl"})
    crawler: Any = SimpleNamespace(settings=settings, engine=SimpleNamespace(downloader=downloader))
    robots: Any = SimpleNamespace(crawl_delay=lambda agent: delay)
    CrawlDelay(crawler).robots_parsed(robots, Request("http://xz.example/"))
    assert (slot.delay, slot.concurrency) == (kept, 1 if kept > 0.5 else 2)


# The queue


class Downloader:
    """Hosts of requests, by the seconds that they must still be left alone."""

    def __init__(self, **waits: float) -> None:
        now = time.monotonic()
        self.slots = {
            name: SimpleNamespace(lastseen=now, delay=wait, active=()) for name, wait in waits.items()
        }

    def get_slot_key(self, request: Request) -> str:
        return request.url.split("/")[2]


def queue(downloader: Downloader) -> PatientQueue:
    engine = SimpleNamespace(downloader=downloader, spider=True)
    crawler: Any = SimpleNamespace(settings=Settings(), engine=engine, crawling=True)
    made = PatientQueue(crawler, LifoMemoryQueue, "")
    engine.crawl = made.push
    return made


def popped(requests: PatientQueue) -> list[str]:
    return [request.url for request in iter(requests.pop, None)]


def test_requests_of_a_host_that_must_wait_stay_in_the_queue() -> None:
    requests = queue(Downloader(a=600, b=0.5))
    for url in ("http://a/1", "http://a/2", "http://b/1", "http://c/1"):
        requests.push(Request(url))
    assert sorted(popped(requests)) == ["http://b/1", "http://c/1"]
    assert len(requests) == 2


def test_a_request_that_pauses_is_pending_until_it_is_pushed_again() -> None:
    async def pause() -> tuple[list[str], int, list[str], int]:
        requests = queue(Downloader())
        requests.push(Request("http://a/1", meta={PAUSE: 0.01}))
        before, pending = popped(requests), len(requests)
        await asyncio.sleep(0.2)
        return before, pending, popped(requests), len(requests)

    assert asyncio.run(pause()) == ([], 1, ["http://a/1"], 0)


class Waiting:
    """A request in the downloader's queue, and how it ended."""

    ended: Exception | None = None

    def errback(self, error: Exception) -> None:
        self.ended = error


def answered(retry_after: RetryAfter, *waits: str) -> None:
    """A host of images answers so, one after the other and all at once."""
    request = Request("http://img.example/a.jpg", meta={SLOT: "img.example"})

    async def answer() -> None:
        for wait in waits:
            response = Response(request.url, 503, headers={"Retry-After": wait})
            retry_after.response_downloaded(response, request)

    asyncio.run(answer())


def retry_after(most: float, slot: Any) -> tuple[RetryAfter, dict[str, int]]:
    """With a host of images in this slot of the downloader, and the statistics."""
    stats: dict[str, int] = {}
    crawler: Any = SimpleNamespace(
        settings=Settings({"MOST_WAITED": most}),
        engine=SimpleNamespace(downloader=SimpleNamespace(slots={"img.example": slot}, per_slot_settings={})),
        stats=SimpleNamespace(set_value=stats.__setitem__),
        get_extension=lambda kind: None,
    )
    return RetryAfter(crawler), stats


def host_slot(*queued: Waiting) -> Any:
    return SimpleNamespace(delay=0.5, jitter=0.5, lastseen=0.0, queue=deque((None, each) for each in queued))


def waiting_after(wait: str) -> list[bool]:
    """Which of two requests that wait for their host are let go when it asks for more."""
    queued = [Waiting(), Waiting()]
    slot = host_slot(*queued)
    answered(retry_after(1800, slot)[0], wait)
    assert slot.delay == float(wait)
    return [each.ended is not None for each in queued]


def waited(most: float, waits: Sequence[str]) -> tuple[int, bool]:
    """The seconds that are counted after these answers, and whether the host is given up."""
    slot = host_slot()
    middleware, stats = retry_after(most, slot)
    answered(middleware, *waits)
    return stats["xzcrawl/seconds_waited"], slot.delay == 0


def test_waits_that_are_asked_for_at_once_are_one() -> None:
    assert waited(1800, ["300", "600", "600", "100"]) == (600, False)
    assert waited(1800, ["0", "86400", "-5"]) == (600, False)
    assert waited(500, ["400", "501"]) == (400, True)


def test_a_host_has_its_usual_delay_again_when_its_wait_is_over() -> None:
    """Before the downloader goes on: it would wait as long once more after one request."""
    slot = host_slot()
    middleware, _ = retry_after(1800, slot)
    answered(middleware, "600")
    assert middleware._held["img.example"].timer.when() <= slot.lastseen + 600


@pytest.mark.parametrize(("wait", "let_go"), [("600", True), ("6", True), ("5", False)])
def test_what_waits_for_a_host_gives_its_place_free_where_it_would_wait_for_long(
    wait: str, let_go: bool
) -> None:
    assert waiting_after(wait) == [let_go, let_go]


# Retries


def pauses(first: float, tries: int) -> list[float]:
    """Before each try of a page that answers 500 for ever."""
    crawler = get_crawler(settings_dict={"RETRY_TIMES": tries, "RETRY_BACKOFF": first})
    crawler.spider = crawler._create_spider("test")
    retries, request, found = Retries.from_crawler(crawler), Request("http://xz.example/"), []
    while isinstance(again := retries.process_response(request, Response(request.url, 500)), Request):
        found.append(again.meta[PAUSE])
        request = again
    return found


@pytest.mark.parametrize(
    ("first", "tries", "waits"),
    [
        (1, 5, [1, 2, 4, 8, 16]),
        (1, 8, [1, 2, 4, 8, 16, 32, 60, 60]),
        (0, 3, [0, 0, 0]),
        (0.5, 2, [0.5, 1]),
    ],
)
def test_each_try_waits_twice_as_long(first: float, tries: int, waits: list[float]) -> None:
    assert pauses(first, tries) == waits


# Real crawls


class Pictured(DemoSite):
    """Each article shows pictures of other hosts; ``times`` has when each path was asked for."""

    pictures: Sequence[str] = ()
    broken: str = ""
    busy: bool = False
    times: list[tuple[float, str]]

    def respond(self, path: str, query: str = "") -> Answer:
        self.times.append((time.monotonic(), path))
        answer = super().respond(path, query)
        if self.busy and "/post/" in path:
            return 503, {"Retry-After": "1", "Content-Length": "0"}, b""
        if path == self.broken:
            return 500, {"Content-Length": "0"}, b""
        return show(answer, [f"{picture}{path}.jpg" for picture in self.pictures])


def pictured(**options: Any) -> Pictured:
    usual = demo(**options)
    site = Pictured(usual.options, usual.now)
    site.times = []
    return site


def crawl_with(hosts: Sequence[ImageHost], folder: Path, *more: str) -> Crawled:
    """A crawl of a site of 12 articles that each show a picture of every host."""
    site = pictured(articles=12, seed=83)
    with ExitStack() as stack:
        served = [stack.enter_context(serving(host, f"127.0.0.{n}")) for n, host in enumerate(hosts, 2)]
        site.pictures = [host.base for host in served]
        base = stack.enter_context(serve(site))
        run = crawl(site, base, archive_url(folder), *ALLOWED, *more)
    assert len(run.articles()) == 12
    assert "Traceback" not in run.log
    with Archive(run.url) as archive:
        assert [each.outcome for each in archive.runs()] == ["finished"]
    return run


def busy(wait: str, times: int = 1) -> ImageHost:
    """A host that asks to wait, so many times, and then has its images."""
    told = (503, {"Retry-After": wait}, b"")
    return ImageHost(answers=[*[told] * times, (200, {"Content-Type": "image/png"}, b"png")])


def test_hosts_of_images_that_ask_to_wait_slow_themselves_alone(tmp_path: Path) -> None:
    """More of them than there are places for requests, for longer than all else takes, images too."""
    hosts = [busy("6", 1) for _ in range(5)]
    run = crawl_with(hosts, tmp_path)
    assert isinstance(run.site, Pictured)
    last = max(at for at, _ in run.site.times)
    for host in hosts:
        refused = next(at for at, path in host.asked if path != "/robots.txt")
        after = [at for at, _ in host.asked if at > refused + 4]
        assert min(after) - refused >= 6
        assert min(after) > last
    assert run.counts["seconds_waited"] >= 30


def test_hosts_of_images_that_ask_for_too_much_are_given_up(tmp_path: Path) -> None:
    """The run does not wait for any of them: what is left of the first is one wait that is too long."""
    slow = ImageHost(robots="User-agent: *\nCrawl-delay: 1000000000\n")
    silly = ImageHost(answers=[(503, {"Retry-After": b"\xb2".decode("latin-1")}, b"")])
    run = crawl_with([busy("86400", 99), slow, silly], tmp_path, "-s", "MOST_WAITED=50")
    assert run.counts["given_up"] >= 12
    assert slow.paths == ["/robots.txt"]
    assert len(silly.paths) == 13
    told = [line for line in run.log.splitlines() if "nothing more is asked of it" in line]
    assert len(told) == 2


def test_robots_txt_of_a_host_of_images_is_obeyed(tmp_path: Path) -> None:
    closed = ImageHost(robots="User-agent: *\nDisallow: /\n")
    unwell = ImageHost(robots="User-agent: *\nDisallow: /elsewhere/\n")
    run = crawl_with([closed, unwell], tmp_path)
    assert closed.paths == ["/robots.txt"]
    assert len(unwell.paths) == 13
    assert run.counts["forbidden"] == 12


def test_a_site_that_asks_to_wait_again_and_again_ends_the_run(tmp_path: Path) -> None:
    site = pictured(articles=12, seed=84)
    site.busy = True
    with serve(site) as base:
        failed = crawl(site, base, archive_url(tmp_path), "-s", "MOST_WAITED=2")
        site.busy = False
        again = crawl(site, base, failed.url)
    assert len(again.articles()) == 12
    with Archive(failed.url) as archive:
        last, first = archive.runs()
    assert (last.outcome, first.outcome) == ("finished", "failed")
    assert first.reason == "127.0.0.1 asks to wait longer than 2 s in all"


def test_a_page_is_tried_again_later_and_others_meanwhile(tmp_path: Path) -> None:
    site = pictured(articles=12, seed=85)
    with serve(site) as base:
        site.broken = site.articles[0].url.removeprefix(base.rstrip("/"))
        crawl(site, base, archive_url(tmp_path), "-s", "RETRY_BACKOFF=1", "-s", "RETRY_TIMES=2")
    tries = [at for at, path in site.times if path == site.broken]
    assert len(tries) == 3
    assert [tries[1] - tries[0] >= 1, tries[2] - tries[1] >= 2] == [True, True]
    between = [path for at, path in site.times if tries[0] < at < tries[1]]
    assert between


def flooded(folder: Path, *more: str) -> tuple[Crawled, int]:
    """A crawl of a site one of whose articles shows 5,000 pictures, and how many of them were asked for."""
    usual = demo(articles=12, seed=86)
    site = HostileSite(usual.options, usual.now, "picture flood")
    with serve(site) as base:
        run = crawl(site, base, archive_url(folder), *more)
    assert len(run.articles()) == 12
    return run, sum("/flood/" in path for path in run.requests)


def test_images_of_an_article_are_asked_for_up_to_a_number(tmp_path: Path) -> None:
    run, pictures = flooded(tmp_path)
    assert (pictures, run.counts["images_left_out"]) == (100, 4_900)
    assert run.log.count("shows more images than an article may have") == 1


def test_images_of_an_article_are_asked_for_up_to_a_sum_of_bytes(tmp_path: Path) -> None:
    """The demo's pictures have less than 2,000 bytes; four may be under way."""
    run, pictures = flooded(tmp_path, "-s", "IMAGE_BYTES_PER_ARTICLE=20000")
    assert 10 <= pictures <= 60
    assert run.counts["images_left_out"] == 5_000 - pictures


def test_hosts_of_images_that_do_not_answer_are_asked_up_to_a_number(tmp_path: Path) -> None:
    """Four may be under way when the last of these fails."""
    usual = demo(articles=12, seed=61)
    site = HostileSite(usual.options, usual.now, "pictures of silent hosts")
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path), *ALLOWED)
    assert len(run.articles()) == 12
    assert any("/flood/own.jpg" in path for path, _ in site.requests)
    assert SILENT - MOST_SILENT - 4 <= run.counts["images_unanswered"] <= SILENT - MOST_SILENT
