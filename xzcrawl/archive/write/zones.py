"""Writes the time zones by which each run read the times of a site."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from xzcrawl.archive.schema.tables import runs
from xzcrawl.archive.write.urls import Item
from xzcrawl.items import Listing


def save_zones(connection: Connection, run_id: int, items: Iterable[Item]) -> None:
    """Record the time zones of a site that the pages of a run have shown.

    If pages come from a cache, this is also recorded for the runs just before that ended too early to learn
    it.
    """
    found = [item.zones for item in items if isinstance(item, Listing) and item.zones is not None]
    if found:
        own = [runs.c.id == run_id, *([_unfinished_before(run_id)] if found[-1].cached else [])]
        connection.execute(update(runs).where(or_(*own)).values(zones=asdict(found[-1])))


def _unfinished_before(run_id: int) -> ColumnElement[bool]:
    """The condition for the runs of the same site between a run and the last finished run before it."""
    before = runs.alias("before")
    site = select(before.c.site).where(before.c.id == run_id).scalar_subquery()
    last = select(func.coalesce(func.max(before.c.id), 0))
    last = last.where(before.c.site == site, before.c.outcome == "finished", before.c.id < run_id)
    return and_(runs.c.site == site, runs.c.id < run_id, runs.c.id > last.scalar_subquery())
