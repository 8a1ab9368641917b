"""The family spider: a response becomes items and the visits it leads to.

A site's spider (``spiders/``) is this class with a few declarations. What to visit is decided by
``frontier``, what a page says by ``extract``; this is the shell between them and Scrapy.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider, IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from xzcrawl import extract
from xzcrawl.archive import KnownUrl
from xzcrawl.dates import Rounding
from xzcrawl.errors import EmptyListing, NotAnArticle, UsageError
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.frontier import HOME, Frontier, Visit
from xzcrawl.items import Article, Listing, Miss, Page, Sight
from xzcrawl.middleware import FETCHED_AT, OverBudget
from xzcrawl.urls import Kind, as_base, classify, host

#: ``full`` (as does ``auto``) walks every listing and fetches what is unknown; ``recheck`` fetches all again.
MODES = ("auto", "full", "recheck")
#: After this many runs in which an address failed it is no longer asked for.
MOST_FAILURES = 5
#: The home page first, then articles, then the other listing pages: a run that is broken off early has
#: fetched articles, and the next one goes on from those it discovered.
_FIRST, _PRIORITY = 10, {Kind.ARTICLE: 5}
_MOST_DIGITS = 9

Output = Iterator[Article | Listing | Miss | scrapy.Request]


class ZBlogSpider(scrapy.Spider):
    """Crawls one Z-BlogPHP site with the tpure theme.

    Arguments (``-a``): ``base_url``, another address of the same family; ``mode``, one of ``MODES``;
    ``max_requests``, a budget for the run, robots.txt and retries included.
    """

    base_url: str
    #: How the theme's relative clock rounds; None where it is not known.
    rounding: ClassVar[Rounding | None] = "half-up"

    def __init__(
        self, base_url: str | None = None, mode: str = "auto", max_requests: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.base_url = as_base(self.base_url if base_url is None else base_url)
        if mode not in MODES:
            raise UsageError(f"unknown mode {mode!r}: use one of {', '.join(MODES)}")
        self.mode = mode
        self.max_requests = _budget(max_requests)
        self.site = host(self.base_url)
        self.allowed_domains = [urlsplit(self.base_url).hostname]
        self.frontier = Frontier(self.base_url)
        self._addresses: dict[str, str] = {}  # of articles the archive knows
        self._latest: datetime | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._learn, signal=signals.item_scraped)
        crawler.signals.connect(spider._go_on, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Asks the archive what it knows of the site, and sets out."""
        run = self.crawler.get_extension(ArchiveRun)
        if run is None or run.failure:
            return
        past = run.past(self.site)
        again = self.mode == "recheck"
        due = {url.key: url.url for url in past.urls if _is_due(url, again)}
        done = {url.key: url.interval for url in past.urls if url.key not in due}
        counting = self.mode in ("full", "recheck") or not past.walked
        self.frontier = Frontier(self.base_url, done, counting=counting)
        self._addresses = {url.key: url.url for url in past.urls}
        for visit in self.frontier.start(due):
            yield self._request(visit)

    def parse_listing(self, response: Response, visit: Visit) -> Output:
        page = self._page(response)
        outline = extract.outline(extract.parse(page), page.url, self.base_url)
        visits = self.frontier.saw_listing(visit.address, outline)
        try:
            self.frontier.check_listing(visit.address, outline)
        except EmptyListing as error:
            self._problem("empty_listings", f"{error}: {page.url}")
        yield Listing(page=page, site=self.site, kind=visit.address.kind, sights=self._sights(outline))
        yield from map(self._request, visits)

    def parse_article(self, response: Response, visit: Visit) -> Output:
        page = self._page(response)
        if host(page.url) != self.site:
            yield self._miss(visit, page.status, f"redirected to {page.url}", page.fetched_at)
            return
        tree = extract.parse(page)
        outline = extract.outline(tree, page.url, self.base_url)
        try:
            article = extract.article(tree, page, self.site, self.base_url)
        except NotAnArticle as error:
            # only a static page is never an article; an error page with status 200 may be one next time
            reason = "not_article" if outline.body_class == "page" else str(error)
            yield self._miss(visit, page.status, reason, page.fetched_at)
            return
        article.asked_key = visit.address.key
        visits = self.frontier.saw_article(article.key, article.source_id, outline)
        article.sights = self._sights(outline)
        yield article
        yield from map(self._request, visits)

    def parse_feed(self, response: Response, visit: Visit) -> Output:
        page = self._page(response)
        entries = extract.feed(page, self.base_url)
        visits = self.frontier.saw_feed(visit, entries, page.fetched_at)
        sights = [Sight(key=e.key, url=e.url, title=e.title, date_text=e.pub_date) for e in entries]
        yield Listing(
            page=page, site=self.site, kind=Kind.FEED, sights=sights + self._inferred(page.fetched_at)
        )
        yield from map(self._request, visits)

    def missed(self, failure: Any) -> Output:
        """A page that did not come: an article is noted as missed, a listing is a problem of the run."""
        request, error = failure.request, failure.value
        visit: Visit = request.cb_kwargs["visit"]
        if isinstance(error, OverBudget):
            return
        if visit.address.kind is Kind.ARTICLE:
            status = error.response.status if isinstance(error, HttpError) else None
            yield self._miss(visit, status, _reason(error), request.meta[FETCHED_AT])
        elif visit.address.kind is Kind.FEED:
            self.logger.warning("no feed at %s: %s", visit.url, _reason(error))
        elif visit.address.page > 1 and _is_gone(error):
            # the pager came from a cache, or the listing shrank: past its end the CMS answers 404
            self.logger.warning("the listing ends before %s", visit.url)
        else:
            self._problem("failed_listings", f"listing not read: {visit.url}: {_reason(error)}")
        if visit.address == HOME:
            raise CloseSpider("home_page_unreachable")

    # Between the shell and the frontier

    def _learn(self, item: Article | Listing | Miss) -> None:
        """Hands the frontier what the date pipeline read."""
        if isinstance(item, Miss):
            return
        self._latest = max(item.page.fetched_at, self._latest or item.page.fetched_at)
        if isinstance(item, Article):
            self.frontier.learn(item.key, item.reading)
        for sight in item.sights:
            self.frontier.learn(sight.key, sight.reading)

    def _go_on(self) -> None:
        """Nothing is under way: asks the frontier whether anything is still worth a visit."""
        spent = self.crawler.stats.get_value("downloader/request_count", 0)
        visits = self.frontier.idle(self._latest, spent) if self._latest else []
        for visit in visits:
            self.crawler.engine.crawl(self._request(visit))
        if visits:
            raise DontCloseSpider

    def _request(self, visit: Visit) -> scrapy.Request:
        parse = {Kind.ARTICLE: self.parse_article, Kind.FEED: self.parse_feed}
        return scrapy.Request(
            visit.url,
            callback=parse.get(visit.address.kind, self.parse_listing),
            errback=self.missed,
            cb_kwargs={"visit": visit},
            priority=_FIRST if visit.address == HOME else _PRIORITY.get(visit.address.kind, 0),
        )

    def _page(self, response: Response) -> Page:
        fetched_at: datetime = response.meta[FETCHED_AT]
        latency = timedelta(seconds=response.meta.get("download_latency", 0))
        headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        return Page(response.url, response.status, headers, response.body, fetched_at - latency, fetched_at)

    def _sights(self, outline: extract.Outline) -> list[Sight]:
        """Every article a page mentions, listed posts with their date texts first."""
        listed = [Sight(key=p.key, url=p.url, title=p.title, date_text=p.date_text) for p in outline.posts]
        keys = {sight.key for sight in listed}
        linked = [(classify(link.url, self.base_url), link) for link in outline.mentions]
        return listed + [
            Sight(key=address.key, url=link.url, title=link.title)
            for address, link in linked
            if address is not None and address.key not in keys
        ]

    def _inferred(self, now: datetime) -> list[Sight]:
        return [
            Sight(key=key, url=self.frontier.url_of(key) or self._addresses[key], reading=reading)
            for key, reading in self.frontier.inferences(now)
        ]

    def _miss(self, visit: Visit, status: int | None, reason: str, seen_at: datetime) -> Miss:
        self.logger.warning("missed article %s: %s", visit.url, reason)
        return Miss(
            site=self.site,
            key=visit.address.key,
            url=visit.url,
            status=status,
            reason=reason,
            seen_at=seen_at,
        )

    def _problem(self, stat: str, message: str) -> None:
        """An error that leaves the walk incomplete: said at once, counted, and the run counts as failed."""
        self.logger.error(message)
        self.crawler.stats.inc_value(f"xzcrawl/{stat}")


def _budget(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS or int(text) < 1:
        raise UsageError(f"max_requests {text!r} is no number of requests: give 1 or more")
    return int(text)


def _is_due(url: KnownUrl, again: bool) -> bool:
    """Whether an address is to be fetched: never tried, failed but not too often, or known and ``again``."""
    if url.state == "fetched":
        return again and url.alias_of is None
    return url.state == "discovered" or (url.state == "failed" and url.failures < MOST_FAILURES)


def _is_gone(error: Exception) -> bool:
    return isinstance(error, HttpError) and error.response.status in (404, 410)


def _reason(error: Exception) -> str:
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    if isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
        return "forbidden"
    return str(error) or type(error).__name__
