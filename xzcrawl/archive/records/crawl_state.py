"""Records of what the archive knows of a site, which a crawl reads at its start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xzcrawl.items import DateInterval, KnownAddress, ListingPage, ReadingSource, UrlState


@dataclass(frozen=True, slots=True)
class KnownUrl:
    """An article address, with what a crawl needs to know of it at its start.

    ``tried_at`` is the last attempt, ``fetched_at`` the last that gave the article, ``failures`` the number
    of failed attempts in a row since; ``alias_of`` is set if another address is the article's main one.
    ``found_at`` is the instant of its discovery, ``listed_at`` that at which the home listing last showed it,
    with the title ``listed_title``; where it never did, ``unlisted_title`` is that of the article.
    ``reason`` is that of the last failure, None once the article has come.
    ``source_id``, ``content_sha256``, ``published_source`` and all fields from ``next_visit_at`` to
    ``published_latest`` are None without an article; ``memberships`` are pairs (kind, key). ``addresses`` are
    the URLs that were seen of this key.
    """

    id: int
    key: str
    url: str
    state: UrlState
    failures: int
    tried_at: datetime | None
    fetched_at: datetime | None
    alias_of: int | None
    listed_at: datetime | None
    next_visit_at: datetime | None
    gone_at: datetime | None
    memberships: Sequence[tuple[str, str]] | None
    published_earliest: datetime | None
    published_latest: datetime | None
    found_at: datetime | None = None
    source_id: str | None = None
    listed_title: str | None = None
    unlisted_title: str | None = None
    content_sha256: str | None = None
    published_source: ReadingSource | None = None
    reason: str | None = None
    addresses: Sequence[KnownAddress] = ()

    @property
    def main(self) -> int:
        """The id of the article's main address, which all its keys share."""
        return self.alias_of or self.id

    @property
    def interval(self) -> DateInterval | None:
        """When the article was published, as far as it is known.

        A date in its text does not count: it may be that of another article.
        """
        if (
            self.published_earliest is None
            or self.published_latest is None
            or self.published_source == "body"
        ):
            return None
        return DateInterval(self.published_earliest, self.published_latest, "day", "")


@dataclass(frozen=True, slots=True)
class KnownListing:
    """A page of a listing: the ``url`` it was found by, and its content at ``read_at`` (None: unread)."""

    kind: str
    key: str
    page: int
    url: str
    read_at: datetime | None
    shown: ListingPage | None
