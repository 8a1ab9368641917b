"""Reads the archive. It returns frozen records and writes nothing."""

from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Final, Self, Unpack, cast, get_type_hints

from sqlalchemy import Connection, func, select

from xzcrawl.archive.database import Database
from xzcrawl.archive.filters import Filters, Selection, matching_ids
from xzcrawl.archive.filters.keywords import takes
from xzcrawl.archive.filters.meaning import meant
from xzcrawl.archive.index.finder import Finder, Track
from xzcrawl.archive.read.articles import last_changed, load_articles
from xzcrawl.archive.read.crawl_state import (
    held_files,
    known_articles,
    known_listings,
    missing_files,
    names_of_lists,
    read_otherwise,
    repeated_images,
)
from xzcrawl.archive.read.crawls import read_crawls
from xzcrawl.archive.read.due import gather_due
from xzcrawl.archive.read.history import read_history, read_revisions
from xzcrawl.archive.read.lookup import named_article, require_article
from xzcrawl.archive.read.snapshots import article_snapshots
from xzcrawl.archive.read.stats import gather_stats, latest_runs, read_sites
from xzcrawl.archive.read.zones import zones_by_run
from xzcrawl.archive.records import (
    ArticleRecord,
    ArticleSnapshots,
    Due,
    Found,
    History,
    KnownListing,
    KnownUrl,
    RevisionRecord,
    RunRecord,
    SiteCrawls,
    SiteRecord,
    Stats,
)
from xzcrawl.chunks import chunks
from xzcrawl.items import FileKind, Zones
from xzcrawl.search import Sort

#: Articles loaded at a time. This bounds memory (some 20 KB each); a larger number is not faster.
ARTICLES_PER_SELECT: Final = 200


class Archive:
    """An archive to read from, also while a crawl writes into it. Close it, or use it in a ``with``.

    An archive of an older xzcrawl is brought up to date first, after a copy of it was made; ``write=True``
    also creates a missing archive. Only ``writer.Writer`` writes articles. Raises ``ArchiveError`` if there
    is no archive at the address that this xzcrawl can read. Every method sees one unchanging state of the
    archive. Threads may share it. ``index`` is the folder of the search index; the default is one beside the
    archive.
    """

    def __init__(self, url: str, *, write: bool = False, index: str | None = None) -> None:
        self.database = Database(url, write=write)
        self._finder = Finder(self.database.url, index, self.database.reading)

    def close(self) -> None:
        """Close the search index and the database."""
        self._finder.close()
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @takes(Selection)
    def articles(self, **filters: Unpack[Selection]) -> Iterator[ArticleRecord]:
        """The articles that pass all filters, in constant memory, sorted by id or by ``order``."""
        found: Iterable[int] | None = self._finder.ids(filters)
        with self.database.reading() as connection:
            if found is None:
                options = {"yield_per": ARTICLES_PER_SELECT}
                found = connection.scalars(matching_ids(filters), execution_options=options)
            for chunk in chunks(found, ARTICLES_PER_SELECT):
                yield from load_articles(connection, chunk)

    @takes(Selection)
    def count(self, **filters: Unpack[Selection]) -> int:
        """The number of articles that pass all filters, after ``limit`` and ``offset``."""
        if (found := self._finder.ids(filters)) is not None:
            return len(found)
        with self.database.reading() as connection:
            matching = matching_ids(filters).order_by(None).subquery()
            return connection.execute(select(func.count()).select_from(matching)).scalar_one()

    @takes(Filters)
    def search(
        self, query: str, *, sort: Sort = "relevance", fresh: bool = True, **filters: Unpack[Filters]
    ) -> Found:
        """The hits of a search query (``docs/archive.md``) that pass the filters, the best or newest first.

        The default ``limit`` is 20. With ``fresh``, and for every other method that takes a query, the
        changed articles are added to the index first, unless another process does so. Raises ``BadQuery``,
        ``SearchIndexError``.
        """
        behind = self.catch_up() if fresh else self._finder.behind()
        return self._finder.find(query, sort, filters, behind=behind)

    def catch_up(self, *, wait: float = 0, rebuild: bool = False, track: Track | None = None) -> int:
        """Bring the search index up to date, or with ``rebuild`` build it again.

        ``wait`` is for how many seconds to wait for another process that updates the index. ``track`` gets
        the articles that are added, and their number, and must yield these articles one by one. Returns the
        number of changed articles that the index still lacks. Raises ``SearchIndexError``.
        """
        return self._finder.catch_up(wait=wait, rebuild=rebuild, track=track)

    def article(self, name: int | str) -> ArticleRecord:
        """One article, by its id in the archive (also as digits) or by any of its URLs.

        Raises ``NotInArchive``.
        """
        with self.database.reading() as connection:
            return named_article(connection, self.database.url, name)

    def revisions(self, article_id: int) -> Iterator[RevisionRecord]:
        """The versions of an article's title and text, oldest first. Raises ``NotInArchive``."""
        with self._reading_of(article_id) as connection:
            return iter(read_revisions(connection, article_id))

    def history(self, article_id: int) -> History:
        """An article's versions, its events, and all readings of its date. Raises ``NotInArchive``."""
        with self._reading_of(article_id) as connection:
            return read_history(connection, article_id)

    def snapshots_of(self, article_id: int) -> ArticleSnapshots:
        """The stored responses of an article: its pages and its files. Raises ``NotInArchive``."""
        with self._reading_of(article_id) as connection:
            return article_snapshots(connection, article_id, read_revisions(connection, article_id))

    @contextmanager
    def _reading_of(self, article_id: int) -> Iterator[Connection]:
        with self.database.reading() as connection:
            require_article(connection, self.database.url, article_id)
            yield connection

    def known_articles(self, site: str) -> Generator[Sequence[KnownUrl], None, None]:
        """All article addresses of a site that were ever discovered, those of an article together.

        Its main address comes first. They are read as they are asked for; close what was not read to its end.
        """
        with self.database.reading() as connection:
            yield from known_articles(connection, site)

    def known_listings(self, site: str, since: datetime | None = None) -> list[KnownListing]:
        """The first pages of all listings of a site, and all pages that were read ``since`` (aware).

        They are sorted by kind, key and page.
        """
        with self.database.reading() as connection:
            return known_listings(connection, site, since)

    def names_of_lists(self, site: str) -> dict[str, str]:
        """What a site calls its lists, by kind and key (``category 3``)."""
        with self.database.reading() as connection:
            return names_of_lists(connection, site)

    def held_files(self, site: str, kind: FileKind, files: Collection[str]) -> set[str]:
        """Those of the files of a kind, on any page of a site, of whose URLs there is a snapshot."""
        with self.database.reading() as connection:
            return held_files(connection, site, kind, files)

    def missing_files(self, site: str, kind: FileKind, since: datetime | None) -> dict[str, list[str]]:
        """The images, or the documents among attachments, without a snapshot, by the URL of their article.

        Only articles that are not gone and were read after ``since`` (aware; None: all) count.
        """
        with self.database.reading() as connection:
            return missing_files(connection, site, kind, since)

    def read_otherwise(self, site: str, extractor: str, family: str) -> int:
        """The number of a site's articles with a stored page that were read by another version or family.

        ``extractor`` is the version of today, ``family`` the name of the family.
        """
        with self.database.reading() as connection:
            return read_otherwise(connection, site, extractor, family)

    def due(self, now: datetime, site: str | None = None) -> Due:
        """The visits that are due at ``now`` (aware), of one site or of all."""
        with self.database.reading() as connection:
            return gather_due(connection, now, site)

    def latest(self, limit: int, filters: Selection) -> list[ArticleRecord]:
        """The articles that pass the filters and changed last in any way, the latest first."""
        chosen = cast(Selection, meant(filters, get_type_hints(Selection)))
        found = self._finder.ids(chosen)
        with self.database.reading() as connection:
            return load_articles(connection, last_changed(connection, chosen, found, limit))

    def sites(self) -> tuple[SiteRecord, ...]:
        """The sites, by key."""
        with self.database.reading() as connection:
            return read_sites(connection)

    def runs(self, limit: int | None = None, *, site: str | None = None) -> list[RunRecord]:
        """The runs of all sites or of one, the latest first; ``limit`` is the most of them, None for all."""
        with self.database.reading() as connection:
            return latest_runs(connection, limit, site)

    def crawls(self) -> list[SiteCrawls]:
        """The sites with their latest runs, sorted by key."""
        with self.database.reading() as connection:
            return read_crawls(connection)

    def zones(self, site: str) -> dict[int, Zones]:
        """The time zones of a site that each run knew, by run id in order, without runs that knew none."""
        with self.database.reading() as connection:
            return zones_by_run(connection, site)

    def repeated_images(self, site: str) -> frozenset[str]:
        """The URLs of the pictures that most articles of a site repeat, and that are cut out of them."""
        with self.database.reading() as connection:
            return repeated_images(connection, site)

    def stats(self) -> Stats:
        """The figures of the archive."""
        with self.database.reading() as connection:
            return gather_stats(connection)
