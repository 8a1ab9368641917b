"""Reading an archive to look around in it: what it is made of, and what happened in it lately."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from typing import Any, Final, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Select, func, null, select, union_all

from xzcrawl.archive.articles import load_articles
from xzcrawl.archive.bulk import select_in
from xzcrawl.archive.engine import month_of
from xzcrawl.archive.filters import Selection, matching_ids
from xzcrawl.archive.headlines import (
    HEADLINE_COLUMNS,
    Headline,
    headline,
    headlines,
    neighbours_of,
    related_to,
)
from xzcrawl.archive.query import Archive
from xzcrawl.archive.records import ArticleRecord, SiteRecord
from xzcrawl.archive.stats import read_sites
from xzcrawl.archive.tables import article_tags, articles, events, revisions, tags
from xzcrawl.dates import SHANGHAI

#: What can happen to an article: it is found, its title or text changes, a later extractor reads it anew,
#: its date changes, it goes, it comes back.
Happened = Literal["first", "changed", "reparsed", "redated", "gone", "returned"]
HAPPENED: Final[tuple[Happened, ...]] = get_args(Happened)
_REVISIONS: Final = frozenset({"first", "changed", "reparsed"})


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles have a name (a category, a tag, an author; None: none), and their newest date."""

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
class Happening:
    """Something that befell an article at an instant (of a revision: when its page was fetched).

    ``revision`` is the number of the version it led to, None of an event, whose ``details`` are those of
    ``EventRecord``.
    """

    at: datetime
    kind: Happened
    article: Headline
    revision: int | None
    details: Mapping[str, Any]

    @property
    def day(self) -> str:
        """The day on which it happened, in Asia/Shanghai: ``2022-09-24``."""
        return f"{self.at.astimezone(SHANGHAI):%Y-%m-%d}"


class Overview(Archive):
    """An archive, read by people who look around. Every method sees one state of it."""

    def sites(self) -> tuple[SiteRecord, ...]:
        """The sites, by key."""
        with self._reading() as connection:
            return read_sites(connection)

    def categories(self) -> list[Count]:
        """The categories with their articles, the fullest first."""
        with self._reading() as connection:
            return _counts(connection, _grouped(articles.c.category))

    def authors(self) -> list[Count]:
        """The authors with their articles, the busiest first."""
        with self._reading() as connection:
            return _counts(connection, _grouped(articles.c.author))

    def tags(self, limit: int | None = None) -> list[Count]:
        """The tags with their articles, the most used first."""
        statement = select(tags.c.name, func.count(), func.max(articles.c.published_at))
        statement = statement.join(article_tags, article_tags.c.tag_id == tags.c.id)
        statement = statement.join(articles, articles.c.id == article_tags.c.article_id)
        with self._reading() as connection:
            return _counts(connection, statement.group_by(tags.c.name), limit)

    def months(self) -> list[MonthCount]:
        """The articles with a date by month and category, oldest first."""
        with self._reading() as connection:
            month = month_of(connection, articles.c.published_at)
            statement = select(month, articles.c.category, func.count())
            statement = statement.where(articles.c.published_at.is_not(None))
            rows = connection.execute(statement.group_by(month, articles.c.category)).all()
        return [MonthCount(*row) for row in sorted(rows, key=lambda row: (row[0], row[1] or ""))]

    def happenings(
        self, kinds: Collection[Happened] = HAPPENED, *, limit: int, offset: int = 0
    ) -> list[Happening]:
        """What of these kinds happened in the whole archive, the latest first."""
        with self._reading() as connection:
            rows = connection.execute(_happened(kinds).limit(limit).offset(offset)).all()
            named = headlines(connection, {row.article_id for row in rows})
        return [
            Happening(row.at, row.kind, named[row.article_id], row.number, row.details or {}) for row in rows
        ]

    def count_happenings(self) -> dict[Happened, int]:
        """How often each kind happened."""
        with self._reading() as connection:
            counted = (
                connection.execute(select(column, func.count()).group_by(column)).all()
                for column in (revisions.c.cause, events.c.kind)
            )
            return {kind: count for rows in counted for kind, count in rows}

    def vanished(self, *, limit: int, offset: int = 0) -> list[Headline]:
        """The articles that are gone from their site, those missed last first."""
        gone = articles.c.gone_at
        statement = select(*HEADLINE_COLUMNS).where(gone.is_not(None))
        statement = statement.order_by(gone.desc(), articles.c.id.desc()).limit(limit).offset(offset)
        with self._reading() as connection:
            return [headline(row) for row in connection.execute(statement)]

    def count_vanished(self) -> int:
        """How many articles are gone from their site."""
        statement = select(func.count()).select_from(articles).where(articles.c.gone_at.is_not(None))
        with self._reading() as connection:
            return connection.scalar(statement) or 0

    def latest(self, limit: int, filters: Selection) -> list[ArticleRecord]:
        """Of the articles that pass the filters those that changed last in any way, the last one first."""
        found = self._finder.ids(filters)
        with self._reading() as connection:
            return load_articles(connection, _last_changed(connection, filters, found, limit))

    def related(self, article: ArticleRecord) -> list[Headline]:
        """The articles in the archive that the article's page named as related, in its order."""
        with self._reading() as connection:
            return related_to(connection, article)

    def neighbours(self, article: ArticleRecord) -> tuple[Headline | None, Headline | None]:
        """The articles of its site published just before and after it; none for one without a date."""
        with self._reading() as connection:
            return neighbours_of(connection, article)


def _last_changed(
    connection: Connection, filters: Selection, found: Sequence[int] | None, limit: int
) -> list[int]:
    """By the archive's change sequence; ``found`` are the articles that a query asks for."""
    change, id_ = articles.c.change_id, articles.c.id
    if found is None:
        statement = matching_ids(filters).order_by(None).order_by(change.desc().nulls_last(), id_.desc())
        return list(connection.scalars(statement.limit(limit)))
    rows = select_in(connection, select(change, id_), id_, found)
    return [row.id for row in nlargest(limit, rows, key=lambda row: (row.change_id or 0, row.id))]


def _grouped(column: ColumnElement[Any]) -> Select[Any]:
    return select(column, func.count(), func.max(articles.c.published_at)).group_by(column)


def _counts(connection: Connection, statement: Select[Any], limit: int | None = None) -> list[Count]:
    """Most frequent first, equals by name, what has none last among its equals."""
    rows = connection.execute(statement).all()
    ordered = sorted(rows, key=lambda row: (-row[1], row[0] is None, row[0] or ""))
    return [Count(*row) for row in ordered[:limit]]


def _happened(kinds: Collection[Happened]) -> Select[Any]:
    """Revisions and events as rows of one shape, the latest first."""
    of_revisions, of_events = _REVISIONS & set(kinds), set(kinds) - _REVISIONS
    # the first of the two gives the columns their names and types
    befell = select(
        events.c.at,
        events.c.kind,
        events.c.article_id,
        null().label("number"),
        events.c.details,
        events.c.id.label("sequence"),
    ).where(events.c.kind.in_(of_events))
    versions = select(
        revisions.c.seen_at,
        revisions.c.cause,
        revisions.c.article_id,
        revisions.c.number,
        null(),
        revisions.c.id,
    ).where(revisions.c.cause.in_(of_revisions))
    both = union_all(befell, versions).subquery()
    return select(both).order_by(both.c.at.desc(), both.c.sequence.desc())
