"""Stores what a run that came to its end has learned of its site.

Its lists name the authors and categories that pages leave out (``names``). A picture that most articles have,
such as the QR code that a theme can put into every body, does not belong to any article.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from xzcrawl.archive.read.crawl_state import repeated_images
from xzcrawl.archive.schema.tables import articles, images, sites
from xzcrawl.archive.write.names import name_by_lists


def learn(connection: Connection, site: str, candidates: Collection[str], now: datetime) -> None:
    """Learn names, and repeated pictures among the ``candidates`` (URLs). Articles change at ``now``."""
    name_by_lists(connection, site, now)
    _learn_repeated(connection, site, candidates)


def _learn_repeated(connection: Connection, site: str, candidates: Collection[str]) -> None:
    """Learn the ``candidates`` (URLs) that more than half of the articles of a site have.

    Pictures learned before stay: they are cut out of articles now, so these no longer count for them.
    """
    if not candidates:
        return
    own = select(func.count()).select_from(articles).where(articles.c.site == site)
    shown = select(images.c.url).join(articles).where(articles.c.site == site, images.c.url.in_(candidates))
    most = shown.group_by(images.c.url).having(
        2 * func.count(images.c.article_id.distinct()) > own.scalar_subquery()
    )
    learned = repeated_images(connection, site).union(connection.scalars(most))
    connection.execute(update(sites).where(sites.c.key == site).values(repeated_images=sorted(learned)))
