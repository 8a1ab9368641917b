"""The walk of a site: it decides what to visit next, with close to the least number of requests. Pure.

This module does what every walk does with the pages it takes in; ``full_walk`` and ``update_walk``
do the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol

from xzcrawl.extract import FeedEntry, Outline, address_of_sitemap
from xzcrawl.families import Site
from xzcrawl.frontier.bounds import most_mentions, most_requests
from xzcrawl.frontier.feeds import FeedPlan
from xzcrawl.frontier.full_walk import FullWalk
from xzcrawl.frontier.infer_dates import DateEvidence
from xzcrawl.frontier.known import Known
from xzcrawl.frontier.known_articles import KnownArticle
from xzcrawl.frontier.leftovers import Leftover, leftovers
from xzcrawl.frontier.listings import ListingState
from xzcrawl.frontier.mentions import AT_ONCE
from xzcrawl.frontier.moved_categories import moved, vanished
from xzcrawl.frontier.renaming import unaliased
from xzcrawl.frontier.update_walk import UpdateWalk
from xzcrawl.frontier.visits import HOME, Visit
from xzcrawl.frontier.walk_state import WalkState
from xzcrawl.items import Reading
from xzcrawl.runs import Extent
from xzcrawl.urls import Address, Kind, absolute


class Strategy(Protocol):
    """The part in which walks differ: the visits at the start, after a listing's page, and when idle."""

    def start(self) -> list[Visit]: ...

    def after(self, state: ListingState) -> list[Visit]: ...

    def idle(self, now: datetime) -> list[Visit]: ...


_STRATEGIES: Final[Mapping[Extent, type[FullWalk | UpdateWalk]]] = {"whole": FullWalk, "news": UpdateWalk}


class Frontier:
    """One walk of a site.

    Pass it every page that was seen (``saw_…``), and call ``idle`` when nothing is under way any more.
    ``resumed`` says whether it continues a walk that was broken off (``Known.pages``).
    """

    def __init__(self, site: Site, known: Known | None = None, extent: Extent = "whole") -> None:
        self.site = site
        self.resumed = False
        self._walk = WalkState(site, known or Known())
        self._feeds = FeedPlan(site, self._walk.date_evidence, self._walk.members.categories)
        self._strategy: Strategy | None = (
            _STRATEGIES[extent](self._walk, self._feeds) if extent in _STRATEGIES else None
        )

    @property
    def date_evidence(self) -> DateEvidence:
        return self._walk.date_evidence

    def start(self) -> list[Visit]:
        """The first visits: the home page, what is due, and what was discovered and never fetched."""
        due = self._walk.again(self._walk.known.due)
        if self._strategy is not None:
            return self._strategy.start() + due
        self._walk.mentions.free = most_mentions(self._walk.arrivals.listed)
        found = self._walk.unknown() + self._walk.follow()
        self._walk.is_postponing = True  # for good: nothing is followed
        return due + found

    def saw_sitemaps(self, urls: Iterable[str]) -> None:
        """Takes in the sitemaps that robots.txt names."""
        for named in urls:
            url = absolute(named, self.site.base_url)
            if url and self.site.has(url):
                self._walk.state(address_of_sitemap(url), url)

    def saw_listing(self, address: Address, outline: Outline) -> list[Visit]:
        """Takes in a listing page and gives the visits it leads to."""
        if address == HOME and self._walk.known.pages:
            self.resumed = self._walk.resume(outline)
        state = self._walk.saw_page(address, outline)
        found = [visit for post in outline.posts for visit in self._walk.shown(post.key, post.url)]
        has_news = any(self._walk.known.may_hide_news(post.key) for post in outline.posts)
        links = self._saw_links(outline, address._replace(page=1), has_news=has_news)
        return found + links + (self._strategy.after(state) if self._strategy else [])

    def missed_listing(self, address: Address, *, absent: bool) -> list[Visit]:
        """Takes in a page of a listing that did not come, and gives the visits it leads to.

        ``absent`` says that the site denies that it has the page.
        """
        state = self._walk.listings.get(address._replace(page=1))
        if state is None:
            return []
        state.missed(address.page, absent=absent)
        return self._strategy.after(state) if self._strategy and state.pages else []

    def has_ended(self, address: Address) -> bool:
        """Whether the listing of a page has ended before the last page that its pager names."""
        state = self._walk.listings.get(address._replace(page=1))
        return state is not None and state.ended

    def saw_article(self, key: str, source_id: str, outline: Outline, asked_key: str) -> list[Visit]:
        """Takes in an article's page, and gives the visits it leads to.

        ``key`` is that of its canonical address, an alias or the CMS's id; ``asked_key`` is the key by which
        it was asked for.
        """
        found = self._walk.arrived(asked_key, key, source_id)
        self._walk.members.join(key, outline.memberships)
        self._walk.related |= outline.related
        self._walk.names_authors |= any(address.kind is Kind.AUTHOR for address in outline.memberships)
        self.date_evidence.learn_neighbours(key, outline.older, outline.newer)
        return found + self._saw_links(outline)

    def unaliased(self, outline: Outline) -> Outline:
        """The outline with aliases of known articles replaced by the keys of those articles."""
        return unaliased(outline, self._walk, self.site)

    def memberships(self, key: str, outline: Outline) -> frozenset[Address]:
        """The listings that an article is in, by its page.

        Where the page names no author, or no category, the listings of that kind that have shown it count.
        """
        unnamed = {Kind.AUTHOR, Kind.CATEGORY} - {address.kind for address in outline.memberships}
        shown = self._walk.members.shown_in(key)
        return outline.memberships | {address for address in shown if address.kind in unnamed}

    def learn(self, key: str, reading: Reading | None) -> None:
        """Takes in one reading of an article's date; None where a page had no date."""
        self._walk.learn(key, reading)

    def first_feed(self, url: str | None = None) -> list[Visit]:
        """A visit to the plain feed before all else, where the site has one.

        A walk that does not call this asks for the feed last. ``url`` is where the home page says that it is;
        None where it does not say.
        """
        return self._feeds.ask_plain(url)

    def saw_feed(self, visit: Visit, entries: Sequence[FeedEntry], now: datetime) -> list[Visit]:
        """Takes in a feed: its articles, and what it shows of the days of others; gives visits."""
        self._feeds.saw(visit.query, entries, now)
        return [visit for entry in entries for visit in self._walk.shown(entry.key, entry.url)]

    def elsewhere(self, key: str) -> list[Visit]:
        """A visit to another address of an article that did not come from the one tried, if there is one."""
        return self._walk.elsewhere(key)

    def by_id(self, key: str) -> list[Visit]:
        """A visit to the address at which the CMS finds an archived article by its id, if it is untried."""
        return self._walk.by_id(key)

    def listing_elsewhere(self, address: Address) -> list[Visit]:
        """A visit to another address of a listing's first page that did not come, if there is one."""
        state = self._walk.listings.get(address)
        return [Visit(address, state.others.pop())] if state and state.others else []

    def is_linked(self, address: Address) -> bool:
        """Whether any page has linked a listing in this walk, other than the listing's own pages."""
        state = self._walk.listings.get(address._replace(page=1))
        return state is not None and state.linked

    def lacks_listing(self, address: Address) -> None:
        """Takes in that the site says that a page of a listing is not there."""
        state = self._walk.listings.get(address._replace(page=1))
        if state and address.page == 1:
            state.missing = True

    def moved_categories(self) -> list[Address]:
        """The categories whose articles are in another one now; call this once the walk is done."""
        return moved(self._walk)

    def vanished_categories(self) -> list[ListingState]:
        """The categories that the site has removed without a successor; call this once the walk is done."""
        return vanished(self._walk)

    def has_come(self, key: str) -> bool:
        """Whether an article has come in this walk, under any of its keys."""
        return self._walk.arrivals.has(key)

    def was_dead(self, key: str) -> bool:
        """Whether a list has shown an article to an earlier run that was not there, and has never come."""
        return key in self._walk.known.dead

    def has_shown_articles(self) -> bool:
        """Whether any article has come in this walk, or a list has shown one."""
        return bool(self._walk.arrivals.own_keys or self._walk.listed)

    def count_come(self) -> int:
        """How many articles have come in this walk."""
        return len(self._walk.arrivals.own_keys)

    def listed_again(self, outline: Outline) -> list[Visit]:
        """Visits to the articles that a page of the home listing shows under the same key when read again."""
        return [visit for post in outline.posts for visit in self._walk.shown(post.key, post.url)]

    def saw_again(self, outline: Outline) -> None:
        """Takes in the home page that was read again to see if the site is well; its articles are there."""
        for post in outline.posts:
            self._walk.addresses.see(post.key, post.url, listed=True)

    def are_two(self, key: str, other: str) -> bool:
        """Whether two keys are those of two articles of the archive."""
        one, another = self.archived(key), self.archived(other)
        return one is not None and another is not None and one.source_id != another.source_id

    def archived(self, key: str) -> KnownArticle | None:
        """The archived article of this key, if it was there when it was last asked for; else None."""
        return self._walk.known.articles.get(key)

    def is_listed(self, key: str) -> bool:
        """Whether the site itself has named an article in this walk, under any of its keys.

        It has where a main list or the feed shows the article, or where the page of another article names it
        as its neighbour or as related. It may also have where a list shows the article's title under a new
        key whose page has not come: this counts too.
        """
        walk = self._walk
        listed = walk.listed | walk.related | walk.addresses.listed.keys()
        article = walk.known.articles.get(key)
        if article is None:
            return key in listed
        same = walk.titles.called(article.listed_title) - walk.known.articles.keys()
        is_unread = any(not walk.arrivals.has(other) for other in same)
        return is_unread or article.source_id in walk.known.source_ids(listed)

    def inferences(self, now: datetime) -> list[tuple[str, Reading]]:
        """The readings that follow from feeds and neighbours for articles whose day is open.

        Each is a pair of an article's key and a reading of the source "order".
        """
        return self._feeds.inferences(now)

    def idle(self, now: datetime, requests: int) -> list[Visit]:
        """The visits still worth making once everything asked for has come; none when the walk is done.

        ``now`` is aware. ``requests`` is the number of requests so far, robots.txt included, but for files,
        parts and tries again.
        """
        self._walk.spent, self._walk.mentions.free = requests, AT_ONCE
        return self._strategy.idle(now) if self._strategy else []

    @property
    def most_requests(self) -> int:
        """How many requests the walk may make, not counting images, parts and retries."""
        return most_requests(self._walk.arrivals.size)

    def leftovers(self) -> list[Leftover]:
        """The counts of what the walk has left unread so far."""
        return list(
            leftovers(self._walk, self._strategy.beyond if isinstance(self._strategy, FullWalk) else ())
        )

    def url_of(self, key: str) -> str | None:
        """An address of an article, from a page of this walk or from the archive; None where neither has one.

        A page may give its article a key that no address has.
        """
        return next(iter(self._walk.addresses.of(key)), None)

    def _saw_links(
        self, outline: Outline, own: Address | None = None, *, has_news: bool = False
    ) -> list[Visit]:
        """Notes the side listings that a page links; gives visits for the articles that it mentions.

        The listing to which the page itself belongs (``own``) does not count as linked. A column, or
        the home page, leads to the newest issue of a newspaper and to those that no walk has read, a page of
        an issue that ``has_news`` to the latter alone.
        """
        is_home, is_column = own == HOME, own is not None and not self.site.family.cms.issue_of(own)
        states = [self._walk.state(address, url) for address, url in outline.listings]
        newest = max([state.issue for state in states], default="")
        self._walk.static |= outline.static_keys
        self._walk.mentions.page += 1
        for state, (address, url) in zip(states, outline.listings, strict=True):
            state.saw_link(url)
            state.linked |= address != own
            if state.issue:
                is_unread = state.read_at is None
                state.near |= (is_column and (is_unread or state.issue == newest)) or (has_news and is_unread)
            else:
                state.near |= is_home
        found: list[Visit] = []
        for mention in outline.mentions:
            self._walk.note_change(mention.key, mention.modified)
            found += self._walk.article(mention.key, mention.url, mention.title)
        return found
