"""Counts the articles of an archive by category, author, tag and month."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Connection, Row, Select, Text, cast, func, null, select, union_all

from xzcrawl.archive.engine.dialect import month_end, month_of, size_in_bytes
from xzcrawl.archive.read.stats import has_articles
from xzcrawl.archive.records import ArchiveExtent, Facet, FilterChoices, MonthCount
from xzcrawl.archive.schema.tables import article_tags, articles, sites, tags

_published = articles.c.published_at
#: Characters of a name that a form offers. No new name has more, but an older archive may have longer ones.
_LONGEST_NAME: Final = 255


def read_names(connection: Connection, limit: int) -> FilterChoices:
    """Up to ``limit`` names of each kind. Each takes one look into an index, however many articles have it.

    A site that never gave an article is not among them.
    """
    known = (
        select(tags.c.name).distinct().where(_is_short(tags.c.name)).order_by(tags.c.name),
        select(sites.c.key).where(has_articles()).order_by(sites.c.key),
    )
    found = (connection.scalars(statement.limit(limit)).all() for statement in known)
    categories, authors = (_distinct(connection, articles.c[name], limit) for name in ("category", "author"))
    return FilterChoices(categories, authors, *found)


def _distinct(connection: Connection, named: ColumnElement[Any], limit: int) -> Sequence[str]:
    names = _names(named)
    return connection.scalars(select(names.c.name).where(_is_short(names.c.name)).limit(limit)).all()


def _is_short(name: ColumnElement[Any]) -> ColumnElement[bool]:
    return func.length(name) <= _LONGEST_NAME


def _names(named: ColumnElement[Any]) -> CTE:
    """The values of a column with which an index begins, found from each to the next larger one."""
    step = select(func.min(named).label("name")).cte("step", recursive=True)
    following = select(func.min(named)).where(named > step.c.name).scalar_subquery()
    steps = step.union_all(select(following).where(step.c.name.is_not(None)))
    return select(steps.c.name).where(steps.c.name.is_not(None)).cte("names")


def measure(connection: Connection) -> ArchiveExtent:
    """The number of articles, their oldest and newest date, and the size."""
    number = connection.scalar(select(func.count()).select_from(articles)) or 0
    oldest, newest = (connection.scalar(select(end(_published))) for end in (func.min, func.max))
    return ArchiveExtent(number, oldest, newest, size_in_bytes(connection))


def count_categories(connection: Connection) -> list[Facet]:
    """The categories with the numbers of their articles, the largest first."""
    return _by(connection, articles.c.category)


def count_authors(connection: Connection) -> list[Facet]:
    """The authors with the numbers of their articles, the largest first."""
    return _by(connection, articles.c.author)


def _by(connection: Connection, named: ColumnElement[Any]) -> list[Facet]:
    """Counts by a column that has an index with the date: only this index is read."""

    def counted(own: ColumnElement[bool]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
        number = select(func.count()).select_from(articles).where(own)
        return number.scalar_subquery(), select(func.max(_published)).where(own).scalar_subquery()

    names = _names(named)
    every = union_all(
        select(names.c.name, *counted(named == names.c.name)), select(null(), *counted(named.is_(None)))
    )
    return _ordered(row for row in connection.execute(every) if row[1])


def count_tags(connection: Connection) -> list[Facet]:
    """The tags, the most used first, without reading the articles. Sites may share the name of a tag."""
    tag, used = article_tags.c.tag_id, func.count().label("used")
    uses = select(tag, used).group_by(tag).subquery()
    statement = select(tags.c.name, func.sum(uses.c.used), null()).join(uses, uses.c.tag_id == tags.c.id)
    return _ordered(connection.execute(statement.group_by(tags.c.name)))


def _ordered(rows: Iterable[Row[Any, Any, Any]]) -> list[Facet]:
    """The most frequent first; among equals by name, with None last."""
    ordered = sorted(rows, key=lambda row: (-row[1], row[0] is None, row[0] or ""))
    return [Facet(row[0], int(row[1]), row[2]) for row in ordered]


def count_months(connection: Connection) -> list[MonthCount]:
    """The numbers of articles with a date by month and category, the oldest month first.

    They take a few looks into an index for each month and category.
    """
    category, names = articles.c.category, _names(articles.c.category)
    named = _months(connection, select(names.c.name), lambda name: category == name)
    without = _months(connection, select(cast(null(), Text).label("name")), lambda _: category.is_(None))
    counts = [MonthCount(*row) for rows in (named, without) for row in connection.execute(rows)]
    return sorted(counts, key=lambda count: (count.month, count.category or ""))


def _months(
    connection: Connection, names: Select[Any], own: Callable[[ColumnElement[Any]], ColumnElement[bool]]
) -> Select[Any]:
    """A statement for the month, name and number of articles. It skips months in which a name has none.

    ``own`` gives the condition for the articles of a name.
    """

    def first(name: ColumnElement[Any], *after: ColumnElement[bool]) -> ColumnElement[Any]:
        return select(func.min(_published)).where(own(name), *after).scalar_subquery()

    name = names.subquery().c.name
    step = select(name, first(name).label("at")).cte(recursive=True)
    end = month_end(connection, step.c.at)
    following = select(step.c.name, first(step.c.name, _published >= end))
    step = step.union_all(following.where(step.c.at.is_not(None)))
    end = month_end(connection, step.c.at)
    within = (own(step.c.name), _published >= step.c.at, _published < end)
    number = select(func.count()).select_from(articles).where(*within).scalar_subquery()
    found = select(month_of(connection, step.c.at), step.c.name, number)
    return found.where(step.c.at.is_not(None))
