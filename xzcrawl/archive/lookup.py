"""Which article a URL leads to."""

from sqlalchemy import Connection, func, select

from xzcrawl.archive.tables import articles, sites, urls
from xzcrawl.urls import absolute, article_at


def id_at(connection: Connection, name: str) -> int:
    """The id of the article that a URL leads to, on whichever site of the archive it is; 0 where to none."""
    for site in connection.execute(select(sites.c.key, sites.c.base_url)).all():
        url = absolute(name, site.base_url)
        address = article_at(url, site.base_url) if url else None
        if address is not None:
            return _id_by_key(connection, site.key, address.key) or 0
    return 0


def _id_by_key(connection: Connection, site: str, key: str) -> int | None:
    """By key or by the CMS's id: on a site with aliases ``?id=6202`` need never have been fetched."""
    main = func.coalesce(urls.c.alias_of, urls.c.id)
    by_key = select(articles.c.id).join(urls, articles.c.url_id == main)
    by_key = by_key.where(urls.c.site == site, urls.c.key == key)
    by_source = select(articles.c.id).where(articles.c.site == site, articles.c.source_id == key)
    return connection.scalar(by_key) or connection.scalar(by_source)
