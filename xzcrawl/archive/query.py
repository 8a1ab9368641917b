"""Reading the archive: frozen records out, nothing written."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Final, Self, Unpack

from sqlalchemy import Connection, func, select

from xzcrawl.archive import engine as engines
from xzcrawl.archive.articles import load_articles
from xzcrawl.archive.bulk import chunks
from xzcrawl.archive.crawls import SiteCrawls, read_crawls
from xzcrawl.archive.due import Due, gather_due
from xzcrawl.archive.filters import Filters, Selection, matching_ids
from xzcrawl.archive.finding import Finder, Found, Track
from xzcrawl.archive.history import History, read_history, read_revisions
from xzcrawl.archive.keywords import takes
from xzcrawl.archive.known import (
    KnownListing,
    KnownUrl,
    held_images,
    known_listings,
    known_urls,
    missing_images,
    read_otherwise,
)
from xzcrawl.archive.learning import repeated_images
from xzcrawl.archive.lookup import id_at
from xzcrawl.archive.records import (
    ArticleRecord,
    RevisionRecord,
    RunRecord,
    Stats,
)
from xzcrawl.archive.schema import is_outdated, version_of
from xzcrawl.archive.snapshot_rows import ArticleSnapshots, article_snapshots
from xzcrawl.archive.stats import gather_stats, latest_runs
from xzcrawl.archive.tables import articles
from xzcrawl.archive.zones import zones_by_run
from xzcrawl.errors import ArchiveError, NotInArchive
from xzcrawl.items import Zones
from xzcrawl.search import Sort

#: Articles loaded at a time: bounds memory (some 20 KB each); more make nothing faster.
ARTICLES_PER_SELECT: Final = 200
#: What both databases can hold as an id; a larger number is nobody's.
LARGEST_ID: Final = 2**63 - 1


class Archive:
    """An archive to read from, also while a crawl writes into it. Close it, or use it in a ``with``.

    An archive of an older xzcrawl is brought up to date first, after a copy of it was made; ``write=True``
    also creates one where there is none. Articles come in through ``store.Writer`` alone. Raises
    ``ArchiveError`` for an address that holds no archive this xzcrawl can read. Every method sees one
    unchanging state of the archive. Threads may share it. ``index`` is the folder of the search index, beside
    the archive unless told.
    """

    def __init__(self, url: str, *, write: bool = False, index: str | None = None) -> None:
        self._url = engines.parse_url(url)
        if write:
            self._upgrade()
        self._engine = engines.reading_engine(self._url)
        self._finder = Finder(self._url, index, self._reading)
        try:
            with self._reading("open") as connection:
                version = version_of(connection)
            if is_outdated(version, engines.shown(self._url)):
                self._renew()
        except BaseException:
            self.close()
            raise

    def _upgrade(self) -> None:
        # Alembic takes half a second to load, which a reader need not wait for.
        from xzcrawl.archive.migrate import upgrade

        upgrade(self._url)

    def _renew(self) -> None:
        try:
            self._upgrade()
        except ArchiveError as error:
            reason = "it is of an older xzcrawl and must be brought up to date first"
            raise ArchiveError(f"{error}; {reason}, which needs it and its folder to be writable") from error

    def close(self) -> None:
        """Let go of the database."""
        self._finder.close()
        engines.close_reading(self._engine, self._url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self, doing: str = "read") -> Iterator[Connection]:
        with engines.archive_errors(self._url, doing), self._engine.begin() as connection:
            yield connection

    @takes(Selection)
    def articles(self, **filters: Unpack[Selection]) -> Iterator[ArticleRecord]:
        """The articles that pass all filters, in constant memory, by id unless ordered."""
        found: Iterable[int] | None = self._finder.ids(filters)
        with self._reading() as connection:
            if found is None:
                options = {"yield_per": ARTICLES_PER_SELECT}
                found = connection.scalars(matching_ids(filters), execution_options=options)
            for chunk in chunks(found, ARTICLES_PER_SELECT):
                yield from load_articles(connection, chunk)

    @takes(Selection)
    def count(self, **filters: Unpack[Selection]) -> int:
        """How many articles pass all filters, cut to limit and offset."""
        if (found := self._finder.ids(filters)) is not None:
            return len(found)
        with self._reading() as connection:
            matching = matching_ids(filters).order_by(None).subquery()
            return connection.execute(select(func.count()).select_from(matching)).scalar_one()

    @takes(Filters)
    def search(
        self, query: str, *, sort: Sort = "relevance", fresh: bool = True, **filters: Unpack[Filters]
    ) -> Found:
        """The hits of a search query (``docs/archive.md``) that pass the filters, the best or newest first.

        20 unless ``limit`` says otherwise. With ``fresh``, and for every other method that takes a query, the
        index first takes in what changed, unless another process does so. Raises ``BadQuery``,
        ``SearchIndexError``.
        """
        behind = self.catch_up() if fresh else self._finder.behind()
        return self._finder.find(query, sort, filters, behind=behind)

    def catch_up(self, *, wait: float = 0, anew: bool = False, track: Track | None = None) -> int:
        """Bring the search index up to date, or make it ``anew``; waits so many seconds for who else does.

        ``track`` is given the articles that are taken in, and how many they are, and gives them back one by
        one. Returns how many changed articles the index still lacks. Raises ``SearchIndexError``.
        """
        return self._finder.catch_up(wait=wait, anew=anew, track=track)

    def article(self, name: int | str) -> ArticleRecord:
        """One article by the archive's id (also as digits) or by any URL it answers to.

        Raises ``NotInArchive``.
        """
        with self._reading() as connection:
            return self._article(connection, name)

    def _article(self, connection: Connection, name: int | str) -> ArticleRecord:
        is_id = isinstance(name, int) or (name.isascii() and name.isdigit() and len(name) < 19)
        article_id = int(name) if is_id else id_at(connection, str(name))
        records = load_articles(connection, [article_id]) if 0 < article_id <= LARGEST_ID else []
        if not records:
            raise self._missing(name)
        return records[0]

    def revisions(self, article_id: int) -> Iterator[RevisionRecord]:
        """The versions of an article's title and text, oldest first. Raises ``NotInArchive``."""
        with self._reading_of(article_id) as connection:
            return iter(read_revisions(connection, article_id))

    def history(self, article_id: int) -> History:
        """An article's versions, what befell it, and what every sight said of it. Raises ``NotInArchive``."""
        with self._reading_of(article_id) as connection:
            return read_history(connection, article_id)

    def snapshots_of(self, article_id: int) -> ArticleSnapshots:
        """The responses kept of an article: its pages, its images. Raises ``NotInArchive``."""
        with self._reading_of(article_id) as connection:
            return article_snapshots(connection, article_id, read_revisions(connection, article_id))

    @contextmanager
    def _reading_of(self, article_id: int) -> Iterator[Connection]:
        with self._reading() as connection:
            own = select(articles.c.id).where(articles.c.id == article_id)
            if not 0 < article_id <= LARGEST_ID or connection.scalar(own) is None:
                raise self._missing(article_id)
            yield connection

    def _missing(self, name: int | str) -> NotInArchive:
        return NotInArchive(f"no article {name} in the archive", engines.shown(self._url))

    def known_keys(self, site: str) -> dict[str, KnownUrl]:
        """Every article address of a site that was ever discovered, by key."""
        with self._reading() as connection:
            return known_urls(connection, site)

    def known_listings(self, site: str) -> list[KnownListing]:
        """Every page of a listing that was ever found on a site, by kind, key and page."""
        with self._reading() as connection:
            return known_listings(connection, site)

    def held_images(self, site: str) -> frozenset[str]:
        """The URLs of the images of which a crawl of the site has taken a snapshot."""
        with self._reading() as connection:
            return held_images(connection, site)

    def missing_images(self, site: str, since: datetime | None) -> dict[str, list[str]]:
        """The images, not held, of articles that are there and were read after ``since``, by their URL."""
        with self._reading() as connection:
            return missing_images(connection, site, since)

    def read_otherwise(self, site: str, extractor: str) -> int:
        """How many articles of a site another version of the extractor read, from pages that are kept."""
        with self._reading() as connection:
            return read_otherwise(connection, site, extractor)

    def due(self, now: datetime, site: str | None = None) -> Due:
        """What is due at ``now`` (aware), of one site or of all."""
        with self._reading() as connection:
            return gather_due(connection, now, site)

    def runs(self, limit: int | None = None, *, site: str | None = None) -> list[RunRecord]:
        """The runs, the one started last first."""
        with self._reading() as connection:
            return latest_runs(connection, limit, site)

    def crawls(self) -> list[SiteCrawls]:
        """What the crawls of each site have come to, by its key."""
        with self._reading() as connection:
            return read_crawls(connection)

    def zones(self, site: str) -> dict[int, Zones]:
        """By run, in their order, the zones by which it read the times of a site; without those not known."""
        with self._reading() as connection:
            return zones_by_run(connection, site)

    def repeated_images(self, site: str) -> frozenset[str]:
        """The URLs of the pictures that the articles of a site repeat, and that are cut out of them."""
        with self._reading() as connection:
            return repeated_images(connection, site)

    def stats(self) -> Stats:
        """What is in the archive, in figures."""
        with self._reading() as connection:
            return gather_stats(connection)
