"""The frozen records that the archive returns. All instants are aware, in UTC."""

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
from xzcrawl.archive.records.crawl_state import KnownListing, KnownUrl
from xzcrawl.archive.records.crawls import Due, Finding, RunRecord, SiteCrawls, SiteRecord
from xzcrawl.archive.records.overview import (
    ACTIVITY_KINDS,
    Activity,
    ActivityKind,
    ArchiveExtent,
    ArticleDetail,
    Facet,
    FilterChoices,
    MonthCount,
    Stats,
)
from xzcrawl.archive.records.search import Found, Hit
from xzcrawl.archive.records.snapshots import ArticleSnapshots, PageSnapshot, SnapshotRecord

__all__ = [
    "ACTIVITY_KINDS",
    "Activity",
    "ActivityKind",
    "ArchiveExtent",
    "ArticleDetail",
    "ArticleRecord",
    "ArticleSnapshots",
    "ArticleSummary",
    "Cause",
    "Dated",
    "Due",
    "EventKind",
    "EventRecord",
    "Facet",
    "FilterChoices",
    "Finding",
    "Found",
    "History",
    "Hit",
    "KnownListing",
    "KnownUrl",
    "MonthCount",
    "NameSource",
    "PageSnapshot",
    "ReadingRecord",
    "RevisionRecord",
    "RunRecord",
    "SiteCrawls",
    "SiteRecord",
    "SnapshotRecord",
    "Stats",
    "published",
]
