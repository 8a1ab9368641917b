"""Takes authors and categories from lists, for articles whose own pages name none.

A site can switch the info lines of its theme off. Then the pages of a listing give the name of the author or
category, and the articles on them are those of that author or category.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, bindparam, or_, select, update

from xzcrawl.archive.engine.bulk import select_in
from xzcrawl.archive.index.change_sequence import note_changes
from xzcrawl.archive.schema.page_columns import NAMED
from xzcrawl.archive.schema.tables import articles, listing_pages
from xzcrawl.archive.write.urls import Item
from xzcrawl.items import Listing

_SOURCES: Final = {name: articles.c[f"{name}_source"] for name in NAMED}
_COLUMNS: Final = [articles.c[name] for name in ("id", "url_id", "memberships", *NAMED)]


class _Listing(NamedTuple):
    """The name of a listing, and the number of its articles, as far as its pages show it."""

    name: str | None
    size: int


def note_members(connection: Connection, items: Iterable[Item], rows: Mapping[str, int]) -> None:
    """Record the listings that show articles, if the articles' own pages do not name author or category.

    ``rows`` are ids of main address rows by key. Pinned posts do not count: lists show them without having
    them.
    """
    shown: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for item in items:
        if isinstance(item, Listing) and item.shown is not None and item.shown.kind in NAMED:
            for key in item.shown.posts:
                shown[rows[key]].add((item.shown.kind, item.shown.key))
    changes = []
    for row in select_in(connection, select(*_COLUMNS, *_SOURCES.values()), articles.c.url_id, shown):
        known = set(map(tuple, row.memberships or ()))
        news = {pair for pair in shown[row.url_id] if row._mapping[f"{pair[0]}_source"] != "page"} - known
        if news:
            changes.append({"article": row.id, "memberships": sorted(known | news)})
    if changes:
        connection.execute(update(articles).where(articles.c.id == bindparam("article")), changes)


def name_by_lists(connection: Connection, site: str, now: datetime) -> None:
    """Name the authors and categories that pages left out. Articles with other names change at ``now``.

    An article is in its category and in those above it: the smallest is its own. Call this after all lists
    have been read to their end, or the smallest may be one that was not read yet.
    """
    unnamed = or_(*(source.is_distinct_from("page") for source in _SOURCES.values()))
    ids = connection.scalars(select(articles.c.id).where(articles.c.site == site, unnamed)).all()
    if not ids:
        return
    listings = _listings(connection, site)
    named = {
        row.id: names
        for row in select_in(connection, select(*_COLUMNS, *_SOURCES.values()), articles.c.id, ids)
        if (names := _names(row, listings))
    }
    for id_, names in named.items():
        connection.execute(update(articles).where(articles.c.id == id_).values(names))
    note_changes(connection, named.keys(), now)


def _names(row: Row[Any], listings: Mapping[tuple[str, str], _Listing]) -> dict[str, str]:
    """The columns of an article that change because of lists."""
    columns: dict[str, str] = {}
    for kind, source in _SOURCES.items():
        pairs = [pair for pair in map(tuple, row.memberships or ()) if pair[0] == kind]
        own = [listings[pair] for pair in pairs if pair in listings]
        name = _smallest(own)
        if row._mapping[source.name] != "page" and name is not None and name != row._mapping[kind]:
            columns |= {kind: name, source.name: "listing"}
    return columns


def _smallest(listings: Sequence[_Listing]) -> str | None:
    """The name of the smallest listing; None if it has no name, or if another listing is as small."""
    least = min((listing.size for listing in listings), default=0)
    smallest = [listing for listing in listings if listing.size == least]
    return smallest[0].name if len(smallest) == 1 else None


def _listings(connection: Connection, site: str) -> dict[tuple[str, str], _Listing]:
    """The listings of a site whose first page was read, by kind and key."""
    columns = [listing_pages.c[name] for name in ("kind", "key", "page", "posts", "last_page", "name")]
    read = listing_pages.c.site == site, listing_pages.c.kind.in_(NAMED), listing_pages.c.read_at.is_not(None)
    pages: defaultdict[tuple[str, str], dict[int, Row[Any]]] = defaultdict(dict)
    for row in connection.execute(select(*columns).where(*read)):
        pages[row.kind, row.key][row.page] = row
    return {pair: _listing(own) for pair, own in pages.items() if 1 in own}


def _listing(pages: Mapping[int, Row[Any]]) -> _Listing:
    first = pages[1]
    rest = len(pages[first.last_page].posts) if first.last_page in pages else 1
    return _Listing(first.name, (first.last_page - 1) * len(first.posts) + rest)
