"""Reads an archive for an overview: its categories, authors, tags and months, and its latest activity."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from threading import Lock
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, func, select

from xzcrawl.archive.database import Database
from xzcrawl.archive.filters import Filters, conditions
from xzcrawl.archive.filters.meaning import meant
from xzcrawl.archive.index.change_sequence import latest_change
from xzcrawl.archive.read import facets as counts
from xzcrawl.archive.read.activity import count_activity, read_activity
from xzcrawl.archive.read.article_detail import read_detail
from xzcrawl.archive.read.lookup import named_article
from xzcrawl.archive.read.summaries import ALL_SUMMARIES, summary
from xzcrawl.archive.records import (
    ACTIVITY_KINDS,
    Activity,
    ActivityKind,
    ArchiveExtent,
    ArticleDetail,
    ArticleSummary,
    Facet,
    FilterChoices,
    MonthCount,
)
from xzcrawl.archive.schema.tables import articles
from xzcrawl.search import State

_T = TypeVar("_T")
_gone = articles.c.gone_at


class Overview:
    """The overview of an archive for people. Every method sees one state of it. Raises ``ArchiveError``.

    Names are counted again only when an article has changed (``change_sequence``). So a site without articles
    is not among the names yet.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[object, tuple[State, Any]] = {}
        self._counting: defaultdict[object, Lock] = defaultdict(Lock)

    def _counted(self, count: Callable[..., _T], *arguments: object) -> _T:
        """The result of a function, counted again only after a change. One thread counts, the others wait."""
        key = count, arguments
        with self._counting[key], self._database.reading() as connection:
            state = latest_change(connection)
            kept = self._kept.get(key)
            if kept is None or kept[0] != state:
                kept = self._kept[key] = state, count(connection, *arguments)
            found: _T = kept[1]
            return found

    def names(self, limit: int) -> FilterChoices:
        """The values that filters can have: up to ``limit`` names of each kind."""
        return self._counted(counts.read_names, limit)

    def extent(self) -> ArchiveExtent:
        """The size of the archive, and the dates of its oldest and its newest article."""
        with self._database.reading() as connection:
            return counts.measure(connection)

    def categories(self) -> list[Facet]:
        """The categories with the numbers of their articles, the largest first."""
        return self._counted(counts.count_categories)

    def authors(self) -> list[Facet]:
        """The authors with the numbers of their articles, the largest first."""
        return self._counted(counts.count_authors)

    def tags(self, limit: int | None = None) -> list[Facet]:
        """The tags with the numbers of their articles, the largest first, without the dates of the newest."""
        return self._counted(counts.count_tags)[:limit]

    def months(self) -> list[MonthCount]:
        """The numbers of articles with a date by month and category, the oldest month first."""
        return self._counted(counts.count_months)

    def activity(
        self, kinds: Collection[ActivityKind] = ACTIVITY_KINDS, *, limit: int, offset: int = 0
    ) -> list[Activity]:
        """The activity of these kinds in the whole archive, the latest first."""
        with self._database.reading() as connection:
            return read_activity(connection, kinds, limit, offset)

    def count_activity(self) -> dict[ActivityKind, int]:
        """The number of activities of each kind."""
        return self._counted(count_activity)

    def vanished(
        self, filters: Filters | None = None, *, limit: int, offset: int = 0
    ) -> list[ArticleSummary]:
        """The articles that pass the filters and are gone from their site, the last missed first."""
        statement = ALL_SUMMARIES.where(*_are_gone(filters))
        statement = statement.order_by(_gone.desc(), articles.c.id.desc()).limit(limit).offset(offset)
        with self._database.reading() as connection:
            return [summary(row) for row in connection.execute(statement)]

    def count_vanished(self, filters: Filters | None = None) -> int:
        """The number of articles that pass the filters and are gone from their site."""
        statement = select(func.count()).select_from(articles)
        statement = statement.where(*_are_gone(filters))
        with self._database.reading() as connection:
            return connection.scalar(statement) or 0

    def detail(self, article_id: int) -> ArticleDetail:
        """All details of an article that the archive has. Raises ``NotInArchive``."""
        with self._database.reading() as connection:
            return read_detail(connection, named_article(connection, self._database.url, article_id))


def _are_gone(filters: Filters | None) -> Iterator[ColumnElement[bool]]:
    yield _gone.is_not(None)
    yield from conditions(cast(Filters, meant(filters or {}, Filters.__annotations__)))
