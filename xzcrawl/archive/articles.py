"""Articles as records: each row with its tags, images and snapshot."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from xzcrawl.archive.history import SNAPSHOT_COLUMNS, snapshot_in
from xzcrawl.archive.records import ArticleRecord
from xzcrawl.archive.tables import article_tags, articles, images, snapshots, tags, urls
from xzcrawl.items import Image, Link, Removed

_OWN: Final = [*(articles.c[name] for name in ArticleRecord.__slots__ if name in articles.c), urls.c.key]


def load_articles(connection: Connection, ids: Sequence[int]) -> list[ArticleRecord]:
    """The articles with these ids, in this order."""
    statement = select(*_OWN, *SNAPSHOT_COLUMNS).join(urls, urls.c.id == articles.c.url_id)
    statement = statement.outerjoin(snapshots, snapshots.c.id == articles.c.snapshot_id)
    statement = statement.where(articles.c.id.in_(ids))
    named = tags_of(connection, ids)
    shown = images_of(connection, ids)
    rows = {row.id: row for row in connection.execute(statement)}
    return [_record(rows[id_], named.get(id_, []), shown.get(id_, [])) for id_ in ids if id_ in rows]


def tags_of(connection: Connection, ids: Collection[int]) -> dict[int, list[str]]:
    """The tags of articles, in order; no entry for one without."""
    statement = select(article_tags.c.article_id, tags.c.name).join(tags, tags.c.id == article_tags.c.tag_id)
    statement = statement.where(article_tags.c.article_id.in_(ids)).order_by(article_tags.c.position)
    named: dict[int, list[str]] = {}
    for id_, name in connection.execute(statement):
        named.setdefault(id_, []).append(name)
    return named


def images_of(connection: Connection, ids: Collection[int]) -> dict[int, list[Image]]:
    """The images of articles, in order; no entry for one without."""
    statement = select(images.c.article_id, images.c.url, images.c.alt)
    statement = statement.where(images.c.article_id.in_(ids)).order_by(images.c.position)
    shown: dict[int, list[Image]] = {}
    for id_, url, alt in connection.execute(statement):
        shown.setdefault(id_, []).append(Image(url, alt))
    return shown


def _record(row: Row[Any], names: Sequence[str], shown: Sequence[Image]) -> ArticleRecord:
    columns: dict[str, Any] = {column.name: row._mapping[column] for column in _OWN}
    columns["breadcrumbs"] = tuple(row.breadcrumbs)
    columns["related"] = tuple(Link(**link) for link in row.related)
    columns["removed"] = tuple(Removed(**cut) for cut in row.removed)
    return ArticleRecord(**columns, tags=tuple(names), images=tuple(shown), snapshot=snapshot_in(row))
