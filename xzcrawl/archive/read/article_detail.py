"""Reads one article with all its details: its history, its snapshots, and the articles around it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Select, bindparam, select

from xzcrawl.archive.engine.bulk import KEYS_PER_SELECT
from xzcrawl.archive.read.history import read_history
from xzcrawl.archive.read.lookup import key_at
from xzcrawl.archive.read.snapshots import article_snapshots
from xzcrawl.archive.read.summaries import ALL_SUMMARIES, summary
from xzcrawl.archive.records import ArticleDetail, ArticleRecord, ArticleSummary
from xzcrawl.archive.schema.tables import articles, sites, urls
from xzcrawl.chunks import chunks


def read_detail(connection: Connection, article: ArticleRecord) -> ArticleDetail:
    """The details of an article that is in the archive."""
    history = read_history(connection, article.id)
    return ArticleDetail(
        article,
        history,
        article_snapshots(connection, article.id, history.revisions),
        _related(connection, article),
        _first(connection, article, _OLDER),
        _first(connection, article, _NEWER),
    )


# Built once: building a statement takes as long as running it.
_SITE: Final[BindParameter[str]] = bindparam("site")
_READ_BY: Final = select(sites.c.base_url, sites.c.family).where(sites.c.key == _SITE)
_ALIASES: Final = urls.alias()
_RELATED: Final = (
    ALL_SUMMARIES.add_columns(_ALIASES.c.key.label("asked_key"))
    .join(_ALIASES, articles.c.url_id.in_((_ALIASES.c.id, _ALIASES.c.alias_of)))
    .where(_ALIASES.c.site == _SITE, _ALIASES.c.key.in_(bindparam("keys", expanding=True)))
)


def _related(connection: Connection, article: ArticleRecord) -> list[ArticleSummary]:
    site = connection.execute(_READ_BY, {"site": article.site}).one()
    linked = (key_at(link.url, site.base_url, site.family) for link in article.related)
    keys = list(dict.fromkeys(key for key in linked if key is not None))
    found = {
        row.asked_key: summary(row)
        for some in chunks(keys, KEYS_PER_SELECT)
        for row in connection.execute(_RELATED, {"site": article.site, "keys": some})
    }
    unique = {one.id: one for key in keys if (one := found.get(key)) and one.id != article.id}
    return list(unique.values())


def _neighbour(*, older: bool) -> tuple[Select[Any], Select[Any]]:
    """The article next to another on its site, by instant and, at the same instant, by id."""
    at, id_ = articles.c.published_at, articles.c.id
    own_at: BindParameter[datetime] = bindparam("at", type_=at.type)
    own_id: BindParameter[int] = bindparam("article_id")
    order = (at.desc(), id_.desc()) if older else (at, id_)
    of_site = ALL_SUMMARIES.where(articles.c.site == _SITE).order_by(*order).limit(1)
    return (
        of_site.where(at == own_at, id_ < own_id if older else id_ > own_id),
        of_site.where(at < own_at if older else at > own_at),
    )


_OLDER: Final = _neighbour(older=True)
_NEWER: Final = _neighbour(older=False)


def _first(
    connection: Connection, article: ArticleRecord, statements: Iterable[Select[Any]]
) -> ArticleSummary | None:
    if article.published_at is None:
        return None
    own = {"site": article.site, "at": article.published_at, "article_id": article.id}
    for statement in statements:
        if row := connection.execute(statement, own).first():
            return summary(row)
    return None
