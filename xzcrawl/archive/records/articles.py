"""Records of articles, their versions, their events, and the readings of their dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from xzcrawl.archive.records.snapshots import SnapshotRecord
from xzcrawl.items import DateInterval, GoneKind, Image, Link, Precision, ReadBy, ReadingSource, Removed

#: The source of an author or category: the article's page, or the listing of that author or category.
NameSource = Literal["page", "listing"]


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article as it is stored now.

    ``id`` is the archive's own number, ``key`` the site's name for the article in URLs, ``source_id`` the
    CMS's id. ``published_at`` is the best single instant, ``published_earliest`` and ``…_latest`` bound it
    (both inclusive); all ``published_*`` are None if no date could be read. ``text`` has one line for each
    paragraph, heading, list item or table row. ``revision`` counts from 1; ``content_sha256`` is the digest
    of title and text. ``read_by`` says what read the page. ``origin`` is whom the article is from (来源), as
    its page shows, else as it tells machines, which is ``stated_origin``.
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
    attachments: tuple[Link, ...]
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
    read_by: ReadBy
    origin: str | None
    stated_origin: str | None
    snapshot: SnapshotRecord | None


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article without its body. Its fields are those of ``ArticleRecord``; instants are in UTC."""

    id: int
    site: str
    url: str
    title: str
    category: str | None
    published_at: datetime | None
    published_earliest: datetime | None
    published_latest: datetime | None
    published_precision: Precision | None
    published_text: str | None
    last_seen_at: datetime
    gone_at: datetime | None
    gone_kind: str | None
    revision: int


class Dated(Protocol):
    """A record with a date as the archive stores it: an ``ArticleRecord`` or an ``ArticleSummary``."""

    @property
    def published_earliest(self) -> datetime | None: ...
    @property
    def published_latest(self) -> datetime | None: ...
    @property
    def published_precision(self) -> Precision | None: ...
    @property
    def published_text(self) -> str | None: ...


def published(article: Dated) -> DateInterval | None:
    """The interval in which an article was published; None if no date could be read."""
    earliest, latest = article.published_earliest, article.published_latest
    if earliest is None or latest is None or article.published_precision is None:
        return None
    return DateInterval(earliest, latest, article.published_precision, article.published_text or "")


#: Why a revision was written: the article is new, the site changed it, or a later extractor read it again.
Cause = Literal["first", "changed", "reparsed"]


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    """A version of an article's title and text. ``number`` counts from 1, without gaps if all are known.

    ``seen_at`` is the instant at which its page was fetched, whatever extractor read that page.
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


EventKind = Literal["redated", "gone", "returned"]


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An event of an article. ``details`` depend on ``kind``:

    ``redated``: ``from`` and ``to``, each ``{"earliest", "latest", "text"}`` (ISO 8601, Asia/Shanghai).
    ``gone``: ``how`` (a ``GoneKind``), ``status``, ``last_seen_at``: it vanished between that and ``at``.
    ``returned``: ``gone_at``, the instant since which it had been missing.
    """

    article_id: int
    at: datetime
    kind: EventKind
    details: Mapping[str, Any]
    snapshot: SnapshotRecord | None


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """One reading of an article's date and views; ``snapshot`` is the page it was read from."""

    source: ReadingSource
    seen_at: datetime
    text: str | None
    earliest: datetime | None
    latest: datetime | None
    precision: Precision | None
    views: int | None
    snapshot: SnapshotRecord | None


@dataclass(frozen=True, slots=True)
class History:
    """An article's past.

    ``revisions`` are the versions of its title and text, oldest first. ``events`` (re-dated, gone, returned)
    are in the order in which they were recorded. ``readings`` are all readings of its date and views, those
    seen earliest first. ``bounds`` are the readings that gave ``published_earliest`` and
    ``published_latest``; None if there is no date.
    """

    revisions: Sequence[RevisionRecord]
    events: Sequence[EventRecord]
    readings: Sequence[ReadingRecord]
    bounds: tuple[ReadingRecord | None, ReadingRecord | None]
