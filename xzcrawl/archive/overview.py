"""Reading an archive to look around in it: what it is made of, and what happened in it lately."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from heapq import nlargest
from threading import Lock
from typing import Any, TypeVar, cast, get_type_hints

from sqlalchemy import ColumnElement, Connection, func, select

from xzcrawl.archive import counts
from xzcrawl.archive.articles import load_articles
from xzcrawl.archive.bulk import select_in
from xzcrawl.archive.counts import Count, Extent, MonthCount, Names
from xzcrawl.archive.dossier import Dossier, read_dossier
from xzcrawl.archive.filters import Filters, Selection, conditions, matching_ids
from xzcrawl.archive.happenings import HAPPENED, Happened, Happening, count_happenings, read_happenings
from xzcrawl.archive.headlines import ALL_HEADLINES, Headline, headline
from xzcrawl.archive.meaning import meant
from xzcrawl.archive.query import Archive
from xzcrawl.archive.records import ArticleRecord, SiteRecord
from xzcrawl.archive.sequence import latest_change
from xzcrawl.archive.stats import read_sites
from xzcrawl.archive.tables import articles
from xzcrawl.search import State

_T = TypeVar("_T")
_gone = articles.c.gone_at


class Overview(Archive):
    """An archive, read by people who look around. Every method sees one state of it.

    What its articles are made of is counted anew only when one has changed (``sequence``); so a site without
    articles has no name yet.
    """

    def __init__(self, url: str, *, write: bool = False, index: str | None = None) -> None:
        super().__init__(url, write=write, index=index)
        self._kept: dict[object, tuple[State, Any]] = {}
        self._counting: defaultdict[object, Lock] = defaultdict(Lock)

    def _counted(self, count: Callable[..., _T], *arguments: object) -> _T:
        """What a function counts. One thread counts, the others wait for what it finds."""
        key = count, arguments
        with self._counting[key], self._reading() as connection:
            state = latest_change(connection)
            kept = self._kept.get(key)
            if kept is None or kept[0] != state:
                kept = self._kept[key] = state, count(connection, *arguments)
            found: _T = kept[1]
            return found

    def sites(self) -> tuple[SiteRecord, ...]:
        """The sites, by key."""
        with self._reading() as connection:
            return read_sites(connection)

    def names(self, limit: int) -> Names:
        """What filters can be set to: so many names of each kind."""
        return self._counted(counts.read_names, limit)

    def extent(self) -> Extent:
        """How much there is, and from when to when."""
        with self._reading() as connection:
            return counts.measure(connection)

    def categories(self) -> list[Count]:
        """The categories with their articles, the fullest first."""
        return self._counted(counts.count_categories)

    def authors(self) -> list[Count]:
        """The authors with their articles, the busiest first."""
        return self._counted(counts.count_authors)

    def tags(self, limit: int | None = None) -> list[Count]:
        """The tags with their articles, the most used first; without their newest."""
        return self._counted(counts.count_tags)[:limit]

    def months(self) -> list[MonthCount]:
        """The articles with a date by month and category, oldest first."""
        return self._counted(counts.count_months)

    def happenings(
        self, kinds: Collection[Happened] = HAPPENED, *, limit: int, offset: int = 0
    ) -> list[Happening]:
        """What of these kinds happened in the whole archive, the latest first."""
        with self._reading() as connection:
            return read_happenings(connection, kinds, limit, offset)

    def count_happenings(self) -> dict[Happened, int]:
        """How often each kind happened."""
        return self._counted(count_happenings)

    def vanished(self, filters: Filters | None = None, *, limit: int, offset: int = 0) -> list[Headline]:
        """The articles that pass the filters and are gone from their site, those missed last first."""
        statement = ALL_HEADLINES.where(*_are_gone(filters))
        statement = statement.order_by(_gone.desc(), articles.c.id.desc()).limit(limit).offset(offset)
        with self._reading() as connection:
            return [headline(row) for row in connection.execute(statement)]

    def count_vanished(self, filters: Filters | None = None) -> int:
        """How many articles that pass the filters are gone from their site."""
        statement = select(func.count()).select_from(articles)
        statement = statement.where(*_are_gone(filters))
        with self._reading() as connection:
            return connection.scalar(statement) or 0

    def latest(self, limit: int, filters: Selection) -> list[ArticleRecord]:
        """Of the articles that pass the filters those that changed last in any way, the last one first."""
        chosen = cast(Selection, meant(filters, get_type_hints(Selection)))
        found = self._finder.ids(chosen)
        with self._reading() as connection:
            return load_articles(connection, _last_changed(connection, chosen, found, limit))

    def dossier(self, article_id: int) -> Dossier:
        """All that the archive holds of an article. Raises ``NotInArchive``."""
        with self._reading() as connection:
            return read_dossier(connection, self._article(connection, article_id))


def _are_gone(filters: Filters | None) -> Iterator[ColumnElement[bool]]:
    yield _gone.is_not(None)
    yield from conditions(cast(Filters, meant(filters or {}, Filters.__annotations__)))


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
