"""Reads the time of a day as pages write it: 24 and 12 hours, zones, the weekday beside it. Pure.

``WEEKDAY_BEFORE``, the pattern of a day and ``TIME`` together make one pattern; ``time_of`` reads its match.
The text must be as ``numerals.plain`` leaves it.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Final

from xzcrawl.dates.calendar import SHANGHAI, at, span, whole_day
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import DateInterval, Precision

#: The words for parts of the day, grouped by the hours that they allow beside them.
_SMALL_HOURS: Final = ("凌晨",)
_MORNING: Final = ("清晨", "清早", "早晨", "早上", "早间", "上午", "午前", "早", "晨")
_NOON: Final = ("中午", "正午", "午间")
_AFTERNOON: Final = ("下午", "午后", "傍晚")
_EVENING: Final = ("晚上", "晚间", "晚")
_NIGHT: Final = ("夜晚", "夜里", "夜间", "深夜", "夜")
_MIDNIGHT: Final = ("午夜", "半夜", "子夜")
_WORDS: Final = (*_SMALL_HOURS, *_MORNING, *_NOON, *_AFTERNOON, *_EVENING, *_NIGHT, *_MIDNIGHT)
PART_OF_DAY: Final = "|".join(_WORDS)

_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ENGLISH_WEEKDAY: Final = (
    r"(?i:(?<![a-z])(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z]))"
)
_WEEKDAY: Final = (
    r"(?:星期|周|礼拜)[一二三四五六日天](?=$|[^\u4e00-\u9fff]|" + PART_OF_DAY + ")"
    rf"|{ENGLISH_WEEKDAY}\.?"
)
WEEKDAY_BEFORE: Final = rf"(?:(?P<weekday_before>{_WEEKDAY})[\s,.)\]】]*)?"

#: Hours from Greenwich. CST is China's: PHP prints it in Shanghai. The American ones are those of RFC 822.
_ZONES: Final = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "CST": 8, "BJT": 8, "HKT": 8, "SGT": 8, "PRC": 8, "JST": 9, "KST": 9,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
#: UTC+8, GMT+0800, +08:00, Z, CST. A sign and one digit alone are not a zone (顶 +8); 9:00-12 is a time span.
ZONE: Final = (
    r"(?:(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?|\+\d{2}(?::?\d{2})?|-\d{2}:?\d{2})(?![\d:])"
    rf"|(?:{'|'.join(_ZONES)})(?![A-Za-z])"
)
_HOUR: Final = (
    rf"[\s,|T(\[【·-]*(?:at\s)?(?P<part>{PART_OF_DAY}|(?i:[ap]\.?m\.?))?\s?(?P<hour>\d{{1,2}})"
    r"(?:\s?:\s?(?P<minute>\d{1,2})(?:\s?:\s?(?P<second>\d{1,2})(?:[.,]\d+)?)?"
    r"|[时点](?:钟|整|(?P<fraction>半|[123]刻)|(?P<minute_>\d{1,2})(?:[:分](?P<second_>\d{1,2})秒?|分)?)?)"
    rf"(?:\s?(?P<noon>(?i:[ap]\.?m\.?)(?![A-Za-z])))?(?:\s?\(?(?P<zone>{ZONE})\)?)?"
    rf"(?:\s?[(\[【]?(?P<weekday_after>{_WEEKDAY}))?"
)
_WEEKDAY_BETWEEN: Final = rf"(?:\s?[(\[【]?\s?(?P<weekday>{_WEEKDAY})\s?[)\]】]?)?"
#: TIME matches what follows a day: a weekday, a time, both or nothing. CERTAIN_TIME demands a time.
TIME: Final = f"{_WEEKDAY_BETWEEN}(?:{_HOUR})?"
CERTAIN_TIME: Final = _WEEKDAY_BETWEEN + _HOUR


def group_of(match: re.Match[str], name: str) -> str | None:
    """What a named group has matched; None where the pattern has no such group either."""
    return match[name] if name in match.re.groupindex else None


def check_weekday(day: date, match: re.Match[str], interval: DateInterval) -> None:
    """Raises ContradictoryDate where the text names another weekday than its day has."""
    for name in (group_of(match, place) for place in ("weekday_before", "weekday", "weekday_after")):
        if name and _weekday_number(name) != day.weekday():
            raise ContradictoryDate(interval.text, f"{day} is not a {name}", [interval])


def _weekday_number(name: str) -> int:
    """The number of a weekday; 星期一, Mon and Monday are 0."""
    chinese = "一二三四五六日天".find(name[-1])
    return min(chinese, 6) if chinese >= 0 else _WEEKDAYS.index(name[:3].lower())


def time_of(day: date, match: re.Match[str], text: str) -> DateInterval:
    """The interval that a match of ``TIME`` names: the whole day, or an hour, minute or second of it.

    ``text`` becomes the text of the interval. Raises ContradictoryDate for a time that no day has.
    """
    if match["hour"] is None:
        return whole_day(day, text)
    minute, second, precision = _minutes(match)
    hours = _hours(match, int(match["hour"]))
    if not hours or minute > 59 or second > 59 or (match["hour"] == "24" and (minute or second)):
        raise ContradictoryDate(text, "there is no such time of day")
    starts = [at(day) + timedelta(hours=hour, minutes=minute, seconds=second) for hour in hours]
    first, *others = [span(_from_zone(start, match, text), precision, text) for start in starts]
    return replace(first, latest=others[-1].latest) if others else first


def _minutes(match: re.Match[str]) -> tuple[int, int, Precision]:
    """The minute, the second, and the precision of the time."""
    if fraction := match["fraction"]:
        return (30 if fraction == "半" else 15 * int(fraction[0])), 0, "minute"
    minute, second = match["minute"] or match["minute_"], match["second"] or match["second_"]
    precision: Precision = "second" if second else "minute" if minute else "hour"
    return int(minute or 0), int(second or 0), precision


def _hours(match: re.Match[str], hour: int) -> tuple[int, ...]:
    """The hours that may be meant, from 24 on those of the next day; none where words and figure do not fit.

    晚上12点 ends the day, 上午12点 (AM) begins it. To some readers the night of a day is the one before its
    morning, to others the one after its evening: 半夜2点 and 午夜12点 may mean either.
    """
    words = [word.lower().replace(".", "") for word in (match["part"], match["noon"]) if word]
    if not words:
        return (hour,) if hour <= 24 else ()
    return tuple(sorted(set.intersection(*[set(_hours_of(word, hour)) for word in words])))


def _hours_of(word: str, hour: int) -> Iterable[int]:
    if word in _SMALL_HOURS or word in _MORNING or word == "am":
        return [hour % 12] if hour <= 12 else []
    if word in _NOON:
        return [hour + 12] if 1 <= hour <= 3 else [hour] if 10 <= hour <= 15 else []
    if word in _AFTERNOON or word == "pm":
        return [hour + 12] if hour < 12 else [hour] if hour <= 23 else []
    hour = 0 if word in _MIDNIGHT and hour == 12 else hour
    if hour < (5 if word in _EVENING else 7):
        return [hour, hour + 24]
    return [hour + 12] if hour <= 12 else [hour] if 17 <= hour <= 24 else []


def _from_zone(start: datetime, match: re.Match[str], text: str) -> datetime:
    zone = match["zone"]
    if zone is None or _is_end_of_span(zone, match):
        return start
    return start.replace(tzinfo=zone_of(zone, text)).astimezone(SHANGHAI)


def _is_end_of_span(zone: str, match: re.Match[str]) -> bool:
    """Whether what looks like an offset west of Greenwich is the end of 9:00-11:30."""
    bare = zone[0] == "-" and ":" in zone
    return bare and match["second"] is None and "T" not in match.group()


def zone_of(zone: str, text: str) -> timezone:
    """The zone that a text such as UTC+8, +0800 or CST names.

    Raises ContradictoryDate for an offset that no zone has.
    """
    if zone in _ZONES:
        return timezone(timedelta(hours=_ZONES[zone]))
    sign, digits = re.sub(r"[A-Z\s:]", "", zone)[0], re.sub(r"\D", "", zone)
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        raise ContradictoryDate(text, "there is no such time zone")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if sign == "-" else offset)
