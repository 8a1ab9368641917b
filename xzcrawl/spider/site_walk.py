"""The walk of one run over a site: which requests go out, and what is made of each response.

``frontier`` decides what to visit, ``extract`` says what a page shows. This is the shell between
them and Scrapy.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, cast

import scrapy
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from xzcrawl import extract
from xzcrawl.errors import EmptyListing, HostilePage
from xzcrawl.extensions.past import Past
from xzcrawl.extract.observations import listing, memberships, with_links
from xzcrawl.extract.sitemap import LARGEST
from xzcrawl.families import Site
from xzcrawl.frontier import HOME, Frontier, Known, Visit, page_shown, refuse_empty
from xzcrawl.items import FILE_KINDS, Article, Listing, Miss, Page, UrlState, Zones
from xzcrawl.middleware import BROWSER, OVER, AddressTooLong, Budget, OverBudget, snapshot_kinds
from xzcrawl.runs import Count, Mode
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
from xzcrawl.spider.article_files import ArticleFiles
from xzcrawl.spider.callbacks import Output
from xzcrawl.spider.claims import Claims
from xzcrawl.spider.control import Control
from xzcrawl.spider.feeds import Feeds
from xzcrawl.spider.likeness import Said
from xzcrawl.spider.opening import Opening
from xzcrawl.spider.page_reading import contents_if_readable, contents_of
from xzcrawl.spider.parts import Parts
from xzcrawl.spider.run_report import RunReport
from xzcrawl.spider.site_clock import SiteClock
from xzcrawl.spider.sizes import note_size, tell_lists
from xzcrawl.spider.waiting_articles import WaitingArticles
from xzcrawl.urls import Kind

#: The home page first, then articles, then the other listing pages: a run that is broken off early has
#: fetched articles, and the next one goes on from those it discovered.
_FIRST, _PRIORITY = 10, {Kind.ARTICLE: 5}
#: Lists that are made for programs: a site may do without, and they do not end as pages do.
_FOR_PROGRAMS = frozenset((Kind.INDEX, Kind.SITEMAP))


class SiteWalk:
    """Walks over a site in a ``mode``, by what is ``known`` of it from its ``past``."""

    def __init__(
        self,
        crawler: Crawler,
        site: Site,
        mode: Mode,
        past: Past,
        known: Known,
        report: RunReport,
        *,
        browser: bool = False,
    ) -> None:
        settings, self._browser = crawler.settings, browser
        self._crawler, self._site, self._report, self._stats = crawler, site, report, crawler.stats
        self._frontier = frontier = Frontier(site, known, mode.extent)
        claims = Claims(
            known.gone, known.articles, plan.most_gone(past, known, settings["MOST_GONE_AT_ONCE"])
        )
        parse_proof = partial(self.parse_article, is_proof=True)
        self._control = Control(site, frontier, mode, claims, report, self.request, parse_proof, settings)
        self._clock = SiteClock(site, frontier, report, past.zones)
        self._feeds = Feeds(site, frontier, report, self.request)
        self._opening = Opening(
            site, frontier, self._clock, self._feeds, self.request, self.parse_listing, self.missed
        )
        self._parts = Parts(site, self.request, self._contents_whole, self._take_in, self._lacks_part)
        self._waiting = WaitingArticles(crawler, frontier, report)
        kept = snapshot_kinds(settings)
        self._files = [
            ArticleFiles(kind, past.missing[kind], report.run.held_files, crawler)
            for kind in FILE_KINDS
            if kind in kept
        ]
        self._page_ends = PageEnds(known=past.closes)
        self._latest: datetime | None = None

    @property
    def zones(self) -> Zones:
        """The zones in which the site writes its times, as far as they are known."""
        return self._clock.zones

    @property
    def most_requests(self) -> int:
        """How many requests the run may make but for files, parts and tries again, by the site's size."""
        return self._frontier.most_requests

    def start(self) -> Iterator[scrapy.Request]:
        """The first requests."""
        return self._opening.start()

    def saw_robots(self, robotparser: RobotParser) -> None:
        """Takes in the sitemaps that a robots.txt names."""
        self._frontier.saw_sitemaps(cast(ProtegoRobotParser, robotparser).rp.sitemaps)

    async def wind_up(self) -> None:
        """Hands on what still waits in a run that is stopped, and so is never idle; says what was left."""
        await self._waiting.hand_on()
        for miss in self._control.strays():
            self._report.run.put(miss)
        self._report.left_unread(self._frontier.leftovers())

    # What becomes of a response

    def parse_listing(self, response: Response, visit: Visit) -> Output:
        page = page_of(response)
        if leads_home(visit, self._site.classify(page.url)):
            yield from self._control.unlisted(response.meta, visit, f"redirected to {page.url}")
            return
        try:
            outline = self._frontier.unaliased(self._contents_whole(response, page, visit).outline)
        except HostilePage as error:
            if visit.address.kind in _FOR_PROGRAMS:
                yield from self._lacks(visit, str(error))
                return
            self._report.unread(visit, str(error), what_came(page, ""))
            yield from map(self.request, self._frontier.missed_listing(visit.address, absent=False))
            return
        if visit.address == HOME and outline.original:
            self._report.log.warning("%s links %s: read as a mirror of it", page.url, outline.original)
            self._report.example(Count.MIRRORED, page.url)
        visits = self._frontier.saw_listing(visit.address, outline)
        try:
            refuse_empty(visit.address, outline, self._site)
        except EmptyListing as error:
            if visit.address.kind in _FOR_PROGRAMS:
                yield from self._lacks(visit, str(error))
                return
            came = what_came(page, outline.title)
            self._report.problem(Count.EMPTY_LISTINGS, page.url, f"{error}: {page.url} (what came: {came})")
        yield self._listing(page, visit, outline)
        yield from map(self.request, visits)

    def parse_article(self, response: Response, visit: Visit, *, is_proof: bool = False) -> Output:
        """``is_proof`` of a page that proves the site well: what it names beside its article may be gone."""
        page = page_of(response)
        try:
            contents = self._contents_whole(response, page, visit)
        except HostilePage as error:
            miss = miss_of_page(self._site.key, visit, page, str(error))
            yield from self._control.absent(response.meta, visit, miss)
            return
        if is_proof:
            contents = replace(contents, outline=replace(contents.outline, related=frozenset()))
        yield from self._parts.begin(response, visit, contents)

    def _take_in(self, response: Response, visit: Visit, contents: extract.Contents) -> Output:
        """Takes in an article with all parts of its text, or the page that came in its place."""
        outline, article = self._frontier.unaliased(contents.outline), contents.article
        if article is None:
            page = page_of(response)
            # only a static page is never an article; an error page with status 200 may be one next time
            static = is_static(visit, page.url, outline, self._site)
            reason = UrlState.NOT_ARTICLE if static else contents.problem or ""
            if outline.builder:
                self._report.problem(Count.OTHER_THEME, page.url, reason)
            gone = None if static else gone_by_page(page, outline, self._site)
            miss = miss_of_page(self._site.key, visit, page, reason, gone)
            yield from self._control.absent(response.meta, visit, miss, Said.of(gone, page.body))
            return
        asked_key = visit.address.key
        if self._frontier.are_two(asked_key, article.key):
            yield from self._led_to_another(response, visit, article.page)
            asked_key = article.key
        self._control.came(article.key, article.source_id, asked_key)
        visits = self._frontier.saw_article(article.key, article.source_id, outline, asked_key)
        asked = {"asked_key": asked_key, "asked_url": visit.url} if asked_key == visit.address.key else {}
        named = memberships(self._frontier.memberships(article.key, outline))
        yield from self._waiting.admit(with_links(article, outline, memberships=named, **asked))
        yield from map(self.request, visits)

    def _lacks_part(self, response: Response, visit: Visit, reason: str) -> Output:
        """An article of which a part did not come: it is missed, and its other addresses are asked."""
        miss = miss_of_page(self._site.key, visit, page_of(response), reason)
        yield from self._control.absent(response.meta, visit, miss)

    def _led_to_another(self, response: Response, visit: Visit, page: Page) -> Output:
        """An archived article's address has led to another one of the archive.

        Some systems send readers from an article that is gone to one of a like name. Its other addresses are
        asked, and last the one at which the CMS answers by its id: that tells whether it is gone.
        """
        miss = miss_of_page(self._site.key, visit, page, f"redirected to another article: {page.url}")
        key = visit.address.key
        if others := self._frontier.elsewhere(key) or self._frontier.by_id(key):
            yield replace(miss, elsewhere=True)
            yield from map(self.request, others)
        else:
            yield from self._control.absent(response.meta, visit, miss)

    def parse_feed(self, response: Response, visit: Visit) -> Output:
        yield from self._feeds.read(page_of(response), visit)

    def parse_again(self, response: Response, visit: Visit) -> Output:
        """A page of the home listing that has come before: what it shows twice by one name is visited."""
        if contents := contents_if_readable(response, self._site):
            outline = self._frontier.unaliased(contents.outline)
            yield from map(self.request, self._frontier.listed_again(outline))

    def missed(self, failure: Any) -> Output:
        """A page that did not come: an article is noted as missed, a listing is a problem of the run."""
        visit: Visit = failure.request.cb_kwargs["visit"]
        error, reason = failure.value, reason_of(failure.value)
        if isinstance(error, OverBudget):
            return
        if visit.again:
            self._report.log.warning("%s came before, and not again: %s", visit.url, reason)
            return
        if visit.address.kind is Kind.ARTICLE:
            miss = miss_of_failure(self._site.key, failure)
            yield from self._control.absent(failure.request.meta, visit, miss, said_by_failure(failure))
        elif visit.address.kind is Kind.FEED:
            self._report.log.warning("no feed at %s: %s", visit.url, reason)
        elif visit.address.kind in _FOR_PROGRAMS:
            yield from self._lacks(visit, reason)
        elif isinstance(error, AddressTooLong):
            self._report.log.warning("no listing page %s …: %s", visit.url[:200], reason)
            yield from map(self.request, self._frontier.missed_listing(visit.address, absent=False))
        elif visit.guessed or (visit.address != HOME and gone_by_status(error)):
            yield from self._control.unlisted(failure.request.meta, visit, reason)
        else:
            self._report.unread(visit, reason)
            yield from map(self.request, self._frontier.missed_listing(visit.address, absent=False))
        if visit.address == HOME:
            why = "robots.txt forbids it" if reason == UrlState.FORBIDDEN else reason
            self._report.run.end(f"home page unreachable: {why}")

    def _lacks(self, visit: Visit, reason: str) -> Output:
        """The site has no list for programs where one is named, or none that can be read: no problem."""
        self._report.log.info("no %s at %s: %s", visit.address.kind, visit.url, reason)
        yield from map(self.request, self._frontier.missed_listing(visit.address, absent=True))

    # Between the shell and the pure parts

    def learn(self, item: Article | Listing | Miss) -> None:
        """Hands the frontier what the date pipeline read, and notes the files of what was cleaned."""
        if isinstance(item, Miss):
            self._report.miss(item)
            return
        self._latest = max(item.page.fetched_at, self._latest or item.page.fetched_at)
        if isinstance(item, Article):
            for reading in (item.reading, *item.metadata_readings):
                self._frontier.learn(item.key, reading)
            self._clock.learn_lag(self._feeds.latest)
            for files in self._files:
                files.add(item)
        for observation in item.observations:
            self._frontier.learn(observation.key, observation.reading)

    def go_on(self) -> None:
        """Nothing is under way: asks the frontier whether anything is worth a visit. Files come last."""
        if self._waiting.start_handing_on():
            raise DontCloseSpider
        requests = [] if self._is_over else self._next_requests()
        if not requests:
            requests = [request for files in self._files for request in files.rest()]
        for request in requests:
            self._crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider
        if not self._clock.learned_of_cache:  # else the dates known of other articles are to be read again
            self._feeds.put_inferred()
        tell_lists(self._stats, self._frontier, self._report.example)

    def _next_requests(self) -> list[scrapy.Request]:
        visits = self._frontier.idle(self._latest, self._spent()) if self._latest else []
        return (
            [self.request(visit) for visit in visits]
            or self._control.second_looks()
            or self._control.last_addresses()
            or self._control.check_site()
        )

    @property
    def _is_over(self) -> bool:
        """Whether no page would be asked for any more."""
        return any(map(self._stats.get_value, OVER))

    def _spent(self) -> int:
        """The requests so far, but for files, further parts, and tries again."""
        budget = self._crawler.get_downloader_middleware(Budget)
        return budget.pages if budget else 0

    def request(self, visit: Visit) -> scrapy.Request:
        """The request of a visit, of which the walk reads what comes."""
        parse = {Kind.ARTICLE: self.parse_article, Kind.FEED: self.parse_feed}
        listing = self.parse_again if visit.again else self.parse_listing
        return scrapy.Request(
            visit.url,
            callback=parse.get(visit.address.kind, listing),
            errback=self.missed,
            cb_kwargs={"visit": visit},
            meta=self._meta(visit.address.kind),
            priority=_FIRST if visit.address == HOME else _PRIORITY.get(visit.address.kind, 0),
        )

    def _meta(self, kind: Kind) -> dict[str, Any]:
        sizes = {"download_maxsize": LARGEST} if kind is Kind.SITEMAP else {}
        return sizes | {BROWSER: self._browser and kind not in _FOR_PROGRAMS | {Kind.FEED}}

    def _listing(self, page: Page, visit: Visit, outline: extract.Outline) -> Listing:
        """The item of a listing's page, without what it showed where a resumed walk knows that already."""
        shown = page_shown(visit.address, visit.url, outline)
        note_size(self._stats, self._frontier, visit.address, shown, self._site.family)
        known = visit.address == HOME and self._frontier.resumed
        return listing(page, self._site.key, visit.address.kind, outline, None if known else shown)

    def _contents_whole(self, response: Response, page: Page, visit: Visit) -> extract.Contents:
        """What a page shows. Raises HostilePage, also for one of another site and one that breaks off."""
        if not self._site.has(page.url):
            raise HostilePage(f"redirected to {page.url}")
        if visit.address.kind is Kind.ARTICLE and visit.address.page == 1 and self._site.part_at(page.url):
            raise HostilePage(f"redirected to {page.url}, a further part of an article")
        may_be_piece = visit.address.kind is Kind.CATEGORY and self._site.asked_for(page.url) != ""
        broken = visit.address.kind not in _FOR_PROGRAMS and self._page_ends.breaks_off(
            page, may_be_piece=may_be_piece
        )
        self._stats.set_value(Count.PAGES_WHOLE.statistic, self._page_ends.whole)
        if broken:
            raise HostilePage("the page breaks off")
        return contents_of(response, self._site, self.zones, self._report.run.known_images)
