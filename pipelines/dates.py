"""Date texts -> readings."""

import logging
from dataclasses import replace
from typing import Any, Self, cast

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from xzcrawl.dates import read
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import Article, Listing, Page, Reading, ReadingSource
from xzcrawl.spider import ZBlogSpider
from xzcrawl.urls import Kind

_log = logging.getLogger(__name__)


class DatesPipeline:
    """Sets ``reading`` on an article and on every dated mention of another one.

    A text that cannot be read, or that contradicts itself, gives a reading without a date; both are counted.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        adapter = ItemAdapter(item)
        if isinstance(item, Article):
            adapter["reading"] = self._article(adapter)
        if isinstance(item, Listing):
            source: ReadingSource = "feed" if adapter["kind"] == Kind.FEED else "listing"
            for sight in map(ItemAdapter, adapter["sights"]):
                if sight["date_text"] is not None:
                    sight["reading"] = self._read(sight["date_text"], adapter["page"], source)
        return item

    def _article(self, adapter: ItemAdapter) -> Reading:
        page: Page = adapter["page"]
        texts: list[tuple[str | None, ReadingSource]] = [
            (adapter["date_text"], "page"),
            (adapter["body_date_text"], "body"),
        ]
        text, source = next((pair for pair in texts if pair[0] is not None), (None, "page"))
        reading = self._read(text, page, source) if text else Reading(source, page.fetched_at, None, None)
        return replace(reading, views=adapter["views"])

    def _read(self, text: str, page: Page, source: ReadingSource) -> Reading:
        spider = cast(ZBlogSpider, self._crawler.spider)
        try:
            reading = read(text, page, source, rounding=spider.rounding)
        except ContradictoryDate as error:
            self._count("dates_contradictory", error, page)
            return Reading(source, page.fetched_at, text, None)
        if reading.interval is None:
            self._count("dates_unread", f"no date in {text!r}", page)
        return reading

    def _count(self, stat: str, reason: object, page: Page) -> None:
        self._crawler.stats.inc_value(f"xzcrawl/{stat}")
        _log.warning("%s on %s", reason, page.url)
