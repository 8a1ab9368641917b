"""Counts and logs what happens in a run besides articles: problems, examples, what bounds left unread."""

import logging
from collections.abc import Iterable
from typing import Any

from scrapy.statscollectors import StatsCollector

from xzcrawl.extensions.reasons import kind_of
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.frontier import Visit
from xzcrawl.frontier.leftovers import Leftover
from xzcrawl.items import Miss, UrlState
from xzcrawl.runs import Count, CountOf


class RunReport:
    """Says in ``log`` what happens in a ``run``, counts it in ``stats``, has the run remember examples."""

    def __init__(self, run: ArchiveRun, stats: StatsCollector, log: "logging.LoggerAdapter[Any]") -> None:
        self.run, self.stats, self.log = run, stats, log

    def problem(self, name: str, url: str, message: str) -> None:
        """An error that leaves the walk incomplete: said, counted, and the run counts as failed."""
        self.run.problem(name, url, message)

    def example(self, name: str, url: str) -> None:
        """Counts something to be looked at by its name, with the URL of its page."""
        self.run.note_example(name, url)

    def miss(self, miss: Miss) -> None:
        """Counts why an article failed; that it is gone, or may not be fetched, is not a failure."""
        is_failure = miss.gone is None and not miss.elsewhere
        if is_failure and miss.reason not in (UrlState.FORBIDDEN, UrlState.NOT_ARTICLE):
            self._count_reason(miss.reason)

    def unread(self, visit: Visit, reason: str, came: str = "") -> None:
        """A page of a listing did not come, or another one (``came``), so that the walk is incomplete."""
        self._count_reason(reason)
        reason += f" (what came: {came})" if came else ""
        self.problem(Count.FAILED_LISTINGS, visit.url, f"listing not read: {visit.url}: {reason}")

    def left_unread(self, parts: Iterable[Leftover]) -> None:
        """Says and counts what bounds have left unread."""
        for left in parts:
            self.log.warning("%s: %d left unread: %s", left.url, left.count, left.why)
            self.run.note_example(left.name, left.url, left.count)

    def _count_reason(self, reason: str) -> None:
        self.stats.inc_value(CountOf.REASON.statistic(kind_of(reason)))
