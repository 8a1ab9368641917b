"""Writes the ``urls`` table: discovered addresses, the result of every fetch, and keys of the same article.

A row is a key; ``addresses`` has the URLs that were seen of each key.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, insert, or_, select, update

from xzcrawl.archive.engine.bulk import select_in
from xzcrawl.archive.schema.tables import readings, urls
from xzcrawl.archive.schema.types import UtcDateTime
from xzcrawl.check import failed
from xzcrawl.items import AddressSource, Article, Listing, Miss, Observation, UrlState

Item = Article | Listing | Miss


@dataclass(frozen=True, slots=True)
class UrlMention:
    """A mention of an address: ``source`` is what showed it, ``found_on`` the page that links to it."""

    key: str
    url: str
    source: AddressSource
    found_on: str | None
    found_at: datetime


@dataclass(slots=True)
class UrlRow:
    """The columns of a row of ``urls`` that a batch needs."""

    id: int
    alias_of: int | None

    @property
    def main(self) -> int:
        """The id of the row that the article and its readings belong to: this one, or its main row."""
        return self.id if self.alias_of is None else self.alias_of


def state_of(miss: Miss) -> UrlState:
    """The state of an address after a miss."""
    if miss.gone:
        return UrlState.GONE
    return UrlState.FAILED if failed(miss) else UrlState(miss.reason)


def observations_of(item: Item) -> Sequence[Observation]:
    """The links to other articles on an item's page."""
    return () if isinstance(item, Miss) else item.observations


def mentions_of(item: Item) -> Iterator[UrlMention]:
    """The addresses that an item mentions: its own, and those of other articles."""
    if isinstance(item, Miss):
        yield UrlMention(item.key, item.url, "link", None, item.seen_at)
        return
    seen = item.page.fetched_at
    if isinstance(item, Article):
        yield UrlMention(item.key, item.url, "canonical", None, seen)
        yield from (UrlMention(key, url, "link", None, seen) for key, url in answers_of(item))
    for link in item.observations:
        yield UrlMention(link.key, link.url, link.shown_by, item.page.url, seen)


def answers_of(article: Article) -> Iterator[tuple[str, str]]:
    """The keys and URLs that led to an article's page: the address of the page, and the one asked for."""
    if article.landed_key is not None:
        yield article.landed_key, article.page.url
    if article.asked_key is not None:
        yield article.asked_key, article.asked_url or article.page.url


def keys_of(article: Article) -> list[str]:
    """The keys of an article: its own, that of the address it came from, and that of the one asked for."""
    return list(dict.fromkeys([article.key, *(key for key, _ in answers_of(article))]))


def ensure_urls(
    connection: Connection, site: str, mentions: Iterable[UrlMention]
) -> tuple[dict[str, UrlRow], int]:
    """A row for every mentioned key, and the number of new rows, which get the state ``discovered``."""
    first: dict[str, UrlMention] = {}
    for mention in mentions:
        first.setdefault(mention.key, mention)
    rows = _load(connection, site, first)
    fresh = [mention for key, mention in first.items() if key not in rows]
    rows.update(_insert(connection, site, fresh))
    return rows, len(fresh)


def _load(connection: Connection, site: str, keys: Mapping[str, UrlMention]) -> dict[str, UrlRow]:
    statement = select(urls.c.key, urls.c.id, urls.c.alias_of)
    found = select_in(connection, statement.where(urls.c.site == site), urls.c.key, keys)
    return {row.key: UrlRow(row.id, row.alias_of) for row in found}


def _insert(connection: Connection, site: str, mentions: Sequence[UrlMention]) -> dict[str, UrlRow]:
    if not mentions:
        return {}
    rows = [
        {
            "site": site,
            "key": mention.key,
            "url": mention.url,
            "state": UrlState.DISCOVERED,
            "found_on": mention.found_on,
            "found_at": mention.found_at,
            "failures": 0,
        }
        for mention in mentions
    ]
    inserted = connection.execute(insert(urls).returning(urls.c.key, urls.c.id), rows)
    return {row.key: UrlRow(row.id, None) for row in inserted}


def record_aliases(connection: Connection, aliases: Mapping[int, int]) -> None:
    """Make rows aliases (alias id -> main id), and give their readings to the main rows."""
    if not aliases:
        return
    pairs = [{"alias": alias, "main": main} for alias, main in aliases.items()]
    alias: BindParameter[int] = bindparam("alias")
    main: BindParameter[int] = bindparam("main")
    connection.execute(update(readings).where(readings.c.url_id == alias).values(url_id=main), pairs)
    connection.execute(update(urls).where(urls.c.id == alias).values(alias_of=main), pairs)


def count_failed(connection: Connection, ids: Iterable[int], since: datetime, before: datetime | None) -> int:
    """The number of these rows whose last try failed, in a run that began at ``since`` (aware).

    Tries from ``before`` on (aware; None: none) are of an earlier run whose clock was ahead.
    """
    ended = [] if before is None else [urls.c.tried_at < before]
    failed = select(urls.c.id).where(urls.c.state == UrlState.FAILED, urls.c.tried_at >= since, *ended)
    return sum(1 for _ in select_in(connection, failed, urls.c.id, set(ids)))


def record_fetches(
    connection: Connection, fetched: Iterable[tuple[UrlRow, str, Article]], ahead: datetime | None = None
) -> None:
    """Record every (row, its URL, the article it gave) as fetched, except those older than the last try.

    Stored tries from ``ahead`` on (aware; None: none) are of an earlier run whose clock was ahead.
    """
    changes = [
        {"row": row.id, "url": url, "seen": article.page.fetched_at, "status": article.page.status}
        for row, url, article in fetched
    ]
    seen: BindParameter[datetime] = bindparam("seen", type_=UtcDateTime)
    news = or_(urls.c.tried_at.is_(None), urls.c.tried_at <= seen, *_tried_from(ahead))
    fetch = update(urls).where(urls.c.id == bindparam("row"), news)
    fetch = fetch.values(state=UrlState.FETCHED, tried_at=seen, fetched_at=seen, failures=0, reason=None)
    if changes:
        connection.execute(fetch.values(url=bindparam("url"), status=bindparam("status")), changes)


def _tried_from(ahead: datetime | None) -> list[ColumnElement[bool]]:
    return [] if ahead is None else [urls.c.tried_at >= ahead]


def record_misses(
    connection: Connection, misses: Iterable[tuple[UrlRow, Miss]], ahead: datetime | None = None
) -> Counter[UrlState]:
    """Record every miss, once. Returns the number of new ones by state. ``fetched_at`` and the article stay.

    ``ahead`` means the same as for ``record_fetches``.
    """
    changes: defaultdict[UrlState, list[dict[str, object]]] = defaultdict(list)
    for row, miss in misses:
        changes[state_of(miss)].append(
            {"row": row.id, "seen": miss.seen_at, "status": miss.status, "reason": miss.reason}
        )
    seen: BindParameter[datetime] = bindparam("seen", type_=UtcDateTime)
    news = or_(urls.c.tried_at.is_(None), urls.c.tried_at < seen, *_tried_from(ahead))
    missed = update(urls).where(urls.c.id == bindparam("row"), news)
    missed = missed.values(tried_at=seen, failures=urls.c.failures + 1)
    return Counter(
        {
            state: connection.execute(missed.values(state=state), rows).rowcount
            for state, rows in changes.items()
        }
    )
