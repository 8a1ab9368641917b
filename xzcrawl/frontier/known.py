"""What a walk is told at its start of what is known from earlier ones. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from xzcrawl.items import DateInterval, ListingPage, Reading
from xzcrawl.urls import Address


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article that the archive holds, and that was there when it was last asked for.

    ``source_id`` is the CMS's id, which all its keys share. ``interval`` is when it was published,
    ``memberships`` the listings that it is in. ``shown`` says that the home listing showed it in the walk
    before this one or since: where it no longer does, it may be gone. ``listed_title`` is the title by which
    it showed it last. ``content_sha256`` is that of its title and text.
    """

    source_id: str
    interval: DateInterval | None = None
    memberships: frozenset[Address] = frozenset()
    shown: bool = False
    listed_title: str | None = None
    content_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class SideListing:
    """A listing beside the home page by the URL of its first page; ``read_at``: when that was read last."""

    address: Address
    url: str
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A site as the archive knows it. Articles are named by their keys, of which one may have several.

    ``addresses`` are the URLs of each key's article, the best to ask first. ``gone`` are asked for again only
    where a main list shows them; so are ``closed``, no articles or not to be had, and only at an address that
    is new. ``unknown`` were discovered and not fetched so far, ``due`` are archived and to be fetched again,
    in their order. ``pages`` are those this walk read before it was broken off.
    ``recent`` were found since the last finished run, by runs that may have left pages behind them unread.
    ``listed`` are those that a main list or the feed has ever shown, ``tried`` those that failed. ``aliases``
    gives for other keys of an article its main one.
    """

    articles: Mapping[str, KnownArticle] = field(default_factory=dict)
    addresses: Mapping[str, Sequence[str]] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    unknown: Sequence[str] = ()
    due: Sequence[str] = ()
    listings: Sequence[SideListing] = ()
    pages: Sequence[ListingPage] = ()
    recent: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    tried: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)

    def source_ids(self, keys: Iterable[str]) -> set[str]:
        """The ids of the archived articles that have these keys."""
        return {self.articles[key].source_id for key in keys if key in self.articles}

    def reading(self, key: str) -> Reading | None:
        """When the archive says that an article was published."""
        article = self.articles.get(key)
        if article is None or article.interval is None:
            return None
        return Reading("page", article.interval.latest, article.interval.text, article.interval)

    def is_retitled(self, key: str, title: str) -> bool:
        """Whether a list shows an article by another title than before: its text may be another."""
        article = self.articles.get(key)
        before = article.listed_title if article else None
        return before is not None and before != title

    def is_news(self, key: str) -> bool:
        """Whether nothing ever came of this key: no article, no refusal, no absence."""
        return key not in self.articles and key not in self.closed and key not in self.gone

    def may_hide_news(self, key: str) -> bool:
        """Whether what a list shows behind this article may be unread: the article is new, or recent."""
        return key in self.recent or self.is_news(key)
