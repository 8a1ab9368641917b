"""In which zones a site writes its times: what each run read its pages by."""

from typing import Any

from sqlalchemy import Connection, select

from xzcrawl.archive.schema.tables import runs
from xzcrawl.items import Zones


def zones_by_run(connection: Connection, site: str) -> dict[int, Zones]:
    """The zones that the runs of a site have read by, those that knew them, in the order of the runs."""
    statement = select(runs.c.id, runs.c.zones).where(runs.c.site == site).order_by(runs.c.id)
    return {row.id: _zones(row.zones) for row in connection.execute(statement) if row.zones is not None}


def _zones(stored: dict[str, Any]) -> Zones:
    feed = stored["feed"]
    return Zones(stored["pages"], feed and (feed[0], feed[1]), stored.get("cached", False))
