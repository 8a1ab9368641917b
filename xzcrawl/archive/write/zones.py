"""Writing in which zones a site writes its times: what each run read its pages by."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from xzcrawl.archive.schema.tables import runs
from xzcrawl.archive.write.urls import Item
from xzcrawl.items import Listing


def save_zones(connection: Connection, run_id: int, items: Iterable[Item]) -> None:
    """Note what pages of a run have told of the site's zones.

    That pages come from a cache holds for runs just before it, too, that ended before they could learn it.
    """
    told = [item.zones for item in items if isinstance(item, Listing) and item.zones is not None]
    if told:
        own = [runs.c.id == run_id, *([_unfinished_before(run_id)] if told[-1].cached else [])]
        connection.execute(update(runs).where(or_(*own)).values(zones=asdict(told[-1])))


def _unfinished_before(run_id: int) -> ColumnElement[bool]:
    """The runs of the same site between the last that finished before a run and that run."""
    before = runs.alias("before")
    site = select(before.c.site).where(before.c.id == run_id).scalar_subquery()
    last = select(func.coalesce(func.max(before.c.id), 0))
    last = last.where(before.c.site == site, before.c.outcome == "finished", before.c.id < run_id)
    return and_(runs.c.site == site, runs.c.id < run_id, runs.c.id > last.scalar_subquery())
