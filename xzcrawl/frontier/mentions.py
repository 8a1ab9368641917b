"""Mentions: articles that no list shows and other pages link. Pure.

This module decides which of them are visited, and in what order. They come after the articles that a main
list or the feed shows. One run visits no more of them than ``bounds.most_mentions`` allows, because a site
can make up such articles without end, or link thousands that are dead. The search ends when many articles in
a row turn out to have come already, under another key. The next run finds the rest in the archive.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from itertools import filterfalse, islice
from typing import Final

#: The order of the articles that wait: those that the page of another article names as its neighbours or as
#: related, those that several pages mention, those that one page mentions, and those that failed in earlier
#: runs.
_RELATED, _OFTEN, _ONCE, _TRIED = _ORDER = range(4)
#: The search ends with so many articles in a row that have come already.
_MOST_REPEATS: Final = 32
#: So many articles are asked for before the walk waits until nothing is under way.
AT_ONCE: Final = 32

#: A test of an article by its key.
Test = Callable[[str], bool]


@dataclass(slots=True)
class Mentions:
    """The articles that no list has shown.

    ``tried`` are those that failed in earlier runs. ``followed`` are those that were asked for and that no
    list has shown so far; the last ``repeats`` of these had come already under another key. ``free`` is how
    many may be asked for now. ``waiting`` are the others, by their place in the order and by the number of
    the ``page`` that mentioned them first (0 for earlier runs). Pages take turns, so that a page with
    thousands of links does not keep the links of the others waiting.
    """

    tried: Set[str]
    followed: set[str] = field(default_factory=set)
    repeats: int = 0
    free: int = AT_ONCE
    page: int = 0
    waiting: defaultdict[tuple[int, int], dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def see(self, key: str, *, related: bool) -> None:
        """Takes in an article that no list has shown so far.

        ``related`` says that the page of another article names it as its neighbour or as related.
        """
        before = self._places.get(key)
        order = _RELATED if related else _TRIED if key in self.tried else _OFTEN if before else _ONCE
        if before is None or (order < before[0] and self.page != before[1]):
            self.drop([key])
            self._places[key] = order, self.page
            self.waiting[order, self.page][key] = None

    def show(self, key: str) -> None:
        """Takes in that a list shows an article."""
        self.followed.discard(key)

    def arrived(self, key: str, *, is_new: bool) -> None:
        """Takes in that an article has come.

        ``is_new`` says that it had not come before and is not archived, under any of its keys.
        """
        if key in self.followed:
            self.repeats = 0 if is_new else self.repeats + 1

    def drop(self, keys: Iterable[str]) -> None:
        """Removes articles from those that wait."""
        for place, key in [(self._places.pop(key), key) for key in keys if key in self._places]:
            del self.waiting[place][key]
            if not self.waiting[place]:
                del self.waiting[place]

    def take(self, is_open: Test, is_same: Test, most: int) -> Iterator[str]:
        """The keys of the articles to be asked for now, of those that are still open when their turn comes.

        The whole walk may ask for ``most`` of them. Those that have the title of another article
        (``is_same``) come last.
        """
        free = 0 if self.repeats >= _MOST_REPEATS else min(most - len(self.followed), self.free)
        for key in list(islice(self._open(is_open, is_same), free)) if free > 0 else []:
            if is_open(key):
                self.followed.add(key)
                self.free -= 1
                yield key

    def left(self, is_open: Test, is_same: Test) -> list[str]:
        """The articles that wait and are still open."""
        return list(self._open(is_open, is_same))

    def _open(self, is_open: Test, is_same: Test) -> Iterator[str]:
        waiting = list(filter(is_open, self._in_order()))
        yield from filterfalse(is_same, waiting)
        yield from filter(is_same, waiting)

    def _in_order(self) -> Iterator[str]:
        for order in _ORDER:
            turns = deque(iter(keys) for (own, _), keys in self.waiting.items() if own == order)
            while turns:
                page = turns.popleft()
                if (key := next(page, None)) is not None:
                    yield key
                    turns.append(page)
