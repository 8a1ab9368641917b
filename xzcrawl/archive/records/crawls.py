"""Sites, and how their crawls went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """A site that was crawled. ``key`` is the host of ``base_url``.

    ``rounding`` is how its relative clock rounds (``dates.Rounding``), None where that is not known.
    ``family`` names how its pages are read (``families``), ``name`` is its name for people.
    """

    key: str
    base_url: str
    name: str | None
    first_seen_at: datetime
    rounding: str | None
    family: str | None


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
class SiteCrawls:
    """A site, its ``articles``, and how many ``runs`` were made of it.

    ``latest`` are its last two runs, the last one first; ``success`` is the last one that ended well, None
    where none ever did.
    """

    site: SiteRecord
    articles: int
    runs: int
    latest: Sequence[RunRecord]
    success: RunRecord | None


@dataclass(frozen=True, slots=True)
class Due:
    """What is due at ``at`` (of one site, or of all).

    ``overdue`` articles have a next visit at or before ``at``, the first of them at ``overdue_since``;
    ``within_*`` count the visits of the time after it, each including the shorter ones. ``discovered``
    addresses were never tried, ``failed`` ones gave no article at their last attempt.
    """

    at: datetime
    overdue: int
    overdue_since: datetime | None
    within_day: int
    within_week: int
    within_month: int
    discovered: int
    failed: int
