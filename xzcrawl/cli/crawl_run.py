"""Makes one crawl in this process, as ``scrapy crawl`` does, and reports its result.

Scrapy is imported here and not by the commands that only read, because it takes half a second to load.
"""

import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from rich.console import Console
from rich.live import Live
from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from scrapy.utils.conf import closest_scrapy_cfg
from scrapy.utils.project import get_project_settings, inside_project

from xzcrawl.cli.crawl_progress import Progress
from xzcrawl.cli.crawl_report import CrawlReport
from xzcrawl.errors import UsageError, XzcrawlError
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.runs import OUTCOME, Outcome
from xzcrawl.spider.usage import check_given, checked_site

_log = logging.getLogger(__name__)

_NO_CHECKOUT: Final = (
    "no xzcrawl checkout here (scrapy.cfg): cd to it; the spiders are in its folder spiders/"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A crawl that is about to be made; ``site`` is the key of the site."""

    spidercls: type[Spider]
    arguments: Mapping[str, str]
    settings: Settings
    site: str


def project_settings(given: Mapping[str, str]) -> Settings:
    """The checkout's settings with ``given`` over them.

    Its spiders are those of this folder, also where xzcrawl is installed from another one. Raises UsageError
    outside a checkout and for unusable values.
    """
    if not inside_project():
        raise UsageError(_NO_CHECKOUT)
    sys.path.insert(0, str(Path(closest_scrapy_cfg()).parent))
    try:
        settings = get_project_settings()
    except ImportError as error:
        raise UsageError(f"{_NO_CHECKOUT}; this project cannot be loaded: {error}") from error
    if settings["BOT_NAME"] != "xzcrawl":
        raise UsageError(_NO_CHECKOUT)
    check_given(settings, given)
    settings.setdict(given, priority="cmdline")
    return settings


def plan(spidercls: type[Spider], arguments: Mapping[str, str], settings: Settings) -> Plan:
    """The plan of a crawl by this spider.

    Raises UsageError where the spider cannot take the arguments, or a setting is unusable.
    """
    return Plan(spidercls, arguments, settings, checked_site(spidercls, arguments, settings))


def run(crawl: Plan) -> CrawlReport:
    """Makes the crawl until it is done, or until Ctrl-C or SIGTERM ends it.

    A process can do this only once, because a reactor does not start twice. Raises UsageError where the
    settings cannot be used.
    """
    terminal = Console(stderr=True)
    begun = monotonic()
    if terminal.is_interactive and not crawl.settings["LOG_FILE"]:
        crawl.settings.set("LOG_LEVEL", "WARNING", priority="spider")  # a level given with -s still counts
        # The display starts first: Scrapy's log lines on stderr then go above it, and not into it.
        with Live(console=terminal, transient=True) as live:
            crawler, error = _crawl(crawl, live)
    else:
        crawler, error = _crawl(crawl)
    return _report(crawler, error, monotonic() - begun)


def _crawl(crawl: Plan, live: Live | None = None) -> tuple[Crawler, BaseException | None]:
    """The crawler after the crawl, and the error that kept it from starting or broke it off.

    A crawl that a signal ended has no error.
    """
    try:
        process = AsyncCrawlerProcess(crawl.settings)
    except (ValueError, OSError) as error:
        raise UsageError(f"the settings cannot be used: {error}") from error
    crawler = process.create_crawler(crawl.spidercls)
    if live:
        live.update(Progress(crawler))
    task = process.crawl(crawler, **crawl.arguments)
    process.start()
    # after a second signal, or one that came while it was starting, the task is not done
    return crawler, task.exception() if task.done() and not task.cancelled() else None


def _report(crawler: Crawler, error: BaseException | None, seconds: float) -> CrawlReport:
    """The result of the crawl."""
    name = crawler.spidercls.name
    if error is not None:
        _log.debug("the crawl was broken off", exc_info=error)
        known = isinstance(error, XzcrawlError)
        return CrawlReport(
            name, Outcome.FAILED, {}, seconds, str(error) if known else f"{type(error).__name__}: {error}"
        )
    try:
        stats, archived = crawler.stats.get_stats(), crawler.get_extension(ArchiveRun)
    except RuntimeError:  # the crawl was stopped before statistics and extensions were there
        return CrawlReport(name, Outcome.STOPPED, {}, seconds)
    # a run that was stopped before it was opened has no outcome
    outcome = stats.get(OUTCOME, Outcome.FAILED if "finish_reason" in stats else Outcome.STOPPED)
    if archived is None:
        return CrawlReport(name, outcome, stats, seconds)
    return CrawlReport(name, outcome, stats, seconds, archived.reason, archived.findings)
