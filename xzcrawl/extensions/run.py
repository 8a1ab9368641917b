"""Opens the archive for a run, records the run, and closes both."""

import asyncio
import logging
import platform
import sys
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from typing import Any, Final, Protocol, Self

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response

from xzcrawl import __version__, health
from xzcrawl.archive import Archive
from xzcrawl.archive.records import Finding
from xzcrawl.archive.writer_process import WriterProcess
from xzcrawl.errors import ArchiveError, XzcrawlError
from xzcrawl.extensions.cached import OwnEarly, reread_dates
from xzcrawl.extensions.ending import Ending, counts_of, ending_of, exception_line
from xzcrawl.extensions.past import Past, recall
from xzcrawl.families import Site
from xzcrawl.items import Article, Capture, FileKind, Listing, Miss, Zones
from xzcrawl.middleware import captured
from xzcrawl.runs import OUTCOME, PREFIX, Count, Outcome

_log = logging.getLogger(__name__)

#: Pages remembered as examples of one count.
_EXAMPLES: Final = 5
#: Runs that a new one's health is compared with: a year of nights.
_HISTORY: Final = 400


class RecordedSpider(Protocol):
    """What a run needs to know of its spider. ``prepare`` settles ``mode``."""

    name: str
    site: Site
    mode: str

    @property
    def zones(self) -> Zones: ...

    def prepare(self, past: Past, now: datetime) -> None: ...


class ArchiveRun:
    """One run of one site: opens the archive, records the run, and closes both with an outcome.

    ``home`` is the site's base URL. ``reason`` says why the run was broken off, and once it has ended why it
    ended so (``Ending``); ``findings`` what the health checks then found. ``known_images`` are pictures that
    the site's articles are known to repeat, ``repeated_images`` those that most articles of this run have.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._url: str = crawler.settings["ARCHIVE_URL"]
        self._site, self.home = "", ""
        self._writer: WriterProcess | None = None
        self._open = ExitStack()
        self._stopping: asyncio.Task[None] | None = None
        self._examples: defaultdict[str, list[str]] = defaultdict(list)
        self._is_lost = self._has_stored = False
        self._problem: str | None = None
        self.reason: str | None = None
        self.findings: Sequence[Finding] = ()
        self._run_id, self._reread = 0, 0
        self._read_early_until: datetime | None = None
        self.known_images, self.repeated_images = frozenset[str](), set[str]()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.finish, signal=signals.spider_closed)
        crawler.signals.connect(extension.item_error, signal=signals.item_error)
        crawler.signals.connect(extension.spider_error, signal=signals.spider_error)
        crawler.signals.connect(extension.put, signal=captured)
        return extension

    def spider_opened(self, spider: RecordedSpider) -> None:
        now = datetime.now(UTC)
        self._site, self.home = spider.site.key, spider.site.base_url
        try:
            writer = self._open_writer()
            self._reread = self._reread_dates(None) or 0
            with Archive(self._url) as archive, closing(archive.known_articles(self._site)) as articles:
                past = recall(archive, articles, spider.site.key, spider.site.family.name, now)
                spider.prepare(past, now)
            self.known_images = past.repeated_images
            self._run_id = writer.begin_run(
                site=spider.site.key,
                base_url=spider.site.base_url,
                spider=spider.name,
                mode=spider.mode,
                started_at=now,
                versions=_versions(),
                name=spider.site.name,
                rounding=spider.site.rounding,
                family=spider.site.family.name,
                zones=past.zones,
                robots="obey" if self._crawler.settings.getbool("ROBOTSTXT_OBEY") else "ignore",
            )
        except Exception as error:  # nothing may be crawled that cannot be stored
            with suppress(ArchiveError):  # the first error is the reason
                self._open.close()
            self._note(error)
            raise CloseSpider("archive_failed") from error
        self._writer = writer
        self._tell_repairs(writer)
        if past.outdated:
            is_same = past.family in (None, spider.site.family.name)
            _log.warning(
                "%d articles were read by another %s; run xzcrawl reparse %s, or what is read otherwise now"
                " will pass for a change of the site",
                past.outdated,
                "version" if is_same else "description",
                f"--site {self._site}" if is_same else f"--spider {spider.name}",
            )

    def _open_writer(self) -> WriterProcess:
        settings = self._crawler.settings
        writer = WriterProcess(
            self._url,
            clock=partial(datetime.now, UTC),
            snapshot_folder=settings["SNAPSHOT_DIR"],
            index=settings["INDEX_DIR"],
        )
        return self._open.enter_context(writer)

    def _tell_repairs(self, writer: WriterProcess) -> None:
        for mended in writer.repairs:
            _log.warning("a run was killed: %s closed, %d torn bytes cut off", mended.file, mended.cut)
            self._crawler.stats.inc_value(Count.TORN_BYTES.statistic, mended.cut)

    def put(self, item: Article | Capture | Listing | Miss) -> None:
        """Hands an item to the archive; ends the run in good order when the archive cannot take it.

        Waits until the first article is committed, so that also a run that is killed soon after gets on. The
        crawl stands still meanwhile, for as long as another writer of the archive may keep it waiting.
        """
        if self._writer is None or self._is_lost:
            return
        try:
            self._writer.put(item)
            if isinstance(item, Article) and not self._has_stored:
                self._has_stored = True
                self._writer.flush()
        except ArchiveError as error:
            self._is_lost = True
            self.end(str(error))

    def held_files(self, kind: FileKind, files: Collection[str]) -> Set[str]:
        """Those of the files of a kind that the archive has.

        Where it cannot be read any more the run ends, and all are given, so that none is asked for.
        """
        try:
            with Archive(self._url) as archive:
                return archive.held_files(self._site, kind, files)
        except ArchiveError as error:
            self.end(str(error))
            return {*files}

    def end(self, reason: str) -> None:
        """Ends the run in good order as failed; the first reason stands. What still comes is stored."""
        if self.reason is None:
            self.reason = reason
            _log.error("the run ends: %s", reason)
            self._stopping = asyncio.get_running_loop().create_task(self._crawler.stop_async())

    def problem(self, name: str, url: str, message: str) -> None:
        """An error that leaves the walk incomplete: said at once, counted, and the run counts as failed."""
        _log.error(message)
        self._problem = self._problem or message
        self.note_example(name, url)

    def note_example(self, name: str, url: str, count: int = 1) -> None:
        """Counts something to be looked at as the statistic ``xzcrawl/NAME``, and keeps some pages of it."""
        self._crawler.stats.inc_value(f"{PREFIX}{name}", count)
        if len(self._examples[name]) < _EXAMPLES:
            self._examples[name].append(url)

    def note_read_early(self) -> None:
        """Notes that the pages which came so far were read without knowing of the cache they are from."""
        self._read_early_until = datetime.now(UTC)

    def finish(self, reason: str) -> None:
        """Ends the run in the archive, once: commits what waits, checks its health, records its end."""
        writer, self._writer = self._writer, None
        if writer is None:
            return
        ended_at, stats = datetime.now(UTC), self._crawler.stats
        try:
            with self._open:
                self._record(writer, reason, ended_at)
        except ArchiveError as error:
            self._note(error)
        ending = self._ending(reason)
        self.reason = ending.reason
        stats.set_value(OUTCOME, ending.outcome.value)
        for name, value in writer.counts.items():
            stats.set_value(f"{PREFIX}{name}", value)

    def _record(self, writer: WriterProcess, reason: str, ended_at: datetime) -> None:
        """Commits what waits and records the end, also of a run that the archive could not take whole."""
        try:
            writer.flush()
            if self._ending(reason).outcome != Outcome.STOPPED:  # which is not to take long
                self._reread_at_end()
        except Exception as error:  # noqa: BLE001 - whatever it is, the run's end is recorded
            self._note(error)
        counts = {**writer.counts, **counts_of(self._crawler.stats.get_stats())}
        ending = self._ending(reason)
        self.findings = self._check(ending.outcome, ended_at, counts)
        writer.finish_run(
            outcome=ending.outcome,
            reason=ending.reason,
            ended_at=ended_at,
            counts=counts,
            findings=self.findings,
            repeated=self.repeated_images,
        )

    def _ending(self, reason: str) -> Ending:
        return ending_of(reason, self._crawler.stats.get_stats(), self.reason, self._problem)

    def _check(self, outcome: str, ended_at: datetime, counts: Mapping[str, int]) -> Sequence[Finding]:
        with Archive(self._url) as archive:
            own, *earlier = archive.runs(_HISTORY + 1, site=self._site)
            names = archive.names_of_lists(self._site)
        history = [run for run in earlier if run.outcome is not None]
        run = replace(own, outcome=outcome, ended_at=ended_at, counts=counts)
        return health.check(run, history, {"home": [self.home], **self._examples}, names)

    def item_error(self, failure: Any) -> None:
        self._crawler.stats.inc_value(Count.ITEM_ERRORS.statistic)
        self._problem = self._problem or f"an item was lost: {exception_line(failure.value)}"

    def spider_error(self, failure: Any, response: Response) -> None:
        self._problem = self._problem or f"{exception_line(failure.value)}: {response.url}"

    def _note(self, error: Exception) -> None:
        """Says once why the archive cannot take the run."""
        if self.reason is None:
            self.reason = str(error) if isinstance(error, XzcrawlError) else repr(error)
            _log.error("the run ends: %s", self.reason, exc_info=not isinstance(error, XzcrawlError))
            self._crawler.stats.set_value(OUTCOME, Outcome.FAILED.value)

    def _reread_at_end(self) -> None:
        found = self._reread_dates(OwnEarly(self._run_id, self._read_early_until))
        if found is not None:
            self._crawler.stats.set_value(Count.DATES_REREAD.statistic, self._reread + found)

    def _reread_dates(self, own: OwnEarly | None) -> int | None:
        return reread_dates(self._url, self._crawler.settings["SNAPSHOT_DIR"], self._site, own)


def _versions() -> Mapping[str, str]:
    return {
        "xzcrawl": __version__,
        "extractor": __version__,
        "scrapy": scrapy.__version__,
        "selectolax": version("selectolax"),
        "warcio": version("warcio"),
        "python": platform.python_version(),
        "platform": sys.platform,
    }
