"""Says whether the site has changed the date of an article, and which readings count since then. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import compress
from typing import Final

from xzcrawl.dates.calendar import SHANGHAI, at
from xzcrawl.dates.evidence import CLOSE, by_trust, combine, in_named_years, is_open, is_relative, meet
from xzcrawl.items import DateInterval, Reading, ReadingSource

#: A reading, with the number of the run that made it: runs come one after the other, whatever clocks say.
OfRun = tuple[int, Reading]

#: The sources that can prove that the date was changed.
_PROOF: frozenset[ReadingSource] = frozenset({"feed", "page", "listing"})
#: For so long after a re-dating, a reading of the old date comes from a cache.
_CACHED: Final = timedelta(hours=12)
#: Signs of 刚刚 and 刚才.
_JUST_NOW: Final = frozenset("刚剛")


def is_redating(standing: Sequence[Reading], new: Reading, before: Sequence[Reading] = ()) -> bool:
    """Whether a new reading can be true only if the site has changed the date since the ``standing`` ones.

    It must miss the interval that they leave possible together, and each of those that do not fit the others.
    Relative texts may come from a cache; inferences and dates in a body prove nothing. What a page tells
    machines proves something only where there is nothing else. A source that says what it said last, in the
    readings ``before`` a re-dating, proves nothing either: it disagrees with the source that showed that one.
    Nor does 刚刚 where it stood before: themes say it of an article whose date is still to come.
    """
    if new.interval is None or (_is_just_now(new) and any(map(_is_just_now, standing))):
        return False
    *known, (_, claim) = in_named_years([*by_trust(standing), (new, new.interval)])
    sure = [pair for pair in known if pair[0].source in _PROOF]
    if not sure and new.source == "metadata":
        sure = [pair for pair in known if pair[0].source == "metadata"]
    elif new.source not in _PROOF:
        return False
    if not sure:
        return False
    possible, *left_out = _fitted(_widened(*pair) for pair in sure)
    claimed = _widened(new, claim)
    misses = all(meet(claimed, other) is None for other in (possible, *left_out))
    return misses and not _repeats(before, standing, new)


def _is_just_now(reading: Reading) -> bool:
    return is_relative(reading) and not _JUST_NOW.isdisjoint(reading.text or "")


def _repeats(before: Sequence[Reading], standing: Sequence[Reading], new: Reading) -> bool:
    """Whether a source says what it said last, and that was before the re-dating that another one showed."""
    *_, last = [None, *(one for one in [*before, *standing] if one.source == new.source and one.interval)]
    if last is None or last in standing:
        return False
    (_, was), (_, now) = in_named_years(
        [(one, one.interval) for one in (last, new) if one.interval is not None]
    )
    return meet(was, now) is not None


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


def standing(known: Sequence[OfRun], since: datetime | None) -> list[Reading]:
    """The readings that count for an article that was re-dated at ``since``; all where ``since`` is None."""
    seen = [(run, reading.seen_at) for run, reading in known]
    return [reading for _, reading in compress(known, counting(seen, since))]


def counting(seen: Sequence[tuple[int, datetime]], since: datetime | None) -> list[bool]:
    """Which readings count for an article that was re-dated at ``since``, by their runs and moments.

    ``since`` is the moment of the reading that showed the other date. Those of earlier runs count no more,
    even where a clock, the site's or ours, was ahead then; those of later runs do, even where it was ahead
    at the re-dating.
    """
    if since is None:
        return [True] * len(seen)
    by = max((run for run, moment in seen if moment == since), default=None)
    return [moment >= since if by in (run, None) else run > by for run, moment in seen]


def is_of_before(known: Sequence[OfRun], since: datetime | None, reading: Reading) -> bool:
    """Whether a reading comes from a cache and has the date from before the re-dating at ``since``."""
    if since is None or not timedelta(0) <= reading.seen_at - since <= _CACHED:
        return False
    now = standing(known, since)
    before = [other for _, other in known if other not in now]
    return is_redating(now, reading) and not is_redating(before, reading)


def is_news(known: Sequence[Reading], new: Reading) -> bool:
    """Whether a reading changes the result of the ``known`` ones: it narrows or contradicts them."""
    return _outcome([*known, new]) != _outcome(known)


def _outcome(known: Sequence[Reading]) -> tuple[datetime, datetime, bool] | None:
    published = combine(known)
    if published is None:
        return None
    return published.interval.earliest, published.interval.latest, published.contradicted
