"""Reads the figures of the archive, its runs and its sites."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import Column, ColumnElement, Connection, Row, exists, func, select

from xzcrawl.archive.engine.dialect import size_in_bytes
from xzcrawl.archive.records import Finding, RunRecord, SiteRecord, Stats
from xzcrawl.archive.schema.tables import articles, runs, sites, urls
from xzcrawl.dates import SHANGHAI

_published = articles.c.published_at


def gather_stats(connection: Connection) -> Stats:
    """All figures of the archive, from one state of it."""
    oldest, newest = connection.execute(select(func.min(_published), func.max(_published))).one()
    contradicted = select(func.count()).where(articles.c.published_contradicted)
    last = latest_runs(connection, 1)
    return Stats(
        articles=connection.scalar(select(func.count()).select_from(articles)) or 0,
        sites=read_sites(connection, with_articles=True),
        by_category=_frequencies(connection, articles.c.category),
        by_month=dict(_months(connection, oldest)),
        by_precision=_frequencies(connection, articles.c.published_precision),
        contradicted=connection.scalar(contradicted) or 0,
        urls_by_state=_frequencies(connection, urls.c.state),
        oldest=oldest,
        newest=newest,
        last_run=last[0] if last else None,
        size=size_in_bytes(connection),
    )


def latest_runs(
    connection: Connection,
    limit: int | None,
    site: str | None = None,
    outcomes: Collection[str] | None = None,
) -> list[RunRecord]:
    """The runs (of one site, with one of these outcomes), the latest first.

    The order is that of their ids, which do not depend on the clock.
    """
    statement = select(*(runs.c[name] for name in RunRecord.__slots__))
    if site is not None:
        statement = statement.where(runs.c.site == site)
    if outcomes is not None:
        statement = statement.where(runs.c.outcome.in_(outcomes))
    newest_first = statement.order_by(runs.c.id.desc()).limit(limit)
    return [_run(row) for row in connection.execute(newest_first)]


def _run(row: Row[Any]) -> RunRecord:
    findings = tuple(Finding(one["rule"], one["message"], tuple(one["pages"])) for one in row.findings)
    return RunRecord(**{**row._mapping, "findings": findings})


def read_sites(connection: Connection, *, with_articles: bool = False) -> tuple[SiteRecord, ...]:
    """The sites that were ever crawled, or only those with articles, sorted by key."""
    statement = select(*(sites.c[name] for name in SiteRecord.__slots__)).order_by(sites.c.key)
    if with_articles:
        statement = statement.where(has_articles())
    return tuple(SiteRecord(*row) for row in connection.execute(statement))


def has_articles() -> ColumnElement[bool]:
    """The condition that a site has an article: one look into an index for each site."""
    return exists().where(articles.c.site == sites.c.key)


def _frequencies(connection: Connection, column: Column[Any]) -> dict[Any, int]:
    """The number of rows for each value of a column, the largest first, equals by value (None last)."""
    rows = connection.execute(select(column, func.count()).group_by(column)).all()
    return dict(sorted(rows, key=lambda row: (-row[1], row[0] is None, row[0] or "")))


def _months(connection: Connection, oldest: datetime | None) -> Iterator[tuple[str, int]]:
    """The numbers of articles by month in Asia/Shanghai, with two looks into an index for each month."""
    while oldest is not None:
        local = oldest.astimezone(SHANGHAI)
        month = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        following = month + relativedelta(months=1)
        count = select(func.count()).where(_published >= month, _published < following)
        yield f"{month:%Y-%m}", connection.scalar(count) or 0
        oldest = connection.scalar(select(func.min(_published)).where(_published >= following))
