"""Reads the forms in which pages name a day, a month or a year. Pure.

The text must be as ``numerals.plain`` leaves it. Forms that could be something else in the midst of a text
(20220308, 03/08, 2022-03) are read only where they are the whole text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from dateutil.relativedelta import relativedelta

from xzcrawl.dates.ago import REMEMBERED
from xzcrawl.dates.calendar import YEARS, at, span, valid_day
from xzcrawl.dates.clock import CERTAIN_TIME, PART_OF_DAY, TIME, WEEKDAY_BEFORE, group_of
from xzcrawl.dates.figures import full_year, whole_date
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import DateInterval
from xzcrawl.patterns import regex

_MONTH_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_ENDS: Final = ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "t|tember", "ober", "ember", "ember")
#: The name of a month in English, short or whole.
MONTH: Final = r"(?<![a-zA-Z])(?i:{})".format(
    "|".join(f"{name}(?:{end})?" for name, end in zip(_MONTH_NAMES, _MONTH_ENDS, strict=True))
)
MONTH_NAME: Final = rf"(?P<name>{MONTH})\.?"
_YEAR_WORD: Final = r"(?P<years_ago>大前|前|去|今|本)年"
_MONTH_WORD: Final = r"(?P<months_ago>上上个?|上个?|本|这个?|当)月份?"
_DAY_WORD: Final = r"(?P<days_ago>今天|今日|昨天|昨日|大前天|(?<![目以之日提])前[天日])"
_AGO: Final = {"今": 0, "本": 0, "去": 1, "昨": 1, "前": 2, "大": 3}
_MONTH_DAY: Final = r"\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?"
_DAY_SIGN: Final = r"[日号](?!\s?[之以]?前)"  # 9月24日前 is the end of a span
#: A word for a day names a date before a time or at the end; elsewhere it is part of a name (今日头条).
_ENDS: Final = rf"(?=$|[\s\d()\[【,]|{PART_OF_DAY})"


@dataclass(frozen=True, slots=True)
class Seen:
    """The day on which a text was seen, and the years in which a day without one may lie, likeliest first."""

    day: date
    years: Sequence[int]


#: Gives the days that a match can mean; None for a day that is not in the calendar.
Days = Callable[[re.Match[str], Seen], Iterable[date | None]]


@dataclass(frozen=True, slots=True)
class Named:
    """The days that a text can name, the likeliest first, and the match that names them.

    ``days`` is empty where the calendar has no such day.
    """

    days: Sequence[date]
    match: re.Match[str]

    @property
    def is_bare_word(self) -> bool:
        """Whether the text is a word such as 昨天 or 周三 without a time."""
        return not {"days_ago", "week"}.isdisjoint(self.match.re.groupindex) and self.match["hour"] is None


def find_day(part: str, seen: Seen) -> Named | None:
    """The day that a text names, by the surest form; None where it names none."""
    found = _first_form(part)
    return found and Named([day for day in found[1](found[0], seen) if day], found[0])


@lru_cache(maxsize=REMEMBERED)
def _first_form(part: str) -> tuple[re.Match[str], Days] | None:
    """The surest form in which a text names a day, whenever it is seen."""
    return next(
        ((match, days_of) for match, days_of in _matches(part) if match and not _is_zero(match)), None
    )


def _matches(part: str) -> Iterator[tuple[re.Match[str] | None, Days]]:
    yield from ((regex(pattern).search(part), days_of) for pattern, days_of in _ANYWHERE)
    whole = whole_date(part)
    yield from ((regex(pattern).fullmatch(whole), days_of) for pattern, days_of in _ALONE)


def find_span(part: str, seen: date, text: str) -> DateInterval | None:
    """The month or year that a text names, or None.

    Raises ContradictoryDate for a month that no year has.
    """
    groups = _first_span(part)
    return None if groups is None else _span(groups, seen, text)


@lru_cache(maxsize=REMEMBERED)
def _first_span(part: str) -> Mapping[str, str | None] | None:
    """The parts of a month or year that a text names, whenever it is seen."""
    whole = whole_date(part)
    for match in (regex(_MONTH).search(part), *(regex(pattern).fullmatch(whole) for pattern in _SPANS)):
        if match and not _is_zero(match):
            return match.groupdict()
    return None


def _span(groups: Mapping[str, str | None], seen: date, text: str) -> DateInterval:
    if months_ago := groups.get("months_ago"):
        return span(at(_month_ago(seen, months_ago)), "month", text)
    year, name = groups.get("year"), groups.get("name")
    month = groups.get("month") or (month_number(name) if name else None)
    first = valid_day(
        int(year) if year else seen.year - _AGO[(groups["years_ago"] or "")[0]], int(month or 1), 1
    )
    if first is None:
        raise ContradictoryDate(text, "there is no such month")
    return span(at(first), "month" if month else "year", text)


def _is_zero(match: re.Match[str]) -> bool:
    """Whether the year lies before the web: software that knows no date writes such years."""
    year = group_of(match, "year")
    return year is not None and full_year(year) < YEARS.start


def _figure(match: re.Match[str], name: str) -> int:
    return int(group_of(match, name) or match[f"{name}_"])


def _dated(match: re.Match[str], _: Seen) -> Iterable[date | None]:
    return [valid_day(full_year(match["year"]), _figure(match, "month"), _figure(match, "day"))]


def _named_month(match: re.Match[str], _: Seen) -> Iterable[date | None]:
    return [valid_day(full_year(match["year"]), month_number(match["name"]), int(match["day"]))]


def month_number(name: str) -> int:
    return _MONTH_NAMES.index(name[:3].lower()) + 1


def _of_years(match: re.Match[str], seen: Seen) -> Iterable[date | None]:
    return (valid_day(year, _figure(match, "month"), _figure(match, "day")) for year in seen.years)


def _of_year_word(match: re.Match[str], seen: Seen) -> Iterable[date | None]:
    return [valid_day(seen.day.year - _AGO[match["years_ago"][0]], int(match["month"]), int(match["day"]))]


def _of_month_word(match: re.Match[str], seen: Seen) -> Iterable[date | None]:
    first = _month_ago(seen.day, match["months_ago"])
    return [valid_day(first.year, first.month, int(match["day"]))]


def _month_ago(seen: date, word: str) -> date:
    return seen.replace(day=1) - relativedelta(months=word.count("上"))


def _of_day_word(match: re.Match[str], seen: Seen) -> Iterable[date | None]:
    return [seen.day - timedelta(days=_AGO[match["days_ago"][0]])]


def _of_week(match: re.Match[str], seen: Seen) -> Iterable[date | None]:
    """上周五 is the Friday of the week before (weeks begin on Monday); 周五 alone is the latest Friday."""
    number = min("一二三四五六日天".index(match["named"]), 6)
    this_week = seen.day + timedelta(days=number - seen.day.weekday())
    if match["week"] is None:
        return [this_week if this_week <= seen.day else this_week - timedelta(days=7)]
    return [this_week - timedelta(days=7 * match["week"].count("上"))]


def _today(_: re.Match[str], seen: Seen) -> Iterable[date | None]:
    return [seen.day]


_FULL: Final = (
    WEEKDAY_BEFORE + r"(?<![\d.])(?P<year>\d{4}|\d{2}(?=\s?年))"
    r"(?:\s?(?P<mark>[-/.])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<day>\d{1,2})"
    r"|\s?年\s?(?P<month_>\d{1,2})\s?月\s?(?P<day_>\d{1,2})(?:\s?"
    + _DAY_SIGN
    + r"|(?=\s|$)))"
    + TIME
    + r"(?!\d|\.\d)"
)
_ANYWHERE: Final = (
    (_FULL, _dated),
    # Sep 24th, 2022, Sep-24-2022
    (
        rf"{WEEKDAY_BEFORE}{MONTH_NAME}[\s/-](?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s?|[\s/-])"
        rf"(?P<year>\d{{4}}){TIME}(?!\d)",
        _named_month,
    ),
    # 09/24/2022, 24.09.2022: a number above 12 must be the day
    (
        r"(?<![\d/.-])(?:(?P<month>0?[1-9]|1[0-2])(?P<mark>[-/.])(?P<day>1[3-9]|2\d|3[01])(?P=mark)"
        r"|(?P<day_>1[3-9]|2\d|3[01])(?P<mark_>[-/.])(?P<month_>0?[1-9]|1[0-2])(?P=mark_))"
        rf"(?P<year>(?:19|20)\d\d)(?![/.-]?\d){TIME}(?!\d)",
        _dated,
    ),
    # 24 Sep 2022, 24-Sep-2022
    (
        rf"{WEEKDAY_BEFORE}(?<!\d)(?P<day>\d{{1,2}})[\s-]{MONTH_NAME},?[\s-](?P<year>\d{{4}}){TIME}(?!\d)",
        _named_month,
    ),
    # Fri Jan 15 08:36:13 +0800 2021: C's asctime, date(1), the API of Weibo
    (
        rf"{WEEKDAY_BEFORE}{MONTH_NAME}\s(?P<day>\d{{1,2}}){CERTAIN_TIME}\s(?P<year>\d{{4}})(?!\d)",
        _named_month,
    ),
    # 9 月 24, 2022: WordPress's "F j, Y" in Chinese
    (rf"(?<!\d){_MONTH_DAY},\s?(?P<year>\d{{4}}){TIME}(?!\d)", _dated),
    (rf"{_YEAR_WORD}\s?的?{_MONTH_DAY}{_DAY_SIGN}{TIME}", _of_year_word),
    # 去年09-03; 去年10-12月 is a span
    (
        rf"{_YEAR_WORD}\s?的?\s?(?P<month>\d{{1,2}})(?:-|(?<=\d\d)/)(?P<day>\d\d)(?![\d/.-]|\s?[月年]){TIME}",
        _of_year_word,
    ),
    (rf"{_MONTH_WORD}\s?的?\s?(?P<day>\d{{1,2}})\s?{_DAY_SIGN}{TIME}", _of_month_word),
    (rf"{WEEKDAY_BEFORE}(?<![\d年])(?<!年\s){_MONTH_DAY}{_DAY_SIGN}{TIME}", _of_years),
    # 10-0812:00优质原创作者
    (
        rf"{WEEKDAY_BEFORE}(?<![\d/.-])(?P<month>\d{{1,2}})[-/](?P<day>\d{{2}}|\d(?=[\sT])){CERTAIN_TIME}",
        _of_years,
    ),
    (rf"{_DAY_WORD}{_ENDS}{TIME}", _of_day_word),
    # 今早8:30, 昨晚8点
    (
        rf"(?P<days_ago>[今昨]|(?<![目以之日提当天年月时钟周期拜分秒头])前(?=[晚夜]))(?={PART_OF_DAY}){CERTAIN_TIME}",
        _of_day_word,
    ),
    (
        r"(?<![下每逢])(?<![下每]个)(?P<week>上上|上|本|这)?个?(?:周|星期|礼拜)(?P<named>[一二三四五六日天])"
        + _ENDS
        + TIME,
        _of_week,
    ),
)
_ALONE: Final = (
    (_FULL, _dated),
    (
        r"(?:(?P<month>\d{2}|[1-9])-(?P<day>\d{2}|[1-9])|(?P<month_>\d{2})/(?P<day_>\d{2}))" + TIME,
        _of_years,
    ),
    # 上午9:05, 9:05 AM
    (rf"(?=(?:{PART_OF_DAY}|(?i:[ap]\.?m))|.*(?i:[ap]\.?m\.?)$){CERTAIN_TIME}", _today),
)
_MONTH: Final = r"(?<!\d)(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月份?(?!\s?(?:[\d初十廿]|[之以]?前))"
_SPANS: Final = (
    r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>0?[1-9]|1[0-2])",
    rf"{MONTH_NAME},?\s(?P<year>\d{{4}})",
    r"(?P<year>\d{4})\s?年",
    rf"{_YEAR_WORD}(?:\s?(?P<month>\d{{1,2}})\s?月份?)?",
    _MONTH_WORD,
)
