"""Reads an archive whose snapshots are to be read again: the snapshots, and the articles stored from them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, select

from xzcrawl.archive.database import Database
from xzcrawl.archive.engine.bulk import select_in
from xzcrawl.archive.read.articles import images_of, tags_of
from xzcrawl.archive.read.crawl_state import repeated_images
from xzcrawl.archive.read.snapshots import of_article
from xzcrawl.archive.read.zones import zones_by_run
from xzcrawl.archive.records import SnapshotRecord
from xzcrawl.archive.schema.page_columns import PAGE_COLUMNS, keep_named, page_columns
from xzcrawl.archive.schema.rows import reading_in
from xzcrawl.archive.schema.tables import articles, readings, snapshot_parts, snapshots, urls
from xzcrawl.archive.write.admission import admit
from xzcrawl.items import Article, Image, Reading, Zones

PUBLISHED: Final = tuple(column.name for column in articles.c if column.name.startswith("published_"))
_OWN: Final = ("id", "url_id", "url", "snapshot_id", "dated_since", "revision", "content_sha256", "extractor")
_ROWS: Final = 1_000
_ORIGINALS: Final = snapshots.alias("originals")


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """A snapshot to be read again. If it has no payload itself, ``original`` is the one that has it."""

    snapshot: SnapshotRecord
    original: SnapshotRecord | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A page of an article. The current one is the page from which its content was read.

    ``parts`` are the pages of the further parts of that content, in order.
    """

    article_id: int
    response: StoredResponse
    is_current: bool
    parts: Sequence[StoredResponse] = ()


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A stored reading, its row id, its run, and the id of the snapshot of the page it was read from."""

    id: int
    run_id: int
    snapshot_id: int | None
    reading: Reading


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it is stored.

    ``values`` are the ``PAGE_COLUMNS``, ``PUBLISHED``, ``tags`` and ``images``, by name. Tags are names,
    images are (URL, alt) pairs, both in order. ``snapshot_id`` is that of the page the article was read from.
    """

    id: int
    url_id: int
    url: str
    snapshot_id: int | None
    dated_since: datetime | None
    revision: int
    content_sha256: str
    extractor: str
    values: Mapping[str, Any]
    readings: Sequence[StoredReading]

    def with_page(self, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """The ``page_values`` of its page. If the page names no author or category, the stored ones stay."""
        return keep_named(said, self.values)


def admitted(article: Article) -> Article | None:
    """An article without the parts that the archive cannot store; None if it cannot store the article."""
    found = next(admit([article], Counter()), None)
    return found if isinstance(found, Article) else None


def page_values(article: Article) -> Mapping[str, Any]:
    """The values from an article's page, by the names of ``StoredArticle.values``."""
    return page_columns(article) | {
        "memberships": [list(pair) for pair in article.memberships],
        "tags": list(dict.fromkeys(article.tags)),
        "images": [(image.url, image.alt) for image in article.images],
    }


class ReparseSource:
    """An archive whose snapshots are read again. Only the reparse may write to it meanwhile.

    Every method raises ``ArchiveError``.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def zones(self, site: str) -> dict[int, Zones]:
        """The time zones of a site that each run knew, by run id in order, without runs that knew none."""
        with self._database.reading() as connection:
            return zones_by_run(connection, site)

    def repeated_images(self, site: str) -> frozenset[str]:
        """The URLs of the pictures that most articles of a site repeat, and that are cut out of them."""
        with self._database.reading() as connection:
            return repeated_images(connection, site)

    def listings(self, site: str) -> Iterator[StoredResponse]:
        """The listings and feeds of a site, in the order of fetching."""
        own = snapshots.c.site == site, snapshots.c.kind.in_(("listing", "feed"))
        statement = _responses().where(*own).order_by(snapshots.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(statement, execution_options={"yield_per": _ROWS})
            yield from map(_response, rows)

    def main_addresses(self, site: str) -> dict[str, int]:
        """The row id of the main address of every key of a site."""
        statement = select(urls.c.key, func.coalesce(urls.c.alias_of, urls.c.id)).where(urls.c.site == site)
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(statement)}

    def article_ids(self, site: str) -> list[int]:
        """The ids of a site's articles."""
        own = select(articles.c.id).where(articles.c.site == site).order_by(articles.c.id)
        with self._database.reading() as connection:
            return list(connection.scalars(own))

    def article_pages(self, ids: Collection[int]) -> list[ArticlePage]:
        """The pages from which these articles or their readings were read, in the order of fetching."""
        own = select(articles.c.id, articles.c.snapshot_id, readings.c.snapshot_id.label("read_from"))
        own = own.outerjoin(readings, readings.c.url_id == articles.c.url_id)
        with self._database.reading() as connection:
            current: dict[int, int] = {}
            wanted: dict[int, int] = {}
            for row in select_in(connection, own, articles.c.id, ids):
                current[row.id] = row.snapshot_id
                found = {row.snapshot_id, row.read_from} - {None}
                wanted |= dict.fromkeys(found, row.id)
            pages = _responses().where(of_article())
            rows = sorted(select_in(connection, pages, snapshots.c.id, wanted), key=lambda row: row[0])
            parts = _parts(connection, [id_ for id_ in current.values() if id_ is not None])
        return [
            ArticlePage(
                wanted[row[0]], _response(row), current[wanted[row[0]]] == row[0], parts.get(row[0], ())
            )
            for row in rows
        ]

    def stored_articles(self, ids: Collection[int]) -> list[StoredArticle]:
        """The articles with these ids as they are stored, sorted by id."""
        columns = [articles.c[name] for name in (*_OWN, *PAGE_COLUMNS, *PUBLISHED)]
        with self._database.reading() as connection:
            rows = list(select_in(connection, select(*columns).order_by(articles.c.id), articles.c.id, ids))
            tagged, shown = tags_of(connection, ids), images_of(connection, ids)
            read = _readings(connection, [row.url_id for row in rows])
        return [
            _article(row, tagged.get(row.id, []), shown.get(row.id, []), read[row.url_id]) for row in rows
        ]


def _responses() -> Select[Any]:
    columns = [table.c[name] for table in (snapshots, _ORIGINALS) for name in SnapshotRecord.__slots__]
    return select(*columns).outerjoin(_ORIGINALS, _ORIGINALS.c.id == snapshots.c.refers_to)


def _parts(connection: Connection, first_ids: Collection[int]) -> Mapping[int, Sequence[StoredResponse]]:
    """The pages of the further parts of articles, in order, by the ids of the first parts' snapshots."""
    first = snapshot_parts.c.first_id
    own = _responses().join(snapshot_parts, snapshot_parts.c.part_id == snapshots.c.id).add_columns(first)
    found: dict[int, list[StoredResponse]] = defaultdict(list)
    for row in select_in(connection, own.order_by(first, snapshot_parts.c.number), first, first_ids):
        found[row.first_id].append(_response(row))
    return found


def _response(row: Row[Any]) -> StoredResponse:
    half = len(SnapshotRecord.__slots__)
    original = None if row[half] is None else SnapshotRecord(*row[half : 2 * half])
    return StoredResponse(SnapshotRecord(*row[:half]), original)


def _article(
    row: Row[Any], tagged: Sequence[str], shown: Sequence[Image], read: Sequence[StoredReading]
) -> StoredArticle:
    values = dict(zip((*PAGE_COLUMNS, *PUBLISHED), row[len(_OWN) :], strict=True))
    values |= {"tags": tagged, "images": [(image.url, image.alt) for image in shown]}
    return StoredArticle(**dict(zip(_OWN, row, strict=False)), values=values, readings=read)


def _readings(connection: Connection, url_ids: Collection[int]) -> Mapping[int, list[StoredReading]]:
    found: dict[int, list[StoredReading]] = defaultdict(list)
    for row in select_in(connection, select(readings).order_by(readings.c.id), readings.c.url_id, url_ids):
        found[row.url_id].append(StoredReading(row.id, row.run_id, row.snapshot_id, reading_in(row)))
    return found
