"""Hands items to the archive."""

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from xzcrawl.extensions.run import ArchiveRun


class StorePipeline:
    """Puts every item into the run's archive, in the order of the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        run = self._crawler.get_extension(ArchiveRun)
        if run is None:
            raise NotConfigured("the store pipeline needs the ArchiveRun extension")
        run.put(item)
        return item
