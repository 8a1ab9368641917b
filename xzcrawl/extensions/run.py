"""The run's tie to the archive."""

import asyncio
import logging
import platform
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Protocol, Self

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from xzcrawl import __version__
from xzcrawl.archive import Archive, KnownUrl
from xzcrawl.archive.store import Writer
from xzcrawl.errors import ArchiveError
from xzcrawl.items import Article, Listing, Miss

_log = logging.getLogger(__name__)

#: Statistics of Scrapy that mean the run did not do what it should have.
_FAILURES = (
    "spider_exceptions/count",
    "xzcrawl/empty_listings",
    "xzcrawl/failed_listings",
    "xzcrawl/item_errors",
)
_COUNTS = {
    "downloader/request_count": "requests",
    "downloader/response_bytes": "bytes",
    "retry/count": "retries",
    "robotstxt/forbidden": "forbidden",
    "item_dropped_count": "articles_refused",
}


class SiteSpider(Protocol):
    """What a run needs to know of its spider."""

    name: str
    site: str
    base_url: str
    mode: str


@dataclass(frozen=True, slots=True)
class Past:
    """Every article address known of a site, and whether a walk of it was ever finished."""

    urls: Collection[KnownUrl]
    walked: bool


class ArchiveRun:
    """One run of one site: opens the archive, records the run, and closes both with an outcome.

    Outcomes: ``finished``; ``budget`` when max_requests ended it; ``stopped`` by a signal; ``failed``
    when a listing could not be read or matched nothing, or something was raised.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._url: str = crawler.settings["ARCHIVE_URL"]
        self._writer: Writer | None = None
        self._stopping: asyncio.Task[None] | None = None
        self.failure: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        crawler.signals.connect(extension.item_error, signal=signals.item_error)
        return extension

    def spider_opened(self, spider: SiteSpider) -> None:
        try:
            writer = Writer(self._url)
            writer.begin_run(
                site=spider.site,
                base_url=spider.base_url,
                spider=spider.name,
                mode=spider.mode,
                started_at=datetime.now(UTC),
                versions=_versions(),
            )
        except ArchiveError as error:
            self._note(error)
            raise CloseSpider("archive_failed") from error
        self._writer = writer

    def past(self, site: str) -> Past:
        """What the archive knows of a site from earlier runs."""
        with Archive(self._url) as archive:
            walked = any(run.outcome == "finished" for run in archive.runs(site=site))
            return Past(archive.known_keys(site).values(), walked)

    def put(self, item: Article | Listing | Miss) -> None:
        """Hands an item to the archive; ends the run in good order when the archive cannot take it."""
        if self._writer is None or self.failure is not None:
            return
        try:
            self._writer.put(item)
        except ArchiveError as error:
            self._note(error)
            self._stopping = asyncio.get_running_loop().create_task(self._crawler.stop_async())

    def spider_closed(self, reason: str) -> None:
        if self._writer is None:
            return
        stats = self._crawler.stats
        try:
            self._writer.finish_run(
                outcome=self._outcome(reason), ended_at=datetime.now(UTC), counts=self._counts()
            )
            self._writer.close()
        except ArchiveError as error:
            self._note(error)
        stats.set_value("xzcrawl/outcome", self._outcome(reason))
        for name, value in self._writer.counts.items():
            stats.set_value(f"xzcrawl/{name}", value)

    def item_error(self) -> None:
        self._crawler.stats.inc_value("xzcrawl/item_errors")

    def _note(self, error: ArchiveError) -> None:
        """Says once why the archive failed; nothing more is put into it."""
        if self.failure is None:
            self.failure = str(error)
            _log.error("the run ends: %s", error)
            self._crawler.stats.set_value("xzcrawl/outcome", "failed")

    def _outcome(self, reason: str) -> str:
        stats = self._crawler.stats
        if self.failure or any(stats.get_value(name) for name in _FAILURES):
            return "failed"
        if reason == "finished":
            return "budget" if stats.get_value("xzcrawl/over_budget") else "finished"
        return "stopped" if reason == "shutdown" else "failed"

    def _counts(self) -> Mapping[str, int]:
        """Scrapy's statistics by our names, and our own."""
        stats = self._crawler.stats.get_stats()
        counts = {ours: stats[theirs] for theirs, ours in _COUNTS.items() if theirs in stats}
        own = {
            name.removeprefix("xzcrawl/"): value
            for name, value in stats.items()
            if name.startswith("xzcrawl/")
        }
        return counts | {name: value for name, value in own.items() if isinstance(value, int)}


def _versions() -> Mapping[str, str]:
    return {
        "xzcrawl": __version__,
        "extractor": __version__,
        "scrapy": scrapy.__version__,
        "selectolax": version("selectolax"),
        "python": platform.python_version(),
        "platform": sys.platform,
    }
