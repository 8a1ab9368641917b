"""Writes instants and intervals for people, in figures alone. Times are in Asia/Shanghai."""

from datetime import datetime, timedelta
from typing import Any, Final

from xzcrawl.dates.calendar import SHANGHAI
from xzcrawl.items import DateInterval

#: The precisions that include a time of day.
FINER_THAN_DAY: Final = frozenset({"second", "minute", "hour"})
#: The length from the first second of a day to its last one.
WHOLE_DAY: Final = timedelta(days=1) - timedelta(seconds=1)
#: Units as ``strftime`` writes them, the largest first, with the fields of a date on the first day of each.
_UNITS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("%Y", {"month": 1, "day": 1}),
    ("%Y-%m", {"day": 1}),
    ("%Y-%m-%d", {}),
)


def local(moment: datetime | None) -> str:
    """An aware instant as ``2022-09-24 10:05:33``; a dash for None."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" if moment else "-"


def short(interval: DateInterval | None) -> str:
    """An interval, as short as it can be written without claiming too much.

    It is ``2022-09-24 10:05`` (the minute is known), ``2022-09-24 10:05..10:40``, ``2022-09-24`` (the day is
    known), ``2022-09-23..09-24`` (the day is open), ``2022-09``, ``2022``; a dash for None.
    """
    if interval is None:
        return "-"
    earliest, latest = (end.astimezone(SHANGHAI) for end in (interval.earliest, interval.latest))
    if earliest == latest:
        return f"{earliest:%Y-%m-%d %H:%M:%S}"
    minute = f"{earliest:%Y-%m-%d %H:%M}"
    if minute == f"{latest:%Y-%m-%d %H:%M}":
        return minute
    if whole := _whole_unit(earliest, latest):
        return whole
    if latest - earliest < timedelta(days=1) and interval.precision in FINER_THAN_DAY:
        day = "" if earliest.date() == latest.date() else f"{latest:%m-%d} "
        return f"{minute}..{day}{latest:%H:%M}"
    if earliest.date() == latest.date():
        return f"{earliest:%Y-%m-%d}"
    return f"{earliest:%Y-%m-%d}..{latest:{'%m-%d' if earliest.year == latest.year else '%Y-%m-%d'}}"


def _whole_unit(earliest: datetime, latest: datetime) -> str | None:
    """The one day, month or year that begins and ends with the two instants, or None."""
    after = latest + timedelta(seconds=1)
    for unit, start in _UNITS:
        begins = earliest.replace(**start, hour=0, minute=0, second=0, microsecond=0) == earliest
        if begins and f"{earliest:{unit}}" == f"{latest:{unit}}" != f"{after:{unit}}":
            return f"{earliest:{unit}}"
    return None
