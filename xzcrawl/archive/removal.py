"""Removing a site with everything that the archive holds of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, insert, select, update

from xzcrawl.archive import engine as engines
from xzcrawl.archive.schema.tables import articles, changes, metadata, runs, sites, snapshots, urls
from xzcrawl.snapshots import stem

#: What points at a row of a site that names the site itself.
_PARENTS: Final = {"article_id": articles, "url_id": urls}


@dataclass(frozen=True, slots=True)
class Removal:
    """What was removed: ``rows`` by table, those with none left out.

    ``stems`` are what the WARC files of its runs are called, ``shared`` the names of those files in which
    there still is a snapshot that another site's refer to.
    """

    rows: Mapping[str, int]
    stems: Sequence[str]
    shared: Sequence[str]


def remove_site(url: str, site: str, now: datetime) -> Removal:
    """Remove all rows of a site, in one transaction; hold its lock meanwhile. Raises ``ArchiveError``.

    A snapshot whose payload other sites' snapshots refer to goes over to the first of them. Where articles
    were removed, every search index of the archive is made anew by whoever searches next.
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
    """Which rows of a table are of a site; None where none can be."""
    if table is sites:
        return sites.c.key == site
    if "site" in table.c:
        return table.c.site == site
    for name, parent in _PARENTS.items():
        if name in table.c:
            return table.c[name].in_(select(parent.c.id).where(parent.c.site == site))
    return None


def _hand_over(connection: Connection, site: str) -> list[str]:
    """Give the snapshots that another site's refer to that site, as payloads alone; returns their files."""
    other = snapshots.alias()
    referring = select(snapshots.c.id.label("shared"), snapshots.c.file, other.c.site, other.c.run_id)
    referring = referring.join(other, other.c.refers_to == snapshots.c.id)
    referring = referring.where(snapshots.c.site == site, other.c.site != site).order_by(other.c.id.desc())
    found = connection.execute(referring).all()
    for row in {row.shared: row for row in found}.values():
        # of a kind that is never read again
        heir = {"site": row.site, "run_id": row.run_id, "kind": "error", "leads_to": None}
        connection.execute(update(snapshots).where(snapshots.c.id == row.shared).values(heir))
    return sorted({row.file for row in found})


def _renew_sequence(connection: Connection, now: datetime) -> None:
    """Give every change another token, and add one: no index is of this archive then."""
    engines.lock_changes(connection)
    tokens = [{"change": id_, "its_token": uuid4().hex} for id_ in connection.scalars(select(changes.c.id))]
    renewal = update(changes).where(changes.c.id == bindparam("change"))
    connection.execute(renewal.values(token=bindparam("its_token")), tokens)
    connection.execute(insert(changes).values(token=uuid4().hex, at=now))
