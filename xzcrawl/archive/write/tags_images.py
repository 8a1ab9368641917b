"""Writes the tags and images of articles, in the order of the page."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from xzcrawl.archive.engine.bulk import select_in
from xzcrawl.archive.schema.tables import article_tags, images, tags
from xzcrawl.items import Image


def save_tags(
    connection: Connection, names: Mapping[int, Sequence[str]], known: Collection[int], site: str
) -> set[int]:
    """Store the tags of every article (by id). ``known`` are the ids that may have stored tags.

    Returns the ids of the articles whose tags were different.
    """
    ids = _tag_ids(connection, site, {name for own in names.values() for name in own})
    wanted = {article: [(ids[name],) for name in dict.fromkeys(own)] for article, own in names.items()}
    return _replace(connection, article_tags, ("tag_id",), wanted, known)


def save_images(connection: Connection, found: Mapping[int, Sequence[Image]], known: Collection[int]) -> None:
    """Store the images of every article (by id). ``known`` are the ids that may have stored images."""
    wanted = {article: [(image.url, image.alt) for image in own] for article, own in found.items()}
    _replace(connection, images, ("url", "alt"), wanted, known)


def _replace(
    connection: Connection,
    table: Table,
    names: tuple[str, ...],
    wanted: Mapping[int, list[tuple[Any, ...]]],
    known: Collection[int],
) -> set[int]:
    """Rewrite the rows of the articles whose list differs from the stored one. Returns their ids."""
    stored = _stored(connection, table, names, known)
    changed = {article: rows for article, rows in wanted.items() if rows != stored.get(article, [])}
    if outdated := changed.keys() & stored.keys():
        connection.execute(delete(table).where(table.c.article_id.in_(outdated)))
    rows = [
        {"article_id": article, "position": position, **dict(zip(names, values, strict=True))}
        for article, own in changed.items()
        for position, values in enumerate(own)
    ]
    if rows:
        connection.execute(insert(table), rows)
    return set(changed)


def _stored(
    connection: Connection, table: Table, names: Iterable[str], known: Collection[int]
) -> dict[int, list[tuple[Any, ...]]]:
    columns = [table.c[name] for name in names]
    statement = select(table.c.article_id, *columns).order_by(table.c.article_id, table.c.position)
    grouped: dict[int, list[tuple[Any, ...]]] = {}
    for row in select_in(connection, statement, table.c.article_id, known):
        grouped.setdefault(row.article_id, []).append(tuple(row)[1:])
    return grouped


def _tag_ids(connection: Connection, site: str, names: Collection[str]) -> dict[str, int]:
    """The row ids of a site's tags. New tags are inserted."""
    statement = select(tags.c.name, tags.c.id).where(tags.c.site == site)
    ids = {row.name: row.id for row in select_in(connection, statement, tags.c.name, names)}
    fresh = [{"site": site, "name": name} for name in sorted(set(names) - ids.keys())]
    if fresh:
        ids.update((row.name, row.id) for row in connection.execute(_INSERT_TAGS, fresh))
    return ids


_INSERT_TAGS = insert(tags).returning(tags.c.name, tags.c.id)
