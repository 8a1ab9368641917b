"""The walk of a site: what to visit next, with close to the least number of requests. Pure.

1. The home listing with all its pages, and every article any page shows: about 1.1 requests an article.
2. When that is done, category and author listings: first and last page tell how many articles each
   holds; only one that holds more than is known of it is walked whole.
   Those of authors only as far as the allowance goes.
3. Tag listings likewise, those with the fewest known articles first.
4. The feeds (``feeds``).

Once a walk was finished, later ones fetch only what is unknown and do not count: they take the first
page of each category and walk on while pages show something new.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from xzcrawl.errors import EmptyListing
from xzcrawl.extract import FeedEntry, Outline
from xzcrawl.frontier.feeds import FeedPlan, Query
from xzcrawl.frontier.listings import LAST_PAGE_EVER, ListingState
from xzcrawl.frontier.settle import Settlement
from xzcrawl.items import DateInterval, Reading
from xzcrawl.urls import Address, Kind, classify

#: Requests that are no articles may number this share of the articles, plus this many.
ALLOWED_SHARE, ALLOWED_MORE = 0.15, 60
#: Held back from optional listings: feeds, and tries again after an error.
RESERVE = 20
HOME = Address(Kind.HOME, "")


@dataclass(frozen=True, slots=True)
class Visit:
    """A page to fetch. ``query`` is what a feed is narrowed by, such as ("date", "2026-11-17")."""

    address: Address
    url: str
    query: Query = None


class Frontier:
    """One walk. Tell it every page seen (``saw_…``); ask ``idle`` when nothing is under way any more.

    ``done`` holds the articles this walk need not fetch, each with its date so far. ``counting`` says
    whether to make sure that each listing is known whole; it is until one walk of the site was finished.
    """

    def __init__(
        self, base: str, done: Mapping[str, DateInterval | None] | None = None, *, counting: bool = True
    ) -> None:
        self.base = base
        self.settlement = Settlement()
        self._done = frozenset(done or {})
        self._urls: dict[str, str] = {}
        self._counting = counting
        self._asked: set[str] = set()
        self._listed: set[str] = set()
        self._static: set[str] = set()
        self._members: dict[str, frozenset[Address]] = {}
        self._by_listing: defaultdict[Address, set[str]] = defaultdict(set)
        self._categories: dict[str, str | None] = {}
        self._listings: dict[Address, ListingState] = {}
        self._spent = 0
        self._feeds = FeedPlan(base, self.settlement, self._categories)
        for key, interval in (done or {}).items():
            if interval is not None:
                self.learn(key, Reading("page", interval.latest, interval.text, interval))

    def start(self, discovered: Mapping[str, str]) -> list[Visit]:
        """The first visits: the home page, and ``discovered`` articles (key -> URL) never fetched so far."""
        home = self._state(HOME, self.base)
        return self._pages(home, [1]) + [
            v for key, url in discovered.items() for v in self._article(key, url)
        ]

    def saw_listing(self, address: Address, outline: Outline) -> list[Visit]:
        """Takes in a listing page and gives the visits it leads to."""
        state = self._state(replace(address, page=1), "")
        state.saw(address.page, outline)
        for newer, older in state.neighbours(address.page):
            self.settlement.learn_order(newer, older)
        self._listed.update(post.key for post in outline.posts)
        new: list[Visit] = []
        for post in outline.posts:
            self._join(post.key, post.memberships)
            new += self._article(post.key, post.url)
        return new + self._saw_links(outline) + self._more_pages(state, outline, bool(new))

    def check_listing(self, address: Address, outline: Outline) -> None:
        """Raises EmptyListing where a page that should show articles shows none.

        The first page of a side listing may be empty: a new category has no articles yet.
        """
        if not outline.posts and (address.kind is Kind.HOME or address.page > 1):
            name = f"{address.kind} {address.key}".strip()
            raise EmptyListing(f"page {address.page} of the {name} listing shows no article")

    def saw_article(self, key: str, source_id: str, outline: Outline) -> list[Visit]:
        """Takes in an article's page; ``key`` is that of its canonical address, an alias or the CMS's id."""
        self._asked.update((key, source_id))
        self._join(key, outline.memberships)
        for newer, older in ((key, outline.older), (outline.newer, key)):
            if newer and older:
                self.settlement.learn_order(newer, older)
        return self._saw_links(outline)

    def learn(self, key: str, reading: Reading | None) -> None:
        """Takes in what one sight of an article said of its date."""
        self.settlement.learn(key, reading)

    def saw_feed(self, visit: Visit, entries: Sequence[FeedEntry], now: datetime) -> list[Visit]:
        """Takes in a feed: its articles, and what it tells of the days of others."""
        self._feeds.saw(visit.query, entries, now)
        return [new for entry in entries for new in self._article(entry.key, entry.url)]

    def inferences(self, now: datetime) -> list[tuple[str, Reading]]:
        """What feeds and neighbours tell of articles whose own pages leave the day open."""
        return self._feeds.inferences(now)

    def idle(self, now: datetime, requests: int) -> list[Visit]:
        """What is still worth a visit once everything asked for has come; nothing when the walk is done.

        ``requests`` is what the walk has cost so far, robots.txt and tries again included.
        """
        self._spent = requests
        for stage in (self._categories_wanted, self._authors_wanted, self._tags_wanted):
            if visits := stage():
                return visits
        asked = self._feeds.next_query(now)
        return [Visit(Address(Kind.FEED, ""), asked[1], asked[0])] if asked else []

    def url_of(self, key: str) -> str | None:
        """An address some page of this walk gave an article; None where none did."""
        return self._urls.get(key)

    # What a page shows

    def _saw_links(self, outline: Outline) -> list[Visit]:
        """Notes the side listings a page links to; gives visits for the articles it mentions."""
        self._static |= outline.static_keys
        for address, url in outline.listings:
            self._state(address, url)
        found = [(classify(link.url, self.base), link.url) for link in outline.mentions]
        return [visit for address, url in found if address for visit in self._article(address.key, url)]

    def _article(self, key: str, url: str) -> list[Visit]:
        """A visit, unless this walk has asked for the article or need not."""
        self._urls.setdefault(key, url)
        if key in self._done or key in self._asked or key in self._static:
            return []
        self._asked.add(key)
        return [Visit(Address(Kind.ARTICLE, key), url)]

    def _join(self, key: str, memberships: frozenset[Address]) -> None:
        self._members[key] = self._members.get(key, frozenset()) | memberships
        for address in memberships:
            self._by_listing[address].add(key)
        categories = sorted(address.key for address in memberships if address.kind is Kind.CATEGORY)
        if len(categories) == 1 or key not in self._categories:
            self._categories[key] = categories[0] if len(categories) == 1 else None

    # Listings

    def _state(self, address: Address, url: str) -> ListingState:
        return self._listings.setdefault(address, ListingState(address, url))

    def _more_pages(self, state: ListingState, outline: Outline, new: bool) -> list[Visit]:
        """Further pages of the home listing; of another one only where it is not counted and shows news."""
        if state.address == HOME:
            return self._pages(state, state.unasked())
        if self._counting or not new or outline.next_page is None:
            return []
        return self._pages(state, state.unasked()[:1])

    def _pages(self, state: ListingState, pages: Iterable[int]) -> list[Visit]:
        visits = [
            Visit(replace(state.address, page=page), state.page_url(page))
            for page in pages
            if page not in state.asked
        ]
        state.asked.update(visit.address.page for visit in visits)
        return visits

    def _of_kind(self, kind: Kind) -> list[ListingState]:
        return [state for address, state in self._listings.items() if address.kind is kind]

    def _categories_wanted(self) -> list[Visit]:
        states = self._of_kind(Kind.CATEGORY)
        if not self._counting:
            return [visit for state in states for visit in self._pages(state, [1])]
        return [visit for state in states for visit in self._counted(state, LAST_PAGE_EVER)]

    def _authors_wanted(self) -> list[Visit]:
        return self._optional_wanted(Kind.AUTHOR)

    def _tags_wanted(self) -> list[Visit]:
        return self._optional_wanted(Kind.TAG)

    def _optional_wanted(self, kind: Kind) -> list[Visit]:
        """Listings one by one, so that each is weighed with what the ones before it brought."""
        states = self._of_kind(kind) if self._counting else []
        for state in sorted(states, key=lambda state: len(self._by_listing[state.address])):
            if visits := self._counted(state, self._spare()):
                return visits
        return []

    def _spare(self) -> int:
        """Requests left for optional listings before the walk costs more than it may.

        A walk that goes on with an earlier one cannot tell what a listing holds beyond the articles it
        need not fetch, so it looks at every listing whole, once.
        """
        if self._done:
            return LAST_PAGE_EVER
        allowed = len(self._asked) + int(ALLOWED_SHARE * len(self._asked)) + ALLOWED_MORE
        return allowed - RESERVE - self._spent

    def _counted(self, state: ListingState, most: int) -> list[Visit]:
        """First page, then last, then, where it holds more than is known of it, all between.

        Nothing where that takes more than ``most`` requests.
        """
        if 1 not in state.asked:
            pages = [1]
        elif state.last_page not in state.asked:
            pages = [state.last_page]
        else:
            pages = [] if state.is_complete(self._members_of(state)) else state.unasked()
        return self._pages(state, pages) if len(pages) <= most else []

    def _members_of(self, state: ListingState) -> dict[str, frozenset[Address]]:
        """The articles known to belong to a listing, each with all its listings of that kind.

        One that no listing has shown does not count: what hides it from the others may hide it here.
        """
        return {
            key: frozenset(address for address in self._members[key] if address.kind is state.address.kind)
            for key in self._by_listing[state.address] & self._listed
        }
