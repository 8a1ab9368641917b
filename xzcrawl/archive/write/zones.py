"""Writes the time zones by which each run read the times of a site."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, select, update

from xzcrawl.archive.schema.tables import runs
from xzcrawl.archive.write.urls import Item
from xzcrawl.items import Listing


def save_zones(connection: Connection, run_id: int, items: Iterable[Item]) -> None:
    """Record the time zones of a site that the pages of a run have shown.

    If pages come from a cache, this is also recorded for all runs of the site before: none of them can be
    known to have read fresh pages.
    """
    found = [item.zones for item in items if isinstance(item, Listing) and item.zones is not None]
    if found:
        connection.execute(update(runs).where(runs.c.id == run_id).values(zones=asdict(found[-1])))
        if found[-1].cached:
            _note_cached_before(connection, run_id)


def _note_cached_before(connection: Connection, run_id: int) -> None:
    site = select(runs.c.site).where(runs.c.id == run_id).scalar_subquery()
    earlier = select(runs.c.id, runs.c.zones).where(runs.c.site == site, runs.c.id < run_id)
    rows = [
        {"run": row.id, "as_cached": row.zones | {"cached": True}}
        for row in connection.execute(earlier)
        if row.zones is not None and not row.zones.get("cached")
    ]
    if rows:
        known = update(runs).where(runs.c.id == bindparam("run")).values(zones=bindparam("as_cached"))
        connection.execute(known, rows)
