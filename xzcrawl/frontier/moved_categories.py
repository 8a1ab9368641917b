"""Categories that have moved to another address or are gone, judged by the articles that they had. Pure.

A category is known by its articles. Where most of them are now in another category, in which they were not
before, the category has moved there, whatever its address was.
"""

from collections import Counter, defaultdict

from xzcrawl.frontier.listings import ListingState
from xzcrawl.frontier.walk_state import WalkState
from xzcrawl.urls import Address, Kind


def moved(walk: WalkState) -> list[Address]:
    """The categories of which more articles have moved to one other category than have stayed."""
    return [address for address, keys in _members(walk).items() if _has_moved(walk, address, keys)]


def vanished(walk: WalkState) -> list[ListingState]:
    """The categories that had articles, are now missing or empty, and that no page links any more."""
    members, gone_on = _members(walk), set(moved(walk))
    return [
        state
        for state in walk.of_kind(Kind.CATEGORY)
        if state.address in members and state.address not in gone_on and not state.linked and _is_void(state)
    ]


def _is_void(state: ListingState) -> bool:
    return state.missing or (1 in state.pages and not state.shown)


def _members(walk: WalkState) -> dict[Address, list[str]]:
    """The keys of the articles that each category had before this walk."""
    members: defaultdict[Address, list[str]] = defaultdict(list)
    for key, article in walk.known.articles.items():
        for address in article.memberships:
            if address.kind is Kind.CATEGORY:
                members[address].append(key)
    return dict(members)


def _has_moved(walk: WalkState, address: Address, keys: list[str]) -> bool:
    """Whether more articles have moved from a category to one other than have stayed.

    A narrower or wider category that an article was in before does not count as the one it moved to.
    """
    seen = [(key, walk.members.seen_in[key]) for key in keys if key in walk.members.seen_in]
    stay = sum(address in listings for _, listings in seen)
    new = (
        listings - walk.known.articles[key].memberships for key, listings in seen if address not in listings
    )
    gained = Counter(other for others in new for other in others if other.kind is address.kind)
    return max(gained.values(), default=0) > stay
