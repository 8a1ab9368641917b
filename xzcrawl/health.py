"""Whether a run went as the runs of its site go. Pure.

The rules compare a run with the earlier runs of its site, so a first run that shows no authors, or a theme
that never did, is not called unhealthy. A share must have risen both by much and by more than chance
explains; few articles, or few in the past, say nothing. ``docs/operations.md`` tells what to do about each.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import dropwhile, pairwise
from math import sqrt
from statistics import mean, median
from typing import Final

from xzcrawl.archive.records import Finding, RunRecord
from xzcrawl.dates import SHANGHAI

#: Up to five URLs by the name they were remarked under.
Examples = Mapping[str, Sequence[str]]

#: Earlier runs that set the standard. Each counts the same, or the first walk would outweigh all later runs.
STANDARD_RUNS: Final = 30
#: Fewer articles (or dates) in a run, or in all its earlier ones, are too few to tell.
FEWEST_READ: Final = 5
FEWEST_BEFORE: Final = 20
#: How many standard deviations beyond the usual share a share must lie.
DEVIATIONS: Final = 4.0
#: By how much a share must have risen. Dates are what the archive is for, and hardly ever fail.
FIELD_RISE: Final = 0.2
DATE_RISE: Final = 0.1
FOOTER_RISE: Final = 0.2
ERROR_RISE: Final = 0.1
RETRY_RISE: Final = 0.2
#: One dead page, asked for again and again, is no alarm.
FEWEST_ERRORS: Final = 3
FEWEST_RETRIES: Final = 20
#: So many failures, a fifth of a run or more, are wrong whatever was before.
MANY_ERRORS: Final = 10
MOST_ERRORS: Final = 0.2
#: A listing shrank that lost a fifth of its pages, two at least, against any of its last readings.
SHRUNK: Final = 0.8
FEWEST_PAGES: Final = 2
LISTING_RUNS: Final = 5
#: Silence is long beyond five days (a long weekend) and three times what was usual so far.
QUIET: Final = timedelta(days=5)
PATIENCE: Final = 3
#: Runs with news from which a rhythm can be told.
FEWEST_NEWS: Final = 3

_LISTING: Final = "listing_pages/"
_FIELD: Final = "missing/"


def check(run: RunRecord, history: Sequence[RunRecord], examples: Examples) -> list[Finding]:
    """What is wrong with ``run``, which has just ended.

    ``history`` are the site's earlier runs that ended, newest first; the longer, the better is its rhythm
    known. ``examples`` are pages seen in this run by what was remarked. A failed run is no standard.
    """
    standard = [earlier for earlier in history if earlier.outcome != "failed"][:STANDARD_RUNS]
    return [
        *_wrong_clock(run, history, examples),
        *_nothing_new(run, history, examples),
        *_missing_fields(run, standard, examples),
        *_unread_dates(run, standard, examples),
        *_lost_footers(run, standard, examples),
        *_shrunken_listings(run, standard, examples),
        *_many_errors(run, standard, examples),
        *_many_retries(run, standard, examples),
    ]


def _wrong_clock(run: RunRecord, history: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    """A run, or most of its pages, that seems to lie before an earlier one: runs come one after the other."""
    later = [earlier.started_at for earlier in history if earlier.started_at > run.started_at]
    older = _Share(_sum(run, "articles_stale", "articles_seen_ahead"), _sum(run, "articles_read"))
    if later or (older.whole >= FEWEST_READ and 2 * older.part > older.whole):
        began = f"{max(later).astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if later else ""
        told = f"an earlier run began at {began}" if later else f"{older} pages are older than what is stored"
        yield Finding("wrong_clock", f"{told}: the clock was wrong, then or now", _pages(examples, "home"))


@dataclass(frozen=True, slots=True)
class _Share:
    """``part`` of ``whole``."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part:,} of {self.whole:,}"


def _rise(
    run: RunRecord, standard: Sequence[RunRecord], share: Callable[[RunRecord], _Share], least: float
) -> tuple[_Share, float] | None:
    """The run's share and the usual one, where the first lies above the second by more than chance."""
    own = share(run)
    before = [found for found in map(share, standard) if found.whole >= FEWEST_READ]
    count = sum(found.whole for found in before)
    if own.whole < FEWEST_READ or count < FEWEST_BEFORE:
        return None
    usual = mean(found.part / found.whole for found in before)
    # one more of each kind, or a share of nought would make the first exception a certainty
    chance = (usual * count + 1) / (count + 2)
    deviation = sqrt(own.whole * chance * (1 - chance))
    by_much = own.part / own.whole - usual >= least
    return (own, usual) if by_much and own.part - own.whole * chance > DEVIATIONS * deviation else None


def _missing_fields(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    for name in sorted(name for name in run.counts if name.startswith(_FIELD)):
        if found := _rise(run, standard, _of_articles(name), FIELD_RISE):
            field = name.removeprefix(_FIELD)
            message = f"{field} is missing on {found[0]} articles, before on {found[1]:.0%}"
            yield Finding("field_missing", message, tuple(examples.get(name, ())))


def _of_articles(name: str) -> Callable[[RunRecord], _Share]:
    return lambda run: _Share(run.counts.get(name, 0), run.counts.get("articles_read", 0))


def _unread_dates(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    if found := _rise(run, standard, _unread, DATE_RISE):
        message = f"{found[0]} date texts gave no date, before {found[1]:.0%}"
        yield Finding("dates_unread", message, _pages(examples, "dates_unread", "dates_contradictory"))


def _unread(run: RunRecord) -> _Share:
    unread = _sum(run, "dates_unread", "dates_contradictory")
    return _Share(unread, unread + _sum(run, "dates_read"))


def _lost_footers(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    if found := _rise(run, standard, _without_footer, FOOTER_RISE):
        message = f"no contact footer was found on {found[0]} articles, before on {found[1]:.0%}"
        yield Finding("no_footer", message, _pages(examples, "no_footer"))


def _without_footer(run: RunRecord) -> _Share:
    read = _sum(run, "articles_read")
    return _Share(read - _sum(run, "with_footer"), read)


def _shrunken_listings(
    run: RunRecord, standard: Sequence[RunRecord], examples: Examples
) -> Iterator[Finding]:
    """A pager that is misread looks like this, and so does a site that took much away."""
    shrunk = {name: most for name in run.counts if (most := _shrunk_from(run, standard, name))}
    if shrunk:
        told = (f"{name.removeprefix(_LISTING)} from {shrunk[name]} to {run.counts[name]}" for name in shrunk)
        pages = _pages(examples, *shrunk) or _pages(examples, "home")
        yield Finding("listing_shrank", f"fewer pages than before: {', '.join(told)}", pages)


def _shrunk_from(run: RunRecord, standard: Sequence[RunRecord], name: str) -> int | None:
    if not name.startswith(_LISTING):
        return None
    most = max(
        [earlier.counts[name] for earlier in standard if name in earlier.counts][:LISTING_RUNS], default=0
    )
    now = run.counts[name]
    return most if now <= SHRUNK * most and most - now >= FEWEST_PAGES else None


def _many_errors(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    own = _errors(run)
    rose = own.part >= FEWEST_ERRORS and _rise(run, standard, _errors, ERROR_RISE)
    if rose or (own.part >= MANY_ERRORS and own.part >= MOST_ERRORS * own.whole):
        before = f", before {rose[1]:.0%}" if rose else ""
        pages = _pages(examples, "failed_listings", "empty_listings", "refused", "errors")
        yield Finding("many_errors", f"{own} pages could not be had or read{before}", pages)


def _errors(run: RunRecord) -> _Share:
    """Pages that came to nothing, of all that were asked for."""
    failed = ("articles_failed", "articles_refused", "failed_listings", "empty_listings", "item_errors")
    return _Share(_sum(run, *failed), _asked(run))


def _many_retries(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    """A site that is about to fail, or that we ask too much of: each page came, but not at once."""
    found = _rise(run, standard, _retries, RETRY_RISE)
    if found and found[0].part >= FEWEST_RETRIES:
        message = f"{found[0].part:,} retries for {found[0].whole:,} pages, before {found[1]:.0%}"
        yield Finding("many_retries", message, _pages(examples, "errors", "home"))


def _retries(run: RunRecord) -> _Share:
    """A page may be retried several times; more than all cannot be."""
    asked = _asked(run)
    return _Share(min(_sum(run, "retries"), asked), asked)


def _asked(run: RunRecord) -> int:
    return max(_sum(run, "requests") - _sum(run, "retries"), 0)


def _nothing_new(run: RunRecord, history: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    """Silence, against the rhythm in which the site's runs found something new."""
    looks = _looks(history)
    news = [look for look in looks if _is_news(look)]
    if not _is_look(run) or _is_news(run) or len(news) < FEWEST_NEWS:
        return
    gaps = [(later.started_at - former.started_at).total_seconds() for former, later in pairwise(news)]
    usual = timedelta(seconds=median(gaps))
    silence = run.started_at - news[-1].started_at
    if silence > max(QUIET, PATIENCE * usual, PATIENCE * _longest_silence(looks)):
        since = f"{news[-1].started_at.astimezone(SHANGHAI):%Y-%m-%d}"
        message = f"nothing new for {silence.days} days (since {since}), where {_days(usual)} are usual"
        yield Finding("nothing_new", message, _pages(examples, "home"))


def _looks(history: Sequence[RunRecord]) -> list[RunRecord]:
    """The runs that tell whether there was news, oldest first, without those that filled the archive."""
    looks = [run for run in reversed(history) if _is_look(run) or (run.mode != "revisit" and _is_news(run))]
    looks = list(dropwhile(lambda run: run.outcome != "finished", looks))
    return looks[1:] if looks and looks[0].mode == "full" else looks


def _is_look(run: RunRecord) -> bool:
    return run.mode != "revisit" and run.outcome == "finished"


def _is_news(run: RunRecord) -> bool:
    return run.counts.get("articles_new", 0) > 0


def _longest_silence(looks: Sequence[RunRecord]) -> timedelta:
    """The longest time between news and news with a look in vain between them.

    While nobody looked, as when the machine was off, nothing is known of silence.
    """
    at = [index for index, look in enumerate(looks) if _is_news(look)]
    silences = (looks[b].started_at - looks[a].started_at for a, b in pairwise(at) if b - a > 1)
    return max(silences, default=timedelta())


def _days(time: timedelta) -> str:
    return f"{time / timedelta(days=1):.1f} days"


def _sum(run: RunRecord, *names: str) -> int:
    return sum(run.counts.get(name, 0) for name in names)


def _pages(examples: Examples, *names: str) -> tuple[str, ...]:
    """The pages remembered under these names, each once."""
    return tuple(dict.fromkeys(url for name in names for url in examples.get(name, ())))
