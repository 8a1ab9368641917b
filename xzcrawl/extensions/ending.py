"""Tells how a run ended and why, from what Scrapy counted and said. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from xzcrawl.runs import FAILURES, PREFIX, TAKEN_OVER, Count, Outcome

#: What Scrapy calls the end of a crawl that has nothing left to do.
_FINISHED: Final = "finished"


@dataclass(frozen=True, slots=True)
class Ending:
    """The outcome of a run, and one line that says why it is not ``finished``.

    ``failed``: a listing could not be read or matched nothing, something was raised, or the run was broken
    off. ``budget``: max_requests, its time limit, or the bound of requests for a site of its size ended it.
    ``stopped``: a signal did.
    """

    outcome: Outcome
    reason: str | None = None


def ending_of(word: str, stats: Mapping[str, Any], broken_off: str | None, problem: str | None) -> Ending:
    """How a run ended for which Scrapy has this ``word``.

    ``broken_off`` says why the run could not go on, ``problem`` is the first thing that went wrong in it.
    """
    if broken_off is not None:
        return Ending(Outcome.FAILED, broken_off)
    if problems := sum(stats.get(count.statistic, 0) for count in FAILURES):
        more = f" (and {problems - 1:,} more)" if problems > 1 else ""
        return Ending(Outcome.FAILED, f"{problem or 'an exception, see the log'}{more}")
    if word == _FINISHED and (most := stats.get(Count.MOST_REQUESTS.statistic)):
        return Ending(Outcome.BUDGET, f"{most:,} requests, the most for a site of its size, were used up")
    if word == _FINISHED:
        over = stats.get(Count.OVER_BUDGET.statistic)
        return (
            Ending(Outcome.BUDGET, "its budget (max_requests) was used up")
            if over
            else Ending(Outcome.FINISHED)
        )
    if word == "closespider_timeout":
        return Ending(Outcome.BUDGET, "its time (--time-limit) was used up")
    if word == "shutdown":
        return Ending(Outcome.STOPPED, "stopped by a signal (SIGTERM or Ctrl-C)")
    return Ending(Outcome.FAILED, word.replace("_", " "))


def counts_of(stats: Mapping[str, Any]) -> Mapping[str, int]:
    """The counts of a run: some of Scrapy's statistics, and our own."""
    taken = {str(count): stats[count.statistic] for count in TAKEN_OVER if count.statistic in stats}
    own = {name.removeprefix(PREFIX): value for name, value in stats.items() if name.startswith(PREFIX)}
    return taken | {name: value for name, value in own.items() if isinstance(value, int)}


def exception_line(error: BaseException) -> str:
    """An exception in one line: ``ValueError: what it says``."""
    first_line = (str(error).splitlines() or [""])[0]
    return f"{type(error).__name__}: {first_line}".rstrip(": ")
