"""A date text on a fetched page -> a reading, with the clock's own uncertainty in it. Pure."""

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from xzcrawl.dates.ago import Rounding
from xzcrawl.dates.calendar import ONE_SECOND, at, local
from xzcrawl.dates.evidence import coarser, within_one_day
from xzcrawl.dates.feed_time import feed_instant
from xzcrawl.dates.parse import parse_date, parse_pub_date
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import DateInterval, Page, Reading, ReadingSource, Zones

_SHANGHAI = Zones()
_NAMES_ZONE = re.compile(r"(?i)\d\s*(?:Z\b|GMT|UTC|CST|\(?中国标准时间|[+-]\d\d:?\d\d(?!\d|-))")
_SAME_CLOCK = timedelta(seconds=2)
#: A clock that was ever set is off by minutes, or by the hours of a wrong zone; one that was never set shows
#: the day its counter starts from (1970, 1980, 2000), decades away. No cache keeps a page for so long: the
#: standards had it at a year (RFC 2616, 14.21).
_NO_CLOCK = timedelta(days=3652)
#: The zones of the earth lie within so much of each other's clocks, half an hour apart.
_ZONES, _ZONE_STEP = timedelta(hours=26), timedelta(minutes=30)


def written_between(page: Page) -> tuple[datetime, datetime]:
    """The moments between which the server wrote the page, on the server's clock.

    Normally request and response. A ``Date`` header (RFC 9110, 6.6.1: when the message originated)
    that lies elsewhere tells of a shared cache or a wrong clock: the text was written by that one. One that
    lies decades elsewhere is no clock. One that lies whole half hours elsewhere is as likely of a wrong zone,
    and then says nothing of the text: both moments are possible, and all between them.
    """
    asked, answered = local(page.requested_at) - ONE_SECOND, local(page.fetched_at)
    stamp = parse_pub_date(page.headers.get("date", ""))
    if stamp is None or abs(stamp.earliest - answered) > _NO_CLOCK:
        return asked, answered
    if asked - _SAME_CLOCK <= stamp.earliest <= answered + _SAME_CLOCK:
        return asked, answered
    first, last = stamp.earliest - ONE_SECOND, stamp.earliest + ONE_SECOND
    if _is_of_another_zone(stamp.earliest, asked, answered):
        return min(first, asked), max(last, answered)
    return first, last


def _is_of_another_zone(stamp: datetime, asked: datetime, answered: datetime) -> bool:
    """Whether a moment lies whole half hours away from one between request and response."""
    steps = round((stamp - answered) / _ZONE_STEP)
    moment = stamp - steps * _ZONE_STEP
    return abs(steps * _ZONE_STEP) <= _ZONES and asked - _SAME_CLOCK <= moment <= answered + _SAME_CLOCK


def read(
    text: str,
    page: Page,
    source: ReadingSource,
    *,
    rounding: Rounding | None = None,
    zones: Zones = _SHANGHAI,
) -> Reading:
    """What ``text`` on ``page`` says. ``interval`` is None for a text that is no date.

    ``zones`` are those of the site. Raises ContradictoryDate where the text cannot be true at any moment the
    page may be from.
    """
    first, last = written_between(page)
    if source == "feed":
        return Reading(source, last, text, feed_instant(text, last, zones))
    behind = _behind(text, zones)
    intervals: list[DateInterval] = []
    contradiction: ContradictoryDate | None = None
    for moment in (first, last):
        try:
            interval = parse_date(text, moment - behind, rounding=rounding)
        except ContradictoryDate as error:
            contradiction = error
            continue
        if interval is None:
            return Reading(source, last, text, None)
        intervals.append(_whole_before(interval, text))
    if not intervals:
        assert contradiction is not None
        raise contradiction
    hull = replace(
        intervals[0],
        earliest=min(interval.earliest for interval in intervals) + behind,
        latest=max(interval.latest for interval in intervals) + behind,
    )
    is_much_wider = _width(hull) - _width(intervals[0]) >= _ZONE_STEP  # then no time of the day is known
    spoken = coarser(hull.precision, "day") if is_much_wider else hull.precision
    return Reading(source, last, text, replace(hull, precision=spoken))


def _width(interval: DateInterval) -> timedelta:
    return interval.latest - interval.earliest


def wall_clock(moment: datetime, zones: Zones) -> datetime:
    """What a site's own clock shows at an aware instant."""
    return moment.astimezone(timezone(timedelta(minutes=zones.pages)))


def _behind(text: str, zones: Zones) -> timedelta:
    """By how much the clock that a text is of is behind Shanghai's; not at all where it names its zone."""
    return timedelta(minutes=0 if _NAMES_ZONE.search(text) else _SHANGHAI.pages - zones.pages)


def _whole_before(interval: DateInterval, text: str) -> DateInterval:
    """A bracketed day from its 00:00 on: its age cuts only the end.

    A page from a cache says too young an age, so the age bounds the day from above and not from below.
    """
    if interval.precision != "day" or "前" not in text or not within_one_day(interval):
        return interval
    return replace(interval, earliest=at(interval.earliest.date()))
