"""Checks whether a site has been silent for longer than ever before. Pure."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import dropwhile, pairwise
from statistics import median
from typing import Final

from xzcrawl.archive.records import Finding, RunRecord
from xzcrawl.dates import SHANGHAI
from xzcrawl.runs import FULL, Count, Outcome, mode_of

#: A silence is long if it is longer than five days (a long weekend) and three times the usual one so far.
QUIET: Final = timedelta(days=5)
PATIENCE: Final = 3
#: Runs with new articles that are needed to know a rhythm.
FEWEST_NEWS: Final = 3


def nothing_new(run: RunRecord, history: Sequence[RunRecord], pages: tuple[str, ...]) -> Iterator[Finding]:
    """The site has been silent for long, compared with the rhythm in which its runs found new articles."""
    looks = _looks(history)
    news = [look for look in looks if _is_news(look)]
    if not _is_look(run) or _is_news(run) or len(news) < FEWEST_NEWS:
        return
    gaps = [(later.started_at - former.started_at).total_seconds() for former, later in pairwise(news)]
    usual = timedelta(seconds=median(gaps))
    silence = run.started_at - news[-1].started_at
    if silence > max(QUIET, PATIENCE * usual, PATIENCE * _longest_silence(looks)):
        since = f"{news[-1].started_at.astimezone(SHANGHAI):%Y-%m-%d}"
        days = usual / timedelta(days=1)
        message = f"nothing new for {silence.days} days (since {since}), where {days:.1f} days are usual"
        yield Finding("nothing_new", message, pages)


def _looks(history: Sequence[RunRecord]) -> list[RunRecord]:
    """The runs that show whether there were new articles, oldest first, without those of the first walk."""
    looks = [
        run
        for run in reversed(history)
        if _is_look(run) or (mode_of(run.mode).reads_listings and _is_news(run))
    ]
    looks = list(dropwhile(lambda run: run.outcome != Outcome.FINISHED, looks))
    return looks[1:] if looks and looks[0].mode == FULL.name else looks


def _is_look(run: RunRecord) -> bool:
    return mode_of(run.mode).reads_listings and run.outcome == Outcome.FINISHED


def _is_news(run: RunRecord) -> bool:
    return run.counts.get(Count.ARTICLES_NEW, 0) > 0


def _longest_silence(looks: Sequence[RunRecord]) -> timedelta:
    """The longest time between two runs with new articles that had a run without any between them.

    Times in which no run looked, such as when the machine was off, do not count as silence.
    """
    at = [index for index, look in enumerate(looks) if _is_news(look)]
    silences = (looks[b].started_at - looks[a].started_at for a, b in pairwise(at) if b - a > 1)
    return max(silences, default=timedelta())
