"""Records for an overview of an archive: its figures, its names, and its activity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, get_args

from xzcrawl.archive.records.articles import ArticleRecord, ArticleSummary, History
from xzcrawl.archive.records.crawls import RunRecord, SiteRecord
from xzcrawl.archive.records.snapshots import ArticleSnapshots
from xzcrawl.dates import SHANGHAI
from xzcrawl.items import Precision, UrlState


@dataclass(frozen=True, slots=True)
class Stats:
    """The figures of an archive; ``sites`` are those with articles.

    ``by_category`` and ``by_precision`` have the most frequent value first (None: articles without one),
    ``by_month`` (2022-09, Asia/Shanghai) the oldest. ``contradicted`` counts dates with readings that
    disagree; ``size`` is in bytes.
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
    """A name (None: no name), its number of articles, and their newest date (None: not determined)."""

    name: str | None
    articles: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class MonthCount:
    """The number of articles of a category in a month (``2022-09``, Asia/Shanghai)."""

    month: str
    category: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class ArchiveExtent:
    """The number of articles of an archive, their oldest and newest date, and its size in bytes."""

    articles: int
    oldest: datetime | None
    newest: datetime | None
    size: int


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """Values that filters can have: the first names of each kind in their order, and the sites' keys."""

    categories: Sequence[str]
    authors: Sequence[str]
    tags: Sequence[str]
    sites: Sequence[str]


#: The kinds of activity of an article: it is found, its title or text changes, a later extractor reads it
#: again, its date changes, it vanishes, it comes back.
ActivityKind = Literal["first", "changed", "reparsed", "redated", "gone", "returned"]


ACTIVITY_KINDS: Final[tuple[ActivityKind, ...]] = get_args(ActivityKind)


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that happened to an article, and the instant (of a revision: when its page was fetched).

    ``revision`` is the number of the version that it led to. It is None for an event, whose ``details`` are
    those of ``EventRecord``.
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
    """An article with all its details.

    ``related`` are the articles in the archive that its page named as related, in the order of the page.
    ``older`` and ``newer`` are the articles of its site published just before and after it, None for an
    article without a date.
    """

    article: ArticleRecord
    history: History
    snapshots: ArticleSnapshots
    related: Sequence[ArticleSummary]
    older: ArticleSummary | None
    newer: ArticleSummary | None
