"""Turns date texts into readings."""

import logging
from dataclasses import replace
from typing import Any, Self, cast

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from xzcrawl.dates import Attempt, Rounding, attempt, attempt_article
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.items import Article, Listing, Observation, Page, Reading, ReadingSource, Zones
from xzcrawl.runs import Count
from xzcrawl.spider import SiteSpider
from xzcrawl.urls import Kind

_log = logging.getLogger(__name__)


class DatesPipeline:
    """Sets the readings of an article, and ``reading`` on every dated mention of another one.

    A text that cannot be read, or that contradicts itself, gives a reading without a date; both are counted.
    The reading of an article that was read with its page (``page_reader``) stands, unless the zones by which
    the site's dates are read have become others since.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Article):
            tried = self._tried(item)
            reading = self._noted(tried, item.page)
            is_same = reading is item.reading
            return item if is_same else replace(item, reading=reading, metadata_readings=tried.metadata)
        if isinstance(item, Listing):
            return replace(
                item, observations=tuple(self._dated(observation, item) for observation in item.observations)
            )
        return item

    def _tried(self, article: Article) -> Attempt:
        reading = article.reading
        if reading and reading.interval and article.finished_in == self._zones:
            return Attempt(reading, metadata=article.metadata_readings)
        return attempt_article(article, self._rounding, self._zones)  # also to say why it has no date

    def _dated(self, observation: Observation, shown_by: Listing) -> Observation:
        if observation.date_text is None:
            return observation
        source: ReadingSource = "feed" if ItemAdapter(shown_by)["kind"] == Kind.FEED else "listing"
        tried = attempt(
            observation.date_text, shown_by.page, source, self._rounding, self._zones, observation.url
        )
        return replace(observation, reading=self._noted(tried, shown_by.page))

    @property
    def _rounding(self) -> Rounding | None:
        return cast(SiteSpider, self._crawler.spider).site.rounding

    @property
    def _zones(self) -> Zones:
        return cast(SiteSpider, self._crawler.spider).zones

    def _noted(self, tried: Attempt, page: Page) -> Reading:
        """The reading, once what is odd about it has been said and counted."""
        if tried.reading.interval is not None:
            self._crawler.stats.inc_value(Count.DATES_READ.statistic)
        elif tried.contradiction is not None:
            self._note_example(Count.DATES_CONTRADICTORY, tried.contradiction, page)
        elif tried.is_unread:
            self._note_example(Count.DATES_UNREAD, f"no date in {tried.reading.text!r}", page)
        return tried.reading

    def _note_example(self, name: str, reason: object, page: Page) -> None:
        _log.warning("%s on %s", reason, page.url)
        if run := self._crawler.get_extension(ArchiveRun):
            run.note_example(name, page.url)
