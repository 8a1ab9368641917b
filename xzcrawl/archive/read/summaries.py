"""Reads summaries of articles for lists, without their texts."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from xzcrawl.archive.engine.bulk import select_in
from xzcrawl.archive.records import ArticleSummary
from xzcrawl.archive.schema.tables import articles

_COLUMNS: Final = [articles.c[name] for name in ArticleSummary.__slots__]
ALL_SUMMARIES: Final = select(*_COLUMNS)


def summary(row: Row[Any]) -> ArticleSummary:
    """The summary in a row of ``ALL_SUMMARIES``."""
    return ArticleSummary(*(row._mapping[column] for column in _COLUMNS))


def summaries(connection: Connection, ids: Collection[int]) -> dict[int, ArticleSummary]:
    """The summaries of these articles, by id."""
    return {row.id: summary(row) for row in select_in(connection, ALL_SUMMARIES, articles.c.id, ids)}
