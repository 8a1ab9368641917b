"""Counts the visits that are due: articles to be visited again, addresses to be fetched."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Table, func, select

from xzcrawl.archive.records import Due
from xzcrawl.archive.schema.tables import articles, sites, urls
from xzcrawl.items import UrlState


def gather_due(connection: Connection, now: datetime, site: str | None = None) -> Due:
    """The visits that are due at ``now`` (aware), from a few counts over indexes."""
    visit = articles.c.next_visit_at

    def count(table: Table, *conditions: ColumnElement[bool]) -> int:
        counted = select(func.count()).select_from(table).where(*conditions, _of(table, site))
        return connection.scalar(counted) or 0

    def visits(days: int) -> int:
        return count(articles, visit > now, visit <= now + timedelta(days=days))

    return Due(
        at=now,
        overdue=count(articles, visit <= now),
        overdue_since=connection.scalar(select(func.min(visit)).where(visit <= now, _of(articles, site))),
        within_day=visits(1),
        within_week=visits(7),
        within_month=visits(30),
        discovered=count(urls, urls.c.state == UrlState.DISCOVERED),
        failed=count(urls, urls.c.state == UrlState.FAILED),
    )


def _of(table: Table, site: str | None) -> ColumnElement[bool]:
    """The condition for one site, or for any site: the indexes begin with the site."""
    return table.c.site.in_(select(sites.c.key)) if site is None else table.c.site == site
