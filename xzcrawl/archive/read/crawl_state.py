"""Reads what a crawl needs at its start: the known addresses, listing pages and files of a site."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, case, false, func, or_, select

from xzcrawl.archive.engine.bulk import KEYS_PER_SELECT, select_in
from xzcrawl.archive.records import KnownListing, KnownUrl
from xzcrawl.archive.schema.tables import addresses, articles, images, listing_pages, sites, snapshots, urls
from xzcrawl.items import FileKind, KnownAddress, Link, ListingPage
from xzcrawl.urls import is_document

#: The columns of known addresses. Both tables have an ``id``; this is that of the address.
_COLUMNS: Final = {
    **articles.c,
    **urls.c,
    "unlisted_title": case((urls.c.listed_at.is_(None), articles.c.title)),
}
_KNOWN: Final = [_COLUMNS[name] for name in KnownUrl.__slots__ if name != "addresses"]
_MEMBERSHIPS: Final = KnownUrl.__slots__.index("memberships")
_ADDRESSES: Final = [addresses.c[name] for name in KnownAddress.__slots__]


def known_articles(connection: Connection, site: str) -> Iterator[Sequence[KnownUrl]]:
    """See ``Archive.known_articles``."""
    aliases: defaultdict[int, list[KnownUrl]] = defaultdict(list)
    for alias in _known_urls(connection, site, urls.c.alias_of.is_not(None)):
        aliases[alias.main].append(alias)
    for main in _known_urls(connection, site, urls.c.alias_of.is_(None)):
        yield [main, *aliases.pop(main.id, ())]
    yield from aliases.values()


def _known_urls(connection: Connection, site: str, which: ColumnElement[bool]) -> Iterator[KnownUrl]:
    main = func.coalesce(urls.c.alias_of, urls.c.id)
    known = select(*_KNOWN).outerjoin(articles, articles.c.url_id == main)
    statement = known.where(urls.c.site == site, which).order_by(urls.c.key).limit(KEYS_PER_SELECT)
    after: tuple[ColumnElement[bool], ...] = ()
    while rows := connection.execute(statement.where(*after)).all():
        seen = _known_addresses(connection, [row.id for row in rows])
        for row in rows:
            yield _known_url(row, seen.get(row.id, ()))
        after = (urls.c.key > rows[-1].key,)


def _known_addresses(connection: Connection, ids: Sequence[int]) -> dict[int, list[KnownAddress]]:
    """The URLs that were seen of each key, by the id of its row."""
    statement = select(addresses.c.url_id, *_ADDRESSES).where(addresses.c.url_id.in_(ids))
    seen: dict[int, list[KnownAddress]] = {}
    for url_id, *values in connection.execute(statement.order_by(addresses.c.id)).all():
        seen.setdefault(url_id, []).append(KnownAddress(*values))
    return seen


def known_listings(connection: Connection, site: str, since: datetime | None) -> list[KnownListing]:
    """The first pages of all listings that were ever found on a site, and all pages that were read ``since``.

    They are sorted by kind, key and page.
    """
    read_since = listing_pages.c.read_at >= since if since is not None else false()
    statement = select(listing_pages).where(
        listing_pages.c.site == site, or_(listing_pages.c.page == 1, read_since)
    )
    ordered = statement.order_by(listing_pages.c.kind, listing_pages.c.key, listing_pages.c.page)
    return [_known_listing(row) for row in connection.execute(ordered)]


def names_of_lists(connection: Connection, site: str) -> dict[str, str]:
    """What a site calls its lists, by kind and key (``category 3``)."""
    columns = listing_pages.c
    is_named = columns.read_at.is_not(None), columns.name.is_not(None)
    named = select(columns.kind, columns.key, columns.name).where(columns.site == site, *is_named)
    return {f"{kind} {key}": name for kind, key, name in connection.execute(named.order_by(columns.page))}


def held_files(connection: Connection, site: str, kind: FileKind, files: Collection[str]) -> set[str]:
    """Those of the files of a kind, on any page of a site, of whose URLs there is a snapshot."""
    # with the site as a condition SQLite would look through all files of the site
    statement = select(snapshots.c.url, snapshots.c.site, snapshots.c.kind)
    rows = select_in(connection, statement, snapshots.c.url, files)
    return {row.url for row in rows if (row.site, row.kind) == (site, kind)}


def missing_files(
    connection: Connection, site: str, kind: FileKind, since: datetime | None
) -> dict[str, list[str]]:
    """The files of a kind without a snapshot, by the URL of their article, in its order.

    Only articles that are not gone and were read after ``since`` (aware; None: all) count.
    """
    shown = _images_shown if kind == "image" else _documents_linked
    read = [articles.c.site == site, articles.c.gone_at.is_(None)]
    read += [articles.c.last_seen_at > since] if since is not None else []
    files = list(shown(connection, *read))
    held = held_files(connection, site, kind, {file for _, file in files})
    missing: defaultdict[str, list[str]] = defaultdict(list)
    for article, file in files:
        if file not in held:
            missing[article].append(file)
    return dict(missing)


def _images_shown(connection: Connection, *read: ColumnElement[bool]) -> Iterator[tuple[str, str]]:
    """The URLs of articles, each with that of an image, in its order."""
    statement = select(articles.c.url, images.c.url).join(images, images.c.article_id == articles.c.id)
    ordered = statement.where(*read).order_by(images.c.article_id, images.c.position)
    yield from map(tuple, connection.execute(ordered))


def _documents_linked(connection: Connection, *read: ColumnElement[bool]) -> Iterator[tuple[str, str]]:
    """The URLs of articles, each with that of a document among its attachments, in its order."""
    statement = select(articles.c.url, articles.c.attachments).where(*read).order_by(articles.c.id)
    for article, attached in connection.execute(statement):
        yield from ((article, link["url"]) for link in attached if is_document(Link(**link)))


def read_otherwise(connection: Connection, site: str, extractor: str, family: str) -> int:
    """The number of a site's articles with a stored page that were read by another version or family."""
    own = select(func.count()).select_from(articles).join(sites, sites.c.key == articles.c.site)
    otherwise = or_(articles.c.extractor != extractor, sites.c.family != family)
    kept = own.where(articles.c.site == site, articles.c.snapshot_id.is_not(None), otherwise)
    return connection.scalar(kept) or 0


def _known_url(row: Row[Any], seen: Sequence[KnownAddress]) -> KnownUrl:
    values = list(row)
    if values[_MEMBERSHIPS] is not None:
        values[_MEMBERSHIPS] = list(map(tuple, values[_MEMBERSHIPS]))
    return KnownUrl(*values, *[seen])


def _known_listing(row: Row[Any]) -> KnownListing:
    shown = None if row.read_at is None else _shown(row)
    return KnownListing(row.kind, row.key, row.page, row.url, row.read_at, shown)


def _shown(row: Row[Any]) -> ListingPage:
    posts, pinned = _keys(row.posts), _keys(row.pinned)
    last_page, last_url = row.last_page or 1, row.last_url or ""
    return ListingPage(row.kind, row.key, row.page, row.url, posts, pinned, last_page, last_url, row.name)


def _keys(stored: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(stored or ())


def repeated_images(connection: Connection, site: str) -> frozenset[str]:
    """The URLs of the pictures that most articles of a site repeat, as runs have learned."""
    known = connection.scalar(select(sites.c.repeated_images).where(sites.c.key == site))
    return frozenset(known or ())
