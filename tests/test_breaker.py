"""A site that fails again and again is left alone, and one that fails now and then is not."""

import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import Settings

from tests.crawling import archive_url, crawl
from xzcrawl.archive import Archive
from xzcrawl.demo import DemoSite, Options, serve
from xzcrawl.demo.outages import Outage
from xzcrawl.extensions.breaker import Breaker
from xzcrawl.frontier import Visit
from xzcrawl.middleware import SNAPSHOT_KIND
from xzcrawl.urls import Address, Kind

pytestmark = pytest.mark.crawl

KINDS = {"a": Kind.ARTICLE, "l": Kind.CATEGORY, "f": Kind.FEED}


def request(kind: str, page: int) -> Request:
    """A request for an article (``a``), a listing (``l``), a feed (``f``), an image (``i``)."""
    url = f"http://xz.example/{kind}/{page}"
    if kind == "i":
        return Request(url, meta={SNAPSHOT_KIND: "image"})
    return Request(url, cb_kwargs={"visit": Visit(Address(KINDS[kind], str(page)), url)})


class Run:
    reason: str | None = None

    def end(self, reason: str) -> None:
        self.reason = self.reason or reason


def ended(tries: list[tuple[str, int, int | Exception]], most: int = 24) -> str | None:
    """Why the run ends after these tries: of what, of which page, what came of it."""
    run = Run()
    crawler: Any = SimpleNamespace(settings=Settings({"BREAKER_TRIES": most}), get_extension=lambda kind: run)
    breaker = Breaker(crawler)
    for kind, page, came in tries:
        asked = request(kind, page)
        if isinstance(came, Exception):
            breaker.process_exception(asked, came)
        else:
            breaker.process_response(asked, Response(asked.url, came))
    return run.reason


def many(kind: str, count: int, came: int | Exception, pages: int = 1_000) -> list[tuple[str, int, Any]]:
    return [(kind, number % pages, came) for number in range(count)]


A, L = "24 article pages failed in 24 tries, none came: ", "24 listing pages failed in 24 tries, none came: "
INTERLEAVED = [each for number in range(30) for each in (("a", number, 500), ("l", number, 200))]
CASES: list[tuple[str, list[tuple[str, int, Any]], str | None]] = [
    ("every article answers 500", many("a", 24, 500), f"{A}HTTP 500"),
    ("one less", many("a", 23, 500), None),
    ("forbidden to us", many("a", 24, 403), f"{A}HTTP 403"),
    ("we ask too much", many("a", 24, 429), f"{A}HTTP 429"),
    ("nobody answers in time", many("a", 24, TimeoutError()), f"{A}no answer in time"),
    ("the connection breaks", many("a", 24, OSError("connection lost")), f"{A}connection lost"),
    ("every listing does", many("l", 24, 503), f"{L}HTTP 503"),
    ("lists that come do not hide it", INTERLEAVED, f"{A}HTTP 500"),
    ("ten pages, retried", many("a", 24, 500, 10), A.replace("24", "10", 1) + "HTTP 500"),
    ("a few dead pages, tried often", many("a", 54, 500, 9), None),
    ("one comes in between", [*many("a", 23, 500), ("a", 99, 200), *many("a", 23, 500)], None),
    ("some are broken for good", [*many("a", 28, 200), *many("a", 72, 500, 12)], None),
    ("half are, and are tried last", [*many("a", 20, 200), *many("a", 120, 500, 20)], None),
    ("it breaks down midway", [*many("a", 30, 200), *many("a", 31, 500)], f"{A.replace('24', '31')}HTTP 500"),
    ("a deletion says nothing", [*many("a", 23, 500), ("a", 99, 404), ("a", 98, 500)], f"{A}HTTP 500"),
    ("all are deleted", [*many("a", 50, 404), *many("a", 50, 410)], None),
    ("redirects are on their way", many("a", 50, 302), None),
    ("images do not come", many("i", 50, 500), None),
    ("a site without feeds", many("f", 50, 500), None),
    ("forbidden by robots.txt", many("a", 50, IgnoreRequest("Forbidden by robots.txt")), None),
]  # fmt: skip


@pytest.mark.parametrize(("tries", "reason"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_run_ends_when_a_kind_of_page_fails_in_a_row(
    tries: list[tuple[str, int, Any]], reason: str | None
) -> None:
    assert ended(tries) == reason


def test_it_can_be_turned_off() -> None:
    assert ended(many("a", 100, 500), most=0) is None


def test_a_site_all_of_whose_articles_fail_is_asked_little_and_the_next_run_goes_on(tmp_path: Path) -> None:
    site = DemoSite(Options(articles=60, seed=3), lambda: datetime.now(UTC))
    site.outage = Outage("500")
    with serve(site) as base:
        failed = crawl(site, base, archive_url(tmp_path))
        site.outage = None
        again = crawl(site, base, failed.url)
    assert len(failed.requests) <= 40
    assert failed.counts.get("misses", 0) == 0
    assert len(again.articles()) == 60
    with Archive(failed.url) as archive:
        last, first = archive.runs()
    assert (last.outcome, last.reason, first.outcome) == ("finished", None, "failed")
    assert re.fullmatch(r"\d\d article pages failed in 24 tries, none came: HTTP 500", str(first.reason))
