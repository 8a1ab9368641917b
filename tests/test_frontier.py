"""Walks of the embedded site without Scrapy: what is found, and for how many requests."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest

from xzcrawl import extract
from xzcrawl.dates import SHANGHAI, read
from xzcrawl.demo import DemoSite, Options
from xzcrawl.errors import EmptyListing
from xzcrawl.frontier import Frontier, Visit
from xzcrawl.items import Page
from xzcrawl.urls import Address, Kind, classify

BASE = "http://127.0.0.1/"  # where the embedded site believes to be when it is not served
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)


@dataclass
class Walk:
    """Drives a frontier over a site by function calls, as the spider does over HTTP."""

    site: DemoSite
    frontier: Frontier = field(default_factory=lambda: Frontier(BASE))
    requests: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)  # what the archive would have noted as discovered
    due: dict[str, str] = field(default_factory=dict)

    def run(self) -> "Walk":
        queue = deque(self.frontier.start(self.due))
        while queue := queue or deque(self.frontier.idle(NOW, len(self.requests))):
            queue.extend(self._visit(queue.popleft()))
        return self

    def _visit(self, visit: Visit) -> list[Visit]:
        parts = urlsplit(visit.url)
        status, headers, body = self.site.respond(parts.path, parts.query)
        self.requests.append(visit.url)
        page = Page(visit.url, status, headers, body, NOW, NOW)
        if status != 200:
            self.missed.append(visit.url)
            return []
        if visit.address.kind is Kind.FEED:
            return self._feed(visit, page)
        tree = extract.parse(page)
        outline = extract.outline(tree, page.url, BASE)
        for link in outline.mentions:
            if address := classify(link.url, BASE):
                self.seen[address.key] = link.url
        self.seen.update((post.key, post.url) for post in outline.posts)
        if visit.address.kind is Kind.ARTICLE:
            article = extract.article(tree, page, "127.0.0.1", BASE)
            self.fetched.append(article.key)
            self._learn(article.key, article.date_text, page)
            return self.frontier.saw_article(article.key, article.source_id, outline)
        for post in outline.posts:
            self._learn(post.key, post.date_text, page)
        return self.frontier.saw_listing(visit.address, outline)

    def _learn(self, key: str, text: str | None, page: Page) -> None:
        if text:
            self.frontier.learn(key, read(text, page, "page", rounding="half-up"))

    def _feed(self, visit: Visit, page: Page) -> list[Visit]:
        visits = self.frontier.saw_feed(visit, extract.feed(page, BASE), NOW)
        self.frontier.inferences(NOW)
        return visits


def demo(**options: object) -> DemoSite:
    return DemoSite(Options(**options), lambda: NOW)  # type: ignore[arg-type]


def walked(**options: object) -> Walk:
    return Walk(demo(**options)).run()


SITES = [
    {"articles": 300, "seed": 1},
    {"articles": 150, "seed": 2, "url_form": "mixed", "date_style": "Y-m-d"},
    {"articles": 150, "seed": 3, "url_form": "query", "pinned": 3},
    {"articles": 150, "seed": 4, "categories_hidden_from_home": frozenset({3, 5})},
    {"articles": 150, "seed": 5, "info_order": ("date",), "breadcrumb": False},
    {"articles": 150, "seed": 6, "tags": False, "related": "off", "feed_filters": False},
    {"articles": 150, "seed": 7, "related": "relatelist", "hidden_each": 3},
    {"articles": 25, "seed": 8},
    {"articles": 5, "seed": 9, "pinned": 0},
]


@pytest.mark.parametrize("options", SITES, ids=str)
def test_every_article_is_found_and_fetched_once_for_few_requests(options: dict[str, object]) -> None:
    walk = walked(**options)
    truth = [str(article.id) for article in walk.site.articles]
    assert sorted(walk.fetched) == sorted(truth)
    assert walk.missed == []
    assert len(walk.requests) <= 1.15 * len(truth) + 60


def test_nothing_but_content_is_fetched() -> None:
    walk = walked(articles=120, seed=3, url_form="mixed")
    kinds = {Kind.ARTICLE, Kind.HOME, Kind.CATEGORY, Kind.AUTHOR, Kind.TAG, Kind.FEED}
    assert {address.kind for url in walk.requests if (address := _classified(url))} <= kinds
    unwanted = ("zb_system", "search", "index.php/2.html")
    assert not [
        url for url in walk.requests if url.endswith("?id=2") or any(word in url for word in unwanted)
    ]


def _classified(url: str) -> Address:
    address = classify(url, BASE)
    assert address is not None, url
    return address


def test_after_the_feeds_every_day_is_known_and_right() -> None:
    walk = walked(articles=300, seed=1)
    truth = {str(article.id): article.published for article in walk.site.articles}
    inferred = {key: reading.interval for key, reading in _all_inferences(walk)}
    for key, published in truth.items():
        interval = inferred.get(key) or walk.frontier.settlement.interval(key)
        assert interval is not None
        assert interval.earliest <= published <= interval.latest, (key, published, interval)
        assert interval.earliest.date() == interval.latest.date() == published.date(), (
            key,
            published,
            interval,
        )


def _all_inferences(walk: Walk) -> Iterator[tuple[str, object]]:
    walk.frontier._feeds.told.clear()
    yield from walk.frontier.inferences(NOW)  # type: ignore[misc]


def test_a_walk_of_a_known_site_fetches_only_what_is_new() -> None:
    site = demo(articles=200, seed=5)
    first = Walk(site).run()
    done = {key: first.frontier.settlement.interval(key) for key in first.fetched}
    truth = site.add(
        "铜山区新开工三个项目", ["今天,铜山区三个项目集中开工。"], published=NOW - timedelta(hours=2)
    )
    second = Walk(site, Frontier(BASE, done, counting=False)).run()
    assert second.fetched == [str(truth.id)]
    assert len(second.requests) <= 20 + 1 + 10 + 16  # home pages, the article, categories, feeds


@pytest.mark.parametrize("prefix", [20, 75, 140])
@pytest.mark.parametrize("seed", [77, 78])
def test_a_walk_that_was_broken_off_is_completed_by_the_next(seed: int, prefix: int) -> None:
    site = demo(articles=150, seed=seed)
    first = Walk(site)
    queue = deque(first.frontier.start({}))
    while queue and len(first.fetched) < prefix:
        queue.extend(first._visit(queue.popleft()))
    done = {key: first.frontier.settlement.interval(key) for key in first.fetched}
    due = {key: url for key, url in first.seen.items() if key not in done}
    second = Walk(site, Frontier(BASE, done), due=due).run()
    assert sorted(first.fetched + second.fetched) == sorted(str(article.id) for article in site.articles)


def test_an_empty_listing_page_is_an_error() -> None:
    frontier = Frontier(BASE)
    frontier.start({})
    page = Page(BASE, 200, {}, b"<body class='index'><div class='content'></div>", NOW, NOW)
    outline = extract.outline(extract.parse(page), BASE, BASE)
    with pytest.raises(EmptyListing):
        frontier.check_listing(Address(Kind.HOME, ""), outline)
    with pytest.raises(EmptyListing):
        frontier.check_listing(Address(Kind.CATEGORY, "2", 3), outline)
    frontier.check_listing(Address(Kind.CATEGORY, "9"), outline)
