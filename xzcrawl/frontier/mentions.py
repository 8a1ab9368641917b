"""Articles that only other pages mention: which of them are asked for, and in what order. Pure.

They come after those that a main list or the feed shows, and no more of them in one run than
``bounds.most_mentions`` allows: a site can make up such articles for ever, or link thousands that are dead.
What is left is found in the archive by the next run.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from xzcrawl.frontier.bounds import most_mentions

#: The order of what waits: what the page of another article names as near or related to it, what several
#: pages mention, what one does, and what failed in earlier runs.
_KIN, _OFTEN, _ONCE, _TRIED = _ORDER = range(4)


@dataclass(slots=True)
class Mentions:
    """``shown`` are the articles that a list has ever shown; ``tried`` those that failed in earlier runs.

    ``followed`` are those asked for that no list has shown so far. ``waiting`` are the others, by their place
    in the order and by the number of the ``page`` that mentioned them first, 0 for earlier runs: pages take
    turns, so that one with thousands of links does not keep those of the others waiting.
    """

    shown: set[str]
    tried: frozenset[str]
    followed: set[str] = field(default_factory=set)
    page: int = 0
    waiting: defaultdict[tuple[int, int], dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def see(self, key: str, *, kin: bool) -> None:
        """An article that no list has shown so far; ``kin``: another one's page names it as its own."""
        before = self._places.get(key)
        order = _KIN if kin else _TRIED if key in self.tried else _OFTEN if before else _ONCE
        if before is None or (order < before[0] and self.page != before[1]):
            self.drop([key])
            self._places[key] = order, self.page
            self.waiting[order, self.page][key] = None

    def show(self, key: str) -> None:
        """A list shows an article."""
        self.shown.add(key)
        self.followed.discard(key)

    def drop(self, keys: Iterable[str]) -> None:
        """Articles that wait no longer."""
        for place, key in [(self._places.pop(key), key) for key in keys if key in self._places]:
            del self.waiting[place][key]
            if not self.waiting[place]:
                del self.waiting[place]

    def take(self, is_open: Callable[[str], bool]) -> Iterator[str]:
        """The articles to be asked for now, of those that are still open when the turn comes to them."""
        free = most_mentions(len(self.shown)) - len(self.followed)
        for key in list(islice(filter(is_open, self._in_order()), free)) if free > 0 else []:
            if is_open(key):
                self.followed.add(key)
                yield key

    def left(self, is_open: Callable[[str], bool]) -> list[str]:
        """The articles that wait, of those that are still open."""
        return list(filter(is_open, self._in_order()))

    def _in_order(self) -> Iterator[str]:
        for order in _ORDER:
            turns = deque(iter(keys) for (own, _), keys in self.waiting.items() if own == order)
            while turns:
                page = turns.popleft()
                if (key := next(page, None)) is not None:
                    yield key
                    turns.append(page)
