"""The listings that each article is in, as far as pages have shown. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from xzcrawl.frontier.listings import ListingState
from xzcrawl.urls import Address, Kind


@dataclass(slots=True)
class Members:
    """The listings of articles, and the articles of listings.

    ``categories`` maps an article's key to the key of its category, or to None where it is in several or its
    page names none. ``seen_in`` has, for each article, the listings in which pages of this walk put it.
    """

    categories: dict[str, str | None] = field(default_factory=dict)
    seen_in: dict[str, frozenset[Address]] = field(default_factory=dict)
    _listings: dict[str, frozenset[Address]] = field(default_factory=dict)
    _articles: defaultdict[Address, set[str]] = field(default_factory=lambda: defaultdict(set))
    _same: dict[frozenset[Address], frozenset[Address]] = field(default_factory=dict)
    #: How many listings of a kind are in such a set: asked for thousands of articles whenever a walk is idle.
    _depths: defaultdict[Kind, dict[frozenset[Address], int]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def join(self, key: str, memberships: frozenset[Address]) -> None:
        """Notes listings that an article's page says it is in."""
        self._join(self.seen_in, key, memberships)
        self.recall(key, memberships)

    def recall(self, key: str, memberships: frozenset[Address]) -> None:
        """Notes listings that an article was in when earlier walks saw it."""
        self._join(self._listings, key, memberships)
        for address in memberships:
            self._articles[address].add(key)
        categories = sorted(address.key for address in memberships if address.kind is Kind.CATEGORY)
        if len(categories) == 1 or key not in self.categories:
            self.categories[key] = categories[0] if len(categories) == 1 else None

    def show(self, address: Address, keys: Iterable[str]) -> None:
        """Notes the articles that a page of a side listing shows, whatever their own pages say."""
        for key in keys:
            self._join(self.seen_in, key, frozenset({address}))
            self._join(self._listings, key, frozenset({address}))
            self._articles[address].add(key)

    def _join(self, index: dict[str, frozenset[Address]], key: str, addresses: frozenset[Address]) -> None:
        """Adds listings to those of an article. Articles that are in the same ones share one set of them."""
        joined = index.get(key, frozenset()) | addresses
        index[key] = self._same.setdefault(joined, joined)

    def shown_in(self, key: str) -> frozenset[Address]:
        """The listings that an article is in."""
        return self._listings.get(key, frozenset())

    def correct(self, key: str, memberships: frozenset[Address]) -> None:
        """Notes the listings that a list shows for an article now; a moved one leaves its earlier ones."""
        known = self._listings.get(key, frozenset())
        moved = {address.kind for address in memberships - known}
        left = {address for address in known if address.kind in moved}
        self._listings[key] = known - left
        for address in left:
            self._articles[address].discard(key)
        self.join(key, memberships)

    def is_near(self, listing: ListingState) -> bool:
        """Whether the home page links a listing, or an article is known to be in it."""
        return listing.near or self.count(listing.address) > 0

    def count(self, address: Address) -> int:
        return len(self._articles[address])

    def named(self, keys: Iterable[str], category: str) -> list[str]:
        """Those of the articles whose own pages name this category, and no other one."""
        return [key for key in keys if self.categories.get(key) == category]

    def in_any(self, addresses: Iterable[Address]) -> set[str]:
        """The articles that are in one of these listings at least."""
        return set[str]().union(*(self._articles[address] for address in addresses))

    def depths(self, address: Address, among: Set[str]) -> dict[str, int]:
        """A listing's articles that are in ``among``, with the numbers of their listings of its kind."""
        keys = self._articles[address] & among
        sets, known = self._listings, self._depths[address.kind]
        for listings in {sets[key] for key in keys} - known.keys():
            known[listings] = sum(each.kind is address.kind for each in listings)
        return {key: known[sets[key]] for key in keys}
