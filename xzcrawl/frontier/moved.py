"""Categories that have moved to another address or have gone, by the articles they are known to hold. Pure.

A category is what it holds: where most of its articles are said to be in another one now, which did not have
them before, it goes on there, whatever its address was.
"""

from collections import Counter, defaultdict

from xzcrawl.frontier.book import Book
from xzcrawl.frontier.listings import ListingState
from xzcrawl.urls import Address, Kind


def moved(book: Book) -> list[Address]:
    """The categories of which more articles are seen to have left for one other than to have stayed."""
    return [address for address, keys in _members(book).items() if _has_moved(book, address, keys)]


def vanished(book: Book) -> list[ListingState]:
    """The categories that held articles, are not there or empty now, and that no page links."""
    members, gone_on = _members(book), set(moved(book))
    return [
        state
        for state in book.of_kind(Kind.CATEGORY)
        if state.address in members and state.address not in gone_on and not state.linked and _is_void(state)
    ]


def _is_void(state: ListingState) -> bool:
    return state.missing or (1 in state.pages and not state.shown)


def _members(book: Book) -> dict[Address, list[str]]:
    """By category, the keys of the articles that it held before this walk."""
    members: defaultdict[Address, list[str]] = defaultdict(list)
    for key, article in book.known.articles.items():
        for address in article.memberships:
            if address.kind is Kind.CATEGORY:
                members[address].append(key)
    return dict(members)


def _has_moved(book: Book, address: Address, keys: list[str]) -> bool:
    """What is told of an article's narrower or wider categories alone says nothing."""
    told = [(key, book.members.told[key]) for key in keys if key in book.members.told]
    stay = sum(address in listings for _, listings in told)
    new = (
        listings - book.known.articles[key].memberships for key, listings in told if address not in listings
    )
    gained = Counter(other for others in new for other in others if other.kind is address.kind)
    return max(gained.values(), default=0) > stay
