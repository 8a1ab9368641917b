"""What happened in an archive: the revisions and the events of all its articles as one sequence."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, get_args

from sqlalchemy import Connection, Select, func, null, select, union_all

from xzcrawl.archive.headlines import Headline, headlines
from xzcrawl.archive.tables import events, revisions
from xzcrawl.dates import SHANGHAI

#: What can happen to an article: it is found, its title or text changes, a later extractor reads it anew,
#: its date changes, it goes, it comes back.
Happened = Literal["first", "changed", "reparsed", "redated", "gone", "returned"]
HAPPENED: Final[tuple[Happened, ...]] = get_args(Happened)
_REVISIONS: Final = frozenset({"first", "changed", "reparsed"})


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that befell an article at an instant (of a revision: when its page was fetched).

    ``revision`` is the number of the version it led to, None of an event, whose ``details`` are those of
    ``EventRecord``.
    """

    at: datetime
    kind: Happened
    article: Headline
    revision: int | None
    details: Mapping[str, Any]

    @property
    def day(self) -> str:
        """The day on which it happened, in Asia/Shanghai: ``2022-09-24``."""
        return f"{self.at.astimezone(SHANGHAI):%Y-%m-%d}"


def read_happenings(
    connection: Connection, kinds: Collection[Happened], limit: int, offset: int
) -> list[Happening]:
    """What of these kinds happened, the latest first."""
    if not kinds:
        return []
    # each kind by itself, so that an index of kind and time gives it in order
    every = union_all(
        *(
            _of_events(kind) if kind not in _REVISIONS else _of_revisions(kind)
            for kind in dict.fromkeys(kinds)
        )
    )
    ordered = every.order_by(every.selected_columns.at.desc(), every.selected_columns.sequence.desc())
    rows = connection.execute(ordered.limit(limit).offset(offset)).all()
    named = headlines(connection, {row.article_id for row in rows})
    return [Happening(row.at, row.kind, named[row.article_id], row.number, row.details or {}) for row in rows]


def _of_events(kind: Happened) -> Select[Any]:
    own = (events.c.at, events.c.kind, events.c.article_id, null().label("number"), events.c.details)
    return select(*own, events.c.id.label("sequence")).where(events.c.kind == kind)


def _of_revisions(kind: Happened) -> Select[Any]:
    own = (
        revisions.c.seen_at.label("at"),
        revisions.c.cause.label("kind"),
        revisions.c.article_id,
        revisions.c.number,
        null().cast(events.c.details.type).label("details"),
    )
    return select(*own, revisions.c.id.label("sequence")).where(revisions.c.cause == kind)


def count_happenings(connection: Connection) -> dict[Happened, int]:
    """How often each kind happened."""
    counted = (
        connection.execute(select(column, func.count()).group_by(column)).all()
        for column in (revisions.c.cause, events.c.kind)
    )
    return {kind: count for rows in counted for kind, count in rows}
