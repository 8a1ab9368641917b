"""The site's relative clock, inverted: ``10个月前 (09-24)`` and its kin. Pure.

Source: the theme function ``tpure_TimeAgo`` of Z-BlogPHP's tpure theme. With e = now - published in
whole seconds the first unit whose length is at most e is used, and e/unit is printed, rounded half
up (PHP's ``round``); a count is therefore capped by the next longer unit. Other themes of the same
CMS print the same words but round down, and some lack a unit: a count the cap would make
impossible (15天前) is read without it.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal

from xzcrawl.dates.calendar import valid_day, whole_day
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import DateInterval, Precision

Rounding = Literal["half-up", "down"]

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_WEEK, _MONTH, _YEAR = 7 * _DAY, 30 * _DAY, 12 * 30 * _DAY
_NEXT_LONGER = {1: _MINUTE, _MINUTE: _HOUR, _HOUR: _DAY, _DAY: _WEEK, _WEEK: _MONTH, _MONTH: _YEAR}
_UNITS: dict[str, tuple[int, Precision]] = {
    "秒": (1, "second"),
    "分": (_MINUTE, "minute"),
    "小": (_HOUR, "hour"),
    "钟": (_HOUR, "hour"),
    "天": (_DAY, "day"),
    "日": (_DAY, "day"),
    "周": (
        _WEEK,
        "month",
    ),  # there is no week among the precisions; the next coarser claims no more than it knows
    "星": (_WEEK, "month"),
    "礼": (_WEEK, "month"),
    "月": (_MONTH, "month"),
    "年": (_YEAR, "year"),
}
_LONGEST_COUNT = 2_000_000_000  # seconds, some 63 years: what is longer is no age of a web page

_AGO = re.compile(
    r"(?<![\d.])(?P<count>\d{1,4}|半)\s*个?\s*(?P<unit>秒|分|小时|钟头|天|日|周|星期|礼拜|月|年)钟?(?:以|之)?前"
    r"(?:\s*\(\s*(?P<bracket>[^()]*?)\s*\))?"
)
_NOW = re.compile(r"刚刚|刚才")
_BRACKET = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")

#: How old a cached page may be before its relative text and its bracketed day disagree for good.
STALE = timedelta(days=2)
#: How far the server's clock may run ahead of ours.
SKEW = timedelta(hours=1)


def parse_ago(plain: str, seen: datetime, rounding: Rounding | None, text: str) -> DateInterval | None:
    """The interval of a relative text, or None. ``rounding`` None gives the hull of both."""
    roundings: tuple[Rounding, ...] = (rounding,) if rounding else ("half-up", "down")
    if _NOW.search(plain):
        slack = 0 if rounding == "half-up" else _MINUTE - 1  # other themes say 刚刚 for a whole minute
        return DateInterval(seen - timedelta(seconds=slack), seen, "second", text)
    match = _AGO.search(plain)
    ages = [ages for each in roundings if match and (ages := _ages(match, each))]
    if match is None or not ages:
        return None
    oldest, youngest = max(old for _, old in ages), min(young for young, _ in ages)
    interval = DateInterval(
        seen - timedelta(seconds=oldest),
        seen - timedelta(seconds=youngest),
        _UNITS[match["unit"][0]][1],
        text,
    )
    return interval if match["bracket"] is None else _narrow(interval, match["bracket"])


def _ages(match: re.Match[str], rounding: Rounding) -> tuple[int, int] | None:
    """The youngest and oldest age, in whole seconds, that prints this count of this unit."""
    unit = _UNITS[match["unit"][0]][0]
    if match["count"] == "半":
        if unit < _MINUTE:
            return None
        low, past = (unit // 4, unit * 3 // 4) if rounding == "half-up" else (unit // 2, unit)
        return low, past - 1
    count = int(match["count"])
    if count < 1 or count * unit > _LONGEST_COUNT:
        return None
    half = unit // 2 if rounding == "half-up" else 0
    low, past = max(unit, count * unit - half), (count + 1) * unit - half
    if unit == 1:
        low, past = count, count + 1
    cap = _NEXT_LONGER.get(unit, past)
    return low, (min(past, cap) if low < cap else past) - 1


def _narrow(interval: DateInterval, bracket: str) -> DateInterval:
    """The bracketed day's part of ``interval``; the whole day where a stale page explains the miss."""
    match = _BRACKET.fullmatch(bracket)
    if match is None:
        return interval
    days = list(_bracket_days(match, interval))
    for day in days:
        earliest, latest = max(day.earliest, interval.earliest), min(day.latest, interval.latest)
        if earliest <= latest:
            return DateInterval(earliest, latest, "day", interval.text)
    for day in days:
        if day.latest >= interval.earliest - STALE and day.earliest <= interval.latest + SKEW:
            return day
    raise ContradictoryDate(
        interval.text, "its bracketed day lies outside its relative age", [interval, *days]
    )


def _bracket_days(match: re.Match[str], interval: DateInterval) -> Iterable[DateInterval]:
    """The days the bracket can mean: one where it has a year, else that day of each year nearby."""
    near = range(interval.earliest.year - 1, interval.latest.year + 2)
    years = [int(match[1])] if match[1] else near
    days: list[date | None] = [valid_day(year, int(match[2]), int(match[3])) for year in years]
    return (whole_day(day, interval.text) for day in days if day is not None)
