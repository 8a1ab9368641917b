"""Reads the moment of publication that a page tells machines, beside what it shows to readers. Pure.

Such a time is computed or typed by itself, so it is believed as far as it fits what is shown: plug-ins write
``Z`` or ``+00:00`` behind local time, and others mean it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from xzcrawl.dates.ago import SKEW
from xzcrawl.dates.calendar import SHANGHAI, span, valid_day
from xzcrawl.dates.evidence import meet, width
from xzcrawl.dates.numerals import plain
from xzcrawl.dates.observation import possible_zones, wall_clock, written_between
from xzcrawl.items import DateInterval, Page, Reading, Zones

#: ISO 8601, the forms of ``PubDate``, and that of gov.cn (2026-03-08-09:05:00).
_STAMP: Final = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T\s-]\s?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?)?"
    r"\s?(?P<zone>Z|(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d))?"
)
_MINUTE: Final = timedelta(minutes=1)
#: Minutes of the widest offset that any zone has (that of Kiribati).
_WIDEST: Final = 14 * 60


def metadata_reading(text: str, page: Page, shown: DateInterval | None, zones: Zones) -> Reading | None:
    """The reading of a text for machines on a page that shows readers ``shown`` (None: no date).

    00:00 is a day without a time, and a minute without seconds is the whole minute. A time without an offset
    is read in the site's ``zones``. One with another offset is that instant or local time, by what fits what
    is shown: where both do, or nothing is shown, the result spans both, but for an instant that is the site's
    midnight. None for what is no date, for what is
    yet to come, and where only a wrong zone explains how the text differs from what is shown.
    """
    match, seen = _STAMP.fullmatch(plain(text)), written_between(page)[1]
    day = match and valid_day(*(int(figure) for figure in match.groups()[:3]))
    if match is None or day is None:
        return None
    possible = _possible(day, match, zones)
    if shown is not None:
        fitting = [each for each in possible if meet(each, shown)]
        if not fitting and _is_of_wrong_zone(possible, shown, zones):
            return None
        possible = fitting or possible[:1]
    elif any(each.precision == "day" for each in possible[:1]):  # no local time is midnight by its offset
        possible = possible[:1]
    past = [each for each in possible if each.earliest <= seen + SKEW]
    if not past:
        return None
    interval = _hull(past)
    latest = min(interval.latest, max(seen, interval.earliest))
    return Reading("metadata", seen, text, replace(interval, latest=latest, text=text))


def _possible(day: date, match: re.Match[str], zones: Zones) -> Sequence[DateInterval]:
    """What the text can mean, the likeliest first: what it says, or local time whatever its offset."""
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if not (hour or minute or second):
        return [_whole_day(day, zones)]
    try:
        wall = datetime.combine(day, time(hour, minute, second))
    except ValueError:
        return []
    offset = _offset(match)
    if offset is not None and abs(offset) > _WIDEST:
        return []
    named = [] if offset is None else [offset]
    moments = (
        wall.replace(tzinfo=timezone(timedelta(minutes=zone)))
        for zone in dict.fromkeys((*named, *possible_zones(zones)))
    )
    return [_interval(moment, zones) for moment in moments]


def _interval(moment: datetime, zones: Zones) -> DateInterval:
    """The second or minute of a time, or the day where it is midnight by the site's clock."""
    wall = wall_clock(moment, zones)
    if not (wall.hour or wall.minute or wall.second):
        return _whole_day(wall.date(), zones)
    return span(moment.astimezone(SHANGHAI), "second" if moment.second else "minute", "")


def _whole_day(day: date, zones: Zones) -> DateInterval:
    start = datetime.combine(day, time(), timezone(timedelta(minutes=zones.pages)))
    return span(start.astimezone(SHANGHAI), "day", "")


def _offset(match: re.Match[str]) -> int | None:
    """The offset that the text names, in minutes east of Greenwich; None where it names none."""
    if match["sign"] is None:
        return 0 if match["zone"] else None
    minutes = int(match["hours"]) * 60 + int(match["minutes"])
    return -minutes if match["sign"] == "-" else minutes


def _is_of_wrong_zone(possible: Sequence[DateInterval], shown: DateInterval, zones: Zones) -> bool:
    """Whether a time is as far from the minute that is shown as the site's clock is from Greenwich."""
    off = timedelta(minutes=abs(zones.pages))
    apart = (abs(each.earliest - shown.earliest) for each in possible)
    return width(shown) < _MINUTE and any(off - _MINUTE < gap < off + _MINUTE for gap in apart)


def _hull(intervals: Sequence[DateInterval]) -> DateInterval:
    one, *others = intervals
    if not others:
        return one
    earliest, latest = min(each.earliest for each in intervals), max(each.latest for each in intervals)
    return replace(one, earliest=earliest, latest=latest, precision="day")
