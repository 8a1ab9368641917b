"""The counts of what a walk has left unread because of its bounds, or because no page shows it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from xzcrawl.frontier.listings import ALIKE, BARREN, ListingState
from xzcrawl.frontier.walk_state import WalkState
from xzcrawl.runs import Count

_BARREN: Final = f"{ALIKE} pages in a row are not there or alike, or {BARREN} show nothing new"
#: The home listing may count articles that are published during the walk, which it has not shown: so many, or
#: this share of the articles known.
_PUBLISHED, _PUBLISHED_SHARE = 3, 0.05


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was left unread: its counter, one ``url``, how many, and ``why``."""

    name: Count
    url: str
    count: int
    why: str


def left(book: WalkState, beyond: Sequence[ListingState]) -> Iterator[Left]:
    """What is left unread so far; ``beyond`` are the categories above the most that a run may read."""
    if ended := [state for state in book.listings.values() if state.unread]:
        yield Left(Count.LISTING_PAGES_LEFT, ended[0].url, sum(state.unread for state in ended), _BARREN)
    if beyond:
        yield Left(Count.CATEGORIES_LEFT, beyond[0].url, len(beyond), "too many for the site's size")
    if book.following and (keys := book.mentions.left(book.is_open, book.titles.is_same)):
        why = "no list shows them, and there are too many"
        yield Left(Count.MENTIONS_LEFT, book.addresses.of(keys[0])[0], len(keys), why)
    if unseen := _unseen(book):
        why = "the home listing counts them, and no page shows them"
        yield Left(Count.ARTICLES_UNSEEN, book.home.url, unseen, why)


def _unseen(book: WalkState) -> int:
    """How many more articles the home listing counts than are known, if it was read whole; else 0."""
    size = book.home.size() if book.home.is_whole else None
    known = book.came.keys.keys() | book.known.articles.keys() | book.known.gone
    there = len(book.came.told | book.came.ids) + len(book.listed - known)
    unseen = (size or 0) - there
    return unseen if unseen > max(_PUBLISHED, _PUBLISHED_SHARE * there) else 0
