"""Writes what later walks need: the listings that were found, and the contents of their pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, insert, select, update

from xzcrawl.archive.engine.bulk import select_in
from xzcrawl.archive.schema.tables import listing_pages, urls
from xzcrawl.archive.schema.types import UtcDateTime
from xzcrawl.archive.write.urls import Item
from xzcrawl.items import Article, Listing, ListingPage
from xzcrawl.urls import Kind

#: (kind, key, page) of a page of a listing.
_Name = tuple[str, str, int]


def save_listings(connection: Connection, site: str, items: Sequence[Item]) -> None:
    """Insert the new listings to which pages link, and update the pages of listings that were read."""
    found = dict(_found(items))
    shown = {_name(page): (page, seen) for page, seen in _shown(items)}
    known = _known(connection, site, found.keys() | shown.keys())
    fresh = [
        {"site": site, "kind": kind, "key": key, "page": page, "url": url, "found_at": seen}
        for (kind, key, page), (url, seen) in found.items()
        if (kind, key, page) not in known
    ]
    if fresh:
        known.update(
            ((row.kind, row.key, row.page), row.id)
            for row in connection.execute(insert(listing_pages).returning(listing_pages), fresh)
        )
    rows = [{"row": known[name], **_read(page, seen)} for name, (page, seen) in shown.items()]
    if rows:
        connection.execute(update(listing_pages).where(listing_pages.c.id == bindparam("row")), rows)


def retitled(connection: Connection, items: Iterable[Item], rows: Mapping[str, int]) -> dict[int, datetime]:
    """The articles (by their row in ``urls``) that the home listing shows with another title, and when."""
    shown = {rows[key]: (title, seen) for key, title, seen in _listed(items) if key in rows}
    statement = select(urls.c.id, urls.c.listed_title).where(urls.c.listed_title.is_not(None))
    before = select_in(connection, statement, urls.c.id, shown)
    return {row.id: shown[row.id][1] for row in before if shown[row.id][0] not in (None, row.listed_title)}


def note_listed(connection: Connection, items: Iterable[Item], rows: Mapping[str, int]) -> None:
    """Record when the home listing showed articles, and their titles. ``rows`` are ids of ``urls``."""
    changes = [
        {"row": rows[key], "seen": seen, "title": title} for key, title, seen in _listed(items) if key in rows
    ]
    seen: BindParameter[datetime] = bindparam("seen", type_=UtcDateTime)
    listed = update(urls).where(urls.c.id == bindparam("row"))
    if changes:
        connection.execute(listed.values(listed_at=seen, listed_title=bindparam("title")), changes)


def _listed(items: Iterable[Item]) -> Iterator[tuple[str, str | None, datetime]]:
    """The articles that pages of the home listing show: key, title, and when."""
    for item in items:
        if isinstance(item, Listing) and item.shown is not None and item.shown.kind == Kind.HOME:
            titles = {link.key: link.title for link in item.observations}
            for key in (*item.shown.posts, *item.shown.pinned):
                yield key, titles.get(key), item.page.fetched_at


def _shown(items: Iterable[Item]) -> Iterator[tuple[ListingPage, datetime]]:
    for item in items:
        if isinstance(item, Listing) and item.shown is not None:
            yield item.shown, item.page.fetched_at


def _found(items: Iterable[Item]) -> Iterator[tuple[_Name, tuple[str, datetime]]]:
    """Every listing page that an item's page names or is, with its URL."""
    for item in items:
        if not isinstance(item, Article | Listing):
            continue
        seen = item.page.fetched_at
        yield from (((link.kind, link.key, 1), (link.url, seen)) for link in item.listings)
        if isinstance(item, Listing) and item.shown is not None:
            yield _name(item.shown), (item.shown.url, seen)


def _known(connection: Connection, site: str, names: Iterable[_Name]) -> dict[_Name, int]:
    columns = [listing_pages.c[name] for name in ("kind", "key", "page", "id")]
    statement = select(*columns).where(listing_pages.c.site == site)
    found = select_in(connection, statement, listing_pages.c.key, {key for _, key, _ in names})
    return {(row.kind, row.key, row.page): row.id for row in found}


def _name(page: ListingPage) -> _Name:
    return page.kind, page.key, page.page


def _read(page: ListingPage, seen: datetime) -> dict[str, Any]:
    return {
        "url": page.url,
        "read_at": seen,
        "posts": page.posts,
        "pinned": page.pinned,
        "last_page": page.last_page,
        "last_url": page.last_url,
        "name": page.name,
    }
