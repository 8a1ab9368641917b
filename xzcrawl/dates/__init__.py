"""Turns a Chinese date text and the moment at which it was seen into an interval of instants. Pure.

``parse_date`` reads one text, ``read`` reads a text on a fetched page, ``combine`` weighs several readings.
"""

from xzcrawl.dates.ago import Rounding
from xzcrawl.dates.calendar import SHANGHAI, iso
from xzcrawl.dates.evidence import (
    Published,
    best_instant,
    combine,
    is_open,
    known_precision,
    meet,
    within_one_day,
)
from xzcrawl.dates.feed_time import feed_instant
from xzcrawl.dates.observation import possible_zones, read, wall_clock, written_between
from xzcrawl.dates.parse import parse_date
from xzcrawl.dates.pub_date import parse_pub_date
from xzcrawl.dates.reading import Attempt, attempt, attempt_article
from xzcrawl.dates.redating import counting, is_news, is_of_before, is_redating, standing
from xzcrawl.dates.shown import WHOLE_DAY, local, short
from xzcrawl.dates.written import day_or_instant, instant
from xzcrawl.dates.zones import Pair, are_old, lag_of, learn_zones
from xzcrawl.items import DateInterval, Zones

__all__ = [
    "SHANGHAI",
    "WHOLE_DAY",
    "Attempt",
    "DateInterval",
    "Pair",
    "Published",
    "Rounding",
    "Zones",
    "are_old",
    "attempt",
    "attempt_article",
    "best_instant",
    "combine",
    "counting",
    "day_or_instant",
    "feed_instant",
    "instant",
    "is_news",
    "is_of_before",
    "is_open",
    "is_redating",
    "iso",
    "known_precision",
    "lag_of",
    "learn_zones",
    "local",
    "meet",
    "parse_date",
    "parse_pub_date",
    "possible_zones",
    "read",
    "short",
    "standing",
    "wall_clock",
    "within_one_day",
    "written_between",
]
