"""The values that a walk gets at its start: what earlier walks have learned of the site. Pure."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from xzcrawl.frontier.known_articles import KnownArticles
from xzcrawl.items import ListingPage, Reading
from xzcrawl.urls import Address

#: By how much the clock of a site may be behind ours.
_CLOCKS: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SideListing:
    """A listing other than the home page.

    ``url`` is the URL of its first page, and ``read_at`` the time at which that page was last read (aware;
    None for never).
    """

    address: Address
    url: str
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A site as the archive knows it. Articles are named by their keys; one article may have several.

    ``addresses`` are the URLs of each key's article, the best one to fetch first. Articles in ``gone`` are
    asked for again only where a main list shows them. Keys in ``closed`` are not articles, or cannot be
    fetched; they are asked for again only where a main list shows them at a new address. ``unknown`` were
    discovered and not fetched so far; ``due`` are archived and are to be fetched again, in this order.
    ``listings`` are the side listings. ``pages`` are the listing pages that this walk read before it was
    broken off. ``recent`` were found since the last finished run, by runs that may have left pages behind
    them unread. ``listed`` are those that a main list or the feed has ever shown, ``tried`` those that
    failed, and ``dead`` those of which the site said that they are not there while a list showed them.
    ``aliases`` maps other keys of an article to its main key.
    """

    articles: KnownArticles = field(default_factory=KnownArticles)
    addresses: Mapping[str, Sequence[str]] = field(default_factory=dict)
    gone: Set[str] = frozenset()
    closed: Set[str] = frozenset()
    unknown: Sequence[str] = ()
    due: Sequence[str] = ()
    listings: Sequence[SideListing] = ()
    pages: Sequence[ListingPage] = ()
    recent: Set[str] = frozenset()
    listed: Set[str] = frozenset()
    tried: Set[str] = frozenset()
    dead: Set[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)

    def source_ids(self, keys: Iterable[str]) -> set[str]:
        """The ids of the archived articles that have these keys."""
        return {self.articles.source_id(key) for key in keys if key in self.articles}

    def reading(self, key: str) -> Reading | None:
        """The archive's date of an article as a reading; None where it has none."""
        article = self.articles.get(key)
        if article is None or article.interval is None:
            return None
        return Reading("page", article.interval.latest, article.interval.text, article.interval)

    def is_changed(self, key: str, modified: datetime | None) -> bool:
        """Whether an article was changed after its page last came, as far as two clocks can tell."""
        article = self.articles.get(key)
        fetched_at = article.fetched_at if article else None
        return modified is not None and fetched_at is not None and modified > fetched_at - _CLOCKS

    def is_news(self, key: str) -> bool:
        """Whether this key never led to anything: not to an article, a refusal or an absence."""
        return key not in self.articles and key not in self.closed and key not in self.gone

    def may_hide_news(self, key: str) -> bool:
        """Whether articles behind this one in a list may be unread, because this one is new or ``recent``."""
        return key in self.recent or self.is_news(key)
