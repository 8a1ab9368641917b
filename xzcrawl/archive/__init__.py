"""The archive: all SQL of xzcrawl. ``Archive`` reads, ``xzcrawl.archive.store.Writer`` writes."""

from xzcrawl.archive.filters import Filters, Selection
from xzcrawl.archive.known import KnownUrl
from xzcrawl.archive.query import Archive
from xzcrawl.archive.records import ArticleRecord, RunRecord, SiteRecord, Stats, UrlState

__all__ = [
    "Archive",
    "ArticleRecord",
    "Filters",
    "KnownUrl",
    "RunRecord",
    "Selection",
    "SiteRecord",
    "Stats",
    "UrlState",
]
