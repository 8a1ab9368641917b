"""Hands items to the archive."""

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.spider import SiteSpider


class StorePipeline:
    """Shows every item to the spider, and puts it into the run's archive, in the order of the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        run = self._crawler.get_extension(ArchiveRun)
        if run is None:
            raise NotConfigured("the store pipeline needs the ArchiveRun extension")
        try:
            if isinstance(self._crawler.spider, SiteSpider):
                self._crawler.spider.learn(item)
        finally:
            run.put(item)
        return item

    async def close_spider(self) -> None:
        """Lets the spider hand on what it keeps waiting: all other items are through by now."""
        if isinstance(self._crawler.spider, SiteSpider):
            await self._crawler.spider.wind_up()
