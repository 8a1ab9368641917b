"""The state of one walk, shared by its parts: what it has seen and asked for so far. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from xzcrawl.dates import is_redating, within_one_day
from xzcrawl.extract import Outline
from xzcrawl.families import Site
from xzcrawl.frontier.addresses import Addresses
from xzcrawl.frontier.aliases import Aliases
from xzcrawl.frontier.arrivals import Arrivals
from xzcrawl.frontier.bounds import most_mentions
from xzcrawl.frontier.infer_dates import DateEvidence
from xzcrawl.frontier.known import Known
from xzcrawl.frontier.listings import ListingState, is_first_page, page_shown
from xzcrawl.frontier.members import Members
from xzcrawl.frontier.mentions import Mentions
from xzcrawl.frontier.suspected_aliases import SuspectedAliases
from xzcrawl.frontier.titles import Titles
from xzcrawl.frontier.visits import HOME, Visit
from xzcrawl.items import ListingPage, Reading
from xzcrawl.urls import SIDE_LISTINGS, Address, Kind

#: So many articles may be said to be changed at once, or this share of the site's.
_CHANGED, _CHANGED_SHARE = 50, 0.2


@dataclass(slots=True)
class WalkState:
    """The state of a walk.

    ``listed`` are the articles that a main list has shown, ``related`` those that the page of another article
    names as its neighbours or as related. ``requested`` are the articles that were asked for; ``visits``
    counts them, each once, and ``new`` counts those of them that a list has shown as news. ``static`` are the
    keys of static pages. ``assumed`` maps each key that is asked for to the key of which it should be an
    alias. ``failed`` are the articles that did not come from the address that was tried. Those that
    ``seem_changed`` are shown by a list with another date or title than the archive has. ``names_authors``
    says that the page of an article has linked its author's listing.

    While the walk ``is_postponing``, visits to articles that are found are kept in ``postponed``.
    ``mentions`` are the articles that no list shows; they wait until the walk is ``following`` them.
    ``spent`` is the number of requests made when nothing was under way last, tries again left out.
    """

    site: Site
    known: Known
    addresses: Addresses = field(init=False)
    mentions: Mentions = field(init=False)
    aliases: Aliases = field(init=False)
    titles: Titles = field(init=False)
    date_evidence: DateEvidence = field(init=False)
    members: Members = field(init=False)
    listings: dict[Address, ListingState] = field(default_factory=dict)
    arrivals: Arrivals = field(init=False)
    assumed: dict[str, str] = field(default_factory=dict)
    suspected_aliases: SuspectedAliases = field(default_factory=SuspectedAliases)
    failed: set[str] = field(default_factory=set)
    requested: set[str] = field(default_factory=set)
    static: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    related: set[str] = field(default_factory=set)
    seem_changed: set[str] = field(default_factory=set)
    modified: set[str] = field(default_factory=set)
    postponed: list[Visit] = field(default_factory=list)
    is_postponing: bool = False
    following: bool = False
    names_authors: bool = False
    new: int = 0
    visits: int = 0
    spent: int = 0
    _by_kind: defaultdict[Kind, list[ListingState]] = field(init=False)

    def __post_init__(self) -> None:
        """Takes in what earlier walks have learned of articles and listings."""
        self.addresses = Addresses(self.known.addresses)
        self.arrivals = Arrivals(self.known, self.addresses)
        self.aliases = Aliases.of(self.known)
        self.titles = Titles(self.known)
        self.mentions = Mentions(self.known.tried)
        self.date_evidence = DateEvidence(self.known)
        self.members = Members(self.known.articles)
        self._by_kind = defaultdict(list)
        self.state(HOME, self.site.base_url)
        for listing in self.known.listings:
            self.state(listing.address, listing.url).read_at = listing.read_at
        for key, article in self.known.articles.items():
            self.arrivals.recall(key, article.source_id)
            self.members.recall(key, article.memberships)
            if article.interval and not within_one_day(article.interval):
                self.date_evidence.learn(key, None)  # a feed or a neighbour may tell its day

    def learn(self, key: str, reading: Reading | None) -> None:
        """Takes in a reading of an article's date; one that contradicts the archive is a sign of a change."""
        self.date_evidence.learn(key, reading)
        standing = self.known.reading(key) if reading else None
        if reading and standing and is_redating([standing], reading):
            self.seem_changed.add(key)

    def note_change(self, key: str, modified: datetime | None) -> None:
        """Takes in when an article was last changed, where a list for programs tells that."""
        if self.known.is_changed(key, modified):
            self.modified.add(key)

    def changed(self) -> list[str]:
        """The articles that seem to have changed since their pages came.

        Where that is said of too many at once, it is not of their texts: some sites name the time at which
        the list itself was made.
        """
        most = max(_CHANGED, int(_CHANGED_SHARE * len(self.known.articles)))
        return sorted(self.seem_changed | (self.modified if len(self.modified) <= most else set()))

    # Articles

    def article(self, key: str, url: str, title: str = "") -> list[Visit]:
        """Takes in an article that a page mentions, and gives the visits whose turn has come."""
        self.addresses.see(key, url)
        if not self.is_open(key):
            return []
        self.titles.see(key, title)
        self.mentions.see(key, related=key in self.related)
        return self.follow() if self.following else []

    def is_open(self, key: str) -> bool:
        """Whether an article may still be visited.

        It may while it was not asked for, nothing has come of it, and its key should not be an alias of an
        article that was asked for or is archived.
        """
        is_settled = key in self.requested or self.arrivals.has_by_id(key) or key in self.static
        return not is_settled and self.known.is_news(key) and not self.is_there(self.aliases.stem(key) or "")

    def is_there(self, key: str) -> bool:
        """Whether an article was asked for, or is in the archive."""
        return key in self.requested or key in self.known.articles

    def follow(self) -> list[Visit]:
        """Visits to articles that no list has shown, as many as allowed; later ones follow when found."""
        self.following = True
        return self.again(
            self.mentions.take(self.is_open, self.titles.is_same, most_mentions(self.arrivals.listed))
        )

    def shown(self, key: str, url: str) -> list[Visit]:
        """Does what ``article`` does for an article that a main list or the feed shows.

        Such an article is tried once more where it was lost, gone, or closed under its earlier addresses.
        """
        is_other = url not in self.addresses.of(key)
        self.addresses.see(key, url, listed=True)
        self.mentions.show(key)
        self.arrivals.show(key)
        if (key in self.known.closed and is_other) or key in self.known.gone:
            return self.again([key])
        if key in self.failed and not self.arrivals.has(key):
            return self.elsewhere(key)
        if not self.is_open(key):
            return []
        self.new += 1
        return self._ask(key)

    def unknown(self) -> list[Visit]:
        """Visits to articles that lists have shown and earlier walks did not ask for.

        Other articles that are unknown wait among the ``mentions``.
        """
        keys = list(filter(self.is_open, self.known.unknown))
        listed = [key for key in keys if key in self.known.listed and key not in self.known.tried]
        for key in keys:
            self.mentions.see(key, related=False)
        self.new += len(listed)
        return self.again(listed)

    def again(self, keys: Iterable[str]) -> list[Visit]:
        """Visits to those of these articles that were not asked for yet."""
        return [visit for key in keys if key not in self.requested for visit in self._ask(key)]

    def elsewhere(self, key: str) -> list[Visit]:
        """A visit to an untried address of an article, after another address did not give it."""
        stem = self.assumed.get(key, key)  # the key of which it should be an alias has other addresses
        self.failed.update((key, stem))
        url = self.addresses.untried(key) or self.addresses.untried(stem)
        return [self._visit(key, url)] if url else []

    def by_id(self, key: str) -> list[Visit]:
        """A visit to the address at which the CMS finds an archived article by its id, if it is untried."""
        article = self.known.articles.get(key)
        by_id = self.site.family.cms.by_id
        if article is None or by_id is None or not article.source_id.isdigit():
            return []
        url = by_id(self.site.base_url, article.source_id)
        return [] if self.addresses.is_requested(key, url) else [self._visit(key, url)]

    def _ask(self, key: str) -> list[Visit]:
        stem = self.aliases.stem(key) or key
        self.assumed[key] = stem
        self.requested.update((key, stem))
        self.visits += 1
        self.mentions.drop([key])
        visit = self._visit(key, self.addresses.of(key)[0])
        if self.is_postponing:
            self.postponed.append(visit)
        return [] if self.is_postponing else [visit]

    def _visit(self, key: str, url: str) -> Visit:
        self.addresses.request(key, url)
        return Visit(Address(Kind.ARTICLE, key), url)

    def release(self) -> list[Visit]:
        """The visits that were postponed; from now on each article is asked for when it is found."""
        self.is_postponing, postponed, self.postponed = False, self.postponed, []
        return postponed

    def arrived(self, asked_key: str, key: str, source_id: str) -> list[Visit]:
        """Takes in an article that has come.

        Gives visits to the keys that were wrongly taken for an alias of this article or of another.
        """
        self.requested.add(key)
        self.mentions.arrived(asked_key, is_new=self.arrivals.add(key, source_id, asked_key))
        self.titles.arrived(asked_key, key)
        stem = self.assumed.pop(asked_key, key)
        mistaken = self.aliases.learn(asked_key, key)
        if stem not in (key, asked_key) and stem not in self.arrivals.own_keys:
            self.requested.discard(stem)
            mistaken.update((stem, url) for url in self.addresses.of(stem)[:1])
        return [visit for one, url in sorted(mistaken.items()) for visit in self.article(one, url)]

    # Listings

    def state(self, address: Address, url: str) -> ListingState:
        """What is known of a listing; ``url`` is where its first page is, if the listing is new."""
        if (state := self.listings.get(address)) is None:
            state = self.listings[address] = ListingState(address, url, self.site.family.cms)
            self._by_kind[address.kind].append(state)
        return state

    @property
    def home(self) -> ListingState:
        return self.listings[HOME]

    def of_kind(self, *kinds: Kind) -> list[ListingState]:
        """The listings, kind by kind: those of earlier walks first, then as pages showed them."""
        return [state for kind in kinds for state in self._by_kind[kind]]

    def index_pages(self, state: ListingState) -> list[Visit]:
        """Visits to the next pages of an index. A site may keep it shut, so they are guesses."""
        pages = state.next_pages() if state.requested else [1]
        return [replace(visit, guessed=True) for visit in self.pages(state, pages)]

    def is_indexed(self, index: ListingState) -> bool:
        """Whether an index is open, and shows all that lists show, as far as that is not archived."""
        shown = index.shown
        return bool(shown) and all(key in shown or key in self.known.articles for key in self.listed)

    def pages(self, state: ListingState, pages: Iterable[int]) -> list[Visit]:
        """Visits to those of these pages of a listing that were not asked for yet."""
        visits = [
            Visit(state.address._replace(page=page), state.page_url(page))
            for page in pages
            if page not in state.requested
        ]
        state.requested.update(visit.address.page for visit in visits)
        return visits

    def read_again(self, most: int) -> list[Visit]:
        """Visits to at most ``most`` pages of the home listing that seem to show aliases."""
        pages = self.suspected_aliases.take(most)
        return [Visit(HOME._replace(page=page), self.home.page_url(page), again=True) for page in pages]

    def saw_page(self, address: Address, outline: Outline) -> ListingState:
        """Takes in a page of a listing; the caller takes in the other links of the page."""
        for post in outline.posts:
            self.titles.see(post.key, post.title, sure=True)
            self.members.correct(post.key, post.memberships)
            self.note_change(post.key, post.modified)
            if address.kind is Kind.HOME and self.titles.is_retitled(post.key, post.title):
                self.seem_changed.add(post.key)
        if address.kind is Kind.HOME:
            self.suspected_aliases.saw_home(address.page, outline)
        return self._remember(page_shown(address, "", outline))

    def _remember(self, shown: ListingPage) -> ListingState:
        state = self.state(Address(Kind(shown.kind), shown.key), shown.url)
        state.saw(shown)
        is_by_date = state.address.kind is not Kind.INDEX  # that one is for programs, in any order
        for newer, older in state.neighbours(shown.page) if is_by_date else ():
            if self.suspected_aliases.keys.isdisjoint((newer, older)):
                self.date_evidence.learn_order(shown.kind, newer, older)
        self.listed.update(shown.posts, shown.pinned)
        self.members.see((*shown.posts, *shown.pinned))
        if state.address.kind in SIDE_LISTINGS:
            self.members.show(state.address, shown.posts)
        if state.address.kind in (Kind.HOME, Kind.CATEGORY):
            self.date_evidence.listed.update(shown.posts, shown.pinned)
        return state

    def resume(self, outline: Outline) -> bool:
        """Takes in the pages that this walk read before it was broken off; says whether it could.

        It cannot where the first page of the home listing has changed since. A deletion moves articles from
        pages that were not read to pages that were, and only reading all pages again finds those articles.
        """
        if not is_first_page(page_shown(HOME, "", outline), self.known.pages):
            return False
        for page in self.known.pages:
            self._remember(page)
        return True
