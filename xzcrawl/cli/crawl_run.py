"""One crawl in this process, as ``scrapy crawl`` does it, and what came of it.

Scrapy is imported here and not by the commands that read: it takes half a second to load.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Final

from rich.console import Console
from rich.live import Live
from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
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
    """A crawl about to be made; ``site`` is the host it goes to."""

    spidercls: type[Spider]
    arguments: Mapping[str, str]
    settings: Settings
    site: str


def project_settings(given: Mapping[str, str]) -> Settings:
    """The checkout's settings, ``given`` over them. UsageError outside a checkout and for unusable values."""
    if not inside_project():
        raise UsageError(_NO_CHECKOUT)
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
    """A crawl by this spider. UsageError where it cannot take the arguments, or a setting is unusable."""
    return Plan(spidercls, arguments, settings, checked_site(spidercls, arguments, settings))


def run(crawl: Plan) -> CrawlReport:
    """Make the crawl, until it ends or Ctrl-C or SIGTERM does. Once a process: no reactor starts twice."""
    terminal = Console(stderr=True)
    begun = monotonic()
    if terminal.is_interactive and not crawl.settings["LOG_FILE"]:
        crawl.settings.set("LOG_LEVEL", "WARNING", priority="spider")  # a level given with -s still holds
        # It starts first: log lines that Scrapy writes to stderr then go above the display, not into it.
        with Live(console=terminal, transient=True) as live:
            crawler, error = _crawl(crawl, live)
    else:
        crawler, error = _crawl(crawl)
    return _report(crawler, error, monotonic() - begun)


def _crawl(crawl: Plan, live: Live | None = None) -> tuple[Crawler, BaseException | None]:
    """The crawler after the crawl, and what kept it from starting or broke it off; no error for a signal."""
    try:
        process = AsyncCrawlerProcess(crawl.settings)
    except (ValueError, OSError) as error:
        raise UsageError(f"the settings cannot be used: {error}") from error
    crawler = process.create_crawler(crawl.spidercls)
    if live:
        live.update(Progress(crawler))
    task = process.crawl(crawler, **crawl.arguments)
    process.start()
    # a second signal, or one that came while it was starting, leaves the task behind
    return crawler, task.exception() if task.done() and not task.cancelled() else None


def _report(crawler: Crawler, error: BaseException | None, seconds: float) -> CrawlReport:
    """What came of the crawl."""
    name = crawler.spidercls.name
    if error is not None:
        _log.debug("the crawl was broken off", exc_info=error)
        known = isinstance(error, XzcrawlError)
        return CrawlReport(
            name, Outcome.FAILED, {}, seconds, str(error) if known else f"{type(error).__name__}: {error}"
        )
    try:
        stats, tie = crawler.stats.get_stats(), crawler.get_extension(ArchiveRun)
    except RuntimeError:  # told to stop before anything was there
        return CrawlReport(name, Outcome.STOPPED, {}, seconds)
    # a run that was told to stop before it was opened has no outcome
    outcome = stats.get(OUTCOME, Outcome.FAILED if "finish_reason" in stats else Outcome.STOPPED)
    if tie is None:
        return CrawlReport(name, outcome, stats, seconds)
    return CrawlReport(name, outcome, stats, seconds, tie.reason, tie.findings)
