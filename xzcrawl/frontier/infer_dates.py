"""Infers the day of articles whose own page leaves it open. Pure.

The site's clock says ``3天前`` for 24 hours that belong to two days. Three things show which of them it was:
the feed (its ``pubDate`` is exact), an article's absence from a feed that would show it (a CMS gives the
newest ten of a day, month or category), and its neighbours in time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from xzcrawl.dates import (
    SHANGHAI,
    combine,
    is_open,
    lag_of,
    possible_zones,
    wall_clock,
    within_one_day,
)
from xzcrawl.dates.calendar import whole_day
from xzcrawl.frontier.known import Known
from xzcrawl.frontier.order import ListOrder, Orders, next_sure
from xzcrawl.items import DateInterval, Reading, Zones

_NO_TIME, _SECOND = timedelta(0), timedelta(seconds=1)
_DAY = timedelta(days=1)
#: A feed may come from a cache and be hours old, so it rules out nothing for articles that may be younger
#: than this.
_SETTLED_AGE = timedelta(hours=12)
#: An article that may be from more days than this is not worth fetching a feed for each of them.
_MOST_DAYS = 9
_LONG_AGO = datetime(1990, 1, 1, tzinfo=SHANGHAI)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A span in which, by a feed, no article was published but those that the feed lists.

    ``earliest`` and ``latest`` are aware and inclusive, ``listed`` are the keys in the feed. ``category``
    limits the statement to one category; None means all.
    """

    earliest: datetime
    latest: datetime
    listed: frozenset[str]
    category: str | None = None


@dataclass(slots=True)
class DateEvidence:
    """The readings, neighbours and exclusions that one walk has gathered, by article key.

    The date that an archived article has, as ``known``, comes first among the ``readings`` of an article of
    which this walk has read something, and is the only reading of any other.
    """

    known: Known = field(default_factory=Known)
    readings: dict[str, list[Reading]] = field(default_factory=dict)
    orders: Orders = field(default_factory=Orders)
    exclusions: list[Exclusion] = field(default_factory=list)
    #: Articles that the home page or a category lists in this walk.
    listed: set[str] = field(default_factory=set)
    #: Articles that a feed has shown. A plug-in may keep whole categories out of the feed.
    fed: set[str] = field(default_factory=set)
    zones: Zones = field(default_factory=Zones)
    #: By how much the ages that pages show for an article are younger than its instant in the feed allows;
    #: articles whose ages are as they should be have none.
    lags: dict[str, timedelta] = field(default_factory=dict)
    _intervals: dict[str, DateInterval | None] = field(default_factory=dict)
    _sure: dict[str, DateInterval | None] = field(default_factory=dict)
    _trusted: ListOrder | None = None

    def learn(self, key: str, reading: Reading | None) -> None:
        """Takes in a reading of an article's date; None where a page shows the article without a date."""
        if key not in self.readings:
            self.readings[key] = [*self.of(key)]
        if reading is None:
            return
        self._learn_lag(key, reading)
        readings = self.readings[key]
        if (interval := reading.interval) is not None:
            same = _one_of(readings, interval)
            text = same.text if reading.text == same.text else reading.text
            reading = replace(reading, text=text, interval=same)
        readings.append(reading)
        self._intervals.pop(key, None)
        self._sure.pop(key, None)
        self._trusted = None

    def of(self, key: str) -> Sequence[Reading]:
        """All readings of an article's date."""
        if (readings := self.readings.get(key)) is not None:
            return readings
        standing = self.known.reading(key)
        return [standing] if standing else ()

    def forget_ages(self) -> None:
        """Drops the readings so far that a cache may have made untrue: relative texts without a day."""
        for key, readings in self.readings.items():
            self.readings[key] = [each for each in readings if not is_open(each)]
        self._intervals.clear()
        self._sure.clear()
        self._trusted = None

    def _learn_lag(self, key: str, reading: Reading) -> None:
        """Notes by how much an age is too young, for an article that the feed of this walk has shown."""
        stamps = [each.interval for each in self.of(key) if each.source == "feed"]
        lags = [lag_of(reading, stamp) for stamp in stamps if stamp and is_open(reading)]
        if lag := max((lag for lag in lags if lag), default=_NO_TIME):
            self.lags[key] = max(self.lags.get(key, _NO_TIME), lag)

    def learn_order(self, kind: str, newer: str, older: str) -> None:
        """Takes in two articles that a list of a kind shows one after the other."""
        self.orders.learn(kind, newer, older)
        self._trusted = None

    def learn_neighbours(self, key: str, older: str | None, newer: str | None) -> None:
        """Takes in the articles before and after an article, as its own page names them."""
        self.orders.learn_neighbours(key, older, newer)
        self._trusted = None

    def open_keys(self) -> list[str]:
        """The articles whose day is still open."""
        return [key for key in self.readings if not _one_day(self.interval(key))]

    def interval(self, key: str) -> DateInterval | None:
        """The interval that an article's readings give together; None where they give none."""
        if key not in self._intervals:
            readings = self.of(key)
            published = combine(readings)
            self._intervals[key] = _one_of(readings, published.interval) if published else None
        return self._intervals[key]

    def sure(self, key: str) -> DateInterval | None:
        """The instant or whole day of an article, where it is sure enough to date others; else None.

        It is not sure where only texts name it that a cache may have made untrue, where its readings disagree
        (it may just have been re-dated), or where only its body names it, which may quote another
        publication.
        """
        if key not in self._sure:
            self._sure[key] = _certain([each for each in self.of(key) if not is_open(each)])
        return self._sure[key]

    def open_days(
        self, keys: Iterable[str], categories: Mapping[str, str | None], now: datetime
    ) -> list[date]:
        """The days that a feed could settle, newest first; none while it is open in which zone days begin."""
        if len(possible_zones(self.zones)) > 1:
            return []
        days: set[date] = set()
        for key in keys:
            inferred = self.infer(key, categories, now)
            interval = inferred or self.interval(key)
            if interval is not None and not _one_day(interval):
                its = self._days(interval)
                days.update(its if len(its) <= _MOST_DAYS else ())
        return sorted(days, reverse=True)

    def _days(self, interval: DateInterval) -> Sequence[date]:
        """The days of the site's own calendar that an interval touches; at most one more than allowed."""
        first, last = (wall_clock(end, self.zones).date() for end in (interval.earliest, interval.latest))
        return [first + _DAY * number for number in range(min((last - first).days, _MOST_DAYS) + 1)]

    def infer(self, key: str, categories: Mapping[str, str | None], now: datetime) -> DateInterval | None:
        """The part of an article's interval that neighbours and exclusions leave; None if they add nothing.

        Without an interval so far, the result is None unless it is one day.
        """
        known = self.interval(key)
        start = known or DateInterval(_LONG_AGO, now, "day", "")
        bounded = self._between_neighbours(key, start) or start
        left = list(self._not_excluded(key, categories, bounded, now))
        result = left[0] if len(left) == 1 else bounded
        result = replace(result, precision="day", text="")
        if known is None:
            return result if _one_day(result) else None
        return result if (result.earliest, result.latest) != (known.earliest, known.latest) else None

    def _between_neighbours(self, key: str, interval: DateInterval) -> DateInterval | None:
        """The part of an interval between the older and newer neighbour; None if the order must be wrong."""
        if self._trusted is None:
            self._trusted = self.orders.trusted(self.sure)
        older, newer = (
            next_sure(key, step, self.sure) for step in (self._trusted.older, self._trusted.newer)
        )
        earliest = max([interval.earliest, *(other.earliest for other in older)])
        latest = min([interval.latest, *(other.latest for other in newer)])
        return replace(interval, earliest=earliest, latest=latest) if earliest <= latest else None

    def _not_excluded(
        self, key: str, categories: Mapping[str, str | None], interval: DateInterval, now: datetime
    ) -> Iterable[DateInterval]:
        """The pieces of ``interval`` that no feed rules out."""
        pieces, category = [interval], categories.get(key)
        if interval.latest > now - _SETTLED_AGE or not self._is_listed(key):
            return pieces
        if all(categories.get(other) != category for other in self.fed):
            return pieces
        for exclusion in self.exclusions:
            if key in exclusion.listed or exclusion.category not in (None, category):
                continue
            pieces = [rest for piece in pieces for rest in _without(piece, exclusion)]
        return pieces

    def _is_listed(self, key: str) -> bool:
        """Whether the home page or a category lists an article. A feed may hide what these hide."""
        article = self.known.articles.get(key)
        return key in self.listed or (article is not None and article.shown)


def _one_of(readings: Sequence[Reading], interval: DateInterval) -> DateInterval:
    """The equal interval of a reading, or else the interval itself: so equal ones are kept once."""
    return next((one.interval for one in readings if one.interval == interval), None) or interval


def _certain(readings: Sequence[Reading]) -> DateInterval | None:
    published = combine(readings)
    if published is None or published.contradicted or published.source == "body":
        return None
    interval = published.interval
    if interval.earliest == interval.latest:
        return interval
    whole = whole_day(interval.earliest.astimezone(SHANGHAI).date(), "")
    return whole if within_one_day(interval) else None


def excluded_by(
    stamps: Mapping[str, DateInterval],
    span: tuple[datetime, datetime],
    full: bool,
    category: str | None = None,
) -> Exclusion | None:
    """The dates that a feed over ``span`` rules out: all of it or, when full, those after its oldest entry.

    ``stamps`` are in the order of the feed. A feed that is not in the order of its dates gives None: the
    articles that it leaves out may be of any date.
    """
    falling = all(newer.latest >= older.earliest for newer, older in pairwise(stamps.values()))
    if not falling or (full and not stamps):
        return None
    earliest = min(stamp.latest for stamp in stamps.values()) + _SECOND if full else span[0]
    return Exclusion(earliest, span[1], frozenset(stamps), category) if earliest <= span[1] else None


def _without(piece: DateInterval, exclusion: Exclusion) -> Iterable[DateInterval]:
    before = replace(piece, latest=min(piece.latest, exclusion.earliest - _SECOND))
    after = replace(piece, earliest=max(piece.earliest, exclusion.latest + _SECOND))
    return (part for part in (before, after) if part.earliest <= part.latest)


def _one_day(interval: DateInterval | None) -> bool:
    return interval is not None and within_one_day(interval)
