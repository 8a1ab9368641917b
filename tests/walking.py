"""Walks of the embedded site without Scrapy and without an archive, for tests."""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any
from urllib.parse import urlsplit

from tests.sites import tpure
from xzcrawl import extract
from xzcrawl.dates import SHANGHAI, parse_pub_date, read
from xzcrawl.demo import DemoSite, Options
from xzcrawl.families import Site
from xzcrawl.frontier import (
    HOME,
    Frontier,
    Known,
    KnownArticle,
    KnownArticles,
    SideListing,
    Visit,
    page_shown,
)
from xzcrawl.items import Article, ListingPage, Page, Reading
from xzcrawl.runs import Extent
from xzcrawl.urls import Address, Kind

BASE = "http://127.0.0.1/"  # where the embedded site believes to be when it is not served
SITE = tpure(BASE)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)
#: robots.txt, and the home page and a probe article read again before an article is said to be gone.
BESIDES = 3


def demo(now: datetime = NOW, **options: Any) -> DemoSite:
    return DemoSite(Options(**options), lambda: now)


@dataclass
class Memory:
    """What the archive holds of a site.

    ``articles`` are those fetched, ``urls`` all that were seen, ``shown`` those that the home listing showed.
    ``aliases`` gives the key of an article by another key of it.
    """

    urls: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    articles: dict[str, KnownArticle] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    listings: dict[Address, SideListing] = field(default_factory=dict)
    pages: dict[Address, ListingPage] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    clock: datetime = NOW

    def known(self, *due: str, resumed: bool = False) -> Known:
        """What a walk is told that begins again, or goes on with one that was broken off."""
        aliases = {alias: self.articles[key] for alias, key in self.aliases.items()}
        articles = aliases | self.articles
        fetched = {*articles, *self.gone}
        return Known(
            articles=KnownArticles(
                {
                    key: replace(article, shown=key in self.shown)
                    for key, article in articles.items()
                    if key not in self.gone
                }
            ),
            aliases=self.aliases,
            gone=frozenset(self.gone),
            addresses={key: (url,) for key, url in self.urls.items()},
            unknown=[key for key in self.urls if key not in fetched],
            due=due,
            listings=list(self.listings.values()),
            pages=list(self.pages.values()) if resumed else (),
        )


@dataclass
class Walk:
    """Drives a frontier over a site by function calls, as the spider does over HTTP.

    ``order`` shuffles the order in which answers come. ``spent`` counts as the spider does. ``inferred`` is
    what was inferred on the way, which the archive keeps. ``crawled`` is the site as it is crawled.
    """

    site: DemoSite
    known: Known = field(default_factory=Known)
    extent: Extent = "whole"
    memory: Memory = field(default_factory=Memory)
    order: Random | None = None
    requests: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    now: datetime = NOW
    inferred: list[tuple[str, Reading]] = field(default_factory=list)
    crawled: Site = SITE

    def __post_init__(self) -> None:
        self.frontier = Frontier(self.crawled, self.known, self.extent)

    def run(self, at_most: int | None = None) -> "Walk":
        """To the end, or until ``at_most`` pages have come."""
        waiting = self.frontier.start()
        while waiting := waiting or self.frontier.idle(self.now, len(self.requests) + 1):
            if len(self.requests) == at_most:
                break
            place = self.order.randrange(len(waiting)) if self.order else 0
            waiting = [*waiting[:place], *waiting[place + 1 :], *self._visit(waiting[place])]
        return self

    @property
    def spent(self) -> int:
        """All requests of the run, what the spider adds included."""
        return len(self.requests) + BESIDES

    @property
    def listing_pages(self) -> list[str]:
        return [
            url for url in self.requests if "post/" not in url and "feed" not in url and "?id=" not in url
        ]

    def _visit(self, visit: Visit) -> list[Visit]:
        parts = urlsplit(visit.url)
        status, headers, body = self.site.respond(parts.path, parts.query)
        self.requests.append(visit.url)
        page = Page(visit.url, status, headers, body, self.now, self.now)
        if status != 200:
            return [] if visit.again else self._miss(visit)
        if visit.address.kind is Kind.FEED:
            return self._feed(visit, page)
        tree = extract.parse(page, self.crawled.family.theme)
        outline = self.frontier.unaliased(extract.outline_of(tree, page.url, self.crawled))
        if visit.again:
            return self.frontier.listed_again(outline)
        self._note(outline)
        if visit.address.kind is Kind.ARTICLE:
            return self._article(extract.article_of(tree, page, self.crawled), outline, page, visit)
        return self._listing(visit, outline, page)

    def _miss(self, visit: Visit) -> list[Visit]:
        self.missed.append(visit.url)
        if visit.address.kind is not Kind.ARTICLE:
            return self.frontier.missed_listing(visit.address, absent=True)
        if others := self.frontier.elsewhere(visit.address.key):
            return others
        self.memory.gone.add(visit.address.key)
        return []

    def _note(self, outline: extract.Outline) -> None:
        for link in outline.mentions:
            self.memory.urls.setdefault(link.key, link.url)
        for post in outline.posts:
            self.memory.urls.setdefault(post.key, post.url)
        for address, url in outline.listings:
            self.memory.listings.setdefault(address, SideListing(address, url))

    def _article(self, article: Article, outline: extract.Outline, page: Page, visit: Visit) -> list[Visit]:
        self.fetched.append(article.key)
        self.memory.urls[article.key] = article.url
        self.memory.gone.discard(article.key)
        if visit.address.key != article.key:
            self.memory.aliases[visit.address.key] = article.key
        self._learn(article.key, article.date_text, page)
        interval = self.frontier.date_evidence.interval(article.key)
        self.memory.articles[article.key] = KnownArticle(article.source_id, interval, outline.memberships)
        return self.frontier.saw_article(article.key, article.source_id, outline, visit.address.key)

    def _listing(self, visit: Visit, outline: extract.Outline, page: Page) -> list[Visit]:
        for post in outline.posts:
            self._learn(post.key, post.date_text, page)
        visits = self.frontier.saw_listing(visit.address, outline)
        if visit.address == HOME and not self.frontier.resumed:
            self.memory.pages.clear()
        self.memory.pages[visit.address] = page_shown(visit.address, visit.url, outline)
        if visit.address.kind is Kind.HOME:
            self.memory.shown.update(post.key for post in outline.posts)
        if visit.address in self.memory.listings:
            self.memory.clock += timedelta(seconds=1)
            listing = replace(self.memory.listings[visit.address], read_at=self.memory.clock)
            self.memory.listings[visit.address] = listing
        return visits

    def _learn(self, key: str, text: str | None, page: Page) -> None:
        if text:
            self.frontier.learn(key, read(text, page, "page", rounding=self.crawled.rounding))

    def _feed(self, visit: Visit, page: Page) -> list[Visit]:
        entries = extract.feed(page, self.crawled)
        for entry in entries:
            stamp = parse_pub_date(entry.pub_date)
            self.memory.urls.setdefault(entry.key, entry.url)
            self.frontier.learn(entry.key, Reading("feed", self.now, entry.pub_date, stamp))
        visits = self.frontier.saw_feed(visit, entries, self.now)
        self.inferred += self.frontier.inferences(self.now)
        return visits


def archived(**options: Any) -> tuple[DemoSite, Memory]:
    """A site, and what is known of it after a first walk."""
    return demo(**options), deepcopy(first_walk(**options).memory)


def first_walk(**options: Any) -> Walk:
    """The whole walk of a new site, one for all tests of a process; it is to be looked at only."""
    return _first_walk(tuple(options.items()))


@cache
def _first_walk(options: tuple[tuple[str, Any], ...]) -> Walk:
    return Walk(demo(**dict(options))).run()


def ids(site: DemoSite) -> list[str]:
    return sorted(str(article.id) for article in site.articles)
