"""Translates the filters into SQL, and into conditions on the fields of the search index."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, select

from xzcrawl.archive.filters.declared import Between, Condition, Filters, OneOf, Selection, asked
from xzcrawl.archive.schema.tables import article_tags, articles, changes, tags
from xzcrawl.search import Scope, microseconds


def matching_ids(filters: Selection) -> Select[tuple[int]]:
    """The ids of the articles that pass all filters, in the wanted order, with limit and offset.

    A ``query`` is ignored: the search index handles it.
    """
    statement = select(articles.c.id).where(*conditions(filters))
    if (filters.get("order") or "id") != "id":
        statement = statement.order_by(articles.c.published_at.desc().nulls_last(), articles.c.id.desc())
    else:
        statement = statement.order_by(articles.c.id)
    return statement.limit(filters.get("limit")).offset(filters.get("offset"))


def conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """The conditions of the filters on a row of ``articles``."""
    for condition in asked(filters):
        yield from _SQL.get(condition.field, _of_column)(condition)


def scope_of(filters: Filters) -> Scope:
    """The same filters for the search index, without order, limit and offset."""
    every = list(asked(filters))
    exact = tuple((one.field, one.values) for one in every if isinstance(one, OneOf))
    ranges = tuple(
        (one.field, _microseconds(one.first), _microseconds(one.last))
        for one in every
        if isinstance(one, Between)
    )
    return Scope(exact, ranges)


def _microseconds(instant: datetime | None) -> int | None:
    return None if instant is None else microseconds(instant)


def _of_column(condition: Condition) -> Iterator[ColumnElement[bool]]:
    column = articles.c[condition.field]
    if isinstance(condition, OneOf):
        yield column.in_(condition.values)
        return
    if condition.first is not None:
        yield column >= condition.first
    if condition.last is not None:
        yield column <= condition.last


def _of_tags(condition: OneOf) -> Iterator[ColumnElement[bool]]:
    tagged = select(article_tags.c.article_id).join(tags, tags.c.id == article_tags.c.tag_id)
    yield articles.c.id.in_(tagged.where(tags.c.name.in_(condition.values)))


def _of_gone(condition: OneOf) -> Iterator[ColumnElement[bool]]:
    (gone,) = condition.values
    yield articles.c.gone_at.is_not(None) if gone else articles.c.gone_at.is_(None)


def _of_change(condition: Between) -> Iterator[ColumnElement[bool]]:
    yield articles.c.change_id.in_(select(changes.c.id).where(changes.c.at >= condition.first))


#: Conditions on fields that are not columns of ``articles``.
_SQL: Final[Mapping[str, Callable[..., Iterator[ColumnElement[bool]]]]] = {
    "tag": _of_tags,
    "is_gone": _of_gone,
    "change_at": _of_change,
}
