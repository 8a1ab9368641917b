"""The archive: all SQL of xzcrawl. ``Archive`` reads, ``xzcrawl.archive.writer.Writer`` writes."""

from xzcrawl.archive.archive import Archive
from xzcrawl.archive.filters import Filters, Selection
from xzcrawl.archive.records import ArticleRecord, KnownUrl, RunRecord, SiteRecord, Stats
from xzcrawl.items import UrlState

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
