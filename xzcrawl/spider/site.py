"""The spider of one site, of whatever family: the shell between Scrapy and the pure parts.

A site's spider (``spiders/``) is this class with a few declarations.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response

from xzcrawl import extract
from xzcrawl.errors import EmptyListing, HostilePage, UsageError
from xzcrawl.extensions.past import Past
from xzcrawl.extract.observations import listing, memberships, with_links
from xzcrawl.families import FAMILIES, Family, Site, named
from xzcrawl.frontier import HOME, Frontier, Visit, page_shown, refuse_empty
from xzcrawl.items import Article, Listing, Miss, Page, UrlState, Zones
from xzcrawl.middleware import AddressTooLong, OverBudget, snapshot_kinds
from xzcrawl.runs import AUTO, MODES, UPDATE, Count
from xzcrawl.spider import plan
from xzcrawl.spider.absence import gone_by_page, is_static, leads_home
from xzcrawl.spider.answers import (
    PageEnds,
    gone_by_status,
    miss_of_failure,
    miss_of_page,
    page_of,
    reason_of,
    said_by_failure,
    what_came,
)
from xzcrawl.spider.claims import Claims
from xzcrawl.spider.control import SECOND_LOOK, Output
from xzcrawl.spider.costly_pages import contents_of
from xzcrawl.spider.images import Images
from xzcrawl.spider.likeness import Said
from xzcrawl.spider.opening import OpeningSpider
from xzcrawl.spider.other_pages import OtherPages
from xzcrawl.spider.sameness import Sameness
from xzcrawl.spider.sizes import note_size, tell_lists
from xzcrawl.urls import Kind, as_base

#: The home page first, then articles, then the other listing pages: a run that is broken off early has
#: fetched articles, and the next one goes on from those it discovered.
_FIRST, _PRIORITY = 10, {Kind.ARTICLE: 5}


class SiteSpider(OpeningSpider):
    """Crawls one site. ``family`` says how its pages are read, ``name_zh`` is its name for people.

    Arguments (``-a``): ``base_url``, another address; ``family``, that of the site there; ``mode``, one of
    ``runs.MODES`` or ``auto``; ``max_requests``, a budget for the run, robots.txt and retries included.
    """

    family: Family
    base_url: str
    name_zh: ClassVar[str | None] = None

    def __init__(
        self, base_url: str | None = None, mode: str = AUTO, max_requests: str | None = None,
        family: str | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(**kwargs)
        self.base_url = as_base(self.base_url if base_url is None else base_url)
        self.family = named(family) if family else self._declared_family()
        self.mode = plan.checked_mode(mode)
        self.max_requests = plan.budget(max_requests)
        self.site = self._declared_site(base_url is None)
        self.allowed_domains = [urlsplit(self.base_url).hostname]
        self.frontier = Frontier(self.site)
        self._claims, self._sameness = Claims(), Sameness(self._has_changed)
        self._other_pages = OtherPages()
        self._images: Images | None = None
        self._latest: datetime | None = None
        self._endings = PageEnds()
        self.zones, self._known_zones, self._feed = Zones(), None, None

    def _declared_family(self) -> Family:
        """UsageError where the spider declares none, or one that the archive could not name."""
        declared: Family | None = getattr(type(self), "family", None)
        if declared is None or FAMILIES.get(declared.name) is not declared:
            raise UsageError(f"the spider {self.name} must declare a family (known: {', '.join(FAMILIES)})")
        return declared

    def _declared_site(self, is_own: bool) -> Site:
        """The site at ``base_url``; the name that is declared is that of the spider's own one."""
        site = Site.at(self.base_url, self.family, self.name_zh if is_own else None)
        return replace(site, rounding=getattr(self, "rounding", site.rounding))

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
        revisits = 0 if wanted == UPDATE.name else allowed
        known = plan.known(past, self.mode, now, revisits)
        self._endings = PageEnds(known=past.closes)
        self.zones, self._known_zones = past.zones or Zones(), past.zones
        self.frontier = Frontier(self.site, known, MODES[self.mode].extent)
        most = plan.most_gone(past, known, self.settings["MOST_GONE_AT_ONCE"])
        self._claims = Claims(known.gone, known.articles, most)
        if "image" in snapshot_kinds(self.settings):
            self._images = Images(past, self.crawler)

    def parse_listing(self, response: Response, visit: Visit) -> Output:
        page = page_of(response)
        if leads_home(visit, self.site.classify(page.url)):
            yield from self._unlisted(response.meta, visit, f"redirected to {page.url}")
            return
        try:
            outline = self.frontier.unaliased(self._contents_whole(response, page).outline)
        except HostilePage as error:
            self._unread(visit, str(error), what_came(page, ""))
            yield from map(self._request, self.frontier.missed_listing(visit.address, absent=False))
            return
        if visit.address == HOME and outline.original:
            self.logger.warning("%s links %s: read as a mirror of it", page.url, outline.original)
            self._note_example(Count.MIRRORED, page.url)
        visits = self.frontier.saw_listing(visit.address, outline)
        try:
            refuse_empty(visit.address, outline, self.site)
        except EmptyListing as error:
            came = what_came(page, outline.title)
            self._problem(Count.EMPTY_LISTINGS, page.url, f"{error}: {page.url} (what came: {came})")
        yield self._listing(page, visit, outline)
        yield from map(self._request, visits)

    def parse_article(self, response: Response, visit: Visit) -> Output:
        page = page_of(response)
        try:
            contents = self._contents_whole(response, page)
        except HostilePage as error:
            miss = miss_of_page(self.site.key, visit, page, str(error))
            yield from self._absent(response.meta, visit, miss)
            return
        outline, article = self.frontier.unaliased(contents.outline), contents.article
        if article is None:
            # only a static page is never an article; an error page with status 200 may be one next time
            static = is_static(visit, page.url, outline, self.site)
            reason = UrlState.NOT_ARTICLE if static else contents.problem or ""
            if outline.builder:
                self._problem(Count.OTHER_THEME, page.url, reason)
            gone = None if static else gone_by_page(page, outline, self.site)
            miss = miss_of_page(self.site.key, visit, page, reason, gone)
            yield from self._absent(response.meta, visit, miss, Said.of(gone, page.body))
            return
        self._claims.came(article.key, article.source_id, visit.address.key)
        visits = self.frontier.saw_article(article.key, article.source_id, outline, visit.address.key)
        asked = {"asked_key": visit.address.key, "asked_url": visit.url}
        named = memberships(self.frontier.memberships(article.key, outline))
        yield from self._admit(with_links(article, outline, memberships=named, **asked))
        yield from map(self._request, visits)

    def missed(self, failure: Any) -> Output:
        """A page that did not come: an article is noted as missed, a listing is a problem of the run."""
        visit: Visit = failure.request.cb_kwargs["visit"]
        error, reason = failure.value, reason_of(failure.value)
        if isinstance(error, OverBudget):
            return
        if visit.again:
            self.logger.warning("%s came before, and not again: %s", visit.url, reason)
            return
        if visit.address.kind is Kind.ARTICLE:
            miss = miss_of_failure(self.site.key, failure)
            yield from self._absent(failure.request.meta, visit, miss, said_by_failure(failure))
        elif visit.address.kind is Kind.FEED:
            self.logger.warning("no feed at %s: %s", visit.url, reason)
        elif isinstance(error, AddressTooLong):
            self.logger.warning("no listing page %s …: %s", visit.url[:200], reason)
            yield from map(self._request, self.frontier.missed_listing(visit.address, absent=False))
        elif visit.guessed or (visit.address != HOME and gone_by_status(error)):
            yield from self._unlisted(failure.request.meta, visit, reason)
        else:
            self._unread(visit, reason)
            yield from map(self._request, self.frontier.missed_listing(visit.address, absent=False))
        if visit.address == HOME:
            why = "robots.txt forbids it" if reason == UrlState.FORBIDDEN else reason
            self._run.end(f"home page unreachable: {why}")

    # Between the shell and the pure parts

    def _learn(self, item: Article | Listing | Miss) -> None:
        """Hands the frontier what the date pipeline read, and notes the images of what was cleaned."""
        if isinstance(item, Miss):
            self._note_miss(item)
            return
        self._latest = max(item.page.fetched_at, self._latest or item.page.fetched_at)
        if isinstance(item, Article):
            self.frontier.learn(item.key, item.reading)
            self._learn_lag()
            if self._images:
                self._images.add(item)
        for observation in item.observations:
            self.frontier.learn(observation.key, observation.reading)

    def _go_on(self) -> None:
        """Nothing is under way: asks the frontier whether anything is worth a visit. Images come last."""
        if self._hand_on_rest():
            raise DontCloseSpider
        requests = [] if self._is_over else self._next_requests()
        if not requests and self._images:
            requests = self._images.rest()
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider
        self._tell_inferred()
        tell_lists(self.crawler.stats, self.frontier, self._note_example)

    def _next_requests(self) -> list[scrapy.Request]:
        visits = self.frontier.idle(self._latest, self._spent()) if self._latest else []
        requests = [self._request(visit) for visit in visits] or self._second_look() or self._last_addresses()
        return [self._control()] if not requests and self._claims.wait else requests

    def _request(self, visit: Visit, *, second_look: bool = False) -> scrapy.Request:
        parse = {Kind.ARTICLE: self.parse_article, Kind.FEED: self.parse_feed}
        listing = self.parse_again if visit.again else self.parse_listing
        return scrapy.Request(
            visit.url,
            callback=parse.get(visit.address.kind, listing),
            errback=self.missed,
            cb_kwargs={"visit": visit},
            meta={SECOND_LOOK: second_look},
            priority=_FIRST if visit.address == HOME else _PRIORITY.get(visit.address.kind, 0),
        )

    def _listing(self, page: Page, visit: Visit, outline: extract.Outline) -> Listing:
        """The item of a listing's page, without what it showed where a resumed walk knows that already."""
        shown = page_shown(visit.address, visit.url, outline)
        note_size(self.crawler.stats, self.frontier, visit.address, shown)
        known = visit.address == HOME and self.frontier.resumed
        return listing(page, self.site.key, visit.address.kind, outline, None if known else shown)

    def _contents_whole(self, response: Response, page: Page) -> extract.Contents:
        """What a page shows. Raises HostilePage, also for one of another site and one that breaks off."""
        if not self.site.has(page.url):
            raise HostilePage(f"redirected to {page.url}")
        broken = self._endings.breaks_off(page)
        self.crawler.stats.set_value(Count.PAGES_WHOLE.statistic, self._endings.whole)
        if broken:
            raise HostilePage("the page breaks off")
        return contents_of(response, self.site)
