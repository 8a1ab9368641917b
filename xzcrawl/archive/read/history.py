"""Reads the history of an article: its revisions, its events, and all readings of its date."""

from collections.abc import Sequence
from itertools import compress
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Row, Select, Table, bindparam, select

from xzcrawl.archive.records import EventRecord, History, ReadingRecord, RevisionRecord
from xzcrawl.archive.schema.rows import SNAPSHOT_COLUMNS, snapshot_in
from xzcrawl.archive.schema.tables import articles, events, readings, revisions, snapshots
from xzcrawl.dates import counting


def _with_snapshots(record: type[Any], table: Table) -> Select[Any]:
    own = [table.c[name] for name in record.__slots__ if name in table.c]
    joined = table.outerjoin(snapshots, snapshots.c.id == table.c.snapshot_id)
    return select(*own, *SNAPSHOT_COLUMNS).select_from(joined)


# Built once: building a statement takes as long as running it.
_ID: Final[BindParameter[int]] = bindparam("article_id")
_REVISIONS: Final = (
    _with_snapshots(RevisionRecord, revisions)
    .where(revisions.c.article_id == _ID)
    .order_by(revisions.c.number)
)
_EVENTS: Final = _with_snapshots(EventRecord, events).where(events.c.article_id == _ID).order_by(events.c.id)
_READINGS: Final = (
    _with_snapshots(ReadingRecord, readings)
    .join(articles, articles.c.url_id == readings.c.url_id)
    .where(articles.c.id == _ID)
    .order_by(readings.c.seen_at, readings.c.id)
)
_SEEN: Final = (
    select(readings.c.run_id, readings.c.seen_at)
    .join(articles, articles.c.url_id == readings.c.url_id)
    .where(articles.c.id == _ID)
    .order_by(readings.c.seen_at, readings.c.id)
)
_DATED: Final[Select[Any]] = select(
    *(articles.c[f"published_{name}"] for name in ("earliest", "latest", "source")), articles.c.dated_since
).where(articles.c.id == _ID)


def read_history(connection: Connection, article_id: int) -> History:
    """The history of the article with this id, which must be in the archive."""
    seen = _read(connection, _READINGS, ReadingRecord, article_id)
    dated = connection.execute(_DATED, {"article_id": article_id}).one()
    runs = [(row.run_id, row.seen_at) for row in connection.execute(_SEEN, {"article_id": article_id})]
    return History(
        read_revisions(connection, article_id),
        _read(connection, _EVENTS, EventRecord, article_id),
        seen,
        _bounds(dated, list(compress(seen, counting(runs, dated.dated_since)))),
    )


def read_revisions(connection: Connection, article_id: int) -> list[RevisionRecord]:
    """The versions of an article's title and text, oldest first."""
    return _read(connection, _REVISIONS, RevisionRecord, article_id)


def _read(connection: Connection, statement: Select[Any], record: type[Any], article_id: int) -> list[Any]:
    rows = connection.execute(statement, {"article_id": article_id})
    return [record(**_own(record, row), snapshot=snapshot_in(row)) for row in rows]


def _own(record: type[Any], row: Row[Any]) -> dict[str, Any]:
    """The fields of the record in a row, without the snapshot."""
    return {name: row._mapping[name] for name in record.__slots__ if name in row._mapping}


def _bounds(
    article: Row[Any], counted: Sequence[ReadingRecord]
) -> tuple[ReadingRecord | None, ReadingRecord | None]:
    """The first reading that gave ``published_earliest``, and the first that gave ``published_latest``.

    ``counted`` are the readings since the article was last re-dated. A date in the body counts only if there
    is no other.
    """
    if article.published_earliest is None:
        return None, None
    standing = [
        reading for reading in counted if reading.source != "body" or article.published_source == "body"
    ]
    return (
        next((reading for reading in standing if reading.earliest == article.published_earliest), None),
        next((reading for reading in standing if reading.latest == article.published_latest), None),
    )
