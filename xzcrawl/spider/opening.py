"""How a walk opens: the home page and the plain feed come before all else.

Together they tell how the site tells the time (``dates.learn_zones``), by which every date text of the run is
read. So nothing of the home page is handed on before the feed has come, or has not.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from typing import Any

import scrapy
from scrapy.http import Response

from xzcrawl import extract
from xzcrawl.dates import Pair, are_old, learn_zones
from xzcrawl.extract.observations import feed_observations
from xzcrawl.frontier import HOME, Frontier, Visit
from xzcrawl.items import Listing, Observation, Page, Zones
from xzcrawl.runs import Count
from xzcrawl.spider.answers import page_of
from xzcrawl.spider.control import Output
from xzcrawl.spider.waiting import WaitingSpider
from xzcrawl.urls import Kind


class OpeningSpider(WaitingSpider):
    """A spider that knows the site's ``zones`` before it reads a date.

    ``_known_zones`` are those that earlier runs have learned, ``_feed`` is the feed that was read last.
    """

    frontier: Frontier
    zones: Zones
    _known_zones: Zones | None
    _home: Response
    _feed: Page | None
    _rest: Sequence[Visit]

    def parse_listing(self, response: Response, visit: Visit) -> Output:
        raise NotImplementedError

    def missed(self, failure: Any) -> Output:
        raise NotImplementedError

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Sets out, where the archive could be opened."""
        if self._run.reason is None:
            visits = self.frontier.start()
            self._rest = [visit for visit in visits if visit.address != HOME]
            if len(self._rest) < len(visits):
                yield self._request(Visit(HOME, self.site.base_url)).replace(callback=self.parse_home)
            else:
                for request in self._remaining():
                    yield request

    def _remaining(self) -> Iterator[scrapy.Request]:
        """The requests that waited for the opening."""
        yield from map(self._request, self._rest)

    def parse_home(self, response: Response, visit: Visit) -> Output:  # noqa: ARG002 - Scrapy passes by name
        self._home = response
        request = self._request(self.frontier.first_feed())
        yield request.replace(callback=self.parse_first_feed, errback=self.first_feed_missed)

    def parse_first_feed(self, response: Response, visit: Visit) -> Output:
        page = page_of(response)
        self._learn_zones(page)
        yield from self._open()
        yield from self._feed_items(page, visit, self.zones)

    def first_feed_missed(self, failure: Any) -> Output:
        yield from self.missed(failure)
        yield from self._open()

    def _open(self) -> Output:
        yield from self.parse_listing(self._home, Visit(HOME, self.site.base_url))
        yield from self._remaining()

    def parse_feed(self, response: Response, visit: Visit) -> Output:
        yield from self._feed_items(page_of(response), visit, None)

    def _feed_items(self, page: Page, visit: Visit, zones: Zones | None) -> Output:
        entries = extract.feed(page, self.site)
        if stray := extract.stray_text(page):
            self.logger.warning("the feed %s begins with what is no feed: %s", page.url, stray)
            self._run.note_example(Count.FEEDS_WITH_STRAY_TEXT, page.url)
        self._feed = page
        visits = self.frontier.saw_feed(visit, entries, page.fetched_at)
        yield Listing(
            page=page,
            site=self.site.key,
            kind=Kind.FEED,
            observations=feed_observations(entries),
            zones=zones,
            site_name=extract.feed_title(page),
        )
        yield from map(self._request, visits)

    def _tell_inferred(self) -> None:
        """At the end of a walk: by then all lists are read whose order is to be believed or not.

        A run that learns of a cache infers nothing: the dates that it knows of other articles are read again.
        """
        if self.zones.cached and not (self._known_zones and self._known_zones.cached):
            return
        told = self.frontier.inferences(self._feed.fetched_at) if self._feed else []
        found = ((key, self.frontier.url_of(key), reading) for key, reading in told)
        seen = [Observation(key=key, url=url, reading=reading) for key, url, reading in found if url]
        if self._feed and seen:
            self._run.put(Listing(page=self._feed, site=self.site.key, kind=Kind.FEED, observations=seen))

    def _learn_zones(self, feed: Page) -> None:
        home, contents = page_of(self._home), self._contents(self._home)
        posts = contents.outline.posts if contents else ()
        texts = {post.key: post.date_text for post in posts}
        pairs = [Pair(e.pub_date, texts.get(e.key)) for e in extract.feed(feed, self.site)]
        self.zones = learn_zones(pairs, home, feed, self.site.rounding, self._known_zones)
        self._tell_zones(feed.url)

    def _tell_zones(self, url: str) -> None:
        """Says what is not as on other sites, once in a run."""
        self.frontier.settlement.zones = self.zones
        if self.zones.pages != Zones().pages:
            self.logger.warning("the site writes its times in %s", _offset(self.zones.pages))
            self._run.note_example(Count.OTHER_ZONE, url)
        if self.zones.feed is not None:
            low, high = map(_offset, self.zones.feed)
            where = f"are read as {low}" if low == high else f"may be of any zone from {low} to {high}"
            self.logger.warning("the feed names a wrong zone: its times %s", where)
            self._run.note_example(Count.FEED_ZONE_WRONG, url)
        if self.zones.cached:
            self._tell_cached(url)

    def _tell_cached(self, url: str) -> None:
        self.logger.warning("pages come from a cache: how old an article is (3小时前) may be understated")
        self._run.note_example(Count.CACHED_PAGES, url)

    def _learn_lag(self) -> None:
        """Takes in that the pages of articles come from a cache, where the home page did not."""
        if self._feed and not self.zones.cached and are_old([*self.frontier.settlement.lags.values()]):
            self.zones = self.frontier.settlement.zones = replace(self.zones, cached=True)
            self.frontier.settlement.forget_ages()
            self._tell_cached(self._feed.url)
            self._run.note_read_early()
            self._run.put(Listing(page=self._feed, site=self.site.key, kind=Kind.FEED, zones=self.zones))


def _offset(minutes: int) -> str:
    """``UTC+08:00``."""
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"
