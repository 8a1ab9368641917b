"""Computes the geometry of the charts, which templates draw. Pure. Lengths are SVG user units."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from xzcrawl.archive.records import MonthCount, ReadingRecord

#: The number of categories with a colour of their own; the rest is drawn as one.
COLOURS: Final = 7
_HEIGHT = 220
#: The least width of a month (with which a long chart scrolls), its largest width, and the width of a page.
_NARROWEST, _WIDEST, _PAGE = 20, 64, 980
#: The part of a month's width that its bar takes.
_FILLED = 0.8
_VIEWS_WIDTH, _VIEWS_HEIGHT = 320, 90
_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: the articles with this colour, which is a place in the legend (from 0)."""

    colour: int
    articles: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of a month (``2022-09``). ``year`` is the year to write below it, or ""."""

    month: str
    year: str
    articles: int
    x: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """A category (or all other ones together), its colour (from 0), and its articles in all months."""

    category: str | None
    is_rest: bool
    colour: int
    articles: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A chart with a bar per month, also for months without articles.

    ``lines`` are the (y, articles) of the grid, and ``bar`` is the width of a bar.
    """

    width: int
    height: int
    bar: float
    bars: tuple[Bar, ...]
    legend: tuple[Legend, ...]
    lines: tuple[tuple[float, int], ...]


def timeline(counts: Sequence[MonthCount]) -> Timeline:
    """The chart of the articles of every month from the first to the last, by category."""
    totals = Counter[str | None]()
    for count in counts:
        totals[count.category] += count.articles
    ranked = [
        name
        for name, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0] is None, item[0] or ""))
    ]
    coloured = {name: colour for colour, name in enumerate(ranked[:COLOURS])}
    by_month: dict[str, Counter[str | None]] = {}
    for count in counts:
        by_month.setdefault(count.month, Counter())[count.category] += count.articles
    top = _round_up(max((month.total() for month in by_month.values()), default=0))
    months = list(_months(list(by_month)))
    step = min(max(_PAGE // max(len(months), 1), _NARROWEST), _WIDEST)
    bars = tuple(
        Bar(month, _year(months, place), found.total(), place * step, tuple(_parts(found, coloured, top)))
        for place, month in enumerate(months)
        for found in [by_month.get(month, Counter())]
    )
    lines = tuple((_HEIGHT * (1 - step / _LINES), top * step // _LINES) for step in range(_LINES + 1))
    return Timeline(
        max(len(bars) * step, 1), _HEIGHT, step * _FILLED, bars, tuple(_legend(totals, coloured)), lines
    )


def _year(months: Sequence[str], place: int) -> str:
    """The year to write below a month: below January, and below the first month unless January is near."""
    month = months[place]
    near = any(other.endswith("-01") for other in months[1:3])
    return month[:4] if month.endswith("-01") or (place == 0 and not near) else ""


def _parts(found: Counter[str | None], coloured: dict[str | None, int], top: int) -> Iterator[Part]:
    below = 0
    for name, colour in coloured.items():
        if found[name]:
            below += found[name]
            yield _part(colour, found[name], below, top)
    if rest := found.total() - below:
        yield _part(COLOURS, rest, below + rest, top)


def _part(colour: int, articles: int, below: int, top: int) -> Part:
    height = _HEIGHT * articles / top
    return Part(colour, articles, round(_HEIGHT - _HEIGHT * below / top, 2), round(height, 2))


def _legend(totals: Counter[str | None], coloured: dict[str | None, int]) -> Iterator[Legend]:
    for name, colour in coloured.items():
        yield Legend(name, False, colour, totals[name])
    if rest := totals.total() - sum(totals[name] for name in coloured):
        yield Legend(None, True, COLOURS, rest)


def _months(found: Sequence[str]) -> Iterator[str]:
    """Every month from the first to the last one found."""
    if not found:
        return
    number, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (min(found), max(found)))
    while number <= last:
        yield f"{number // 12:04d}-{number % 12 + 1:02d}"
        number += 1


def last_day(month: str) -> str:
    """The last day of a month: ``2022-09`` ends with ``2022-09-30``."""
    year, number = int(month[:4]), int(month[5:])
    return f"{month}-{monthrange(year, number)[1]:02d}"


def _round_up(most: int) -> int:
    """The next larger number that the lines of the grid divide evenly."""
    unit = _LINES
    while unit * 10 < most:
        unit *= 10
    return max(-(-most // unit) * unit, _LINES)


@dataclass(frozen=True, slots=True)
class Point:
    """The views of an article at an instant, and the place of the point."""

    x: float
    y: float
    at: datetime
    views: int


@dataclass(frozen=True, slots=True)
class Views:
    """The chart of an article's views over time."""

    width: int
    height: int
    points: tuple[Point, ...]

    @property
    def line(self) -> str:
        """The points for a ``polyline``."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)


def views(readings: Iterable[ReadingRecord]) -> Views | None:
    """The chart of the views in an article's readings; None where fewer than two have any."""
    seen = [(reading.seen_at, reading.views) for reading in readings if reading.views is not None]
    if len(seen) < 2:
        return None
    first, last = seen[0][0], seen[-1][0]
    low, high = min(count for _, count in seen), max(count for _, count in seen)
    span, rise = max((last - first).total_seconds(), 1), max(high - low, 1)
    return Views(
        _VIEWS_WIDTH,
        _VIEWS_HEIGHT,
        tuple(
            Point(
                round(_VIEWS_WIDTH * (at - first).total_seconds() / span, 1),
                round(_VIEWS_HEIGHT * (1 - (count - low) / rise), 1),
                at,
                count,
            )
            for at, count in seen
        ),
    )
