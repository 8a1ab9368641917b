"""Reads the sites with the latest runs of each."""

from sqlalchemy import Connection, Table, func, select

from xzcrawl.archive.read.stats import latest_runs, read_sites
from xzcrawl.archive.records import SiteCrawls
from xzcrawl.archive.schema.tables import articles, runs
from xzcrawl.runs import SUCCESSES


def read_crawls(connection: Connection) -> list[SiteCrawls]:
    """Every site that was ever crawled, sorted by key, even if it never gave an article."""
    stored, made = _by_site(connection, articles), _by_site(connection, runs)
    return [
        SiteCrawls(
            site,
            stored.get(site.key, 0),
            made.get(site.key, 0),
            latest_runs(connection, 2, site.key),
            next(iter(latest_runs(connection, 1, site.key, SUCCESSES)), None),
        )
        for site in read_sites(connection)
    ]


def _by_site(connection: Connection, table: Table) -> dict[str, int]:
    counted = select(table.c.site, func.count()).group_by(table.c.site)
    return {row[0]: row[1] for row in connection.execute(counted)}
