"""What a crawl came to: an exit code and one line. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

#: Told whenever a run has them: a statistic, and the words for one and for several.
_REMARKS: Final = {
    "xzcrawl/dates_unread": ("date unread", "dates unread"),
    "xzcrawl/dates_contradictory": ("date contradictory", "dates contradictory"),
    "xzcrawl/misses": ("article missed", "articles missed"),
    "item_dropped_count": ("article refused", "articles refused"),
    "xzcrawl/failed_listings": ("listing not read", "listings not read"),
    "xzcrawl/empty_listings": ("listing empty", "listings empty"),
    "xzcrawl/item_errors": ("item lost", "items lost"),
    "spider_exceptions/count": ("exception", "exceptions"),
}
_ARTICLES: Final = ("new", "changed", "unchanged", "stale")


@dataclass(frozen=True, slots=True)
class Report:
    """``outcome`` is that of ``runs``, ``stats`` are Scrapy's, ``failure`` says what broke the run off."""

    spider: str
    outcome: str
    stats: Mapping[str, Any]
    seconds: float
    failure: str | None = None

    @property
    def exit_code(self) -> int:
        """1 for a run that failed, else 0: one that its budget or the operator ended did what it was told."""
        return 1 if self.outcome == "failed" else 0

    @property
    def line(self) -> str:
        """``xzinfo finished: 312 articles (300 new, 0 changed), 355 requests, 2 dates unread, 41 s``."""
        ended = "finished, its budget used up" if self.outcome == "budget" else self.outcome
        return f"{self.spider} {ended}: {', '.join(self._parts())}"

    def _parts(self) -> Iterator[str]:
        if reason := self.failure or self._odd_end():
            yield reason
        found = {kind: self._count(f"xzcrawl/articles_{kind}") for kind in _ARTICLES}
        total = sum(found.values())
        yield f"{_counted(total, 'article', 'articles')} ({found['new']:,} new, {found['changed']:,} changed)"
        yield _counted(self._count("downloader/request_count"), "request", "requests")
        for name, (one, several) in _REMARKS.items():
            if count := self._count(name):
                yield _counted(count, one, several)
        yield f"{self.seconds:.0f} s"

    def _odd_end(self) -> str | None:
        """Scrapy's word for an end that is neither natural nor asked for, e.g. ``home_page_unreachable``."""
        reason = self.stats.get("finish_reason")
        return None if reason in ("finished", "shutdown", None) else str(reason)

    def _count(self, name: str) -> int:
        return int(self.stats.get(name, 0))


def _counted(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"
