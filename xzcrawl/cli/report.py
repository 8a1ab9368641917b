"""What a crawl came to: an exit code and one line. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xzcrawl.archive.records import Finding

#: Told whenever a run has them: a statistic, and the words for one and for several.
_REMARKS: Final = {
    "xzcrawl/articles_gone": ("article gone", "articles gone"),
    "xzcrawl/articles_returned": ("article back", "articles back"),
    "xzcrawl/articles_redated": ("article re-dated", "articles re-dated"),
    "xzcrawl/articles_undated": ("article without a date", "articles without a date"),
    "xzcrawl/dates_unread": ("date unread", "dates unread"),
    "xzcrawl/dates_contradictory": ("date contradictory", "dates contradictory"),
    "xzcrawl/articles_failed": ("article missed", "articles missed"),
    "robotstxt/forbidden": ("address forbidden by robots.txt", "addresses forbidden by robots.txt"),
    "item_dropped_count": ("article refused", "articles refused"),
    "xzcrawl/failed_listings": ("listing not read", "listings not read"),
    "xzcrawl/empty_listings": ("listing empty", "listings empty"),
    "xzcrawl/item_errors": ("item lost", "items lost"),
    "xzcrawl/listing_pages_left": ("page of a list left unread", "pages of lists left unread"),
    "xzcrawl/categories_left": ("category left unread", "categories left unread"),
    "xzcrawl/articles_unseen": ("counted article on no page", "counted articles on no page"),
    "xzcrawl/mentions_left": ("mentioned article left unread", "mentioned articles left unread"),
    "xzcrawl/addresses_too_long": ("address too long to be asked for", "addresses too long to be asked for"),
    "xzcrawl/items_refused": ("item too long for the archive", "items too long for the archive"),
    "xzcrawl/names_left_out": ("name left out", "names left out"),
    "spider_exceptions/count": ("exception", "exceptions"),
}
_ARTICLES: Final = ("new", "changed", "unchanged", "stale")
#: Ends that a health check can judge; what was stopped half way did what it was told.
_JUDGED: Final = ("finished", "budget")


@dataclass(frozen=True, slots=True)
class Report:
    """``outcome`` and ``reason`` are those of ``runs``, ``stats`` are Scrapy's.

    ``findings`` are what the health checks found.
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
        if self.outcome == "failed":
            return 1
        return 3 if self.findings and self.outcome in _JUDGED else 0

    @property
    def line(self) -> str:
        """``xzinfo finished: 312 articles (300 new, 0 changed), 355 requests, 2 dates unread, 41 s``."""
        ended = f"finished, {self.reason}" if self.outcome == "budget" else self.outcome
        reason = f"{self.reason}; " if self.outcome == "failed" and self.reason else ""
        return f"{self.spider} {ended}: {reason}{', '.join(self._parts())}"

    @property
    def lines(self) -> list[str]:
        """The line, and one more for each finding, with the pages to look at."""
        return [self.line, *(f"unhealthy: {told(finding)}" for finding in self.findings)]

    def _parts(self) -> Iterator[str]:
        found = {kind: self._count(f"xzcrawl/articles_{kind}") for kind in _ARTICLES}
        total = sum(found.values())
        yield f"{_counted(total, 'article', 'articles')} ({found['new']:,} new, {found['changed']:,} changed)"
        yield _counted(self._count("downloader/request_count"), "request", "requests")
        for name, (one, several) in _REMARKS.items():
            if count := self._count(name):
                yield _counted(count, one, several)
        yield f"{self.seconds:.0f} s"

    def _count(self, name: str) -> int:
        return int(self.stats.get(name, 0))


def told(finding: Finding) -> str:
    """``author is missing on 9 of 9 articles, before on 0%; see http://… http://…``."""
    return "; see ".join(part for part in (finding.message, " ".join(finding.pages)) if part)


def _counted(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"
