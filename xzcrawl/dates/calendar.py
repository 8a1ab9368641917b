"""Days, times and spans on the calendar of the sites (Asia/Shanghai). Pure."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from xzcrawl.items import DateInterval, Precision

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")

ONE_SECOND = timedelta(seconds=1)
#: The years from which a web page can be. Software that knows no date writes 1970: PHP's ``date()`` of 0 is
#: 1970-01-01 08:00:00 in Shanghai, and a time divided by 1000 once too often is a day of that January.
#: Earlier years come from zeros in databases.
YEARS = range(1971, 2200)
FIRST_MOMENT = datetime(YEARS.start, 1, 1, tzinfo=SHANGHAI)
_SPAN: Final[Mapping[Precision, timedelta | relativedelta]] = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "month": relativedelta(months=1),
    "year": relativedelta(years=1),
}


def local(moment: datetime) -> datetime:
    """An aware instant in Asia/Shanghai, cut to whole seconds as PHP's ``time()`` is.

    Raises ValueError for a datetime without a time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone: give an aware datetime")
    return moment.astimezone(SHANGHAI).replace(microsecond=0)


@lru_cache(maxsize=16)  # an article's instants are often one: of what was seen once, and of a known second
def iso(moment: datetime) -> str:
    """An aware instant in ISO 8601, in Asia/Shanghai with its offset, to the second."""
    return moment.astimezone(SHANGHAI).isoformat("T", "seconds")  # by position, which is a sixth faster


def at(day: date, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, second), SHANGHAI)


def span(start: datetime, precision: Precision, text: str) -> DateInterval:
    """The whole second, minute, hour, day, month or year that begins at ``start``."""
    return DateInterval(start, start + _SPAN[precision] - ONE_SECOND, precision, text)


def whole_day(day: date, text: str) -> DateInterval:
    return span(at(day), "day", text)


def valid_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day or no web page is from that year."""
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
