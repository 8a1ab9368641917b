"""One date text + the moment it was seen -> an interval. Pure.

Forms: the relative clock (``ago``), the six absolute option values and two English ones of the tpure
theme, and what Chinese pages write elsewhere (今天 10:05, 上周五, 二〇二二年三月八日, 09-24, ...).
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from xzcrawl.dates.ago import SKEW, Rounding, parse_ago
from xzcrawl.dates.calendar import SHANGHAI, at, local, span, valid_day, whole_day
from xzcrawl.dates.numerals import plain
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import DateInterval

_TIME = (
    r"(?:[T\s]*(?P<half>凌晨|早上|上午|中午|下午|傍晚|晚上|晚)?\s*(?P<hour>\d{1,2})[:时点]"
    r"(?P<minute>\d{1,2})?(?:[:分](?P<second>\d{1,2})(?:\.\d+)?秒?)?分?"
    r"(?:\s*(?P<noon>(?i:[ap]m)))?(?:\s*(?P<zone>Z|GMT|UTC|[+-]\d\d:?\d\d))?)?"
)
_FULL = re.compile(
    r"(?<![\d.])(?P<year>\d{4})(?:(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    r"|\s*年\s*(?P<month_>\d{1,2})\s*月\s*(?P<day_>\d{1,2})\s*[日号])" + _TIME + r"(?![\d])"
)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_ENDS = ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember")
_NAME = r"\b(?i:{})\.?".format(
    "|".join(f"{name}(?:{end})?" for name, end in zip(_MONTH_NAMES, _MONTH_ENDS, strict=True))
)
_ENGLISH = (
    re.compile(r"(?P<name>" + _NAME + r")\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})" + _TIME + r"(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})\s+(?P<name>" + _NAME + r")\s+(?P<year>\d{4})" + _TIME + r"(?!\d)"),
)
_MONTH = re.compile(r"(?<!\d)(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月(?:份)?(?!\s*\d)")
_DAY_OF_YEAR = re.compile(r"(?<![\d年])(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]" + _TIME)
_BARE_DAY = re.compile(r"(?P<month>\d{2}|[1-9])-(?P<day>\d{2}|[1-9])" + _TIME)
#: A word for a day is a date before a time or at the end; elsewhere it is part of another word (今日头条).
_ENDS = r"(?=$|[\s\d()凌早上中下傍晚])"
_DAY_WORD = re.compile(
    r"(?P<word>今天|今日|昨天|昨日|(?<![目以之日提])前天|(?<![目以之日提])前日|大前天)" + _ENDS + _TIME
)
_WEEKDAY = re.compile(
    r"(?P<week>上上|上|本|这)?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])" + _ENDS + _TIME
)
_BRACKET_AFTER = re.compile(r"\s*\((?:\d{4}[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?\)")
_LABEL = re.compile(
    r"^(?:(?:发布|发表|更新|刊登|上传|来源)?(?:日期|时间)|发布于|发表于|发布|发表|日期|时间)\s*[:]?\s*"
)

_DAYS_AGO = {"今": 0, "昨": 1, "前": 2, "大": 3}
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚"})


def parse_date(text: str, seen_at: datetime, *, rounding: Rounding | None = None) -> DateInterval | None:
    """The instants ``text`` can mean when seen at ``seen_at`` (aware; whole seconds count).

    ``rounding`` is that of the theme's relative clock; None means an unknown theme and gives the hull
    of both. Both ends of the result are Asia/Shanghai and inclusive; nothing after ``seen_at`` is in
    it. Returns None for a text that is no date. Raises ContradictoryDate for a text that contradicts
    itself or the clock, with the intervals that disagree.
    """
    seen = local(seen_at)
    folded = plain(text)
    return parse_ago(folded, seen, rounding, text) or _first(_read_forms(folded, seen, text))


def parse_pub_date(text: str) -> DateInterval | None:
    """The exact second of an RSS ``pubDate`` (RFC 822, as amended by RFC 2822), or None.

    None too for a year that no web page is from.
    """
    try:
        moment = parsedate_to_datetime(text.strip())
        moment = local(moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI))
    except (ValueError, OverflowError):
        return None
    if valid_day(moment.year, moment.month, moment.day) is None:
        return None
    return DateInterval(moment, moment, "second", text)


def _first(intervals: Iterable[DateInterval | None]) -> DateInterval | None:
    return next((interval for interval in intervals if interval is not None), None)


def _read_forms(folded: str, seen: datetime, text: str) -> Iterable[DateInterval | None]:
    """Every absolute or day-worded reading of ``folded``, the surest form first."""
    for pattern in (_FULL, *_ENGLISH):
        if match := pattern.search(folded):
            yield _not_future(_full_date(match, text), seen)
    if match := _MONTH.search(folded):
        yield _not_future(_month(match, text), seen)
    if match := _DAY_WORD.search(folded):
        day = seen.date() - timedelta(days=_DAYS_AGO[match["word"][0]])
        yield _not_future(_with_time(day, match, text), seen)
    if match := _WEEKDAY.search(folded):
        yield _not_future(_with_time(_weekday(match, seen.date()), match, text), seen)
    if match := _DAY_OF_YEAR.search(folded) or _BARE_DAY.fullmatch(_LABEL.sub("", folded)):
        yield _latest_such_day(match, seen, text)


def _full_date(match: re.Match[str], text: str) -> DateInterval:
    groups = match.groupdict()
    month = groups.get("month") or groups.get("month_") or _month_number(groups.get("name"))
    day = valid_day(int(groups["year"]), int(month), int(groups.get("day") or groups["day_"]))
    if day is None:
        raise ContradictoryDate(text, "there is no such day")
    bracket = _BRACKET_AFTER.match(match.string, match.end())
    if bracket and (int(bracket[1]), int(bracket[2])) != (day.month, day.day):
        raise ContradictoryDate(text, "its bracket names another day", [whole_day(day, text)])
    return _with_time(day, match, text)


def _month_number(name: str | None) -> int:
    return _MONTH_NAMES.index((name or "")[:3].lower()) + 1


def _month(match: re.Match[str], text: str) -> DateInterval:
    first = valid_day(int(match["year"]), int(match["month"]), 1)
    if first is None:
        raise ContradictoryDate(text, "there is no such month")
    return span(at(first), "month", text)


def _with_time(day: date, match: re.Match[str], text: str) -> DateInterval:
    """The day, or the hour, minute or second of it that the text names."""
    if match["hour"] is None:
        return whole_day(day, text)
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    noon = (match["noon"] or "").lower()
    if (match["half"] in _AFTERNOON or noon == "pm") and hour < 12:
        hour += 12
    elif noon == "am" and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        raise ContradictoryDate(text, "there is no such time of day")
    start = at(day, hour, minute, second)
    if match["zone"]:
        start = start.replace(tzinfo=_zone(match["zone"], text)).astimezone(SHANGHAI)
    if match["second"] is not None:
        return span(start, "second", text)
    return span(start, "hour" if match["minute"] is None else "minute", text)


def _zone(zone: str, text: str) -> tzinfo:
    if zone[0] not in "+-":
        return UTC
    digits = zone[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:
        raise ContradictoryDate(text, "there is no such time zone")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if zone[0] == "-" else offset)


def _weekday(match: re.Match[str], today: date) -> date:
    """上周五 is the Friday of the week before (weeks begin on Monday); 周五 alone the latest Friday."""
    number = "一二三四五六日".index(match["weekday"].replace("天", "日"))
    this_week = today + timedelta(days=number - today.weekday())
    if match["week"] is None:
        return this_week if this_week <= today else this_week - timedelta(days=7)
    return this_week - timedelta(days=7 * match["week"].count("上"))


def _latest_such_day(match: re.Match[str], seen: datetime, text: str) -> DateInterval:
    """A month and day without a year: the latest one that is not in the future."""
    month, number = int(match["month"]), int(match["day"])
    for year in range(seen.year, seen.year - 9, -1):  # 29 February can be eight years back
        day = valid_day(year, month, number)
        if day is not None and (interval := _with_time(day, match, text)).earliest <= seen:
            return _not_future(interval, seen)
    raise ContradictoryDate(text, "there is no such day")


def _not_future(interval: DateInterval, seen: datetime) -> DateInterval:
    """What was seen was published before: cut the end; refuse what begins later than skew explains."""
    if interval.earliest > seen + SKEW:
        raise ContradictoryDate(interval.text, "it lies after the moment it was seen", [interval])
    return replace(interval, latest=min(interval.latest, max(seen, interval.earliest)))
