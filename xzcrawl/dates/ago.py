"""Inverts the site's relative clock: ``10个月前 (09-24)``, ``1小时10分前`` and similar texts. Pure.

With e = now - published in whole seconds, the clock uses the longest unit that is not longer than e, and
prints e/unit, rounded half up (PHP's ``round``). The next longer unit therefore caps a count. Other themes
print the same words but round down, and some lack a unit: a count that the cap would make impossible (15天前)
is read without the cap.

A clock that prints several units (1天2小时前) counts all but the last in full and rounds the last alone. A
clock that prints halves (1个半小时前) or tenths (1.5小时前) rounds to these.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, Literal

from xzcrawl.dates.calendar import FIRST_MOMENT, valid_day, whole_day
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import DateInterval, Precision
from xzcrawl.patterns import regex

Rounding = Literal["half-up", "down"]

#: Texts of which is remembered what they say, whenever they are seen: lists repeat theirs.
REMEMBERED: Final = 1024

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_WEEK, _MONTH, _YEAR = 7 * _DAY, 30 * _DAY, 12 * 30 * _DAY
_NEXT_LONGER = {_MINUTE: _HOUR, _HOUR: _DAY, _DAY: _WEEK, _WEEK: _MONTH, _MONTH: _YEAR}
#: The precisions have no week. The next coarser one is used, which claims no more than is known.
_UNITS: dict[str, tuple[int, Precision]] = {
    "秒": (1, "second"),
    "分": (_MINUTE, "minute"),
    "小": (_HOUR, "hour"),
    "钟": (_HOUR, "hour"),
    "天": (_DAY, "day"),
    "日": (_DAY, "day"),
    "周": (_WEEK, "month"),
    "星": (_WEEK, "month"),
    "礼": (_WEEK, "month"),
    "月": (_MONTH, "month"),
    "年": (_YEAR, "year"),
}
_LONGEST_AGE = 2_000_000_000  # seconds, some 63 years: no web page is older

_UNIT = r"(?P<unit>秒|分|小时|钟头|天|日|周|星期|礼拜|月|年)钟?"
#: A unit before the last one. 2022年, 9月 and 3日 are parts of a date and not ages, and so is 9月3日前.
_LARGER = r"(?:\d{1,2}\s*年|\d{1,4}\s*(?:个\s*月|天|分钟?|个?\s*(?:周|星期|礼拜|小时|钟头)))[\s,、零又和]*"
#: 前 may begin a word: 10年前沿技术 is not an age.
_NO_WORD = r"(?![列台夕方景期沿瞻端线置言身途进锋])"
_AGO = (
    rf"(?<![\d.])(?<!\d[年月])(?P<larger>(?:{_LARGER})*)(?P<count>\d{{1,4}}(?:\.\d)?|(?<![大小])半)"
    rf"(?:\s*个\s*(?P<half>半)?|\s*){_UNIT}(?P<and_half>半)?(?:[以之]?前|\s[以之]?前(?![天日])){_NO_WORD}"
    r"(?P<behind>(?:\s*\(\s*(?P<bracket>[^()]*?)\s*\))?)"
)
_ONE_LARGER = re.compile(r"(\d{1,4})\s*个?\s*([年月周星礼天小钟分])")
_WITHIN = rf"近\s*(?P<count>\d{{1,4}})\s*个?\s*{_UNIT}(?:以|之)?内"
_NOW = r"刚刚|刚才"
_BRACKET = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")

#: How old a cached page may be before its relative text and its bracketed day disagree for good.
STALE = timedelta(days=2)
#: How far the server's clock may run ahead of ours.
SKEW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Age:
    """The ``interval`` that a relative text leaves possible, and the text ``beside`` it.

    An exact date may stand in the text beside it.
    """

    interval: DateInterval
    beside: str


def find_age(plain: str, seen: datetime, rounding: Rounding | None, text: str) -> Age | None:
    """The age that a text names, or None. Without a ``rounding`` the result is the hull of both.

    ``plain`` is the text as ``numerals.plain`` leaves it, ``text`` the original. ``seen`` is an aware moment
    in whole seconds. A day in brackets narrows the age, and is then left out of the text beside it. Raises
    ContradictoryDate where the age and the day cannot both be true.
    """
    said = _said(plain, rounding)
    if said is None or seen - timedelta(seconds=said.oldest) < FIRST_MOMENT:
        return None
    oldest, youngest = timedelta(seconds=said.oldest), timedelta(seconds=said.youngest)
    interval = DateInterval(seen - oldest, seen - youngest, said.precision, text)
    return Age(_narrowed(interval, said.bracket) if said.bracket else interval, said.beside)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says, whenever it is seen: the ages in seconds, its unit, and the day in its brackets."""

    youngest: int
    oldest: int
    precision: Precision
    bracket: re.Match[str] | None
    beside: str


@lru_cache(maxsize=REMEMBERED)
def _said(plain: str, rounding: Rounding | None) -> _Said | None:
    """The hull of the ages that a text can mean; None where it names none, or no web page is that old."""
    roundings: tuple[Rounding, ...] = (rounding,) if rounding else ("half-up", "down")
    for word, pattern, ages_of in _FORMS:
        if word in plain and (match := regex(pattern).search(plain)):
            ages = [ages for each in roundings if (ages := ages_of(match, each))]
            return _hull(match, ages)
    return None


def _hull(match: re.Match[str], ages: Sequence[tuple[int, int]]) -> _Said | None:
    oldest = max((old for _, old in ages), default=_LONGEST_AGE)
    if oldest >= _LONGEST_AGE:
        return None
    groups: dict[str, str] = {"unit": "秒", "behind": ""} | match.groupdict(default="")
    bracket = _BRACKET.fullmatch(groups.get("bracket", ""))
    beside = f"{match.string[: match.start()]} {groups['behind']}{match.string[match.end() :]}"
    return _Said(
        youngest=min(young for young, _ in ages),
        oldest=oldest,
        precision=_UNITS[groups["unit"][0]][1],
        bracket=bracket,
        beside="" if bracket else beside,
    )


def _just_now(_: re.Match[str], rounding: Rounding) -> tuple[int, int]:
    """刚刚 means within this second; other themes say it for a whole minute."""
    return 0, 0 if rounding == "half-up" else _MINUTE - 1


def _within(match: re.Match[str], _: Rounding) -> tuple[int, int]:
    """近三天内 means at most three days ago. The theme Puock of WordPress prints it."""
    return 0, int(match["count"]) * _UNITS[match["unit"][0]][0]


def _counted(match: re.Match[str], rounding: Rounding) -> tuple[int, int] | None:
    """The youngest and oldest age, in whole seconds, that prints these counts of these units."""
    unit = _UNITS[match["unit"][0]][0]
    steps, step = _steps(match, unit)
    longer = _longer_units(match["larger"], unit)
    if not step or not (steps or longer):
        return None
    full = sum(count * length for count, length in longer)
    half = step // 2 if rounding == "half-up" else 0
    low, past = full + steps * step - half, full + (steps + 1) * step - half
    if longer:
        floor, cap = full, full + longer[0][1]
    else:
        floor, cap = (unit, _NEXT_LONGER.get(unit, past)) if step == unit else (low, past)
    low = max(low, floor)
    return low, (min(past, cap) if low < cap else past) - 1


def _steps(match: re.Match[str], unit: int) -> tuple[int, int]:
    """How many units, halves or tenths of a unit the last figure counts, and the length of one in seconds."""
    halves = (match["half"] is not None) + (match["and_half"] is not None)
    count = match["count"]
    if count == "半":
        return 1, 0 if halves else unit // 2
    if "." in count:
        return int(count.replace(".", "")), 0 if halves else unit // 10
    return (int(count) * 2 + 1, unit // 2 * (halves == 1)) if halves else (int(count), unit)


#: The forms of an age, the surest first, each with a word that it has.
_FORMS: Final = (("刚", _NOW, _just_now), ("近", _WITHIN, _within), ("前", _AGO, _counted))


def _longer_units(text: str, unit: int) -> list[tuple[int, int]]:
    """The units before the last one as (count, length in seconds), the shortest first.

    Each must be longer than the one behind it: in 用时3分钟 2小时前 the minutes belong to another figure.
    """
    longer = []
    for count, name in reversed(_ONE_LARGER.findall(text)):
        length = _UNITS[name][0]
        if length <= unit:
            break
        longer.append((int(count), length))
        unit = length
    return longer


def _narrowed(interval: DateInterval, bracket: re.Match[str]) -> DateInterval:
    """The part of ``interval`` in the bracketed day; the whole day where a stale page explains a mismatch."""
    days = list(_bracket_days(bracket, interval))
    if not days:
        raise ContradictoryDate(interval.text, "there is no day like the one in its brackets", [interval])
    day = agreeing(interval, days, "its bracketed day lies outside its relative age")
    earliest, latest = max(day.earliest, interval.earliest), min(day.latest, interval.latest)
    return DateInterval(earliest, latest, "day", interval.text) if earliest <= latest else day


def agreeing(age: DateInterval, exact: Sequence[DateInterval], reason: str) -> DateInterval:
    """The first of the ``exact`` intervals that the age confirms.

    An interval is confirmed if it meets the age, or misses it by no more than a cached page explains. Raises
    ContradictoryDate with ``reason`` where none is.
    """
    for slack, skew in ((timedelta(), timedelta()), (STALE, SKEW)):
        for each in exact:
            if each.latest >= age.earliest - slack and each.earliest <= age.latest + skew:
                return each
    raise ContradictoryDate(age.text, reason, [age, *exact])


def _bracket_days(match: re.Match[str], interval: DateInterval) -> Iterable[DateInterval]:
    """The days that the bracket can mean: one where it has a year, else that day in each year nearby."""
    years = [int(match[1])] if match[1] else years_near(interval)
    days = [valid_day(year, int(match[2]), int(match[3])) for year in years]
    return (whole_day(day, interval.text) for day in days if day is not None)


def years_near(interval: DateInterval) -> range:
    """The years in which a day without a year can lie that stands beside an age."""
    return range(interval.earliest.year - 1, interval.latest.year + 2)
