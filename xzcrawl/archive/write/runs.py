"""Writes the ``runs`` table, and the site of a run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from xzcrawl.archive.records import Finding
from xzcrawl.archive.schema.tables import articles, runs, sites, snapshots
from xzcrawl.archive.write.urls import Item
from xzcrawl.items import Listing


def begin(connection: Connection, known: Mapping[str, Any], **row: Any) -> tuple[int, datetime | None]:
    """Record the start of a run with the columns of ``row``, and its site with the ``known`` columns.

    Returns the id of the run and an instant, or None. The instant is the first start among earlier runs that
    seem to have started after this one: their clock was ahead, or that of this run is slow.
    """
    key, started_at = row["site"], row["started_at"]
    site_row = {column: value for column, value in known.items() if value is not None}
    stored = connection.execute(select(sites.c.family).where(sites.c.key == key)).first()
    if stored is not None:
        own = {} if stored.family is None else {"family", "rounding"}  # settled by the end of a run
        changed = {column: value for column, value in site_row.items() if column not in own}
        connection.execute(update(sites).where(sites.c.key == key).values(changed))
    else:
        connection.execute(insert(sites).values(key=key, first_seen_at=started_at, **site_row))
    earlier = select(func.min(runs.c.started_at)).where(runs.c.site == key)
    ahead: datetime | None = connection.scalar(earlier.where(runs.c.started_at > started_at))
    run = insert(runs).values({**row, "counts": {}, "findings": []})
    return int(connection.execute(run.returning(runs.c.id)).scalar_one()), ahead


def name_site(connection: Connection, site: str, items: Iterable[Item]) -> None:
    """Give a site that has no name the one that its feed says."""
    named = [item.site_name for item in items if isinstance(item, Listing) and item.site_name]
    if named:
        nameless = sites.c.key == site, sites.c.name.is_(None)
        connection.execute(update(sites).where(*nameless).values(name=named[-1]))


def settle_family(connection: Connection, site: str, family: str | None, rounding: str | None) -> None:
    """Note by which family the pages of a site were read, with the rounding that belongs to it."""
    columns = {"family": family, "rounding": rounding}
    connection.execute(update(sites).where(sites.c.key == site).values(columns))


def count_undated(connection: Connection, run_id: int) -> int:
    """The number of articles read by a run that have no date."""
    read = (
        select(func.count()).select_from(articles).join(snapshots, snapshots.c.id == articles.c.snapshot_id)
    )
    undated = read.where(snapshots.c.run_id == run_id, articles.c.published_at.is_(None))
    return connection.execute(undated).scalar_one()


def end(connection: Connection, run_id: int, findings: Sequence[Finding], row: Mapping[str, Any]) -> None:
    """Record the end of a run with the findings on its health and the columns of ``row``."""
    stored = [asdict(finding) for finding in findings]
    connection.execute(update(runs).where(runs.c.id == run_id).values({**row, "findings": stored}))
