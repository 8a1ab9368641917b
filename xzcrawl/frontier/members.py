"""The listings that each article is in, as far as pages have shown. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from xzcrawl.frontier.known_articles import KnownArticle
from xzcrawl.frontier.listings import ListingState
from xzcrawl.urls import Address, Kind


@dataclass(slots=True)
class Members:
    """The listings of articles, and the articles of listings.

    ``known`` are the articles that earlier walks have seen, ``before`` has their number in each listing.
    ``categories`` maps an article's key to the key of its category, or to None where it is in several or its
    page names none.
    """

    known: Mapping[str, KnownArticle] = field(default_factory=dict)
    categories: dict[str, str | None] = field(default_factory=dict)
    before: Counter[Address] = field(default_factory=Counter)
    #: How many more articles are in a listing than were in it ``before``.
    _more: Counter[Address] = field(default_factory=Counter)
    #: Sets of listings, sorted, and their numbers: many articles are in the same listings.
    _sets: list[tuple[Address, ...]] = field(default_factory=list)
    _numbers: dict[tuple[Address, ...], int] = field(default_factory=dict)
    #: One address of those that are alike: each page has brought its own.
    _addresses: dict[Address, Address] = field(default_factory=dict)
    #: The numbers of the listings of articles that this walk has seen; those of others are in ``known``.
    _listings: dict[str, int] = field(default_factory=dict)
    #: The numbers of those listings in which pages of this walk put an article.
    _seen_in: dict[str, int] = field(default_factory=dict)
    #: The articles that this walk has seen, by their listings.
    _articles: defaultdict[Address, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: How many listings of a kind are in a set.
    _depths: defaultdict[Kind, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def recall(self, key: str, memberships: frozenset[Address]) -> None:
        """Notes listings that a ``known`` article is in."""
        self.before.update(memberships)
        self._name(key, memberships)

    def join(self, key: str, memberships: frozenset[Address]) -> None:
        """Notes listings that an article's page says it is in."""
        self._saw_in(key, memberships)
        self._name(key, memberships)

    def show(self, address: Address, keys: Iterable[str]) -> None:
        """Notes the articles that a page of a side listing shows, whatever their own pages say."""
        for key in keys:
            self._saw_in(key, frozenset({address}))

    def see(self, keys: Iterable[str]) -> None:
        """Notes that this walk has seen articles."""
        for key in keys:
            if key not in self._listings:
                self._put(key, self.shown_in(key))

    def seen(self) -> Iterator[tuple[str, frozenset[Address]]]:
        """The articles that pages of this walk put in listings, and these listings."""
        return ((key, frozenset(self._sets[number])) for key, number in self._seen_in.items())

    def _saw_in(self, key: str, addresses: frozenset[Address]) -> None:
        seen = self._seen_in.get(key)
        self._seen_in[key] = self._number(addresses if seen is None else addresses.union(self._sets[seen]))
        known = self.shown_in(key)
        self._more.update(addresses - known)
        self._put(key, known | addresses)

    def _put(self, key: str, listings: frozenset[Address]) -> None:
        self._listings[key] = self._number(listings)
        for address in listings:
            self._articles[address].add(key)

    def _number(self, listings: frozenset[Address]) -> int:
        ordered = tuple(sorted(listings))
        if (number := self._numbers.get(ordered)) is None:
            same = tuple(self._addresses.setdefault(each, each) for each in ordered)
            number = self._numbers[same] = len(self._sets)
            self._sets.append(same)
        return number

    def _name(self, key: str, memberships: frozenset[Address]) -> None:
        categories = sorted(address.key for address in memberships if address.kind is Kind.CATEGORY)
        if len(categories) == 1 or key not in self.categories:
            self.categories[key] = categories[0] if len(categories) == 1 else None

    def shown_in(self, key: str) -> frozenset[Address]:
        """The listings that an article is in."""
        if (number := self._listings.get(key)) is not None:
            return frozenset(self._sets[number])
        article = self.known.get(key)
        return article.memberships if article else frozenset()

    def correct(self, key: str, memberships: frozenset[Address]) -> None:
        """Notes the listings that a list shows for an article now; a moved one leaves its earlier ones."""
        known = self.shown_in(key)
        moved = {address.kind for address in memberships - known}
        left = {address for address in known if address.kind in moved}
        self._more.subtract(left)
        for address in left:
            self._articles[address].discard(key)
        self._put(key, known - left)
        self.join(key, memberships)

    def is_near(self, listing: ListingState) -> bool:
        """Whether the home page links a listing, or an article is known to be in it."""
        return listing.near or self.count(listing.address) > 0

    def count(self, address: Address) -> int:
        """How many articles are known to be in a listing."""
        return self.before[address] + self._more[address]

    def named(self, keys: Iterable[str], category: str) -> list[str]:
        """Those of the articles whose own pages name this category, and no other one."""
        return [key for key in keys if self.categories.get(key) == category]

    def in_any(self, addresses: Iterable[Address]) -> set[str]:
        """The articles of this walk that are in one of these listings at least."""
        return set[str]().union(*(self._articles[address] for address in addresses))

    def within(self, address: Address, among: Set[str]) -> set[str]:
        """A listing's articles that are in ``among``, which this walk has seen."""
        return self._articles[address] & among

    def deeper(self, keys: Set[str], kind: Kind) -> set[str]:
        """Those of the articles that are in more listings of a kind than the one that is in the fewest."""
        numbers, depths = self._listings, self._depths[kind]
        own = set(map(numbers.__getitem__, keys))  # a thousand articles share few sets of listings
        for number in own - depths.keys():
            depths[number] = sum(each.kind is kind for each in self._sets[number])
        least = min(map(depths.__getitem__, own), default=0)
        if not (many := {number for number in own if depths[number] > least}):
            return set()
        return {key for key in keys if numbers[key] in many}
