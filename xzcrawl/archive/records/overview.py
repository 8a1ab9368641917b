"""What an archive is made of, and what happened in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, get_args

from xzcrawl.archive.records.articles import ArticleRecord, ArticleSummary, History
from xzcrawl.archive.records.crawl_state import UrlState
from xzcrawl.archive.records.crawls import RunRecord, SiteRecord
from xzcrawl.archive.records.snapshots import ArticleSnapshots
from xzcrawl.dates import SHANGHAI
from xzcrawl.items import Precision


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


@dataclass(frozen=True, slots=True)
class Facet:
    """How many articles have a name (None: none), and their newest date (None where it is not counted)."""

    name: str | None
    articles: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many articles of a category a month has (``2022-09``, Asia/Shanghai)."""

    month: str
    category: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class ArchiveExtent:
    """How many articles an archive has, from when to when they were published, and its size in bytes."""

    articles: int
    oldest: datetime | None
    newest: datetime | None
    size: int


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What filters can be set to: the first names of each kind in their order, and the sites' keys."""

    categories: Sequence[str]
    authors: Sequence[str]
    tags: Sequence[str]
    sites: Sequence[str]


#: What can happen to an article: it is found, its title or text changes, a later extractor reads it anew,
#: its date changes, it goes, it comes back.
ActivityKind = Literal["first", "changed", "reparsed", "redated", "gone", "returned"]


ACTIVITY_KINDS: Final[tuple[ActivityKind, ...]] = get_args(ActivityKind)


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that befell an article at an instant (of a revision: when its page was fetched).

    ``revision`` is the number of the version it led to, None of an event, whose ``details`` are those of
    ``EventRecord``.
    """

    at: datetime
    kind: ActivityKind
    article: ArticleSummary
    revision: int | None
    details: Mapping[str, Any]

    @property
    def day(self) -> str:
        """The day on which it happened, in Asia/Shanghai: ``2022-09-24``."""
        return f"{self.at.astimezone(SHANGHAI):%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class ArticleDetail:
    """An article with all that is known of it.

    ``related`` are the articles in the archive that its page named as related, in its order; ``older`` and
    ``newer`` those of its site published just before and after it, None for one without a date.
    """

    article: ArticleRecord
    history: History
    snapshots: ArticleSnapshots
    related: Sequence[ArticleSummary]
    older: ArticleSummary | None
    newer: ArticleSummary | None
