"""Turns one date text and the moment at which it was seen into an interval. Pure.

The text is made plain (``numerals``), its parts are ordered by their labels (``labels``), and the first part
that is a date counts: an age (``ago``), a day (``forms``) with its time (``clock``), a month or a year. Where
an exact date stands beside an age, the date counts and the age checks it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from xzcrawl.dates.ago import REMEMBERED, SKEW, Age, Rounding, agreeing, find_age, years_near
from xzcrawl.dates.calendar import local, whole_day
from xzcrawl.dates.clock import check_weekday, time_of
from xzcrawl.dates.evidence import meet
from xzcrawl.dates.forms import Named, Seen, find_day, find_span
from xzcrawl.dates.labels import Labelled, Trust, by_trust, without_lunar
from xzcrawl.dates.numerals import plain
from xzcrawl.dates.shown import FINER_THAN_DAY
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import DateInterval

_BRACKET_AFTER = re.compile(r"\s?\((?:\d{4}[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?\)")
#: The last 29 February can be eight years back.
_YEARS_BACK = 8


def parse_date(text: str, seen_at: datetime, *, rounding: Rounding | None = None) -> DateInterval | None:
    """The instants that ``text`` can mean when seen at ``seen_at`` (aware; cut to whole seconds).

    ``rounding`` is that of the theme's relative clock; None means an unknown theme and gives the hull of
    both. Both ends of the result are in Asia/Shanghai and inclusive. The result ends at ``seen_at`` at the
    latest, or up to an hour later where all of it lies after and two clocks may differ. Returns None for a
    text that has no date, or is longer than any date (``numerals.LONGEST_TEXT``). Raises ContradictoryDate,
    with the intervals that disagree, for a text that contradicts itself or the clock.
    """
    seen = local(seen_at)
    parts = _parts(text)
    for number, part in enumerate(parts):
        if not part.is_doubtful:
            if found := _read(part.text, seen, rounding, text):
                return found
        elif found := _read_if_true(part.text, seen, rounding, text):
            # an article is not changed before it is published
            changes = [
                _read_if_true(other.text, seen, rounding, text)
                for other in parts[number + 1 :]
                if other.trust is Trust.CHANGE
            ]
            return next((change for change in changes if change and change.latest < found.earliest), found)
    return None


def _read_if_true(part: str, seen: datetime, rounding: Rounding | None, text: str) -> DateInterval | None:
    """The same; None too where the part contradicts the clock, since a deadline may lie ahead."""
    try:
        return _read(part, seen, rounding, text)
    except ContradictoryDate:
        return None


@lru_cache(maxsize=REMEMBERED)
def _parts(text: str) -> Sequence[Labelled]:
    return by_trust(without_lunar(plain(text)))


def _read(part: str, seen: datetime, rounding: Rounding | None, text: str) -> DateInterval | None:
    if age := find_age(part, seen, rounding, text):
        return _checked(age, seen)
    years = range(seen.year + 1, seen.year - _YEARS_BACK - 1, -1)
    if named := find_day(part, Seen(seen.date(), years)):
        return _settled(named, lambda days: _not_after(days, seen, text), text, seen)
    span = find_span(part, seen.date(), text)
    return span and _cut(_not_after([span], seen, text), seen)


def _checked(age: Age, seen: datetime) -> DateInterval:
    """The exact date beside an age, which must confirm it; the age where there is no such date.

    A day beside hours or minutes is coarser than these, and narrows them. 昨天 or 周三 may be part of a name,
    and does not count.
    """
    is_alone = not age.beside.strip()
    named = None if is_alone else find_day(age.beside, Seen(seen.date(), years_near(age.interval)))
    if named is None or named.is_bare_word:
        return age.interval
    reason = "its exact date lies outside its relative age"
    exact = _settled(named, lambda days: agreeing(age.interval, days, reason), age.interval.text, seen)
    narrowed = meet(age.interval, exact) if age.interval.precision in FINER_THAN_DAY else None
    return narrowed if narrowed and exact.precision == "day" else exact


def _settled(
    named: Named, choose: Callable[[Sequence[DateInterval]], DateInterval], text: str, seen: datetime
) -> DateInterval:
    """The interval, with its time, that ``choose`` takes from the days that a text can name.

    Raises ContradictoryDate where there is no such day, or where the weekday or a bracket behind it names
    another day.
    """
    if not named.days:
        raise ContradictoryDate(text, "there is no such day")
    intervals = [time_of(day, named.match, text) for day in named.days]
    chosen = choose(intervals)
    day = named.days[intervals.index(chosen)]
    check_weekday(day, named.match, chosen)
    bracket = _BRACKET_AFTER.match(named.match.string, named.match.end())
    if bracket and (int(bracket[1]), int(bracket[2])) != (day.month, day.day):
        raise ContradictoryDate(text, "its bracket names another day", [whole_day(day, text)])
    return _cut(chosen, seen)


def _not_after(intervals: Sequence[DateInterval], seen: datetime, text: str) -> DateInterval:
    """The first interval that does not begin after ``seen``, or only as much as clock skew explains.

    Raises ContradictoryDate where all begin later: an article cannot be seen before it is published.
    """
    for interval in intervals:
        if interval.earliest <= seen + SKEW:
            return interval
    raise ContradictoryDate(text, "it lies after the moment it was seen", intervals)


def _cut(interval: DateInterval, seen: datetime) -> DateInterval:
    """The part of an interval before ``seen``; where all of it lies after, the part that skew explains."""
    end = seen if interval.earliest <= seen else seen + SKEW
    return interval if interval.latest <= end else replace(interval, latest=end)
