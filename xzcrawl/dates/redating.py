"""Says whether the site has changed the date of an article, and which readings count since then. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from xzcrawl.dates.calendar import SHANGHAI, at
from xzcrawl.dates.evidence import CLOSE, by_trust, combine, is_open, is_relative, meet
from xzcrawl.items import DateInterval, Reading, ReadingSource

#: The sources that can prove that the date was changed.
_PROOF: frozenset[ReadingSource] = frozenset({"feed", "page", "listing"})
#: For so long after a re-dating, a reading of the old date comes from a cache.
_CACHED: Final = timedelta(hours=12)


def is_redating(standing: Sequence[Reading], new: Reading) -> bool:
    """Whether a new reading can be true only if the site has changed the date since the ``standing`` ones.

    It must miss the interval that they leave possible together, and each of those that do not fit the others.
    Relative texts may come from a cache; inferences and dates in a body prove nothing.
    """
    sure = [pair for pair in by_trust(standing) if pair[0].source in _PROOF]
    if not sure or new.interval is None or new.source not in _PROOF:
        return False
    possible, *left_out = _fitted(_widened(*pair) for pair in sure)
    claimed = _widened(new, new.interval)
    return all(meet(claimed, other) is None for other in (possible, *left_out))


def _fitted(intervals: Iterable[DateInterval]) -> list[DateInterval]:
    """The intersection of the intervals that meet, taken by trust; behind it those that miss it."""
    first, *others = intervals
    left_out = []
    for other in others:
        shared = meet(first, other)
        if shared is None:
            left_out.append(other)
        first = shared or first
    return [first, *left_out]


def _widened(reading: Reading, interval: DateInterval) -> DateInterval:
    """The interval that a reading leaves possible if its page came from a cache.

    A text from a cache gives too young an age. A day in brackets does not lag.
    """
    earliest = interval.earliest - CLOSE
    if is_open(reading):
        return replace(interval, earliest=earliest)
    if is_relative(reading):
        return replace(interval, earliest=max(earliest, at(interval.earliest.astimezone(SHANGHAI).date())))
    return interval


def standing(known: Iterable[Reading], since: datetime | None) -> list[Reading]:
    """The readings that count for an article that was re-dated at ``since``; all where ``since`` is None."""
    return [reading for reading in known if since is None or reading.seen_at >= since]


def is_of_before(known: Sequence[Reading], since: datetime | None, reading: Reading) -> bool:
    """Whether a reading comes from a cache and has the date from before the re-dating at ``since``."""
    if since is None or not timedelta(0) <= reading.seen_at - since <= _CACHED:
        return False
    now = standing(known, since)
    before = [other for other in known if other.seen_at < since]
    return is_redating(now, reading) and not is_redating(before, reading)


def is_news(known: Sequence[Reading], new: Reading) -> bool:
    """Whether a reading changes the result of the ``known`` ones: it narrows or contradicts them."""
    return _outcome([*known, new]) != _outcome(known)


def _outcome(known: Sequence[Reading]) -> tuple[datetime, datetime, bool] | None:
    published = combine(known)
    if published is None:
        return None
    return published.interval.earliest, published.interval.latest, published.contradicted
