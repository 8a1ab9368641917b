"""Days and instants with which filters compare."""

from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from xzcrawl.dates import SHANGHAI, day_or_instant

#: A day or an instant; a text must be in ISO 8601.
Moment: TypeAlias = date | datetime | str


def first_instant(moment: Moment) -> datetime:
    """The instant itself, or the first one of a day in Asia/Shanghai."""
    moment = read_moment(moment)
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    return datetime.combine(moment, time(), SHANGHAI)


def last_instant(moment: Moment) -> datetime:
    """The instant itself, or the last one of a day in Asia/Shanghai."""
    moment = read_moment(moment)
    if isinstance(moment, datetime):
        return first_instant(moment)
    return first_instant(moment + timedelta(days=1)) - timedelta(microseconds=1)


def read_moment(moment: Moment) -> date | datetime:
    """The day or instant that a text names. Raises ``UsageError`` for any other text."""
    return day_or_instant(moment) if isinstance(moment, str) else moment
