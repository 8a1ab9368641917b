"""Turns rows into values and values into columns, for both reading and writing."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Row

from xzcrawl.archive.records import SnapshotRecord
from xzcrawl.archive.schema.tables import snapshots
from xzcrawl.dates import SHANGHAI, Published, best_instant
from xzcrawl.items import DateInterval, Reading

#: The columns of a snapshot, which come last in a row that was read from it.
SNAPSHOT_COLUMNS: Final[Sequence[ColumnElement[Any]]] = [
    snapshots.c[name].label(f"snapshot_{name}") for name in SnapshotRecord.__slots__
]


def snapshot_in(row: Row[Any]) -> SnapshotRecord | None:
    """The snapshot in a row that ends with ``SNAPSHOT_COLUMNS``; None if an outer join found none."""
    values = row[-len(SNAPSHOT_COLUMNS) :]
    return None if values[0] is None else SnapshotRecord(*values)


def reading_in(row: Row[Any]) -> Reading:
    """The reading in a row of ``readings``."""
    interval = None
    if row.earliest is not None:
        ends = row.earliest.astimezone(SHANGHAI), row.latest.astimezone(SHANGHAI)
        interval = DateInterval(*ends, row.precision, row.text or "")
    return Reading(row.source, row.seen_at, row.text, interval, row.views)


def reading_columns(reading: Reading) -> dict[str, object]:
    """The columns of ``readings`` with the values of a reading."""
    interval = reading.interval
    return {
        "source": reading.source,
        "seen_at": reading.seen_at,
        "text": reading.text,
        "earliest": interval.earliest if interval else None,
        "latest": interval.latest if interval else None,
        "precision": interval.precision if interval else None,
        "views": reading.views,
    }


def published_columns(published: Published | None) -> dict[str, object]:
    """The ``published_*`` columns of ``articles`` for a date, all of them NULL for None."""
    interval = published.interval if published else None
    return {
        "published_at": best_instant(interval) if interval else None,
        "published_earliest": interval.earliest if interval else None,
        "published_latest": interval.latest if interval else None,
        "published_precision": interval.precision if interval else None,
        "published_text": published.text if published else None,
        "published_source": published.source if published else None,
        "published_contradicted": published.contradicted if published else False,
    }
