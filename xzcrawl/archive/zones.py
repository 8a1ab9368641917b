"""The zones in which a site writes its times: what each run read its pages by."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select, update

from xzcrawl.archive.addresses import Item
from xzcrawl.archive.tables import runs
from xzcrawl.items import Listing, Zones


def save_zones(connection: Connection, run_id: int, items: Iterable[Item]) -> None:
    """Note what pages of a run have told of the site's zones."""
    told = [item.zones for item in items if isinstance(item, Listing) and item.zones is not None]
    if told:
        connection.execute(update(runs).where(runs.c.id == run_id).values(zones=asdict(told[-1])))


def zones_by_run(connection: Connection, site: str) -> dict[int, Zones]:
    """The zones that the runs of a site have read by, those that knew them, in the order of the runs."""
    statement = select(runs.c.id, runs.c.zones).where(runs.c.site == site).order_by(runs.c.id)
    return {row.id: _zones(row.zones) for row in connection.execute(statement) if row.zones is not None}


def _zones(stored: dict[str, Any]) -> Zones:
    feed = stored["feed"]
    return Zones(stored["pages"], feed and (feed[0], feed[1]), stored.get("cached", False))
