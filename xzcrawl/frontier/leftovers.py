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
class Leftover:
    """Something that was left unread: its counter, one ``url``, how many, and ``why``."""

    name: Count
    url: str
    count: int
    why: str


def leftovers(walk: WalkState, beyond: Sequence[ListingState]) -> Iterator[Leftover]:
    """What is left unread so far; ``beyond`` are the categories above the most that a run may read."""
    if ended := [state for state in walk.listings.values() if state.unread]:
        yield Leftover(Count.LISTING_PAGES_LEFT, ended[0].url, sum(state.unread for state in ended), _BARREN)
    if beyond:
        yield Leftover(Count.CATEGORIES_LEFT, beyond[0].url, len(beyond), "too many for the site's size")
    if walk.following and (keys := walk.mentions.left(walk.is_open, walk.titles.is_same)):
        why = "no list shows them, and there are too many"
        yield Leftover(Count.MENTIONS_LEFT, walk.addresses.of(keys[0])[0], len(keys), why)
    if unseen := _unseen(walk):
        why = "the home listing counts them, and no page shows them"
        yield Leftover(Count.ARTICLES_UNSEEN, walk.home.url, unseen, why)


def _unseen(walk: WalkState) -> int:
    """How many more articles the home listing counts than are known, if it was read whole; else 0."""
    size = walk.home.size() if walk.home.is_whole else None
    known = (walk.arrivals.id_of, walk.known.articles, walk.known.gone)
    unread = sum(all(key not in each for each in known) for key in walk.listed)
    there = len(walk.arrivals.known_ids | walk.arrivals.ids) + unread
    unseen = (size or 0) - there
    return unseen if unseen > max(_PUBLISHED, _PUBLISHED_SHARE * there) else 0
