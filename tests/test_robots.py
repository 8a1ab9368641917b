"""What may be fetched where robots.txt cannot be had (RFC 9309, 2.3.1)."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from tests.crawling import Crawled, archive_url, crawl
from xzcrawl.archive import Archive
from xzcrawl.demo import DemoSite, Options, serve
from xzcrawl.demo.site import Answer
from xzcrawl.extensions.robots import RobotsTxt, RobotsUnreachable
from xzcrawl.extensions.shutdown import RunEnds
from xzcrawl.middleware import OverBudget

pytestmark = pytest.mark.crawl

RULES = b"User-agent: *\nDisallow: /zb_system/\n"
PAGE, SYSTEM = "http://xz.example/index.php/post/7.html", "http://xz.example/zb_system/login.php"


class Engine:
    """Gives what it is told for robots.txt: a status or an error, one after the other, the last for ever."""

    def __init__(self, answers: Sequence[int | Exception]) -> None:
        self.answers, self.asked = list(answers), list[Request]()

    async def download_async(self, request: Request) -> Response:
        self.asked.append(request)
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return Response(request.url, answer, body=RULES)


async def _sent(**_: object) -> None:
    """A signal that nobody hears."""


def middleware(engine: Engine) -> RobotsTxt:
    values = {"ROBOTSTXT_OBEY": True, "RETRY_TIMES": 2, "ROBOTSTXT_RETRY_DELAY": 0, "USER_AGENT": "xzcrawl"}
    crawler: Any = SimpleNamespace(
        settings=Settings(values),
        engine=engine,
        spider=None,
        stats=MemoryStatsCollector(SimpleNamespace(settings=Settings())),  # type: ignore[arg-type]
        signals=SimpleNamespace(send_catch_log_async=_sent),
        get_extension=lambda kind: None,
    )
    return RobotsTxt(crawler)


def verdict(robots: RobotsTxt, url: str, **meta: object) -> str:
    """What becomes of a request: allowed, forbidden, or why its host is closed."""
    try:
        asyncio.run(robots.process_request(Request(url, meta=meta)))
    except RobotsUnreachable as error:
        return str(error)
    except OverBudget:
        return "over budget"
    except IgnoreRequest:
        return "forbidden"
    return "allowed"


def closed(reason: str) -> str:
    return f"http://xz.example/robots.txt unreachable ({reason}): nothing may be fetched until it answers"


CASES: list[tuple[str, list[int | Exception], str, str, int]] = [
    ("its rules are obeyed", [200], "allowed", "forbidden", 1),
    ("another success has rules too", [203], "allowed", "forbidden", 1),
    ("no robots.txt, no rules", [404], "allowed", "allowed", 1),
    ("gone, no rules", [410], "allowed", "allowed", 1),
    ("not for us, no rules (2.3.1.3)", [403], "allowed", "allowed", 1),
    ("an error of the server closes the host", [500], closed("HTTP 500"), closed("HTTP 500"), 3),
    ("it is busy", [429], closed("HTTP 429"), closed("HTTP 429"), 3),
    ("it leads nowhere", [302], closed("HTTP 302"), closed("HTTP 302"), 3),
    ("it times out", [TimeoutError()], closed("no answer in time"), closed("no answer in time"), 3),
    ("refused", [OSError("refused")], closed("refused"), closed("refused"), 3),
    ("it comes at the second try", [503, 200], "allowed", "forbidden", 2),
    ("it is known at the last try that there is none", [503, OSError("x"), 404], "allowed", "allowed", 3),
    ("redirected too often, no rules (2.3.1.2)", [IgnoreRequest("redirected")], "allowed", "allowed", 1),
    ("no request is left for it", [OverBudget("used up")], "over budget", "over budget", 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "page", "system", "tries"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_what_robots_txt_answers_decides(
    answers: list[int | Exception], page: str, system: str, tries: int
) -> None:
    engine = Engine(answers)
    robots = middleware(engine)
    assert (verdict(robots, PAGE), verdict(robots, SYSTEM), len(engine.asked)) == (page, system, tries)


def test_it_is_asked_for_on_hosts_beside_the_site_and_once_for_images() -> None:
    engine = Engine([500])
    assert verdict(middleware(engine), "https://img.example/a.jpg", dont_retry=True) == (
        "https://img.example/robots.txt unreachable (HTTP 500): nothing may be fetched until it answers"
    )
    assert [(asked.url, asked.meta["allow_offsite"]) for asked in engine.asked] == [
        ("https://img.example/robots.txt", True)
    ]


def test_a_redirect_to_where_it_is_forbidden_to_go_counts_as_no_forbidden_address() -> None:
    robots = middleware(Engine([200]))
    assert verdict(robots, SYSTEM, redirect_urls=[PAGE]) == "forbidden"
    assert robots.crawler.stats.get_value("robotstxt/forbidden") == 0
    assert verdict(robots, SYSTEM) == "forbidden"
    assert robots.crawler.stats.get_value("robotstxt/forbidden") == 1


def test_the_waits_grow() -> None:
    robots = middleware(Engine([500]))
    robots.crawler.settings.set("ROBOTSTXT_RETRY_DELAY", 2)
    assert robots._waits(Request(PAGE)) == [2, 4]


class Stopped:
    """A run that is told to stop while something waits."""

    async def transfer(self, work: Any) -> None:
        work.close()
        raise RunEnds("the run ends")


def test_a_run_that_is_told_to_stop_does_not_wait_to_ask_again() -> None:
    engine = Engine([500])
    robots = middleware(engine)
    robots._shutdown = Stopped()  # type: ignore[assignment]
    assert (verdict(robots, PAGE), len(engine.asked)) == ("over budget", 1)


class Unwell(DemoSite):
    """Its robots.txt answers otherwise, where it is told to."""

    def __init__(self, options: Options, robots: int, location: str = "") -> None:
        super().__init__(options, lambda: datetime.now(UTC))
        self.robots, self.location = robots, location

    def respond(self, path: str, query: str = "") -> Answer:
        if path != "/robots.txt" or self.robots == 200:
            return super().respond(path, query)
        self.requests.append((path, self.robots))
        return self.robots, {"Location": self.location, "Content-Length": "0"}, b""


def crawled(site: DemoSite, base: str, folder: Path, *more: str) -> Crawled:
    return crawl(
        site, base, archive_url(folder), "-s", "RETRY_TIMES=1", "-s", "ROBOTSTXT_RETRY_DELAY=0", *more
    )


def test_a_run_fetches_nothing_until_robots_txt_answers(tmp_path: Path) -> None:
    site = Unwell(Options(articles=5), 500)
    with serve(site) as base:
        first = crawled(site, base, tmp_path)
        site.robots = 404
        second = crawled(site, base, tmp_path)
    assert first.requests == ["/robots.txt", "/robots.txt"]
    assert len(second.articles()) == 5
    with Archive(first.url) as archive:
        last, failed = archive.runs()
    assert (last.outcome, last.reason) == ("finished", None)
    assert (failed.outcome, failed.reason) == (
        "failed",
        f"{base}robots.txt unreachable (HTTP 500): nothing may be fetched until it answers",
    )


def test_a_redirect_of_robots_txt_to_another_host_is_followed(tmp_path: Path) -> None:
    elsewhere = DemoSite(
        Options(articles=0, robots="User-agent: *\nDisallow: /index.php/post/\n"), lambda: NOW
    )
    with serve(elsewhere) as other:
        site = Unwell(Options(articles=5), 301, other.replace("127.0.0.1", "localhost") + "robots.txt")
        with serve(site) as base:
            result = crawled(site, base, tmp_path, "-s", "ALLOWED_NETWORKS=127.0.0.0/8")
    assert [path for path, _ in elsewhere.requests] == ["/robots.txt"]
    assert [path for path in result.requests if "/post/" in path] == []
    assert result.counts["forbidden"] > 0


NOW = datetime(2026, 11, 28, tzinfo=UTC)
