"""Reads the activity of an archive: the revisions and the events of all its articles as one sequence."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Connection, Select, func, null, select, union_all

from xzcrawl.archive.read.summaries import summaries
from xzcrawl.archive.records import Activity, ActivityKind
from xzcrawl.archive.schema.tables import events, revisions

_REVISIONS: Final = frozenset({"first", "changed", "reparsed"})


def read_activity(
    connection: Connection, kinds: Collection[ActivityKind], limit: int, offset: int
) -> list[Activity]:
    """The activity of these kinds, the latest first."""
    if not kinds:
        return []
    # each kind is read alone, so that an index on kind and time gives it in order
    every = union_all(
        *(
            _of_events(kind) if kind not in _REVISIONS else _of_revisions(kind)
            for kind in dict.fromkeys(kinds)
        )
    )
    ordered = every.order_by(every.selected_columns.at.desc(), every.selected_columns.sequence.desc())
    rows = connection.execute(ordered.limit(limit).offset(offset)).all()
    named = summaries(connection, {row.article_id for row in rows})
    return [Activity(row.at, row.kind, named[row.article_id], row.number, row.details or {}) for row in rows]


def _of_events(kind: ActivityKind) -> Select[Any]:
    own = (events.c.at, events.c.kind, events.c.article_id, null().label("number"), events.c.details)
    return select(*own, events.c.id.label("sequence")).where(events.c.kind == kind)


def _of_revisions(kind: ActivityKind) -> Select[Any]:
    own = (
        revisions.c.seen_at.label("at"),
        revisions.c.cause.label("kind"),
        revisions.c.article_id,
        revisions.c.number,
        null().cast(events.c.details.type).label("details"),
    )
    return select(*own, revisions.c.id.label("sequence")).where(revisions.c.cause == kind)


def count_activity(connection: Connection) -> dict[ActivityKind, int]:
    """The number of activities of each kind."""
    counted = (
        connection.execute(select(column, func.count()).group_by(column)).all()
        for column in (revisions.c.cause, events.c.kind)
    )
    return {kind: count for rows in counted for kind, count in rows}
