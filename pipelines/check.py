"""Refuses what is no article, and counts what an article lacks."""

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from xzcrawl.check import missing, refusal
from xzcrawl.items import Article


class CheckPipeline:
    """Drops an article that cannot be kept; counts expected fields that are missing."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Article):
            return item
        if reason := refusal(item):
            raise DropItem(reason)
        for name in missing(item):
            self._crawler.stats.inc_value(f"xzcrawl/missing/{name}")
        return item
