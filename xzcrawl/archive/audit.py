"""Reads an archive to check that it is whole: the faults that the database finds, and rows to compare."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    func,
    null,
    or_,
    select,
)

from xzcrawl.archive.database import Database
from xzcrawl.archive.engine.address import file_of, is_sqlite
from xzcrawl.archive.engine.sqlite_file import files_of_other
from xzcrawl.archive.read.snapshots import of_article
from xzcrawl.archive.records import SnapshotRecord
from xzcrawl.archive.schema.shapes import misshapen
from xzcrawl.archive.schema.tables import articles, changes, metadata, revisions, snapshot_parts, snapshots

#: Rows in memory at a time: a text takes some 20 KB.
_ROWS: Final = 500
#: The most faults of a database that are reported; a broken one may have millions.
_MOST_FAULTS: Final = 100
_REVISED: Final = revisions.c.content_sha256.label("revised")


@dataclass(frozen=True, slots=True)
class Content:
    """A title and text with the digest stored beside them (see ``content.content_sha256``).

    ``number`` is that of the revision; for an article, that of its latest one. ``revised`` is the digest of
    that revision, None if the revision is missing.
    """

    article_id: int
    number: int
    title: str
    text: str
    content_sha256: str
    revised: str | None


class Audit:
    """Reads an archive to check that it is whole. Every method sees one state of it.

    Methods raise ``ArchiveError``.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def faults(self) -> list[str]:
        """The damage that SQLite finds in its file, and rows that point at missing rows.

        PostgreSQL prevents both, so for it the list is empty.
        """
        with self._database.reading("check") as connection:
            return list(_faults(connection)) if connection.dialect.name == "sqlite" else []

    def misshapen(self) -> list[tuple[str, str]]:
        """Values that do not fit their column: the row of each, and what is wrong with it.

        PostgreSQL checks types, but not the contents of JSON.
        """
        with self._database.reading() as connection:
            tables = metadata.sorted_tables
            found = chain.from_iterable(misshapen(connection, table) for table in tables)
            return list(islice(found, _MOST_FAULTS))

    def misread(self) -> list[tuple[int, int | None]]:
        """Contents that cannot be from the snapshot that they name, by article id and number of the revision.

        The number is None for the current content of an article.
        """
        current = _misread(articles.c.id, null(), articles.c.last_seen_at)
        former = _misread(revisions.c.article_id, revisions.c.number, revisions.c.seen_at)
        with self._database.reading() as connection:
            found = (row for statement in (current, former) for row in connection.execute(statement))
            return [(article_id, number) for article_id, number in found]

    def snapshot_files(self) -> set[str]:
        """The names of all files with snapshots."""
        with self._database.reading() as connection:
            return set(connection.scalars(select(snapshots.c.file).distinct()))

    def snapshots_in(self, file: str) -> Iterator[tuple[SnapshotRecord, str | None]]:
        """The snapshots of a file sorted by offset, each with the record id of the one that it refers to."""
        original = snapshots.alias()
        columns = [snapshots.c[name] for name in SnapshotRecord.__slots__]
        statement = select(*columns, original.c.record_id.label("original"))
        statement = statement.outerjoin(original, original.c.id == snapshots.c.refers_to)
        statement = statement.where(snapshots.c.file == file).order_by(snapshots.c.offset)
        with self._database.reading() as connection:
            for row in connection.execute(statement, execution_options={"yield_per": _ROWS}):
                *values, original_id = row
                yield SnapshotRecord(*values), original_id

    def files_of_others(self) -> set[str]:
        """The snapshot files of other archives beside this one, which may share its folder of snapshots."""
        if not is_sqlite(self._database.url):
            return set()
        with self._database.reading() as connection:
            own = connection.scalar(select(changes.c.token).order_by(changes.c.id).limit(1))
        path = file_of(self._database.url)
        others = (other for other in path.parent.iterdir() if other.is_file() and other != path)
        return {name for other in others for name in files_of_other(other, own)}

    def last_ids(self) -> tuple[int, int]:
        """The highest id of an article and that of a revision; 0 if there are none."""
        with self._database.reading() as connection:
            last = (connection.scalar(select(func.max(table.c.id))) for table in (articles, revisions))
            article, revision = (found or 0 for found in last)
            return article, revision

    def articles_between(self, first: int, last: int) -> Iterator[Content]:
        """The contents of the articles with these ids, both inclusive."""
        latest = and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.revision)
        columns = (articles.c[name] for name in ("id", "revision", "title", "text", "content_sha256"))
        statement = select(*columns, _REVISED).outerjoin(revisions, latest)
        yield from self._contents(statement, articles.c.id, first, last)

    def revisions_between(self, first: int, last: int) -> Iterator[Content]:
        """The contents of the revisions with these ids, both inclusive."""
        names = ("article_id", "number", "title", "text", "content_sha256")
        statement = select(
            *(revisions.c[name] for name in names), revisions.c.content_sha256.label("revised")
        )
        yield from self._contents(statement, revisions.c.id, first, last)

    def _contents(self, statement: Select[Any], id_: Column[Any], first: int, last: int) -> Iterator[Content]:
        chosen = statement.where(id_ >= first, id_ <= last).order_by(id_)
        with self._database.reading() as connection:
            for row in connection.execute(chosen, execution_options={"yield_per": _ROWS}):
                yield Content(*row)


def _misread(
    article_id: Column[Any], number: ColumnElement[Any], seen_at: Column[Any]
) -> Select[int, int | None]:
    of_other_page = or_(
        ~of_article(), snapshots.c.fetched_at != seen_at, snapshots.c.id.in_(_with_broken_parts())
    )
    return select(article_id, number).join(snapshots).where(of_other_page).order_by(article_id, seen_at)


def _with_broken_parts() -> CompoundSelect[int]:
    """The ids of pages whose article lacks a part between others, or has a part that is no article's page."""
    first, number, page = snapshot_parts.c.first_id, snapshot_parts.c.number, snapshots.alias()
    gaps = select(first).group_by(first).having(func.max(number) != func.count() + 1)
    others = select(first).join(page, page.c.id == snapshot_parts.c.part_id).where(page.c.kind != "article")
    return gaps.union(others)


def _faults(connection: Connection) -> Iterator[str]:
    for (message,) in connection.exec_driver_sql(f"PRAGMA quick_check({_MOST_FAULTS})"):
        if message != "ok":
            yield str(message)
    found = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_MOST_FAULTS)
    yield from (f"row {row[1]} of {row[0]} points at no row of {row[2]}" for row in found)
