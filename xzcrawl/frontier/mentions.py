"""Articles that only other pages mention: which of them are asked for, and in what order. Pure.

They come after those that a main list or the feed shows, and no more of them in one run than
``bounds.most_mentions`` allows: a site can make up such articles for ever, or link thousands that are dead.
What is left is found in the archive by the next run.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from xzcrawl.frontier.bounds import most_mentions


@dataclass(slots=True)
class Mentions:
    """``shown`` are the articles that a list has ever shown; ``tried`` those that failed in earlier runs.

    ``followed`` are those asked for that no list has shown so far. ``waiting``: first those that the page of
    another article names as near or related to it, then others, at last those that were tried.
    """

    shown: set[str]
    tried: frozenset[str]
    followed: set[str] = field(default_factory=set)
    waiting: tuple[dict[str, None], ...] = field(default_factory=lambda: ({}, {}, {}))

    def see(self, key: str, *, kin: bool) -> None:
        """An article that no list has shown so far; ``kin``: another one's page names it as its own."""
        place = 0 if kin else 2 if key in self.tried else 1
        self.waiting[place].setdefault(key)

    def show(self, key: str) -> None:
        """A list shows an article."""
        self.shown.add(key)
        self.followed.discard(key)

    def drop(self, keys: Iterable[str]) -> None:
        """Articles that need no visit, or are being visited."""
        for key in keys:
            for queue in self.waiting:
                queue.pop(key, None)

    def take(self, is_open: Callable[[str], bool]) -> list[str]:
        """The articles to be asked for now, of those that are still open."""
        free = most_mentions(len(self.shown)) - len(self.followed)
        keys = list(islice(self._open(is_open), free)) if free > 0 else []
        self.drop(keys)
        self.followed.update(keys)
        return keys

    def left(self, is_open: Callable[[str], bool]) -> list[str]:
        """The articles that wait, of those that are still open."""
        return list(self._open(is_open))

    def _open(self, is_open: Callable[[str], bool]) -> Iterator[str]:
        """What waits, each once."""
        found: set[str] = set()
        for key in chain(*self.waiting):
            if key not in found and is_open(key):
                found.add(key)
                yield key
