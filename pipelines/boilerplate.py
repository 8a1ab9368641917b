"""Cuts what is not the article out of its body."""

from typing import Any, Self

from scrapy.crawler import Crawler

from xzcrawl.boilerplate import clean
from xzcrawl.boilerplate.contact import RULE
from xzcrawl.boilerplate.endings import RepeatedEndings
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.items import Article
from xzcrawl.runs import Count, CountOf


class BoilerplatePipeline:
    """Takes the boilerplate out of ``blocks`` into ``removed``; counts it by rule, and footers by article.

    Where the page was read (``page_reader``), this may be done already. At the end of the run it counts what
    most articles still begin or end with.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._endings = RepeatedEndings()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Article):
            return item
        cleaned = item if item.finished_in else self._cleaned(item)
        for removed in cleaned.removed:
            self._crawler.stats.inc_value(CountOf.REMOVED.statistic(removed.rule))
        self._note_footer(cleaned)
        self._endings.note(cleaned)
        return cleaned

    def _cleaned(self, article: Article) -> Article:
        run = self._crawler.get_extension(ArchiveRun)
        return clean(article, run.known_images if run else ())

    def close_spider(self) -> None:
        if run := self._crawler.get_extension(ArchiveRun):
            for ending in self._endings.repeated():
                run.note_example(CountOf.ENDING.named(ending.text), ending.page, ending.articles)
                run.repeated_images.update([ending.text] if ending.is_image else [])

    def _note_footer(self, article: Article) -> None:
        if any(removed.rule == RULE for removed in article.removed):
            self._crawler.stats.inc_value(Count.WITH_FOOTER.statistic)
        elif run := self._crawler.get_extension(ArchiveRun):
            run.note_example(Count.NO_FOOTER, article.page.url)
