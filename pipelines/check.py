"""Refuses what is no article, and notes what an article lacks."""

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from xzcrawl.check import failed, missing, refusal
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.items import Article, Miss


class CheckPipeline:
    """Drops an article that cannot be kept; remarks on expected fields that are missing, and on failures."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Article):
            self._check(item)
        elif isinstance(item, Miss) and failed(item):
            self._remark("errors", item.url)
        return item

    def _check(self, article: Article) -> None:
        if reason := refusal(article):
            self._remark("refused", article.page.url)
            raise DropItem(reason)
        self._crawler.stats.inc_value("xzcrawl/articles_read")
        for name in missing(article):
            self._remark(f"missing/{name}", article.page.url)

    def _remark(self, name: str, url: str) -> None:
        if run := self._crawler.get_extension(ArchiveRun):
            run.remark(name, url)
