"""What several sights of one article say together. Pure.

Sights agree where their intervals meet, and then narrow each other. Where they do not, the more
trusted one stands: the feed is exact to the second, the order of neighbours is an inference, and a date
inside the body may be that of another publication, so it speaks only where nothing else does. Between
an article's own page and a listing that miss each other closely, the one that says earlier stands: a page
from a cache lags, and what lags says too young an age.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from xzcrawl.dates.ago import STALE
from xzcrawl.dates.calendar import SHANGHAI, at
from xzcrawl.items import DateInterval, Precision, Reading, ReadingSource

_TRUST: tuple[ReadingSource, ...] = ("feed", "page", "listing", "order", "body")
_FINENESS: tuple[Precision, ...] = ("second", "minute", "hour", "day", "month", "year")
_ONE_MINUTE = timedelta(minutes=1)
_FINER_THAN_DAY: frozenset[Precision] = frozenset({"second", "minute", "hour"})


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, as all its readings say together.

    ``source`` is the reading that says most; ``text`` the date text of the article's own page where
    there is one; ``contradicted`` tells that two readings did not meet and the less trusted was left out.
    """

    interval: DateInterval
    source: ReadingSource
    text: str | None
    contradicted: bool


def combine(readings: Sequence[Reading]) -> Published | None:
    """The intersection of all readings that meet, in the order of trust; None where none has a date."""
    dated = _dated(readings)
    if not dated:
        return None
    result, agreeing, contradicted = dated[0][1], [dated[0]], False
    for reading, interval in dated[1:]:
        if shared := meet(result, interval):
            result = shared
            agreeing.append((reading, interval))
        elif _lags_behind(agreeing, (reading, interval)):
            result, agreeing, contradicted = interval, [(reading, interval)], True
        else:
            contradicted = contradicted or reading.source != "order"
    reading, best = _most_telling(agreeing, result)
    result = replace(result, precision=best.precision, text=best.text)
    return Published(result, reading.source, _page_text(dated) or reading.text, contradicted)


def _lags_behind(
    agreeing: Sequence[tuple[Reading, DateInterval]], other: tuple[Reading, DateInterval]
) -> bool:
    """Whether all that agree so far may be from stale pages that the other sight, just as old, shows up."""
    sights = [*agreeing, other]
    earliest_of_them = min(interval.earliest for _, interval in agreeing)
    return (
        all(reading.source in ("page", "listing") for reading, _ in sights)
        and max(abs(reading.seen_at - other[0].seen_at) for reading, _ in agreeing) <= STALE
        and timedelta(0) < earliest_of_them - other[1].latest <= STALE
    )


def _most_telling(
    agreeing: Sequence[tuple[Reading, DateInterval]], result: DateInterval
) -> tuple[Reading, DateInterval]:
    """The reading that names the day most precisely; an inference only where no other names it."""
    said = [pair for pair in agreeing if pair[0].source != "order"] or agreeing
    best = min(said, key=lambda pair: (not within_one_day(pair[1]), _FINENESS.index(pair[1].precision)))
    if within_one_day(best[1]) or not within_one_day(result):
        return best
    return next((pair for pair in agreeing if pair[0].source == "order"), best)


def _dated(readings: Sequence[Reading]) -> list[tuple[Reading, DateInterval]]:
    """The readings that have a date, most trusted and, among equals, latest seen first."""
    dated = [(reading, reading.interval) for reading in readings if reading.interval is not None]
    outside = [pair for pair in dated if pair[0].source != "body"]
    ranked = sorted(outside or dated, key=lambda pair: pair[0].seen_at, reverse=True)
    return sorted(ranked, key=lambda pair: _TRUST.index(pair[0].source))


def _page_text(dated: Iterable[tuple[Reading, DateInterval]]) -> str | None:
    return next((reading.text for reading, _ in dated if reading.source == "page"), None)


def meet(one: DateInterval, other: DateInterval) -> DateInterval | None:
    """The instants both allow, or None where there are none."""
    earliest, latest = max(one.earliest, other.earliest), min(one.latest, other.latest)
    return replace(one, earliest=earliest, latest=latest) if earliest <= latest else None


def within_one_day(interval: DateInterval) -> bool:
    """Whether the day is known: both ends lie in one day of the site's calendar."""
    return interval.earliest.astimezone(SHANGHAI).date() == interval.latest.astimezone(SHANGHAI).date()


def best_instant(interval: DateInterval) -> datetime:
    """The best single instant, Asia/Shanghai: the minute or second where it is known, the day's 00:00 for a
    known day without a time, else the middle.
    """
    earliest, latest = (end.astimezone(SHANGHAI) for end in (interval.earliest, interval.latest))
    if latest - earliest < _ONE_MINUTE:
        return earliest
    if within_one_day(interval) and interval.precision not in _FINER_THAN_DAY:
        return at(earliest.date())
    return (earliest + (latest - earliest) / 2).replace(microsecond=0)
