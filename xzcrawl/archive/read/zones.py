"""Reads the time zones by which each run read the times of a site."""

from typing import Any

from sqlalchemy import Connection, select

from xzcrawl.archive.schema.tables import runs
from xzcrawl.items import Zones


def zones_by_run(connection: Connection, site: str) -> dict[int, Zones]:
    """The time zones of a site that each run knew, by run id in order, without runs that knew none."""
    statement = select(runs.c.id, runs.c.zones).where(runs.c.site == site).order_by(runs.c.id)
    return {row.id: _zones(row.zones) for row in connection.execute(statement) if row.zones is not None}


def _zones(stored: dict[str, Any]) -> Zones:
    feed = stored["feed"]
    return Zones(stored["pages"], feed and (feed[0], feed[1]), stored.get("cached", False))
