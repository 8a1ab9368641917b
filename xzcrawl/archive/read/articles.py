"""Reads articles as records: each row with its tags, images and snapshot."""

from collections.abc import Collection, Sequence
from heapq import nlargest
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Row, bindparam, select

from xzcrawl.archive.engine.bulk import select_in
from xzcrawl.archive.filters import Selection, matching_ids
from xzcrawl.archive.records import ArticleRecord
from xzcrawl.archive.schema.rows import SNAPSHOT_COLUMNS, snapshot_in
from xzcrawl.archive.schema.tables import article_tags, articles, images, snapshots, tags, urls
from xzcrawl.items import Image, Link, Removed

_OWN: Final = [*(articles.c[name] for name in ArticleRecord.__slots__ if name in articles.c), urls.c.key]
_OWN_NAMES: Final = [column.name for column in _OWN]
_in_order: Final = itemgetter(*ArticleRecord.__slots__)
# Built once: building a statement takes as long as running it.
_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_ARTICLES: Final = (
    select(*_OWN, *SNAPSHOT_COLUMNS)
    .join(urls, urls.c.id == articles.c.url_id)
    .outerjoin(snapshots, snapshots.c.id == articles.c.snapshot_id)
    .where(articles.c.id.in_(_IDS))
)
_TAGS: Final = (
    select(article_tags.c.article_id, tags.c.name)
    .join(tags, tags.c.id == article_tags.c.tag_id)
    .where(article_tags.c.article_id.in_(_IDS))
    .order_by(article_tags.c.position)
)
_IMAGES: Final = (
    select(images.c.article_id, images.c.url, images.c.alt)
    .where(images.c.article_id.in_(_IDS))
    .order_by(images.c.position)
)


def load_articles(connection: Connection, ids: Sequence[int]) -> list[ArticleRecord]:
    """The articles with these ids, in this order."""
    named = tags_of(connection, ids)
    shown = images_of(connection, ids)
    rows = {row.id: row for row in connection.execute(_ARTICLES, {"ids": ids}).all()}
    return [_record(rows[id_], named.get(id_, []), shown.get(id_, [])) for id_ in ids if id_ in rows]


def tags_of(connection: Connection, ids: Collection[int]) -> dict[int, list[str]]:
    """The tags of articles by id, in order. An article without tags has no entry."""
    named: dict[int, list[str]] = {}
    for id_, name in connection.execute(_TAGS, {"ids": ids}).all():
        named.setdefault(id_, []).append(name)
    return named


def images_of(connection: Connection, ids: Collection[int]) -> dict[int, list[Image]]:
    """The images of articles by id, in order. An article without images has no entry."""
    shown: dict[int, list[Image]] = {}
    for id_, url, alt in connection.execute(_IMAGES, {"ids": ids}).all():
        shown.setdefault(id_, []).append(Image(url, alt))
    return shown


def _record(row: Row[Any], names: Sequence[str], shown: Sequence[Image]) -> ArticleRecord:
    columns: dict[str, Any] = dict(zip(_OWN_NAMES, row, strict=False))
    columns["breadcrumbs"] = tuple(row.breadcrumbs)
    columns["related"] = tuple(Link(**link) for link in row.related)
    columns["attachments"] = tuple(Link(**link) for link in row.attachments)
    columns["removed"] = tuple(Removed(**cut) for cut in row.removed)
    columns |= {"tags": tuple(names), "images": tuple(shown), "snapshot": snapshot_in(row)}
    return ArticleRecord(*_in_order(columns))  # by name this would take four times as long


def last_changed(
    connection: Connection, filters: Selection, found: Sequence[int] | None, limit: int
) -> list[int]:
    """The ids of articles that pass the filters, the last changed first, by the archive's change sequence.

    If the filters have a query, ``found`` are the ids that pass all filters; else it is None.
    """
    change, id_ = articles.c.change_id, articles.c.id
    if found is None:
        statement = matching_ids(filters).order_by(None).order_by(change.desc().nulls_last(), id_.desc())
        return list(connection.scalars(statement.limit(limit)))
    rows = select_in(connection, select(change, id_), id_, found)
    return [row.id for row in nlargest(limit, rows, key=lambda row: (row.change_id or 0, row.id))]
