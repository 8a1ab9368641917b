"""Reads what the site's feeds show: articles, their dates, and by what they lack the dates of others."""

from xzcrawl import extract
from xzcrawl.extract.observations import feed_observations
from xzcrawl.families import Site
from xzcrawl.frontier import Frontier, Visit
from xzcrawl.items import Listing, Observation, Page, Zones
from xzcrawl.runs import Count
from xzcrawl.spider.callbacks import Output, RequestVisit
from xzcrawl.spider.run_report import RunReport
from xzcrawl.urls import Kind


class Feeds:
    """Reads feeds; ``latest`` is the page of the one that was read last, None before any."""

    def __init__(self, site: Site, frontier: Frontier, report: RunReport, request: RequestVisit) -> None:
        self._site, self._frontier, self._report = site, frontier, report
        self._request = request
        self.latest: Page | None = None

    def read(self, page: Page, visit: Visit, zones: Zones | None = None) -> Output:
        """What a feed shows. ``zones`` are what was learned from it, where that was."""
        entries = extract.feed(page, self._site)
        if stray := extract.stray_text(page):
            self._report.log.warning(
                "the feed %s begins with something other than a feed: %s", page.url, stray
            )
            self._report.example(Count.FEEDS_WITH_STRAY_TEXT, page.url)
        self.latest = page
        visits = self._frontier.saw_feed(visit, entries, page.fetched_at)
        yield Listing(
            page=page,
            site=self._site.key,
            kind=Kind.FEED,
            observations=feed_observations(entries),
            zones=zones,
            site_name=extract.feed_title(page),
        )
        yield from map(self._request, visits)

    def put_inferred(self) -> None:
        """Archives the dates that follow from the order of lists.

        This comes at the end of a walk: by then all lists are read whose order is to be believed or not.
        """
        page = self.latest
        if page is None:
            return
        readings = self._frontier.inferences(page.fetched_at)
        found = ((key, self._frontier.url_of(key), reading) for key, reading in readings)
        seen = tuple(Observation(key=key, url=url, reading=reading) for key, url, reading in found if url)
        if seen:
            self._report.run.put(Listing(page=page, site=self._site.key, kind=Kind.FEED, observations=seen))
