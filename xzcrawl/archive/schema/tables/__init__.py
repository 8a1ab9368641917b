"""The tables of the archive. ``docs/archive.md`` explains each column.

Instants are UTC; ``site`` is the host of the site's base URL and part of every key, so that hundreds of
sister sites fit into one archive. Every change here needs a migration beside it: a test compares the two.
"""

from xzcrawl.archive.schema.tables.articles import article_tags, articles, images, tags
from xzcrawl.archive.schema.tables.crawls import (
    addresses,
    changes,
    events,
    listing_pages,
    readings,
    revisions,
    runs,
    sites,
    snapshot_parts,
    snapshots,
    urls,
)
from xzcrawl.archive.schema.tables.metadata import metadata

__all__ = [
    "addresses",
    "article_tags",
    "articles",
    "changes",
    "events",
    "images",
    "listing_pages",
    "metadata",
    "readings",
    "revisions",
    "runs",
    "sites",
    "snapshot_parts",
    "snapshots",
    "tags",
    "urls",
]
