"""How a run ended and why, by what Scrapy counted and said. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

#: The names of some of Scrapy's statistics, and the names that a run's counts have for them.
_COUNTS: Final = {
    "downloader/request_count": "requests",
    "downloader/response_bytes": "bytes",
    "retry/count": "retries",
    "robotstxt/forbidden": "forbidden",
    "item_dropped_count": "articles_refused",
}
_OWN: Final = "xzcrawl/"
#: Statistics of Scrapy that mean the run did not do what it should have.
_FAILURES: Final = (
    "spider_exceptions/count",
    "xzcrawl/empty_listings",
    "xzcrawl/failed_listings",
    "xzcrawl/item_errors",
    "xzcrawl/other_theme",
)


@dataclass(frozen=True, slots=True)
class Ending:
    """The outcome of a run, and one line that says why it is not ``finished``.

    ``failed``: a listing could not be read or matched nothing, something was raised, or the run was broken
    off. ``budget``: max_requests, its time limit, or the bound of requests for a site of its size ended it.
    ``stopped``: a signal did.
    """

    outcome: str
    reason: str | None = None


def ending_of(word: str, stats: Mapping[str, Any], broken_off: str | None, problem: str | None) -> Ending:
    """How a run ended for which Scrapy has this ``word``.

    ``broken_off`` says why the run could not go on, ``problem`` is the first thing that went wrong in it.
    """
    if broken_off is not None:
        return Ending("failed", broken_off)
    if problems := sum(stats.get(name, 0) for name in _FAILURES):
        more = f" (and {problems - 1:,} more)" if problems > 1 else ""
        return Ending("failed", f"{problem or 'an exception, see the log'}{more}")
    if word == "finished" and (most := stats.get("xzcrawl/most_requests")):
        return Ending("budget", f"{most:,} requests, the most for a site of its size, were used up")
    if word == "finished":
        over = stats.get("xzcrawl/over_budget")
        return Ending("budget", "its budget (max_requests) was used up") if over else Ending("finished")
    if word == "closespider_timeout":
        return Ending("budget", "its time (--time-limit) was used up")
    if word == "shutdown":
        return Ending("stopped", "stopped by a signal (SIGTERM or Ctrl-C)")
    return Ending("failed", word.replace("_", " "))


def counts_of(stats: Mapping[str, Any]) -> Mapping[str, int]:
    """The counts of a run: some of Scrapy's statistics, and our own."""
    counts = {ours: stats[theirs] for theirs, ours in _COUNTS.items() if theirs in stats}
    own = {name.removeprefix(_OWN): value for name, value in stats.items() if name.startswith(_OWN)}
    return counts | {name: value for name, value in own.items() if isinstance(value, int)}


def exception_line(error: BaseException) -> str:
    """An exception in one line: ``ValueError: what it says``."""
    first_line = (str(error).splitlines() or [""])[0]
    return f"{type(error).__name__}: {first_line}".rstrip(": ")
