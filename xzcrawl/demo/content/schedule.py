"""Chooses when the demo's articles appeared, and the ids the CMS gave them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from xzcrawl.demo.clock import SHANGHAI

#: Articles of today, yesterday, and so on back: some days have more than a page or a feed holds.
RECENT_DAYS = (5, 7, 4, 13, 6, 11, 5, 4)
_YEARS_BACK = 3
#: One article in so many was back-dated by its editor, so that its id is newer than its date.
BACK_DATED_EVERY = 17


def times(count: int, now: datetime, rng: Random) -> list[datetime]:
    """``count`` different instants (Shanghai, whole seconds), oldest first, none after ``now``."""
    now = now.astimezone(SHANGHAI).replace(microsecond=0)
    chosen: set[datetime] = set()
    for days_back in _recent_plan(count):
        chosen.add(_unused(chosen, now, days_back, rng))
    while len(chosen) < count:
        chosen.add(_unused(chosen, now, rng.randint(len(RECENT_DAYS), 365 * _YEARS_BACK), rng))
    return sorted(chosen)


def _recent_plan(count: int) -> list[int]:
    """Days back for the recent articles: the whole plan, or an even thinning for a small site."""
    plan = [day for day, articles in enumerate(RECENT_DAYS) for _ in range(articles)]
    step = max(1, -(-2 * len(plan) // max(count, 1)))
    return plan[::step][:count]


def _unused(taken: set[datetime], now: datetime, days_back: int, rng: Random) -> datetime:
    while True:
        moment = _moment(now, days_back, rng)
        if moment not in taken:
            return moment


def _moment(now: datetime, days_back: int, rng: Random) -> datetime:
    midnight = now.replace(hour=0, minute=0, second=0)
    if days_back:
        return midnight - timedelta(days=days_back) + timedelta(seconds=rng.randint(7 * 3600, 23 * 3600))
    # Early in the day there is little of today yet: go on into last night rather than never end.
    past = max(int((now - midnight).total_seconds()), 600)
    return now - timedelta(seconds=rng.randint(1, past))


def ids(moments: Sequence[datetime], rng: Random, first: int) -> list[int]:
    """An id for each instant: rising with gaps (drafts, uploads), but back-dated posts have late ids."""
    order = sorted(range(len(moments)), key=lambda place: _entered(place, len(moments)))
    numbers, number = [0] * len(moments), first
    for place in order:
        number += rng.randint(1, 4)
        numbers[place] = number
    return numbers


def _entered(place: int, count: int) -> float:
    """When a post was entered, as a place in time: a back-dated one a tenth of the site's life later."""
    return place + (count / 10 + 2.5 if place % BACK_DATED_EVERY == BACK_DATED_EVERY - 1 else 0)
