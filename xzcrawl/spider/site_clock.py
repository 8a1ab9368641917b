"""Learns how the site tells the time, by which every date text of a run is read."""

from collections.abc import Iterable
from dataclasses import replace

from xzcrawl import extract
from xzcrawl.dates import Pair, are_old, learn_zones
from xzcrawl.families import Site
from xzcrawl.frontier import Frontier
from xzcrawl.items import Listing, Page, Zones
from xzcrawl.runs import Count
from xzcrawl.spider.run_report import RunReport
from xzcrawl.urls import Kind


class SiteClock:
    """Learns the ``zones`` in which the site writes its times, and whether its pages come from a cache.

    ``known`` are the zones that earlier runs have learned.
    """

    def __init__(self, site: Site, frontier: Frontier, report: RunReport, known: Zones | None) -> None:
        self._site, self._frontier, self._report = site, frontier, report
        self._known = known
        self.zones = known or Zones()

    @property
    def learned_of_cache(self) -> bool:
        """Whether this run is the first that knows that pages come from a cache."""
        return self.zones.cached and not (self._known and self._known.cached)

    def learn(self, home: Page, posts: Iterable[extract.Post], feed: Page) -> None:
        """Learns from the plain feed beside the ``posts`` that the home page shows."""
        texts = {post.key: post.date_text for post in posts}
        pairs = [Pair(entry.pub_date, texts.get(entry.key)) for entry in extract.feed(feed, self._site)]
        true_feed = self._site.family.cms.true_feed
        self.zones = learn_zones(pairs, home, feed, self._site.rounding, self._known, true_feed=true_feed)
        self._frontier.date_evidence.zones = self.zones
        self._tell(feed.url)

    def learn_lag(self, feed: Page | None) -> None:
        """Takes in that the pages of articles come from a cache, where the home page did not.

        This is recorded with the page of the ``feed`` that was read last; without one it is not asked.
        """
        date_evidence = self._frontier.date_evidence
        if feed and not self.zones.cached and are_old([*date_evidence.lags.values()]):
            self.zones = date_evidence.zones = replace(self.zones, cached=True)
            date_evidence.forget_ages()
            self._tell_cached(feed.url)
            self._report.run.note_read_early()
            self._report.run.put(Listing(page=feed, site=self._site.key, kind=Kind.FEED, zones=self.zones))

    def _tell(self, url: str) -> None:
        """Says what is not as on other sites, once in a run."""
        if self.zones.pages != Zones().pages:
            self._report.log.warning("the site writes its times in %s", _offset(self.zones.pages))
            self._report.example(Count.OTHER_ZONE, url)
        if self.zones.feed is not None:
            low, high = map(_offset, self.zones.feed)
            where = f"are read as {low}" if low == high else f"may be of any zone from {low} to {high}"
            self._report.log.warning("the feed names a wrong zone: its times %s", where)
            self._report.example(Count.FEED_ZONE_WRONG, url)
        if self.zones.cached:
            self._tell_cached(url)

    def _tell_cached(self, url: str) -> None:
        text = "pages come from a cache: how old an article is (3小时前) may be understated"
        self._report.log.warning(text)
        self._report.example(Count.CACHED_PAGES, url)


def _offset(minutes: int) -> str:
    """``UTC+08:00``."""
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"
