"""The display of a crawl on a terminal: one line that is drawn again and again."""

from collections import Counter
from datetime import timedelta
from time import monotonic
from typing import Final

from rich.spinner import Spinner
from rich.text import Text
from scrapy import signals
from scrapy.crawler import Crawler

from xzcrawl.items import Article, Listing

_FAILURES: Final = ("log_count/ERROR", "log_count/CRITICAL")


class Progress:
    """Counts the work of a crawler; rich draws the line (``__rich__``) from a thread of its own."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._spinner = Spinner("dots", style="cyan")
        self._begun = monotonic()
        self._opened = False
        self._seen: Counter[type[object]] = Counter()
        crawler.signals.connect(self._spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(self._item_scraped, signal=signals.item_scraped)

    def _spider_opened(self) -> None:
        self._opened = True

    def _item_scraped(self, item: object) -> None:
        self._seen[type(item)] += 1

    def __rich__(self) -> Text:
        spinner = self._spinner.render(monotonic())
        assert isinstance(spinner, Text)  # it is one as long as it has no text of its own
        return Text.assemble(spinner, " ", "  ".join(self._parts()), no_wrap=True, overflow="ellipsis")

    def _parts(self) -> list[str]:
        """The parts of the line, the most important first: a narrow terminal cuts off the last ones."""
        seconds = monotonic() - self._begun
        requests = self._stat("downloader/request_count")
        stopping = self._opened and not self._crawler.crawling
        return [
            self._crawler.spidercls.name + (" stopping" if stopping else ""),
            str(timedelta(seconds=int(seconds))),
            f"{self._seen[Article]} articles",
            f"{self._seen[Listing]} listings",
            f"{sum(map(self._stat, _FAILURES))} errors",
            f"{requests} requests ({requests / max(seconds, 1):.1f}/s)",
        ]

    def _stat(self, name: str) -> int:
        return int(self._crawler.stats.get_value(name, 0)) if self._opened else 0
