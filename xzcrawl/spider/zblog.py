"""The spider of the Z-BlogPHP family: the shell between Scrapy and the pure parts.

A site's spider (``spiders/``) is this class with a few declarations.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, NotConfigured
from scrapy.http import Response

from xzcrawl import extract
from xzcrawl.dates import Rounding
from xzcrawl.errors import EmptyListing, HostilePage
from xzcrawl.extensions.past import Past
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.extract.sights import listing_links, memberships, sights
from xzcrawl.frontier import HOME, Frontier, Visit, page_shown
from xzcrawl.items import Article, Listing, Miss, Page, Zones
from xzcrawl.middleware import OverBudget, snapshot_kinds
from xzcrawl.spider import plan
from xzcrawl.spider.absence import Claims, gone_by_page, is_static, leads_home
from xzcrawl.spider.answers import (
    NOT_ARTICLE,
    Endings,
    gone_by_status,
    miss_of_failure,
    miss_of_page,
    page_of,
    reason_of,
)
from xzcrawl.spider.control import SECOND_LOOK, Output
from xzcrawl.spider.dear import contents_of
from xzcrawl.spider.images import Images
from xzcrawl.spider.opening import OpeningSpider
from xzcrawl.urls import Kind, as_base, classify, is_within, site_name

#: The home page first, then articles, then the other listing pages: a run that is broken off early has
#: fetched articles, and the next one goes on from those it discovered.
_FIRST, _PRIORITY = 10, {Kind.ARTICLE: 5}
_BREAKS_OFF = "the page breaks off"


class ZBlogSpider(OpeningSpider):
    """Crawls one Z-BlogPHP site with the tpure theme.

    Arguments (``-a``): ``base_url``, another address of the same family; ``mode``, one of ``plan.MODES``;
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
        self.mode = plan.checked_mode(mode)
        self.max_requests = plan.budget(max_requests)
        self.site = site_name(self.base_url)
        self.allowed_domains = [urlsplit(self.base_url).hostname]
        self.frontier = Frontier(self.base_url)
        self._claims = Claims()
        self._images: Images | None = None
        self._latest: datetime | None = None
        self._endings = Endings()
        self.zones, self._known_zones, self._feed = Zones(), None, None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._learn, signal=signals.item_scraped)
        crawler.signals.connect(spider._go_on, signal=signals.spider_idle)
        return spider

    def prepare(self, past: Past, now: datetime) -> None:
        """Settles what this run does: ``ArchiveRun`` calls it with the site's past before all else."""
        wanted = self.mode
        self.mode = plan.settle_mode(wanted, past.full_at, now, self.settings.getint("FULL_EVERY_DAYS"))
        allowed = plan.revisits_allowed(past, self.settings["REVISITS_PER_RUN"])
        revisits = 0 if wanted == "update" else allowed
        known = plan.known(past, self.mode, now, revisits)
        self._endings = Endings(known=past.closes)
        self.zones, self._known_zones = past.zones or Zones(), past.zones
        self.frontier = Frontier(self.base_url, known, plan.EXTENTS[self.mode])
        self._claims = Claims(known.gone)
        if "image" in snapshot_kinds(self.settings):
            self._images = Images(past.images, past.missing_images)

    def _remaining(self) -> Iterator[scrapy.Request]:
        yield from super()._remaining()
        yield from self._images.start() if self._images else ()

    def parse_listing(self, response: Response, visit: Visit) -> Output:
        page = page_of(response)
        if leads_home(visit, classify(page.url, self.base_url)):
            yield from self._unlisted(response.meta, visit, f"redirected to {page.url}")
            return
        if self._breaks_off(page):
            self._problem("failed_listings", page.url, f"listing not read: {page.url}: {_BREAKS_OFF}")
            return
        try:
            outline = contents_of(response, self.site, self.base_url).outline
        except HostilePage as error:
            self._problem("failed_listings", page.url, f"listing not read: {page.url}: {error}")
            return
        if visit.address == HOME and outline.original:
            self.logger.warning("%s links %s: read as a mirror of it", page.url, outline.original)
            self._remark("mirrored", page.url)
        visits = self.frontier.saw_listing(visit.address, outline)
        try:
            self.frontier.check_listing(visit.address, outline)
        except EmptyListing as error:
            self._problem("empty_listings", page.url, f"{error}: {page.url}")
        yield self._listing(page, visit, outline)
        yield from map(self._request, visits)

    def parse_article(self, response: Response, visit: Visit) -> Output:
        page = page_of(response)
        if not is_within(page.url, self.base_url):
            miss = miss_of_page(self.site, visit, page, f"redirected to {page.url}")
            yield from self._absent(response.meta, visit, miss)
            return
        try:
            contents = contents_of(response, self.site, self.base_url)
        except HostilePage as error:
            yield from self._absent(response.meta, visit, miss_of_page(self.site, visit, page, str(error)))
            return
        outline, article = contents.outline, contents.article
        if article is None:
            # only a static page is never an article; an error page with status 200 may be one next time
            static = is_static(visit, page.url, outline, self.base_url)
            reason = NOT_ARTICLE if static else contents.problem or ""
            if outline.builder:
                self._problem("other_theme", page.url, reason)
            gone = gone_by_page(classify(page.url, self.base_url), outline)
            yield from self._absent(response.meta, visit, miss_of_page(self.site, visit, page, reason, gone))
            return
        if self._breaks_off(page):
            yield from self._absent(response.meta, visit, miss_of_page(self.site, visit, page, _BREAKS_OFF))
            return
        article.asked_key, article.asked_url = visit.address.key, visit.url
        self._claims.settle(article.key, article.source_id, visit.address.key)
        visits = self.frontier.saw_article(article.key, article.source_id, outline)
        article.sights, article.listings = sights(outline, self.base_url), listing_links(outline)
        article.memberships = memberships(self.frontier.memberships(article.key, outline))
        yield article
        yield from map(self._request, visits)

    def missed(self, failure: Any) -> Output:
        """A page that did not come: an article is noted as missed, a listing is a problem of the run."""
        visit: Visit = failure.request.cb_kwargs["visit"]
        error, reason = failure.value, reason_of(failure.value)
        if isinstance(error, OverBudget):
            return
        if visit.address.kind is Kind.ARTICLE:
            yield from self._absent(failure.request.meta, visit, miss_of_failure(self.site, failure))
        elif visit.address.kind is Kind.FEED:
            self.logger.warning("no feed at %s: %s", visit.url, reason)
        elif visit.guessed or (visit.address != HOME and gone_by_status(error)):
            yield from self._unlisted(failure.request.meta, visit, reason)
        else:
            self._unread(visit, reason)
        if visit.address == HOME:
            self._run.end(f"home page unreachable: {reason}")

    # Between the shell and the pure parts

    @property
    def _run(self) -> ArchiveRun:
        run = self.crawler.get_extension(ArchiveRun)
        if run is None:
            raise NotConfigured("the spider needs the ArchiveRun extension")
        return run

    def _learn(self, item: Article | Listing | Miss) -> None:
        """Hands the frontier what the date pipeline read, and asks for the images of what was cleaned."""
        if isinstance(item, Miss):
            return
        self._latest = max(item.page.fetched_at, self._latest or item.page.fetched_at)
        if isinstance(item, Article):
            self.frontier.learn(item.key, item.reading)
            for request in self._images.requests(item) if self._images else ():
                self.crawler.engine.crawl(request)
        for sight in item.sights:
            self.frontier.learn(sight.key, sight.reading)

    def _go_on(self) -> None:
        """Nothing is under way: asks the frontier whether anything is still worth a visit."""
        visits = self.frontier.idle(self._latest, self._spent()) if self._latest else []
        requests = [self._request(visit) for visit in visits] or self._second_look() or self._last_addresses()
        if not requests and self._claims.wait:
            requests = [self._control()]
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider
        self._tell_inferred()

    def _spent(self) -> int:
        """The requests so far but for images, of which each comes once and only for a new article."""
        stats = self.crawler.stats
        images: int = stats.get_value("xzcrawl/requests/image", 0)
        return int(stats.get_value("downloader/request_count", 0)) - images

    def _request(self, visit: Visit, *, second_look: bool = False) -> scrapy.Request:
        parse = {Kind.ARTICLE: self.parse_article, Kind.FEED: self.parse_feed}
        return scrapy.Request(
            visit.url,
            callback=parse.get(visit.address.kind, self.parse_listing),
            errback=self.missed,
            cb_kwargs={"visit": visit},
            meta={SECOND_LOOK: second_look},
            priority=_FIRST if visit.address == HOME else _PRIORITY.get(visit.address.kind, 0),
        )

    def _listing(self, page: Page, visit: Visit, outline: extract.Outline) -> Listing:
        """The item of a listing's page, without what it showed where a resumed walk knows that already."""
        shown = page_shown(visit.address, visit.url, outline)
        if visit.address.kind in (Kind.HOME, Kind.CATEGORY):  # their size is what health looks at
            name = f"{visit.address.kind} {visit.address.key}".strip()
            self.crawler.stats.max_value(f"xzcrawl/listing_pages/{name}", max(shown.last_page, shown.page))
        return Listing(
            page=page,
            site=self.site,
            kind=visit.address.kind,
            shown=None if visit.address == HOME and self.frontier.resumed else shown,
            sights=sights(outline, self.base_url),
            listings=listing_links(outline),
        )

    def _breaks_off(self, page: Page) -> bool:
        broken = self._endings.breaks_off(page)
        self.crawler.stats.set_value("xzcrawl/pages_whole", self._endings.whole)
        return broken

    def _problem(self, name: str, url: str, message: str) -> None:
        self._run.problem(name, url, message)

    def _remark(self, name: str, url: str) -> None:
        self._run.remark(name, url)
