"""Combines the readings of one article's date into one. Pure.

Readings agree where their intervals meet, and then narrow each other. Where they do not meet, the more
trusted one counts: the feed is exact to the second, what readers see counts before what a page tells
machines, the order of neighbours is an inference, and a date inside the body may be that of another
publication, so it counts only where there is no other reading.

A day without a year is read as the latest of its name, or as of the year that the article's address names
(``in_year_of_address``); where another reading names its year, as of that one.
Where none does, the first reading counts: an article that was there a year ago is not of this year.

A page from a cache lags, and a page that lags gives too young an age. So of two relative texts that were seen
within a few hours of each other and fit together badly, the one with the earlier date counts: it is true in
either case.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from xzcrawl.dates.calendar import ONE_SECOND, SHANGHAI, valid_day
from xzcrawl.dates.figures import without_particulars
from xzcrawl.items import DateInterval, Precision, Reading, ReadingSource

_TRUST: tuple[ReadingSource, ...] = ("feed", "page", "listing", "metadata", "order", "body")
_FINENESS: tuple[Precision, ...] = ("second", "minute", "hour", "day", "month", "year")
#: Readings this close together are of one crawl; further apart, two texts differ because time has passed.
CLOSE = timedelta(hours=12)
_SAME_MOMENT = timedelta(seconds=5)
#: Signs of an age: N天前, 刚刚, 剛剛, 近三天内.
_AGO = frozenset("前刚剛近")
#: A day beside an age: 10个月前 (09-24), 1年前 2022-07-20.
_WRITTEN_DAY = re.compile(r"\d[-/月]\d|\d{4}\.\d")
_MONTH_DAY = re.compile(r"(?<!\d)\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\d)")
_YEAR = re.compile(r"\d{4}|(?<!\d)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]|年")
#: 2025/1005, 202510/t20251005, 2025-10-05 in an address.
_DAY_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?(\d\d)[-/_]?(\d\d)(?!\d)")
#: An article is published within so many days of the day in its address.
_NEAR = timedelta(days=7)
_FINER_THAN_DAY: frozenset[Precision] = frozenset({"second", "minute", "hour"})


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, by all its readings together.

    The ``precision`` of ``interval`` is ``day`` or finer only where the day is known. ``source`` is that of
    the most precise reading, and ``text`` the date text of the article's own page where there is one.
    ``contradicted`` says that two readings did not meet and the less trusted one was left out.
    """

    interval: DateInterval
    source: ReadingSource
    text: str | None
    contradicted: bool


def combine(readings: Sequence[Reading]) -> Published | None:
    """The intersection of all readings that meet, taken in the order of trust; None where none has a date."""
    dated = in_named_years(by_trust(readings))
    if not dated:
        return None
    result, agreeing, contradicted = dated[0][1], [dated[0]], False
    for reading, interval in dated[1:]:
        shared = meet(result, interval)
        misfit = shared is None or _meets_by_accident(agreeing, reading, shared)
        if shared is not None and not misfit:
            result = shared
            agreeing.append((reading, interval))
            continue
        contradicted = contradicted or (shared is None and reading.source != "order")
        if interval.latest < result.latest and _may_lag(agreeing, reading):
            result, agreeing = interval, [(reading, interval)]
    reading, best = _most_telling(agreeing, result)
    result = replace(result, precision=known_precision(result, best.precision), text=best.text)
    return Published(result, reading.source, _page_text(dated) or reading.text, contradicted)


def in_named_years(
    dated: Sequence[tuple[Reading, DateInterval]],
) -> list[tuple[Reading, DateInterval]]:
    """Readings, of which those without a year are in the year in which they meet one that names it.

    Where none names the year of the first that was seen, that one names it: the article was there then.
    """
    yearless = [pair for pair in dated if _lacks_year(pair[0])]
    if not yearless:
        return list(dated)
    first = min(yearless, key=lambda pair: pair[0].seen_at)
    named = [interval for reading, interval in dated if not _lacks_year(reading)]
    if not any(meet(_in_year_of(first[1], named), each) for each in named):
        named.append(first[1])
    return [
        (reading, _in_year_of(interval, named) if _lacks_year(reading) else interval)
        for reading, interval in dated
    ]


def _lacks_year(reading: Reading) -> bool:
    """Whether what readers see is a month and a day without a year, and no age."""
    text = without_particulars(reading.text or "")
    shown = reading.source in ("page", "listing") and _MONTH_DAY.search(text) is not None
    return shown and not is_relative(reading) and _YEAR.search(text) is None


def in_year_of_address(reading: Reading, url: str) -> Reading:
    """A reading without a year, in that of the article's address where both name about the same day.

    ``/a/2025/1005/1002.html``: the address names the day on which an article was made. So it tells the year,
    but not the day.
    """
    interval = reading.interval
    if interval is None or not _lacks_year(reading):
        return reading
    for figures in _DAY_IN_ADDRESS.findall(urlsplit(url).path):
        year, month, number = map(int, figures)
        made = valid_day(year, month, number)
        years = [moved for each in (year, year + 1, year - 1) if (moved := _in_year(interval, each))]
        near = [moved for moved in years if made and _is_near(moved, made)]
        if near:
            return reading if near[0].earliest > interval.earliest else replace(reading, interval=near[0])
    return reading


def _is_near(interval: DateInterval, day: date) -> bool:
    return abs(interval.earliest.astimezone(SHANGHAI).date() - day) <= _NEAR


def _in_year_of(interval: DateInterval, named: Sequence[DateInterval]) -> DateInterval:
    """The same day of the year in which it meets one of the intervals; as it is if it meets one already."""
    if any(meet(interval, each) for each in named):
        return interval
    years = {year for each in named for year in range(each.earliest.year, each.latest.year + 1)}
    moved = [other for year in sorted(years, reverse=True) if (other := _in_year(interval, year))]
    return next((other for other in moved if any(meet(other, each) for each in named)), interval)


def _in_year(interval: DateInterval, year: int) -> DateInterval | None:
    """The same day of another year; None where that has no 29 February."""
    try:
        earliest = interval.earliest.replace(year=year)
    except ValueError:
        return None
    return replace(interval, earliest=earliest, latest=earliest + width(interval))


def known_precision(interval: DateInterval, spoken: Precision) -> Precision:
    """The unit to which ``interval`` is known, where its text speaks in units of ``spoken``.

    Where the day is open it is at least a month, because the best instant would otherwise look like a known
    day.
    """
    return spoken if within_one_day(interval) else coarser(spoken, "month")


def coarser(one: Precision, other: Precision) -> Precision:
    """The larger of two units."""
    return max(one, other, key=_FINENESS.index)


def _meets_by_accident(
    agreeing: Sequence[tuple[Reading, DateInterval]], other: Reading, shared: DateInterval
) -> bool:
    """Whether two relative texts meet only in the time that passed between the two readings.

    If both pages were fresh, the article would have been published in just those seconds; far more often one
    of the pages is stale.
    """
    return (
        _may_lag(agreeing, other)
        and all(reading.text != other.text for reading, _ in agreeing)
        and width(shared) <= _gap(agreeing, other) + _SAME_MOMENT
    )


def _may_lag(agreeing: Sequence[tuple[Reading, DateInterval]], other: Reading) -> bool:
    """Whether readings can differ because one came from a cache: relative texts seen close together."""
    relative = all(is_open(reading) for reading in (*(pair[0] for pair in agreeing), other))
    return relative and _gap(agreeing, other) <= CLOSE


def is_open(reading: Reading) -> bool:
    """Whether a reading is a relative text without a day beside it, so that its ends move with the clock."""
    return is_relative(reading) and _WRITTEN_DAY.search(reading.text or "") is None


def is_relative(reading: Reading) -> bool:
    return reading.source in ("page", "listing") and bool(_AGO & set(reading.text or ""))


def _gap(agreeing: Sequence[tuple[Reading, DateInterval]], other: Reading) -> timedelta:
    return max(abs(reading.seen_at - other.seen_at) for reading, _ in agreeing)


def width(interval: DateInterval) -> timedelta:
    """How long an interval is, from its first to its last second."""
    return interval.latest - interval.earliest


def _most_telling(
    agreeing: Sequence[tuple[Reading, DateInterval]], result: DateInterval
) -> tuple[Reading, DateInterval]:
    """The reading that names the day most precisely; an inference only where no other reading names it."""
    said = [pair for pair in agreeing if pair[0].source != "order"] or agreeing
    best = min(said, key=lambda pair: (not within_one_day(pair[1]), _FINENESS.index(pair[1].precision)))
    if within_one_day(best[1]) or not within_one_day(result):
        return best
    return next((pair for pair in agreeing if pair[0].source == "order"), best)


def by_trust(readings: Sequence[Reading]) -> list[tuple[Reading, DateInterval]]:
    """The readings that have a date: the most trusted first and, among equals, the latest first."""
    dated = [(reading, reading.interval) for reading in readings if reading.interval is not None]
    outside = [pair for pair in dated if pair[0].source != "body"]
    ranked = sorted(outside or dated, key=lambda pair: pair[0].seen_at, reverse=True)
    return sorted(ranked, key=lambda pair: _TRUST.index(pair[0].source))


def _page_text(dated: Iterable[tuple[Reading, DateInterval]]) -> str | None:
    return next((reading.text for reading, _ in dated if reading.source == "page"), None)


def meet(one: DateInterval, other: DateInterval) -> DateInterval | None:
    """The instants that both intervals allow, or None where there are none."""
    earliest, latest = max(one.earliest, other.earliest), min(one.latest, other.latest)
    return replace(one, earliest=earliest, latest=latest) if earliest <= latest else None


def within_one_day(interval: DateInterval) -> bool:
    """Whether the day is known, because both ends lie in one day of Asia/Shanghai."""
    return interval.earliest.astimezone(SHANGHAI).date() == interval.latest.astimezone(SHANGHAI).date()


def best_instant(interval: DateInterval) -> datetime:
    """The best single instant in the interval, in Asia/Shanghai.

    It is the minute or second where that is known. For a known day without a time it is 00:00, or the first
    instant that is left of the day. Else it is the middle of the interval.
    """
    earliest, latest = (end.astimezone(SHANGHAI) for end in (interval.earliest, interval.latest))
    is_minute = earliest.replace(second=0) == latest.replace(second=0)
    if is_minute or (within_one_day(interval) and interval.precision not in _FINER_THAN_DAY):
        return earliest
    return earliest + (latest - earliest) // ONE_SECOND // 2 * ONE_SECOND
