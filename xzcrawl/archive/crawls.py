"""What the crawls of each site have come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Table, func, select

from xzcrawl.archive.records import RunRecord, SiteRecord
from xzcrawl.archive.stats import latest_runs, read_sites
from xzcrawl.archive.tables import articles, runs

#: Outcomes of runs that did what they were told to.
SUCCESSES: Final = ("finished", "budget")


@dataclass(frozen=True, slots=True)
class SiteCrawls:
    """A site, its ``articles``, and how many ``runs`` were made of it.

    ``latest`` are its last two runs, the last one first; ``success`` is the last one that ended well, None
    where none ever did.
    """

    site: SiteRecord
    articles: int
    runs: int
    latest: Sequence[RunRecord]
    success: RunRecord | None


def read_crawls(connection: Connection) -> list[SiteCrawls]:
    """Every site that was ever crawled, by key, also one that never gave an article."""
    held, made = _by_site(connection, articles), _by_site(connection, runs)
    return [
        SiteCrawls(
            site,
            held.get(site.key, 0),
            made.get(site.key, 0),
            latest_runs(connection, 2, site.key),
            next(iter(latest_runs(connection, 1, site.key, SUCCESSES)), None),
        )
        for site in read_sites(connection)
    ]


def _by_site(connection: Connection, table: Table) -> dict[str, int]:
    counted = select(table.c.site, func.count()).group_by(table.c.site)
    return {row[0]: row[1] for row in connection.execute(counted)}
