"""What the archive hands out: frozen records. All instants are aware, in UTC."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from xzcrawl.archive.page_columns import NameSource
from xzcrawl.items import (
    GoneKind,
    Image,
    Link,
    Precision,
    ReadingSource,
    Removed,
    SnapshotKind,
)

UrlState = Literal["discovered", "fetched", "failed", "gone", "not_article", "forbidden"]
#: Why a revision was written: the article is new, the site changed it, or a later extractor read it anew.
Cause = Literal["first", "changed", "reparsed"]
EventKind = Literal["redated", "gone", "returned"]


@dataclass(frozen=True, slots=True)
class SnapshotRecord:
    """Where a response lies: ``length`` bytes at ``offset`` of ``file`` (in the folder of snapshots).

    ``payload_sha256`` is over the body as received, content coding and all. ``refers_to`` is the id of the
    snapshot that has the payload, where this one is a revisit record without it.
    """

    id: int
    site: str
    run_id: int
    record_id: str
    kind: SnapshotKind
    url: str
    status: int
    requested_at: datetime
    fetched_at: datetime
    file: str
    offset: int
    length: int
    payload_sha256: str
    refers_to: int | None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article as the archive holds it now.

    ``id`` is the archive's own number, ``key`` the site's name for the article in URLs, ``source_id`` the
    CMS's id. ``published_at`` is the best single instant, ``published_earliest`` and ``…_latest`` bound it
    (both inclusive); all ``published_*`` are None where no date could be read. ``text`` has one line a
    paragraph, heading, list item or table row. ``revision`` counts from 1; ``content_sha256`` is over title
    and text.
    """

    id: int
    site: str
    key: str
    url: str
    source_id: str
    title: str
    author: str | None
    category: str | None
    breadcrumbs: tuple[str, ...]
    tags: tuple[str, ...]
    views: int | None
    published_at: datetime | None
    published_earliest: datetime | None
    published_latest: datetime | None
    published_precision: Precision | None
    published_text: str | None
    published_source: ReadingSource | None
    published_contradicted: bool
    text: str
    html: str
    images: tuple[Image, ...]
    related: tuple[Link, ...]
    removed: tuple[Removed, ...]
    first_seen_at: datetime
    last_seen_at: datetime
    changed_at: datetime
    gone_at: datetime | None
    gone_kind: GoneKind | None
    author_source: NameSource | None
    category_source: NameSource | None
    next_visit_at: datetime
    revision: int
    content_sha256: str
    extractor: str
    snapshot: SnapshotRecord | None


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    """A version of an article's title and text. ``number`` counts from 1, without gaps where all are known.

    ``seen_at`` is when the page was fetched that it was read from, whatever extractor read it.
    """

    article_id: int
    number: int
    cause: Cause
    seen_at: datetime
    title: str
    text: str
    content_sha256: str
    extractor: str
    snapshot: SnapshotRecord | None


@dataclass(frozen=True, slots=True)
class EventRecord:
    """What befell an article. ``details`` by ``kind``:

    ``redated``: ``from`` and ``to``, each ``{"earliest", "latest", "text"}`` (ISO 8601, Asia/Shanghai).
    ``gone``: ``how`` (a ``GoneKind``), ``status``, ``last_seen_at``: it vanished between that and ``at``.
    ``returned``: ``gone_at``, since when it had been missing.
    """

    article_id: int
    at: datetime
    kind: EventKind
    details: Mapping[str, Any]
    snapshot: SnapshotRecord | None


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """What one sight said of an article's date and views; ``snapshot`` is the page it was read from."""

    source: ReadingSource
    seen_at: datetime
    text: str | None
    earliest: datetime | None
    latest: datetime | None
    precision: Precision | None
    views: int | None
    snapshot: SnapshotRecord | None


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """A site that was crawled. ``key`` is the host of ``base_url``.

    ``rounding`` is how its relative clock rounds (``dates.Rounding``), None where that is not known.
    """

    key: str
    base_url: str
    name: str | None
    first_seen_at: datetime
    rounding: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a health check found wrong after a run: the rule, one sentence, and URLs to look at."""

    rule: str
    message: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A crawl. ``ended_at`` and ``outcome`` are None while it runs, and stay so where it was killed.

    ``mode`` is never ``auto``; ``docs/operations.md`` names the counts. ``reason``: why it did not finish.
    """

    id: int
    site: str
    spider: str
    mode: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str | None
    counts: Mapping[str, int]
    versions: Mapping[str, str]
    findings: Sequence[Finding]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    """What is in the archive; ``sites`` are those with articles.

    ``by_category`` and ``by_precision`` are most frequent first (None: without one), ``by_month`` (2022-09,
    Asia/Shanghai) oldest first; ``contradicted`` dates have readings that differ; ``size`` is in bytes.
    """

    articles: int
    sites: tuple[SiteRecord, ...]
    by_category: Mapping[str | None, int]
    by_month: Mapping[str, int]
    by_precision: Mapping[Precision | None, int]
    contradicted: int
    urls_by_state: Mapping[UrlState, int]
    oldest: datetime | None
    newest: datetime | None
    last_run: RunRecord | None
    size: int
