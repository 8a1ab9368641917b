"""Writes the ``addresses`` table: every URL seen of an article, what showed it, and what it answered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from xzcrawl.archive.engine.bulk import select_in
from xzcrawl.archive.schema.tables import addresses
from xzcrawl.archive.schema.types import UtcDateTime
from xzcrawl.frontier.addresses import MOST
from xzcrawl.items import AddressSource

#: The sources of addresses, the strongest first: a stronger source replaces a weaker one.
_STRENGTH: Final[Mapping[AddressSource, int]] = {"list": 0, "feed": 1, "canonical": 2, "link": 3}
_LISTS: Final = ("list", "feed")


@dataclass(frozen=True, slots=True)
class SeenAddress:
    """An address that a page showed. ``url_id`` is the row of its key, ``found_on`` the linking page."""

    url_id: int
    url: str
    source: AddressSource
    found_on: str | None
    found_at: datetime

    @property
    def name(self) -> tuple[int, str]:
        return self.url_id, self.url

    @property
    def listed_at(self) -> datetime | None:
        return self.found_at if self.source in _LISTS else None


@dataclass(frozen=True, slots=True)
class AddressAnswer:
    """The answer of an address; ``reason`` is None if it gave the article."""

    url_id: int
    url: str
    at: datetime
    status: int | None
    reason: str | None


def save_seen(connection: Connection, seen: Iterable[SeenAddress]) -> None:
    """Insert the new addresses, and update the sources of the others."""
    strongest: dict[tuple[int, str], SeenAddress] = {}
    for each in seen:
        known = strongest.get(each.name)
        if known is None or _STRENGTH[each.source] < _STRENGTH[known.source]:
            strongest[each.name] = each
    rows = select_in(connection, select(addresses), addresses.c.url_id, {name[0] for name in strongest})
    stored = {(row.url_id, row.url): row for row in rows}
    _insert(
        connection,
        [each for name, each in strongest.items() if name not in stored],
        Counter(n[0] for n in stored),
    )
    again = [(stored[name], each) for name, each in strongest.items() if name in stored]
    _renew(
        connection,
        [
            {
                "row": row.id,
                "source": min(row.source, each.source, key=_STRENGTH.__getitem__),
                "at": each.listed_at,
            }
            for row, each in again
            if each.listed_at or _STRENGTH[each.source] < _STRENGTH[row.source]
        ],
    )


def _insert(connection: Connection, fresh: Sequence[SeenAddress], count: Counter[int]) -> None:
    """Insert addresses. Those that main lists show are always stored, others up to ``MOST`` of an article."""
    rows = []
    for each in fresh:
        count[each.url_id] += 1
        if each.listed_at or count[each.url_id] <= MOST:
            rows.append(
                {
                    "url_id": each.url_id,
                    "url": each.url,
                    "source": each.source,
                    "found_on": each.found_on,
                    "found_at": each.found_at,
                    "listed_at": each.listed_at,
                }
            )
    if rows:
        connection.execute(insert(addresses), rows)


def _renew(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    at = bindparam("at", type_=UtcDateTime)
    news = update(addresses).where(addresses.c.id == bindparam("row"))
    listed = [row for row in rows if row["at"] is not None]
    others = [{"row": row["row"], "source": row["source"]} for row in rows if row["at"] is None]
    if listed:
        connection.execute(news.values(source=bindparam("source"), listed_at=at), listed)
    if others:
        connection.execute(news.values(source=bindparam("source")), others)


def save_answers(
    connection: Connection, answers: Iterable[AddressAnswer], ahead: datetime | None = None
) -> None:
    """Record the answers of addresses, except those older than the last try.

    Stored tries from ``ahead`` on (aware; None: none) are of an earlier run whose clock was ahead.
    """
    rows = [
        {"key_row": each.url_id, "at_url": each.url, "at": each.at, "code": each.status, "why": each.reason}
        for each in answers
    ]
    at = bindparam("at", type_=UtcDateTime)
    later = [] if ahead is None else [addresses.c.tried_at >= ahead]
    tried = update(addresses).where(
        addresses.c.url_id == bindparam("key_row"),
        addresses.c.url == bindparam("at_url"),
        or_(addresses.c.tried_at.is_(None), addresses.c.tried_at <= at, *later),
    )
    tried = tried.values(tried_at=at, status=bindparam("code"), reason=bindparam("why"))
    if failed := [row for row in rows if row["why"] is not None]:
        connection.execute(tried, failed)
    if gave := [row for row in rows if row["why"] is None]:
        connection.execute(tried.values(answered_at=at), gave)
