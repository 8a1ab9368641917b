"""Records of sites and their crawls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """A site that was crawled. ``key`` is the host of ``base_url``.

    ``rounding`` is how its relative clock rounds (``dates.Rounding``), None if that is not known. ``family``
    names the family of its pages (``families``), ``name`` is its name for people.
    """

    key: str
    base_url: str
    name: str | None
    first_seen_at: datetime
    rounding: str | None
    family: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem that a health check found after a run: the rule, one sentence, and URLs to look at."""

    rule: str
    message: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A crawl. ``ended_at`` and ``outcome`` are None while it runs, and stay None if it was killed.

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
class SiteCrawls:
    """A site, its ``articles``, and how many ``runs`` were made of it.

    ``latest`` are its last two runs, the last one first; ``success`` is the last run that ended well, None if
    no run did.
    """

    site: SiteRecord
    articles: int
    runs: int
    latest: Sequence[RunRecord]
    success: RunRecord | None


@dataclass(frozen=True, slots=True)
class Due:
    """The visits that are due at the instant ``at`` (of one site, or of all).

    ``overdue`` counts articles with a next visit at or before ``at``, the first of them at ``overdue_since``.
    ``within_*`` count the visits in the time after ``at``, each including the shorter ones. ``discovered``
    counts addresses that were never tried, ``failed`` those whose last attempt gave no article.
    """

    at: datetime
    overdue: int
    overdue_since: datetime | None
    within_day: int
    within_week: int
    within_month: int
    discovered: int
    failed: int
