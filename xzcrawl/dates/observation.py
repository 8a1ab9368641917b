"""Turns a date text on a fetched page into a reading that includes the uncertainty of the clock. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from xzcrawl.dates.ago import Rounding
from xzcrawl.dates.calendar import ONE_SECOND, at, local
from xzcrawl.dates.evidence import coarser, width, within_one_day
from xzcrawl.dates.feed_time import feed_instant
from xzcrawl.dates.parse import parse_date
from xzcrawl.dates.pub_date import parse_pub_date
from xzcrawl.dates.shown import FINER_THAN_DAY
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import DateInterval, Page, Precision, Reading, ReadingSource, Zones

_SHANGHAI = Zones()
_NAMES_ZONE = re.compile(r"(?i)\d\s*(?:Z\b|GMT|UTC|CST|\(?中国标准时间|[+-]\d\d:?\d\d(?!\d|-))")
_SAME_CLOCK = timedelta(seconds=2)
#: A clock that was set once is off by minutes, or by the hours of a wrong zone. A clock that was never set
#: shows the day on which its counter starts (1970, 1980, 2000), which is decades away. No cache keeps a page
#: for so long: the standards allowed a year (RFC 2616, 14.21).
_NO_CLOCK = timedelta(days=3652)
#: A page from a cache that does not say so gives too young an age, by so much at most.
CACHED = timedelta(hours=12)
#: An interval that is wider than its text says by so much is not known to the minute, or not to the hour.
_MINUTE, _HALF_HOUR, _DAY = timedelta(minutes=1), timedelta(minutes=30), timedelta(days=1)
_MOST_FIGURES = 9


def written_between(page: Page) -> tuple[datetime, datetime]:
    """The moments (Asia/Shanghai) between which the server wrote the page, on the server's clock.

    They are normally those of request and response. A ``Date`` header (RFC 9110, 6.6.1: when the message
    originated) that differs is the moment if the ``Age`` header confirms it (RFC 9111, 5.1): the page comes
    from a shared cache. Without that, the header may come from a cache, from another zone, or from a wrong
    clock, the server's or ours: both moments are possible, and all between them. A header that is decades
    off does not come from a clock that was set, and is ignored.
    """
    asked, answered = local(page.requested_at) - ONE_SECOND, local(page.fetched_at)
    stamp = parse_pub_date(page.headers.get("date", ""))
    if stamp is None or abs(stamp.earliest - answered) > _NO_CLOCK:
        return asked, answered
    if asked - _SAME_CLOCK <= stamp.earliest <= answered + _SAME_CLOCK:
        return asked, answered
    first, last = stamp.earliest - ONE_SECOND, stamp.earliest + ONE_SECOND
    age = _age(page)
    if age is not None and asked - _SAME_CLOCK <= stamp.earliest + age <= answered + _SAME_CLOCK:
        return first, last
    return min(first, asked), max(last, answered)


def _age(page: Page) -> timedelta | None:
    """How long ago the origin wrote the page, as a cache says; None where no cache says it."""
    text = page.headers.get("age", "").strip()
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_FIGURES
    return timedelta(seconds=int(text)) if is_number else None


def read(
    text: str,
    page: Page,
    source: ReadingSource,
    *,
    rounding: Rounding | None = None,
    zones: Zones = _SHANGHAI,
) -> Reading:
    """The reading of ``text`` on ``page``. Its ``interval`` is None for a text that has no date.

    ``rounding`` and ``zones`` are those of the site. Raises ContradictoryDate where the text cannot be true
    at any moment from which the page may be.
    """
    first, last = written_between(page)
    if source == "feed":
        return Reading(source, last, text, feed_instant(text, last, zones))
    intervals: list[DateInterval] = []
    contradiction: ContradictoryDate | None = None
    earliest = first - CACHED if zones.cached else first
    clocks = _behind(text, zones)
    for moment in _moments(earliest, last):
        for number, behind in enumerate(clocks):
            try:
                interval = parse_date(text, moment - behind, rounding=rounding)
            except ContradictoryDate as error:
                contradiction = error
                continue
            if interval is None:
                return Reading(source, last, text, None)
            # a day counts as it is written, in whatever zone: the site's readers call it by that name
            if number == 0 or interval.precision in FINER_THAN_DAY:
                intervals.append(_shifted(_whole_before(interval, text), behind))
    if not intervals:
        assert contradiction is not None
        raise contradiction
    return Reading(source, last, text, _hull(_near(intervals, last - earliest)))


def _moments(first: datetime, last: datetime) -> list[datetime]:
    """The moments of a span at which a text is read: its ends, and the ends of its first and last full day.

    A text (今天 10:00) can be untrue at both ends of a span and true between them; it is most often true at
    the end of a day.
    """
    ends = [at(day.date()) + _DAY - ONE_SECOND for day in (first, last - _DAY)]
    return [first, *(end for end in dict.fromkeys(ends) if first < end < last), last]


def _near(intervals: Sequence[DateInterval], span: timedelta) -> Sequence[DateInterval]:
    """The intervals without those that are much earlier than the latest.

    That a page may be hours old does not move a day without a year into the year before.
    """
    least = max(each.earliest for each in intervals) - span - _DAY
    return [each for each in intervals if each.earliest >= least]


def _hull(intervals: Sequence[DateInterval]) -> DateInterval:
    """The interval that several readings of one text leave possible, with the unit to which it is known."""
    earliest, latest = min(each.earliest for each in intervals), max(each.latest for each in intervals)
    one = max(intervals, key=width)  # the others may end with the moment at which their page was written
    wider = (latest - earliest) - width(one)
    unit: Precision = "day" if wider >= _HALF_HOUR else "hour" if wider >= _MINUTE else one.precision
    return replace(one, earliest=earliest, latest=latest, precision=coarser(one.precision, unit))


def wall_clock(moment: datetime, zones: Zones) -> datetime:
    """The time that a site's own clock shows at an aware instant."""
    return moment.astimezone(timezone(timedelta(minutes=zones.pages)))


def possible_zones(zones: Zones) -> tuple[int, ...]:
    """The zones (minutes east of Greenwich) in which the pages may be written, the likeliest first.

    While the zone of the feed is open, so is that of the pages.
    """
    is_open = zones.feed is not None and zones.feed[0] != zones.feed[1]
    return tuple(dict.fromkeys([zones.pages, *(zones.feed if zones.feed and is_open else ())]))


def _behind(text: str, zones: Zones) -> list[timedelta]:
    """By how much the clock of a text may be behind Shanghai's; by nothing where the text names its zone."""
    possible = (_SHANGHAI.pages,) if _NAMES_ZONE.search(text) else possible_zones(zones)
    return [timedelta(minutes=_SHANGHAI.pages - zone) for zone in possible]


def _shifted(interval: DateInterval, by: timedelta) -> DateInterval:
    if not by:
        return interval
    return replace(interval, earliest=interval.earliest + by, latest=interval.latest + by)


def _whole_before(interval: DateInterval, text: str) -> DateInterval:
    """A bracketed day from its 00:00 on; the age beside it cuts only the end.

    A page from a cache gives too young an age, so the age bounds the day from above and not from below.
    """
    if interval.precision != "day" or "前" not in text or not within_one_day(interval):
        return interval
    return replace(interval, earliest=at(interval.earliest.date()))
