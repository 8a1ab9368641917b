"""Reading the archive: frozen records out, nothing written."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Final, Self, Unpack

from sqlalchemy import Connection, Row, Select, func, select

from xzcrawl.archive import engine as engines
from xzcrawl.archive.bulk import chunks
from xzcrawl.archive.filters import Filters, matching_ids
from xzcrawl.archive.records import ArticleRecord, KnownUrl, RunRecord, Stats
from xzcrawl.archive.schema import require_current, version_of
from xzcrawl.archive.stats import gather_stats, latest_runs
from xzcrawl.archive.tables import article_tags, articles, images, sites, tags, urls
from xzcrawl.errors import NotInArchive
from xzcrawl.items import Image, Link, Removed
from xzcrawl.urls import Kind, absolute, classify

#: Articles loaded at a time: bounds memory (some 20 KB each); more make nothing faster.
ARTICLES_PER_SELECT: Final = 200
#: What both databases can hold as an id; a larger number is nobody's.
LARGEST_ID: Final = 2**63 - 1


class Archive:
    """An archive to read from, also while a crawl writes into it. Close it, or use it in a ``with``.

    ``write=True`` first creates it, or brings it up to date, where needed; articles come in through
    ``store.Writer`` alone. Raises ``ArchiveError`` for an address that holds no archive this xzcrawl can
    read. Every method sees one unchanging state of the archive. Threads may share it.
    """

    def __init__(self, url: str, *, write: bool = False) -> None:
        self._url = engines.parse_url(url)
        if write:
            # Alembic takes half a second to load, which a reader need not wait for.
            from xzcrawl.archive.migrate import upgrade

            upgrade(self._url)
        self._engine = engines.reading_engine(self._url)
        try:
            with self._reading("open") as connection:
                require_current(version_of(connection), engines.shown(self._url))
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

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

    def articles(self, **filters: Unpack[Filters]) -> Iterator[ArticleRecord]:
        """The articles that pass all filters (see ``Filters``), in constant memory, by id unless ordered."""
        with self._reading() as connection:
            options = {"yield_per": ARTICLES_PER_SELECT}
            found = connection.execute(matching_ids(filters), execution_options=options)
            for chunk in chunks((row.id for row in found), ARTICLES_PER_SELECT):
                yield from _load(connection, chunk)

    def count(self, **filters: Unpack[Filters]) -> int:
        """How many articles pass all filters."""
        with self._reading() as connection:
            matching = matching_ids(filters).order_by(None).subquery()
            return connection.execute(select(func.count()).select_from(matching)).scalar_one()

    def article(self, name: int | str) -> ArticleRecord:
        """One article by the archive's id (also as digits) or by any URL it answers to.

        Raises ``NotInArchive``.
        """
        with self._reading() as connection:
            is_id = isinstance(name, int) or (name.isascii() and name.isdigit() and len(name) < 19)
            article_id = int(name) if is_id else _id_at(connection, str(name))
            records = _load(connection, [article_id]) if 0 < article_id <= LARGEST_ID else []
        if not records:
            raise NotInArchive(f"no article {name} in the archive at {engines.shown(self._url)}")
        return records[0]

    def known_keys(self, site: str) -> dict[str, KnownUrl]:
        """Every article address of a site that was ever discovered, by key."""
        main = func.coalesce(urls.c.alias_of, urls.c.id)
        statement: Select[Any] = (
            select(
                *(urls.c[name] for name in KnownUrl.__slots__ if name in urls.c),
                articles.c.published_earliest,
                articles.c.published_latest,
            )
            .outerjoin(articles, articles.c.url_id == main)
            .where(urls.c.site == site)
        )
        with self._reading() as connection:
            return {row.key: KnownUrl(*row) for row in connection.execute(statement)}

    def runs(self, limit: int | None = None, *, site: str | None = None) -> list[RunRecord]:
        """The runs, the one started last first."""
        with self._reading() as connection:
            return latest_runs(connection, limit, site)

    def stats(self) -> Stats:
        """What is in the archive, in figures."""
        with self._reading() as connection:
            return gather_stats(connection)


def _id_at(connection: Connection, name: str) -> int:
    """The id of the article that a URL leads to, on whichever site of the archive it is; 0 where to none."""
    for site in connection.execute(select(sites.c.key, sites.c.base_url)).all():
        url = absolute(name, site.base_url)
        address = classify(url, site.base_url) if url else None
        if address is not None and address.kind is Kind.ARTICLE:
            return _id_by_key(connection, site.key, address.key) or 0
    return 0


def _id_by_key(connection: Connection, site: str, key: str) -> int | None:
    """By key or by the CMS's id: on a site with aliases ``?id=6202`` need never have been fetched."""
    main = func.coalesce(urls.c.alias_of, urls.c.id)
    by_key = select(articles.c.id).join(urls, articles.c.url_id == main)
    by_key = by_key.where(urls.c.site == site, urls.c.key == key)
    by_source = select(articles.c.id).where(articles.c.site == site, articles.c.source_id == key)
    return connection.scalar(by_key) or connection.scalar(by_source)


_COLUMNS: Final = [
    *(articles.c[name] for name in ArticleRecord.__slots__ if name in articles.c),
    urls.c.key,
]


def _load(connection: Connection, ids: Sequence[int]) -> list[ArticleRecord]:
    """The articles with these ids, in this order."""
    statement = select(*_COLUMNS).join(urls, urls.c.id == articles.c.url_id).where(articles.c.id.in_(ids))
    named = _names(connection, ids)
    shown = _images(connection, ids)
    rows = {row.id: row for row in connection.execute(statement)}
    return [_record(rows[id_], named.get(id_, []), shown.get(id_, [])) for id_ in ids if id_ in rows]


def _names(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    statement = select(article_tags.c.article_id, tags.c.name).join(tags, tags.c.id == article_tags.c.tag_id)
    statement = statement.where(article_tags.c.article_id.in_(ids)).order_by(article_tags.c.position)
    named: dict[int, list[str]] = {}
    for id_, name in connection.execute(statement):
        named.setdefault(id_, []).append(name)
    return named


def _images(connection: Connection, ids: Sequence[int]) -> dict[int, list[Image]]:
    statement = select(images.c.article_id, images.c.url, images.c.alt)
    statement = statement.where(images.c.article_id.in_(ids)).order_by(images.c.position)
    shown: dict[int, list[Image]] = {}
    for id_, url, alt in connection.execute(statement):
        shown.setdefault(id_, []).append(Image(url, alt))
    return shown


def _record(row: Row[Any], names: Sequence[str], shown: Sequence[Image]) -> ArticleRecord:
    columns = dict(row._mapping)
    columns["breadcrumbs"] = tuple(row.breadcrumbs)
    columns["related"] = tuple(Link(**link) for link in row.related)
    columns["removed"] = tuple(Removed(**cut) for cut in row.removed)
    return ArticleRecord(**columns, tags=tuple(names), images=tuple(shown))
