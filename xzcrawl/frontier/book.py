"""What one walk has seen and asked for so far, shared by its parts. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from xzcrawl.dates import is_redating
from xzcrawl.extract import Outline, Post
from xzcrawl.frontier.addresses import Addresses
from xzcrawl.frontier.known import Known
from xzcrawl.frontier.listings import ListingState, is_first_page, page_shown
from xzcrawl.frontier.members import Members
from xzcrawl.frontier.mentions import Mentions
from xzcrawl.frontier.settle import Settlement
from xzcrawl.frontier.visits import HOME, Visit
from xzcrawl.items import ListingPage, Reading
from xzcrawl.urls import SIDE_LISTINGS, Address, Kind, query_url


@dataclass(slots=True)
class Book:
    """``listed`` are the articles that a main list has shown, ``titled`` the same by title, ``kin`` those
    that the page of another one has named as near or related to it. ``new`` counts those asked for that were
    news. ``came`` are the keys and ids of the CMS of those that have come, ``lost`` those that did not come
    from where they were asked for, ``doubted`` those that a list shows with another date or title than the
    archive has. ``names_authors``: the page of an article has linked its author's listing.

    While ``holding``, articles that are found are kept in ``held`` and not asked for. ``mentions`` are those
    that no list has shown, which wait until the walk is ``following`` them. ``spent`` is what the walk had
    cost, in requests, when nothing was under way last.
    """

    base: str
    known: Known
    addresses: Addresses = field(init=False)
    mentions: Mentions = field(init=False)
    settlement: Settlement = field(default_factory=Settlement)
    members: Members = field(default_factory=Members)
    listings: dict[Address, ListingState] = field(default_factory=dict)
    came: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    static: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    kin: set[str] = field(default_factory=set)
    titled: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    doubted: set[str] = field(default_factory=set)
    held: list[Visit] = field(default_factory=list)
    holding: bool = False
    following: bool = False
    names_authors: bool = False
    new: int = 0
    spent: int = 0

    def __post_init__(self) -> None:
        """Takes in what earlier walks told of articles and listings."""
        self.addresses = Addresses(self.known.addresses)
        self.mentions = Mentions(set(self.known.listed), self.known.tried)
        self.state(HOME, self.base)
        for listing in self.known.listings:
            self.state(listing.address, listing.url).read_at = listing.read_at
        for key, article in self.known.articles.items():
            self.members.join(key, article.memberships)
            self.settlement.listed.update([key] if article.shown else [])
            if standing := self._standing(key):
                self.settlement.learn(key, standing)

    def _standing(self, key: str) -> Reading | None:
        """When the archive says that an article was published."""
        article = self.known.articles.get(key)
        if article is None or article.interval is None:
            return None
        return Reading("page", article.interval.latest, article.interval.text, article.interval)

    def learn(self, key: str, reading: Reading | None) -> None:
        """Takes in what a sight says of a date; an article of another date than the archive's is doubted."""
        self.settlement.learn(key, reading)
        standing = self._standing(key)
        if reading and standing and is_redating([standing], reading):
            self.doubted.add(key)

    # Articles

    def unattributed(self) -> set[str]:
        """The articles that lists have shown and that are in no author's listing so far."""
        return {
            key for key in self.listed if not any(a.kind is Kind.AUTHOR for a in self.members.shown_in(key))
        }

    def article(self, key: str, url: str) -> list[Visit]:
        """Takes in what a page mentions, and gives a visit to it where its turn has come."""
        self.addresses.see(key, url)
        if not self.is_open(key):
            return []
        self.mentions.see(key, kin=key in self.kin)
        return self.follow() if self.following else []

    def is_open(self, key: str) -> bool:
        """Whether nothing came of an article so far, and it was not asked for."""
        return key not in self.asked and key not in self.static and self.known.is_news(key)

    def follow(self) -> list[Visit]:
        """Visits to articles that no list has shown, as many as may be; from now on, when they are found."""
        self.following = True
        keys = self.mentions.take(self.is_open)
        self.new += len(keys)
        return self.again(keys)

    def shown(self, key: str, url: str) -> list[Visit]:
        """As ``article``, for what a main list or the feed shows: worth another try where it was lost."""
        is_other = url not in self.addresses.of(key)
        self.addresses.see(key, url, listed=True)
        self.mentions.show(key)
        if (key in self.known.closed and is_other) or key in self.known.gone:
            return self.again([key])
        if key in self.lost and not self.has_come(key):
            return self.elsewhere(key)
        if not self.is_open(key):
            return []
        self.new += 1
        return self._ask(key)

    def unknown(self) -> list[Visit]:
        """Visits to what earlier walks discovered and did not fetch; what no list has shown waits."""
        keys = [key for key in self.known.unknown if key not in self.asked]
        listed = [key for key in keys if key in self.known.listed]
        for key in keys:
            self.mentions.see(key, kin=False)
        self.new += len(listed)
        return self.again(listed)

    def again(self, keys: Iterable[str]) -> list[Visit]:
        """Visits to articles that are known, where they were not asked for yet."""
        return [visit for key in keys if key not in self.asked for visit in self._ask(key)]

    def elsewhere(self, key: str) -> list[Visit]:
        """A visit to an address of an article that was not asked for yet, after one that did not give it."""
        self.lost.add(key)
        url = self.addresses.untried(key)
        return [self._visit(key, url)] if url else []

    def by_id(self, key: str) -> list[Visit]:
        """A visit to where the CMS answers for an archived article by its id, unless that was asked."""
        article = self.known.articles.get(key)
        if article is None or not article.source_id.isdigit():
            return []
        url = query_url(self.base, article.source_id)
        return [] if url in self.addresses.asked[key] else [self._visit(key, url)]

    def _ask(self, key: str) -> list[Visit]:
        self.asked.add(key)
        self.mentions.drop([key])
        visit = self._visit(key, self.addresses.of(key)[0])
        if self.holding:
            self.held.append(visit)
        return [] if self.holding else [visit]

    def _visit(self, key: str, url: str) -> Visit:
        self.addresses.asked[key].add(url)
        return Visit(Address(Kind.ARTICLE, key), url)

    def release(self) -> list[Visit]:
        """The articles held back; from now on each is asked for when it is found."""
        self.holding, held, self.held = False, self.held, []
        return held

    def has_come(self, key: str) -> bool:
        """Whether an article has come in this walk, under any of its keys."""
        article = self.known.articles.get(key)
        return key in self.came or (article is not None and article.source_id in self.came)

    def is_listed(self, key: str) -> bool:
        """As ``Frontier.is_listed``."""
        listed = self.listed | self.kin | self.addresses.listed.keys()
        article = self.known.articles.get(key)
        if article is None:
            return key in listed
        is_unread = any(not self.has_come(key) for key in self.titled.get(article.listed_title or "", ()))
        return is_unread or article.source_id in self.known.source_ids(listed)

    @property
    def size(self) -> int:
        """How many articles the site has, as far as lists and earlier walks have told."""
        return len(self.mentions.shown) + len(self.known.articles.keys() - self.known.listed)

    # Listings

    def state(self, address: Address, url: str) -> ListingState:
        return self.listings.setdefault(address, ListingState(address, url))

    @property
    def home(self) -> ListingState:
        return self.listings[HOME]

    def of_kind(self, *kinds: Kind) -> list[ListingState]:
        return [state for address, state in self.listings.items() if address.kind in kinds]

    def is_near(self, state: ListingState) -> bool:
        """Whether the home page links a listing, or an article is known to be in it."""
        return state.near or self.members.count(state.address) > 0

    def pages(self, state: ListingState, pages: Iterable[int]) -> list[Visit]:
        """Visits to pages of a listing, where they were not asked for yet."""
        visits = [
            Visit(replace(state.address, page=page), state.page_url(page))
            for page in pages
            if page not in state.asked
        ]
        state.asked.update(visit.address.page for visit in visits)
        return visits

    def saw_page(self, address: Address, outline: Outline) -> ListingState:
        """Takes in a page of a listing; what else it links to is left to the caller."""
        for post in outline.posts:
            if post.title:
                self.titled[post.title].add(post.key)
            self.members.correct(post.key, post.memberships)
            if address.kind is Kind.HOME and self._is_retitled(post):
                self.doubted.add(post.key)
        return self._remember(page_shown(address, "", outline))

    def _is_retitled(self, post: Post) -> bool:
        """Whether the home listing shows an article by another title than before: its text may be another."""
        article = self.known.articles.get(post.key)
        before = article.listed_title if article else None
        return before is not None and before != post.title

    def _remember(self, shown: ListingPage) -> ListingState:
        state = self.state(Address(Kind(shown.kind), shown.key), shown.url)
        state.saw(shown)
        for newer, older in state.neighbours(shown.page):
            self.settlement.learn_order(shown.kind, newer, older)
        self.listed.update(shown.posts, shown.pinned)
        if state.address.kind in SIDE_LISTINGS:
            self.members.show(state.address, shown.posts)
        if state.address.kind in (Kind.HOME, Kind.CATEGORY):
            self.settlement.listed.update(shown.posts, shown.pinned)
        return state

    def resume(self, outline: Outline) -> bool:
        """Takes in the pages that this walk read before it was broken off, and tells whether it could.

        It cannot where the first page of the home listing has changed since: what was deleted has moved
        articles from pages not read to pages read, and only reading all again finds them.
        """
        if not is_first_page(page_shown(HOME, "", outline), self.known.pages):
            return False
        for page in self.known.pages:
            self._remember(page)
        return True
