"""How tests of date texts say when and what: moments and whole days in Shanghai, a text seen at noon."""

from datetime import datetime, timedelta, timezone
from typing import Literal

from xzcrawl.dates import parse_date
from xzcrawl.items import DateInterval

Rounding = Literal["half-up", "down"] | None
CST = timezone(timedelta(hours=8))  # Shanghai since 1991, stated apart from the module under test


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CST)


NOON = at("2023-07-20 12:00:00")


def ends(interval: DateInterval | None) -> tuple[str, str]:
    assert interval is not None
    return str(interval.earliest.replace(tzinfo=None)), str(interval.latest.replace(tzinfo=None))


def read(text: str, seen_at: datetime = NOON, rounding: Rounding = "half-up") -> tuple[str, str]:
    return ends(parse_date(text, seen_at, rounding=rounding))


def whole(day: str) -> tuple[str, str]:
    return f"{day} 00:00:00", f"{day} 23:59:59"
