"""Categories that have moved to another address or are gone, judged by the articles that they had. Pure.

A category is known by its articles. Where most of them are now in another category, in which they were not
before, the category has moved there, whatever its address was.
"""

from collections import Counter, defaultdict

from xzcrawl.frontier.listings import ListingState
from xzcrawl.frontier.walk_state import WalkState
from xzcrawl.urls import Address, Kind

#: The listings of an article before this walk, and those in which pages of this walk put it.
_Seen = tuple[frozenset[Address], frozenset[Address]]


def moved(walk: WalkState) -> list[Address]:
    """The categories of which more articles have moved to one other category than have stayed."""
    return [address for address, articles in _seen_again(walk).items() if _has_moved(address, articles)]


def vanished(walk: WalkState) -> list[ListingState]:
    """The categories that had articles, are now missing or empty, and that no page links any more.

    None of a site that is unwell: its home list is empty too.
    """
    if not walk.home.shown:
        return []
    void = [state for state in walk.of_kind(Kind.CATEGORY) if not state.linked and _is_void(state)]
    had_articles = [state for state in void if walk.members.before[state.address]]
    gone_on = set(moved(walk)) if had_articles else set()
    return [state for state in had_articles if state.address not in gone_on]


def _is_void(state: ListingState) -> bool:
    return state.missing or (1 in state.pages and not state.shown)


def _seen_again(walk: WalkState) -> dict[Address, list[_Seen]]:
    """The articles of each category before this walk that pages of this walk put in listings."""
    seen: defaultdict[Address, list[_Seen]] = defaultdict(list)
    for key, now in walk.members.seen():
        article = walk.known.articles.get(key)
        before = article.memberships if article else frozenset[Address]()
        for address in before:
            if address.kind is Kind.CATEGORY:
                seen[address].append((before, now))
    return seen


def _has_moved(address: Address, articles: list[_Seen]) -> bool:
    """Whether more articles have moved from a category to one other than have stayed.

    A narrower or wider category that an article was in before does not count as the one it moved to.
    """
    stay = sum(address in now for _, now in articles)
    new = (now - before for before, now in articles if address not in now)
    gained = Counter(other for others in new for other in others if other.kind is address.kind)
    return max(gained.values(), default=0) > stay
