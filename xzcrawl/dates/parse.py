"""One date text + the moment it was seen -> an interval. Pure.

A text is made plain (``numerals``), its parts are ordered by their labels (``labels``), and the first that
is a date counts: an age (``ago``), a day (``forms``) with its time (``clock``), a month or a year. Where an
exact date stands beside an age, the date counts and the age checks it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from xzcrawl.dates.ago import SKEW, Age, Rounding, agreeing, find_age, years_near
from xzcrawl.dates.calendar import local, whole_day
from xzcrawl.dates.clock import check_weekday, time_of
from xzcrawl.dates.evidence import meet
from xzcrawl.dates.forms import Named, Seen, find_day, find_span
from xzcrawl.dates.labels import by_trust, without_lunar
from xzcrawl.dates.numerals import plain
from xzcrawl.dates.shown import FINER_THAN_DAY
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import DateInterval

_BRACKET_AFTER = re.compile(r"\s?\((?:\d{4}[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?\)")
#: 29 February can be eight years back.
_YEARS_BACK = 8


def parse_date(text: str, seen_at: datetime, *, rounding: Rounding | None = None) -> DateInterval | None:
    """The instants ``text`` can mean when seen at ``seen_at`` (aware; whole seconds count).

    ``rounding`` is that of the theme's relative clock; None means an unknown theme and gives the hull
    of both. Both ends of the result are Asia/Shanghai and inclusive; nothing after ``seen_at`` is in
    it, an hour of skew between two clocks excepted. Returns None for a text that is no date, or longer than
    any (``numerals.LONGEST_TEXT``). Raises ContradictoryDate for a text that contradicts itself or the clock,
    with the intervals that disagree.
    """
    seen = local(seen_at)
    parts = by_trust(without_lunar(plain(text)))
    return next((found for part in parts if (found := _read(part, seen, rounding, text))), None)


def _read(part: str, seen: datetime, rounding: Rounding | None, text: str) -> DateInterval | None:
    if age := find_age(part, seen, rounding, text):
        return _checked(age, seen)
    years = range(seen.year + 1, seen.year - _YEARS_BACK - 1, -1)
    if named := find_day(part, Seen(seen.date(), years)):
        return _settled(named, lambda days: _not_after(days, seen), text, seen)
    span = find_span(part, seen.date(), text)
    return span and _cut(_not_after([span], seen), seen)


def _checked(age: Age, seen: datetime) -> DateInterval:
    """The exact date beside an age where there is one, if the age bears it out; else the age.

    A day beside hours or minutes is the coarser of the two, and narrows them; 昨天 or 周三 may be of a name.
    """
    named = find_day(age.beside, Seen(seen.date(), years_near(age.interval)))
    if named is None or named.is_bare_word:
        return age.interval
    reason = "its exact date lies outside its relative age"
    exact = _settled(named, lambda days: agreeing(age.interval, days, reason), age.interval.text, seen)
    narrowed = meet(age.interval, exact) if age.interval.precision in FINER_THAN_DAY else None
    return narrowed if narrowed and exact.precision == "day" else exact


def _settled(
    named: Named, choose: Callable[[Sequence[DateInterval]], DateInterval], text: str, seen: datetime
) -> DateInterval:
    """The chosen one of the days that a text can name, with its time.

    Raises ContradictoryDate where there is none, or where the weekday or a bracket behind it names another.
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


def _not_after(intervals: Sequence[DateInterval], seen: datetime) -> DateInterval:
    """The first that does not begin later than skew explains: what was seen was published before."""
    for interval in intervals:
        if interval.earliest <= seen + SKEW:
            return interval
    raise ContradictoryDate(intervals[0].text, "it lies after the moment it was seen", intervals)


def _cut(interval: DateInterval, seen: datetime) -> DateInterval:
    """The part before the moment it was seen; where all of it lies after, the part that skew explains."""
    end = seen if interval.earliest <= seen else seen + SKEW
    return replace(interval, latest=min(interval.latest, end))
