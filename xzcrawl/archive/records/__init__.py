"""What the archive hands out: frozen records. All instants are aware, in UTC."""

from xzcrawl.archive.records.articles import (
    ArticleRecord,
    ArticleSummary,
    Cause,
    Dated,
    EventKind,
    EventRecord,
    History,
    NameSource,
    ReadingRecord,
    RevisionRecord,
    published,
)
from xzcrawl.archive.records.crawl_state import KnownListing, KnownUrl, UrlState
from xzcrawl.archive.records.crawls import SUCCESSES, Due, Finding, RunRecord, SiteCrawls, SiteRecord
from xzcrawl.archive.records.overview import (
    ACTIVITY_KINDS,
    Activity,
    ActivityKind,
    ArticleDetail,
    Count,
    Extent,
    MonthCount,
    Names,
    Stats,
)
from xzcrawl.archive.records.search import Found, Hit
from xzcrawl.archive.records.snapshots import ArticleSnapshots, PageSnapshot, SnapshotRecord

__all__ = [
    "ACTIVITY_KINDS",
    "SUCCESSES",
    "Activity",
    "ActivityKind",
    "ArticleDetail",
    "ArticleRecord",
    "ArticleSnapshots",
    "ArticleSummary",
    "Cause",
    "Count",
    "Dated",
    "Due",
    "EventKind",
    "EventRecord",
    "Extent",
    "Finding",
    "Found",
    "History",
    "Hit",
    "KnownListing",
    "KnownUrl",
    "MonthCount",
    "NameSource",
    "Names",
    "PageSnapshot",
    "ReadingRecord",
    "RevisionRecord",
    "RunRecord",
    "SiteCrawls",
    "SiteRecord",
    "SnapshotRecord",
    "Stats",
    "UrlState",
    "published",
]
