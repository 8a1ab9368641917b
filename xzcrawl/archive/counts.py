"""What an archive is made of: its articles counted by category, author, tag and month."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Row,
    Text,
    column,
    func,
    null,
    select,
    true,
    union_all,
    values,
)

from xzcrawl.archive.engine import size_in_bytes
from xzcrawl.archive.tables import article_tags, articles, sites, tags
from xzcrawl.archive.types import UtcDateTime
from xzcrawl.dates import SHANGHAI

_published = articles.c.published_at


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles have a name (None: none), and their newest date (None where it is not counted)."""

    name: str | None
    articles: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many articles of a category a month has (``2022-09``, Asia/Shanghai)."""

    month: str
    category: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class Extent:
    """How many articles an archive has, from when to when they were published, and its size in bytes."""

    articles: int
    oldest: datetime | None
    newest: datetime | None
    size: int


@dataclass(frozen=True, slots=True)
class Names:
    """What filters can be set to: the first names of each kind in their order, and the sites' keys."""

    categories: Sequence[str]
    authors: Sequence[str]
    tags: Sequence[str]
    sites: Sequence[str]


def read_names(connection: Connection, limit: int) -> Names:
    """So many names of each kind, each found by a look into an index, however many articles have it."""
    known = (tags.c.name, sites.c.key)
    found = (connection.scalars(select(one).distinct().order_by(one).limit(limit)).all() for one in known)
    categories, authors = (_distinct(connection, articles.c[name], limit) for name in ("category", "author"))
    return Names(categories, authors, *found)


def _distinct(connection: Connection, named: ColumnElement[Any], limit: int) -> Sequence[str]:
    return connection.scalars(select(_names(named).c.name).limit(limit)).all()


def _names(named: ColumnElement[Any]) -> CTE:
    """The values of a column that an index begins with: from one to the next larger, not from row to row."""
    step = select(func.min(named).label("name")).cte("step", recursive=True)
    following = select(func.min(named)).where(named > step.c.name).scalar_subquery()
    steps = step.union_all(select(following).where(step.c.name.is_not(None)))
    return select(steps.c.name).where(steps.c.name.is_not(None)).cte("names")


def measure(connection: Connection) -> Extent:
    """How much there is."""
    number = connection.scalar(select(func.count()).select_from(articles)) or 0
    oldest, newest = (connection.scalar(select(end(_published))) for end in (func.min, func.max))
    return Extent(number, oldest, newest, size_in_bytes(connection))


def count_categories(connection: Connection) -> list[Count]:
    """The fullest first."""
    return _by(connection, articles.c.category)


def count_authors(connection: Connection) -> list[Count]:
    """The busiest first."""
    return _by(connection, articles.c.author)


def _by(connection: Connection, named: ColumnElement[Any]) -> list[Count]:
    """By a column that has an index with the date: two looks into it for each name."""

    def counted(own: ColumnElement[bool]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
        number = select(func.count()).select_from(articles).where(own)
        return number.scalar_subquery(), select(func.max(_published)).where(own).scalar_subquery()

    names = _names(named)
    every = union_all(
        select(names.c.name, *counted(named == names.c.name)), select(null(), *counted(named.is_(None)))
    )
    return _ordered(row for row in connection.execute(every) if row[1])


def count_tags(connection: Connection) -> list[Count]:
    """The most used first, without a look at the articles; sites may share the name of a tag."""
    tag, used = article_tags.c.tag_id, func.count().label("used")
    uses = select(tag, used).group_by(tag).subquery()
    statement = select(tags.c.name, func.sum(uses.c.used), null()).join(uses, uses.c.tag_id == tags.c.id)
    return _ordered(connection.execute(statement.group_by(tags.c.name)))


def _ordered(rows: Iterable[Row[Any, Any, Any]]) -> list[Count]:
    """Most frequent first, equals by name, what has none last among its equals."""
    ordered = sorted(rows, key=lambda row: (-row[1], row[0] is None, row[0] or ""))
    return [Count(row[0], int(row[1]), row[2]) for row in ordered]


def count_months(connection: Connection) -> list[MonthCount]:
    """The articles with a date, oldest month first: a look into an index for each month and category."""
    months = list(_months(connection))
    if not months:
        return []
    columns = (column("month", Text), column("first", UtcDateTime), column("end", UtcDateTime))
    month, names = values(*columns, name="month").data(months).cte(), _names(articles.c.category)

    def number(own: ColumnElement[bool]) -> ColumnElement[int]:
        published = (_published >= month.c.first, _published < month.c.end)
        return select(func.count()).select_from(articles).where(own, *published).scalar_subquery()

    named = select(month.c.month, names.c.name, number(articles.c.category == names.c.name))
    without = select(month.c.month, null(), number(articles.c.category.is_(None)))
    rows = connection.execute(union_all(named.join(names, true()), without)).all()
    return [MonthCount(*row) for row in sorted(rows, key=lambda row: (row[0], row[1] or "")) if row[2]]


def _months(connection: Connection) -> Iterator[tuple[str, datetime, datetime]]:
    """The months (Asia/Shanghai) from the oldest date to the newest, with their first instants and ends."""
    oldest, newest = (connection.scalar(select(end(_published))) for end in (func.min, func.max))
    if oldest is None or newest is None:
        return
    first = oldest.astimezone(SHANGHAI).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while first <= newest:
        end = first + relativedelta(months=1)
        yield f"{first:%Y-%m}", first, end
        first = end
