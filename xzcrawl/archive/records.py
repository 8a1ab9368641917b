"""What the archive hands out: frozen records. All instants are aware, in UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from xzcrawl.items import DateInterval, Image, Link, Precision, ReadingSource, Removed

UrlState = Literal["discovered", "fetched", "failed", "not_article", "forbidden"]


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
    revision: int
    content_sha256: str
    extractor: str


@dataclass(frozen=True, slots=True)
class KnownUrl:
    """What a crawl needs to know of an article address at its start.

    ``tried_at`` is the last attempt whatever came of it, ``fetched_at`` the last that gave the article,
    ``failures`` the attempts in a row that failed since; ``alias_of`` is set where another address is the
    article's main one. ``published_*`` are None without an article or date.
    """

    key: str
    url: str
    state: UrlState
    failures: int
    tried_at: datetime | None
    fetched_at: datetime | None
    alias_of: int | None
    published_earliest: datetime | None
    published_latest: datetime | None

    @property
    def interval(self) -> DateInterval | None:
        """When the article was published, as far as it is known."""
        if self.published_earliest is None or self.published_latest is None:
            return None
        return DateInterval(self.published_earliest, self.published_latest, "day", "")


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """A site with articles in the archive. ``key`` is the host of ``base_url``."""

    key: str
    base_url: str
    name: str | None
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A crawl. ``ended_at`` and ``outcome`` are None while it runs, and stay so where it was killed."""

    id: int
    site: str
    spider: str
    mode: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str | None
    counts: Mapping[str, int]
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stats:
    """What is in the archive.

    ``by_category`` and ``by_precision`` are most frequent first (None: without one); ``by_month`` counts
    articles by month of publication (``2022-09``, Asia/Shanghai), oldest first; ``contradicted`` counts
    dates on which readings disagree; ``size`` is in bytes; ``last_run`` is the one started last.
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
