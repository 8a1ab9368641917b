"""Tells a walk at its start what the archive has of each article and list of its site. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Final

from xzcrawl.archive import KnownUrl
from xzcrawl.extensions.past import Past
from xzcrawl.frontier import Known, KnownArticle, KnownArticles, KnownUrls, SideListing
from xzcrawl.frontier.addresses import in_order
from xzcrawl.items import ListingPage, UrlState
from xzcrawl.runs import MODES, Mode
from xzcrawl.spider.claims import LISTED
from xzcrawl.urls import SIDE_LISTINGS, Address, Kind

#: An address that has never given an article is given up after it has failed in so many runs.
MOST_FAILURES: Final = 5
#: A walk with all its resumptions takes no longer: it may have begun this long before its last run.
_LONGEST_WALK: Final = timedelta(hours=24)
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


def known_site(past: Past, mode: str, now: datetime, revisits: Callable[[int], int]) -> Known:
    """What the walk is told, in a settled ``mode``.

    ``revisits`` says how many of so many archived articles may be visited again where only some are.
    """
    builder = _KnownBuilder(past, MODES[mode], past.unfinished.get(mode), now)
    for urls in past.articles:
        builder.add(urls)
    return builder.build(revisits)


@dataclass(slots=True)
class _KnownBuilder:
    """Gathers what is known of the articles that were added so far.

    ``since`` is when the walk began that was broken off and goes on now, None for a new one. ``archived`` is
    the number of addresses that gave an article, be it gone by now. ``opened`` are the addresses without an
    article that are worth a try, ``due`` the articles that are to be visited again: when, the number of the
    main address, its key.
    """

    past: Past
    mode: Mode
    since: datetime | None
    now: datetime
    articles: KnownArticles = field(default_factory=KnownArticles)
    addresses: KnownUrls = field(default_factory=KnownUrls)
    listings: dict[tuple[str, str], Address] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    recent: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    opened: list[KnownUrl] = field(default_factory=list)
    due: list[tuple[datetime, int, str]] = field(default_factory=list)
    archived: int = 0

    def add(self, urls: Sequence[KnownUrl]) -> None:
        """Takes in all addresses of one article, its main one first."""
        archived = [url for url in urls if _is_archived(url)]
        self.archived += len(archived)
        self._add_urls(urls)
        self._add_articles([url for url in archived if not _is_gone(url)])
        for url in archived:
            if url.alias_of is None and self._is_due(url):
                self.due.append((url.next_visit_at or _NEVER, url.id, url.key))
            if url.alias_of is not None and archived[0].alias_of is None:
                self.aliases[url.key] = archived[0].key
            if self._is_recent(url):
                self.recent.add(url.key)

    def build(self, revisits: Callable[[int], int]) -> Known:
        """What is known of the site, with so many ``revisits`` of those that are due."""
        opened, most = sorted(self.opened, key=_tried), revisits(self.archived)
        is_all = self.mode.revisits == "all"
        due = sorted(self.due, key=itemgetter(1)) if is_all else sorted(self.due)[:most]
        return Known(
            articles=self.articles,
            addresses=self.addresses,
            gone=self.gone,
            closed=self.closed,
            unknown=[url.key for url in opened],
            due=[key for _, _, key in due],
            listings=_side_listings(self.past),
            pages=_pages_read(self.past, self.since) if self.since else (),
            recent=self.recent,
            listed=self.listed,
            tried={url.key for url in opened if url.tried_at},
            dead={url.key for url in opened if url.reason and url.reason.startswith(LISTED)},
            aliases=self.aliases,
        )

    def _add_urls(self, urls: Sequence[KnownUrl]) -> None:
        """Adds the addresses of one article: some were listed, are gone, or are worth another try."""
        ordered = in_order(address for url in urls for address in url.addresses)
        for url in urls:
            self.addresses.add(url.key, ordered or (url.url,))
            if _was_listed(url):
                self.listed.add(url.key)
            if _is_gone(url):
                self.gone.add(url.key)
            if _is_archived(url):
                continue
            if self._is_open(url):
                self.opened.append(url)
            elif not _is_gone(url):
                self.closed.add(url.key)

    def _add_articles(self, there: Sequence[KnownUrl]) -> None:
        """Takes in an article under each key; its main key tells whether the home listing has shown it."""
        shown = any(map(self._was_shown, there))
        for url in there:
            self.articles.add(url.key, self._article(url, shown=shown and url.id == url.main))

    def _article(self, url: KnownUrl, *, shown: bool) -> KnownArticle:
        return KnownArticle(
            url.source_id or url.key,
            url.interval,
            frozenset(map(self._listing, url.memberships or ())),
            shown=shown,
            listed_title=url.listed_title,
            content_sha256=url.content_sha256,
            fetched_at=url.fetched_at,
            unlisted_title=url.unlisted_title if url.alias_of is None else None,
        )

    def _listing(self, membership: tuple[str, str]) -> Address:
        """A listing that an article is in; many articles share it."""
        if (address := self.listings.get(membership)) is None:
            kind, key = membership
            address = self.listings[membership] = Address(Kind(kind), key)
        return address

    def _is_due(self, url: KnownUrl) -> bool:
        """Whether an archived article is to be visited again, by its main address.

        In a recheck all are, but those that it saw before it was broken off. In other runs one that was tried
        after now is due too: its run had a wrong clock, and put off its visit by as much.
        """
        if self.mode.revisits == "all":
            return not self._was_tried(url)
        at, tried_at = url.next_visit_at, url.tried_at
        return at is not None and (at <= self.now or (tried_at is not None and tried_at > self.now))

    def _is_recent(self, url: KnownUrl) -> bool:
        until = self.past.read_until
        return until is not None and url.found_at is not None and url.found_at > until

    def _is_open(self, url: KnownUrl) -> bool:
        """Whether an address without an article is worth a try.

        What robots.txt forbade may be allowed by now, and costs nothing where it is not. A whole walk tries
        again what main lists have shown, for that is an article.
        """
        if url.state == UrlState.FAILED:
            return url.failures < MOST_FAILURES or (self.mode.is_whole and _was_listed(url))
        return url.state in (UrlState.DISCOVERED, UrlState.FORBIDDEN)

    def _was_tried(self, url: KnownUrl) -> bool:
        """Whether the site has answered for an article in this walk, before it was broken off."""
        answered = url.state in (UrlState.FETCHED, UrlState.GONE)
        return answered and self.since is not None and url.tried_at is not None and url.tried_at >= self.since

    def _was_shown(self, url: KnownUrl) -> bool:
        """Whether the home listing showed it in the last finished walk or after.

        An article that this walk looked at, because its pages did not show it, needs no second look.
        """
        full_at, since = self.past.full_at, self.since
        if url.listed_at is None or (full_at is not None and url.listed_at < full_at - _LONGEST_WALK):
            return False
        return not (self._was_tried(url) and since is not None and url.listed_at < since)


def _is_archived(url: KnownUrl) -> bool:
    return url.next_visit_at is not None or url.alias_of is not None


def _is_gone(url: KnownUrl) -> bool:
    return url.state == UrlState.GONE or url.gone_at is not None


def _was_listed(url: KnownUrl) -> bool:
    return url.listed_at is not None or any(address.listed_at for address in url.addresses)


def _tried(url: KnownUrl) -> tuple[datetime, int]:
    """Never first, then longest ago, then as they were found."""
    return url.tried_at or _NEVER, url.id


def _side_listings(past: Past) -> list[SideListing]:
    return [
        SideListing(Address(Kind(listing.kind), listing.key), listing.url, listing.read_at)
        for listing in past.listings
        if listing.page == 1 and listing.kind in SIDE_LISTINGS
    ]


def _pages_read(past: Past, since: datetime) -> Sequence[ListingPage]:
    """What this walk has read before it was broken off: the home page, and all that was read after it.

    A resumed walk stores the home page's first page only where it has changed (see ``Frontier.resumed``), so
    a page older than that belongs to another state of the site.
    """
    read = [(page.read_at, page.shown) for page in past.listings if page.read_at and page.shown]
    begun = next((at for at, page in read if page.kind == Kind.HOME and page.page == 1), None)
    if begun is None or begun < since:
        return ()
    return [page for at, page in read if at >= begun]
