"""Refuses items that are not articles, and notes what an article lacks."""

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from xzcrawl.check import failed, missing, refusal
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.items import Article, Miss
from xzcrawl.runs import Count, CountOf


class CheckPipeline:
    """Drops an article that cannot be kept; counts expected fields that are missing, and failures."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Article):
            self._check(item)
        elif isinstance(item, Miss) and failed(item):
            self._note_example(Count.ERRORS, item.url)
        return item

    def _check(self, article: Article) -> None:
        if reason := refusal(article):
            self._note_example(Count.REFUSED, article.page.url)
            raise DropItem(reason)
        self._crawler.stats.inc_value(Count.ARTICLES_READ.statistic)
        if article.read_by == "generic":
            self._note_example(Count.ARTICLES_GENERIC, article.page.url)
        for name in missing(article):
            self._note_example(CountOf.MISSING.named(name), article.page.url)

    def _note_example(self, name: str, url: str) -> None:
        if run := self._crawler.get_extension(ArchiveRun):
            run.note_example(name, url)
