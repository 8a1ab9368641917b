"""Chinese date text + the moment it was seen -> an interval of instants. Pure.

``parse_date`` reads one text, ``read`` reads it off a page, ``combine`` weighs what several sights said.
"""

from xzcrawl.dates.ago import Rounding
from xzcrawl.dates.calendar import SHANGHAI, iso
from xzcrawl.dates.evidence import (
    Published,
    best_instant,
    combine,
    is_open,
    is_redating,
    known_precision,
    meet,
    within_one_day,
)
from xzcrawl.dates.parse import parse_date
from xzcrawl.dates.pub_date import parse_pub_date
from xzcrawl.dates.reading import Attempt, attempt, attempt_article
from xzcrawl.dates.shown import FINER_THAN_DAY, local, short
from xzcrawl.dates.sight import read, written_between
from xzcrawl.items import DateInterval

__all__ = [
    "FINER_THAN_DAY",
    "SHANGHAI",
    "Attempt",
    "DateInterval",
    "Published",
    "Rounding",
    "attempt",
    "attempt_article",
    "best_instant",
    "combine",
    "is_open",
    "is_redating",
    "iso",
    "known_precision",
    "local",
    "meet",
    "parse_date",
    "parse_pub_date",
    "read",
    "short",
    "within_one_day",
    "written_between",
]
