"""Removes a site with everything that the archive has of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, insert, or_, select, update

from xzcrawl.archive import engine as engines
from xzcrawl.archive.schema.tables import articles, changes, metadata, runs, sites, snapshots, urls
from xzcrawl.snapshots import stem

#: Tables by the column that points to them: their rows name the site, and the rows that point to them do not.
_PARENTS: Final = {"article_id": articles, "url_id": urls, "first_id": snapshots, "part_id": snapshots}


@dataclass(frozen=True, slots=True)
class Removal:
    """The result of a removal: the numbers of removed ``rows`` by table, without tables that lost none.

    ``stems`` are the stems of the WARC files of the site's runs. ``shared`` are the names of those files that
    still have a snapshot to which snapshots of another site refer.
    """

    rows: Mapping[str, int]
    stems: Sequence[str]
    shared: Sequence[str]


def remove_site(url: str, site: str, now: datetime) -> Removal:
    """Remove all rows of a site, in one transaction; the caller has its lock. Raises ``ArchiveError``.

    A snapshot to whose payload snapshots of other sites refer is given to the site of the first of these. If
    articles were removed, the next search builds the index of the archive again. ``now`` is aware.
    """
    place = engines.parse_url(url)
    engine = engines.writing_engine(place)
    try:
        with engines.archive_errors(place, "write"), engine.begin() as connection:
            connection.execute(select(sites.c.key).where(sites.c.key == site).with_for_update())
            return _remove(connection, site, now)
    finally:
        engines.close_writing(engine, place)


def _remove(connection: Connection, site: str, now: datetime) -> Removal:
    made = connection.execute(select(runs.c.id, runs.c.started_at).where(runs.c.site == site)).all()
    shared = _hand_over(connection, site)
    rows = {}
    for table in reversed(metadata.sorted_tables):
        if (condition := _is_of(table, site)) is not None:
            rows[table.name] = connection.execute(delete(table).where(condition)).rowcount
    if rows[articles.name]:
        _renew_sequence(connection, now)
    stems = [stem(site, run.started_at, run.id) for run in made]
    return Removal({name: count for name, count in rows.items() if count}, stems, shared)


def _is_of(table: Table, site: str) -> ColumnElement[bool] | None:
    """The condition for the rows of a site in a table; None if the table has no rows of sites."""
    if table is sites:
        return sites.c.key == site
    if "site" in table.c:
        return table.c.site == site
    pointing = [
        table.c[name].in_(select(parent.c.id).where(parent.c.site == site))
        for name, parent in _PARENTS.items()
        if name in table.c
    ]
    return or_(*pointing) if pointing else None


def _hand_over(connection: Connection, site: str) -> list[str]:
    """Give snapshots to other sites whose snapshots refer to their payloads. Returns the files of these."""
    other = snapshots.alias()
    referring = select(snapshots.c.id.label("shared"), snapshots.c.file, other.c.site, other.c.run_id)
    referring = referring.join(other, other.c.refers_to == snapshots.c.id)
    referring = referring.where(snapshots.c.site == site, other.c.site != site).order_by(other.c.id.desc())
    found = connection.execute(referring).all()
    for row in {row.shared: row for row in found}.values():
        # snapshots of the kind "error" are never read again
        heir = {"site": row.site, "run_id": row.run_id, "kind": "error", "leads_to": None}
        connection.execute(update(snapshots).where(snapshots.c.id == row.shared).values(heir))
    return sorted({row.file for row in found})


def _renew_sequence(connection: Connection, now: datetime) -> None:
    """Give every change another token, and add a change: then no existing index belongs to this archive."""
    engines.lock_changes(connection)
    tokens = [{"change": id_, "its_token": uuid4().hex} for id_ in connection.scalars(select(changes.c.id))]
    renewal = update(changes).where(changes.c.id == bindparam("change"))
    connection.execute(renewal.values(token=bindparam("its_token")), tokens)
    connection.execute(insert(changes).values(token=uuid4().hex, at=now))
