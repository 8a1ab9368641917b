"""Reading an article's history: its revisions, what befell it, and what every sight said of its date."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, select

from xzcrawl.archive.records import EventRecord, ReadingRecord, RevisionRecord, SnapshotRecord
from xzcrawl.archive.tables import articles, events, readings, revisions, snapshots

#: A snapshot's columns as they stand in a row beside those of what was read from it.
SNAPSHOT_COLUMNS: Final[Sequence[ColumnElement[Any]]] = [
    snapshots.c[name].label(f"snapshot_{name}") for name in SnapshotRecord.__slots__
]


def snapshot_in(row: Row[Any]) -> SnapshotRecord | None:
    """The snapshot in a row selected with ``SNAPSHOT_COLUMNS`` by an outer join; None where it has none."""
    if row.snapshot_id is None:
        return None
    return SnapshotRecord(*(getattr(row, column.name) for column in SNAPSHOT_COLUMNS))


def read_revisions(connection: Connection, article_id: int) -> list[RevisionRecord]:
    """The versions of an article's title and text that the archive holds, oldest first."""
    statement = _with_snapshots(RevisionRecord, revisions).where(revisions.c.article_id == article_id)
    rows = connection.execute(statement.order_by(revisions.c.number))
    return [RevisionRecord(**_own(RevisionRecord, row), snapshot=snapshot_in(row)) for row in rows]


def read_events(connection: Connection, article_id: int) -> list[EventRecord]:
    """What befell an article, in the order in which it was recorded."""
    statement = _with_snapshots(EventRecord, events).where(events.c.article_id == article_id)
    rows = connection.execute(statement.order_by(events.c.id))
    return [EventRecord(**_own(EventRecord, row), snapshot=snapshot_in(row)) for row in rows]


def read_readings(connection: Connection, article_id: int) -> list[ReadingRecord]:
    """What every sight said of an article's date and views, earliest seen first."""
    statement = _with_snapshots(ReadingRecord, readings)
    statement = statement.join(articles, articles.c.url_id == readings.c.url_id)
    statement = statement.where(articles.c.id == article_id)
    rows = connection.execute(statement.order_by(readings.c.seen_at, readings.c.id))
    return [ReadingRecord(**_own(ReadingRecord, row), snapshot=snapshot_in(row)) for row in rows]


def bounding_readings(
    connection: Connection, article_id: int
) -> tuple[ReadingRecord | None, ReadingRecord | None]:
    """Of an article's readings the first that gave ``published_earliest``, and the first for ``…_latest``.

    Those from before the article was last re-dated count no longer; a date in the body counts only where it
    is all there is.
    """
    columns = ("published_earliest", "published_latest", "published_source", "dated_since")
    article = connection.execute(
        select(*(articles.c[name] for name in columns)).where(articles.c.id == article_id)
    ).one()
    if article.published_earliest is None:
        return None, None
    standing = [
        sight
        for sight in read_readings(connection, article_id)
        if (article.dated_since is None or sight.seen_at >= article.dated_since)
        and (sight.source != "body" or article.published_source == "body")
    ]
    return (
        next((sight for sight in standing if sight.earliest == article.published_earliest), None),
        next((sight for sight in standing if sight.latest == article.published_latest), None),
    )


def _with_snapshots(record: type[Any], table: Table) -> Select[Any]:
    own = [table.c[name] for name in record.__slots__ if name in table.c]
    joined = table.outerjoin(snapshots, snapshots.c.id == table.c.snapshot_id)
    return select(*own, *SNAPSHOT_COLUMNS).select_from(joined)


def _own(record: type[Any], row: Row[Any]) -> dict[str, Any]:
    """The record's fields in a row, but for the snapshot."""
    return {name: row._mapping[name] for name in record.__slots__ if name in row._mapping}
