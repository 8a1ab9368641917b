"""The result of a crawl as an exit code and one line. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xzcrawl.archive.records import Finding
from xzcrawl.runs import SUCCESSES, SUMMARY_WORDS, Count, Outcome

_ARTICLES: Final = {
    "new": Count.ARTICLES_NEW,
    "changed": Count.ARTICLES_CHANGED,
    "unchanged": Count.ARTICLES_UNCHANGED,
    "stale": Count.ARTICLES_STALE,
}


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """The result of a crawl.

    ``outcome`` and ``reason`` are those of ``runs``, ``stats`` are Scrapy's, ``seconds`` is the time that the
    crawl took. ``findings`` are those of the health checks.
    """

    spider: str
    outcome: str
    stats: Mapping[str, Any]
    seconds: float
    reason: str | None = None
    findings: Sequence[Finding] = ()

    @property
    def exit_code(self) -> int:
        """1 for a run that failed, 3 for one that ended well but is unhealthy, else 0."""
        if self.outcome == Outcome.FAILED:
            return 1
        return 3 if self.findings and self.outcome in SUCCESSES else 0

    @property
    def line(self) -> str:
        """One line, such as ``xzinfo finished: 312 articles (300 new, 0 changed), 355 requests, 41 s``."""
        ended = f"finished, {self.reason}" if self.outcome == Outcome.BUDGET else self.outcome
        reason = f"{self.reason}; " if self.outcome == Outcome.FAILED and self.reason else ""
        return f"{self.spider} {ended}: {reason}{', '.join(self._parts())}"

    @property
    def lines(self) -> list[str]:
        """The line, and one more for each finding with the pages to look at."""
        return [self.line, *(f"unhealthy: {told(finding)}" for finding in self.findings)]

    def _parts(self) -> Iterator[str]:
        found = {kind: self._count(count) for kind, count in _ARTICLES.items()}
        total = sum(found.values())
        yield f"{_counted(total, 'article', 'articles')} ({found['new']:,} new, {found['changed']:,} changed)"
        yield _counted(self._count(Count.REQUESTS), "request", "requests")
        for count, (one, several) in SUMMARY_WORDS.items():
            if number := self._count(count):
                yield _counted(number, one, several)
        yield f"{self.seconds:.0f} s"

    def _count(self, count: Count) -> int:
        return int(self.stats.get(count.statistic, 0))


def told(finding: Finding) -> str:
    """A finding as ``author is missing on 9 of 9 articles, before on 0%; see http://… http://…``."""
    return "; see ".join(part for part in (finding.message, " ".join(finding.pages)) if part)


def _counted(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"
