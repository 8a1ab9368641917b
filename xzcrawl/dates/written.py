"""Reads days and instants as people and programs write them: ISO 8601. Pure."""

from datetime import date, datetime

from xzcrawl.dates.calendar import SHANGHAI
from xzcrawl.errors import UsageError


def day_or_instant(text: str) -> date:
    """A date, or a datetime (Asia/Shanghai unless it names its zone). Raises UsageError for other texts."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return instant(text)


def instant(text: str) -> datetime:
    """An aware datetime, in Asia/Shanghai unless the text names its zone. Raises UsageError for others."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is not a date: write 2022-09-24 or 2022-09-24T10:05:33+08:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
