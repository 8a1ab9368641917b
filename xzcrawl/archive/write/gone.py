"""Records that articles are gone, or could not be fetched. The articles themselves stay."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, select, update

from xzcrawl.archive.engine.bulk import select_in
from xzcrawl.archive.schema.tables import articles
from xzcrawl.archive.write.articles import is_from
from xzcrawl.archive.write.history import save_event
from xzcrawl.dates import iso
from xzcrawl.frontier.revisits import next_visit
from xzcrawl.items import Miss

#: An article that could not be fetched, but is not gone, is asked for again after this time.
_LATER: Final = timedelta(hours=20)
_COLUMNS: Final = ("id", "url_id", "last_seen_at", "gone_at", "gone_kind", "visit_days", "next_visit_at")


def record_absences(
    connection: Connection,
    run_id: int,
    misses: Iterable[tuple[int, Miss]],
    snapshots: Mapping[str, int],
    ahead: datetime | None,
) -> list[int]:
    """Mark articles (by main address row) as gone if their misses say so. Returns those that newly vanished.

    An article vanished between its ``last_seen_at`` and ``gone_at``. After another failure, only the next
    visit is put off. A miss older than the last reading of the article is ignored, unless the clock of the
    run that read it was ``ahead`` (see ``articles.is_from``).
    """
    latest = dict(misses)
    statement = select(*(articles.c[name] for name in _COLUMNS))
    known = select_in(connection, statement, articles.c.url_id, latest)
    news = [
        (row, miss)
        for row in known
        if (miss := latest[row.url_id]).seen_at > row.last_seen_at or is_from(row.last_seen_at, ahead)
    ]
    absent = [(row, miss) for row, miss in news if miss.gone]
    _update(connection, [_gone(row, miss) for row, miss in absent])
    failed = [(row, miss.seen_at) for row, miss in news if not miss.gone]
    again = [(row, seen) for row, seen in failed if not seen < row.next_visit_at <= seen + _LATER]
    _update(connection, [{"article": row.id, "next_visit_at": seen + _LATER} for row, seen in again])
    went = [(row, miss) for row, miss in absent if row.gone_at is None]
    for row, miss in went:
        details = {"how": miss.gone, "status": miss.status, "last_seen_at": iso(row.last_seen_at)}
        snapshot_id = snapshots.get(miss.record_id or "")
        save_event(connection, "gone", run_id, row.id, miss.seen_at, details, snapshot_id)
    return [row.id for row, _ in went]


def _gone(row: Row[Any], miss: Miss) -> dict[str, object]:
    days, due = next_visit(miss.seen_at, row.visit_days, row.next_visit_at, changed=row.gone_at is None)
    return {
        "article": row.id,
        "gone_at": row.gone_at or miss.seen_at,
        "gone_kind": miss.gone if row.gone_at is None else row.gone_kind,
        "visit_days": days,
        "next_visit_at": due,
    }


def _update(connection: Connection, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(update(articles).where(articles.c.id == bindparam("article")), rows)
