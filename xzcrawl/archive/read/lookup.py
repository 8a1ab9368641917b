"""Finds the article that an id or a URL names."""

from typing import Final

from sqlalchemy import URL, Connection, func, select

from xzcrawl.archive import engine as engines
from xzcrawl.archive.read.articles import load_articles
from xzcrawl.archive.records import ArticleRecord
from xzcrawl.archive.schema.tables import articles, sites, urls
from xzcrawl.errors import NotInArchive
from xzcrawl.urls import absolute

#: The largest id that both databases can store; no article has a larger one.
LARGEST_ID: Final = 2**63 - 1


def named_article(connection: Connection, url: URL, name: int | str) -> ArticleRecord:
    """The article of the archive at ``url`` with this id (also as digits), or with this URL among its own.

    Raises ``NotInArchive``.
    """
    is_id = isinstance(name, int) or (name.isascii() and name.isdigit() and len(name) < 19)
    article_id = int(name) if is_id else _id_at(connection, str(name))
    records = load_articles(connection, [article_id]) if 0 < article_id <= LARGEST_ID else []
    if not records:
        raise _missing(url, name)
    return records[0]


def require_article(connection: Connection, url: URL, article_id: int) -> None:
    """Raise ``NotInArchive`` if no article of the archive at ``url`` has this id."""
    own = select(articles.c.id).where(articles.c.id == article_id)
    if not 0 < article_id <= LARGEST_ID or connection.scalar(own) is None:
        raise _missing(url, article_id)


def _missing(url: URL, name: int | str) -> NotInArchive:
    return NotInArchive(
        f"no article {name} in the archive", "no-article", place=engines.shown(url), name=name
    )


def _id_at(connection: Connection, name: str) -> int:
    """The id of the article to which a URL leads, on any site of the archive; 0 if it leads to none."""
    for site in connection.execute(select(sites.c.key, sites.c.base_url, sites.c.family)).all():
        key = key_at(name, site.base_url, site.family)
        if key is not None:
            return _id_by_key(connection, site.key, key) or 0
    return 0


def key_at(link: str, base_url: str, family: str | None) -> str | None:
    """The key of the article that a link names on a site, as its family reads addresses; None if none."""
    from xzcrawl.families import named  # slow to load, and only addresses need it

    url = absolute(link, base_url)
    address = named(family).cms.article_at(url, base_url) if url else None
    return address.key if address else None


def _id_by_key(connection: Connection, site: str, key: str) -> int | None:
    """Find by key or by the CMS's id: on a site with aliases, ``?id=6202`` may never have been fetched."""
    main = func.coalesce(urls.c.alias_of, urls.c.id)
    by_key = select(articles.c.id).join(urls, articles.c.url_id == main)
    by_key = by_key.where(urls.c.site == site, urls.c.key == key)
    by_source = select(articles.c.id).where(articles.c.site == site, articles.c.source_id == key)
    return connection.scalar(by_key) or connection.scalar(by_source)
