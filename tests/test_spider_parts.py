"""How the further parts of an article are asked for, one after the other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response

from xzcrawl import extract
from xzcrawl.extract import Contents
from xzcrawl.families import Site, described
from xzcrawl.frontier import Visit
from xzcrawl.items import Page
from xzcrawl.middleware import FETCHED_AT, REQUESTED_AT, OverBudget
from xzcrawl.spider.callbacks import Output
from xzcrawl.spider.parts import Parts
from xzcrawl.urls import Address, Kind

BASE = "http://news.example.cn/"
SITE = Site.at(
    BASE,
    described(
        articles=["/{id}.html", "/{id}_{part}.html"],
        lists=["/{list}/"],
        title="h1",
        body=".content",
        items="li",
    ),
)
SEEN = datetime(2026, 3, 15, 2, 20, tzinfo=UTC)
FIRST = Visit(Address(Kind.ARTICLE, "1"), f"{BASE}1.html")


@dataclass
class Reader:
    """Has the parts of an article read whose pages link the numbers of ``links``, each in its place."""

    links: Mapping[int, Iterable[int]]
    failing: Mapping[int, Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def read(self) -> None:
        parts = Parts(SITE, lambda visit: Request(visit.url, priority=5), _read, self._whole, self._broken)
        response = self._response(Request(FIRST.url), 1)
        waiting = [*parts.begin(response, FIRST, _read(response, _page(response), FIRST))]
        while waiting:
            request: Any = waiting.pop()
            self.asked.append(request.url.removeprefix(BASE))
            assert request.priority > 5
            number = request.cb_kwargs["visit"].address.page
            if number in self.failing:
                waiting += request.errback(SimpleNamespace(value=self.failing[number], request=request))
            else:
                waiting += request.callback(self._response(request, number), **request.cb_kwargs)

    def _response(self, request: Request, number: int) -> Response:
        names = {other: "1.html" if other == 1 else f"1_{other}.html" for other in self.links[number]}
        links = "".join(f'<a href="/{name}">{other}</a>' for other, name in names.items())
        html = f'<h1>三期工程</h1><div class="content"><p>第{number}期。</p></div>{links}'
        request.meta.update({REQUESTED_AT: SEEN, FETCHED_AT: SEEN})
        return HtmlResponse(request.url, body=html.encode(), request=request)

    def _whole(self, _response: Response, visit: Visit, contents: Contents) -> Output:
        assert (visit, contents.article is not None) == (FIRST, True)
        self.texts.append(contents.article.text if contents.article else "")
        yield from ()

    def _broken(self, _response: Response, visit: Visit, reason: str) -> Output:
        assert visit == FIRST
        self.reasons.append(reason)
        yield from ()


def _page(response: Response) -> Page:
    return Page(response.url, 200, {}, response.body, SEEN, SEEN)


def _read(response: Response, page: Page, _visit: Visit) -> Contents:
    return extract.read(_page(response), SITE)


@pytest.mark.parametrize(
    "links",
    [
        {1: [2, 3], 2: [1, 3], 3: [1, 2]},
        {1: [2], 2: [1, 3], 3: [2]},  # each page links its neighbours alone
        {1: [3, 2], 2: [1], 3: [1]},
    ],
)
def test_all_parts_are_asked_for_in_order(links: Mapping[int, list[int]]) -> None:
    reader = Reader(links)
    reader.read()
    assert reader.asked == ["1_2.html", "1_3.html"]
    assert (reader.texts, reader.reasons) == (["第1期。\n第2期。\n第3期。"], [])


def test_an_article_on_one_page_goes_on_at_once() -> None:
    reader = Reader({1: []})
    reader.read()
    assert (reader.asked, reader.texts) == ([], ["第1期。"])


@pytest.mark.parametrize(
    ("links", "failing", "reason"),
    [
        ({1: [3]}, {}, "no page links part 2 of 3"),
        ({1: [2, 4], 2: []}, {}, "no page links part 3 of 4"),
        ({1: [2]}, {2: TimeoutError()}, f"a part did not come: {BASE}1_2.html: no answer in time"),
    ],
)
def test_a_part_that_is_missing_breaks_the_article_off(
    links: Mapping[int, list[int]], failing: Mapping[int, Exception], reason: str
) -> None:
    reader = Reader(links, failing)
    reader.read()
    assert (reader.texts, reader.reasons) == ([], [reason])


def test_an_article_for_whose_parts_no_request_is_left_says_nothing() -> None:
    reader = Reader({1: [2]}, {2: OverBudget("the budget is used up")})
    reader.read()
    assert (reader.texts, reader.reasons) == ([], [])
