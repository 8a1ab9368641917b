"""The order in which lists show articles, and whether that order is evidence of their dates. Pure.

A list is evidence of dates only if it is in their order, and that is the site's choice: themes order by
views, by the last comment, by id, and put pinned articles first with or without a mark. Lists of one kind
are made by one query, so they are judged together: if one article is certainly older than one behind it, no
list of that kind is evidence. The links to the previous and the next article count as a kind of list.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from xzcrawl.items import DateInterval

#: How many articles of a list are looked at to find the next one whose date is sure.
_CHAIN: Final = 300
#: The kind of the links to its neighbours that an article's own page shows. No article is missing between
#: neighbours, while lists leave some out.
NEIGHBOURS: Final = "neighbours"

#: Gives the possible instants of an article whose date is sure, by its key; None for any other article.
Sure = Callable[[str], DateInterval | None]


@dataclass(slots=True)
class ListOrder:
    """The order that lists of one kind show: the next ``older`` and ``newer`` article of each key."""

    older: dict[str, str] = field(default_factory=dict)
    newer: dict[str, str] = field(default_factory=dict)

    def falls(self, sure: Sure) -> bool:
        """Whether the sure dates fall: no article is certainly older than one that is shown behind it."""
        return all(
            behind.earliest <= interval.latest
            for key in self.older
            if (interval := sure(key)) is not None
            for behind in next_sure(key, self.older, sure)
        )


@dataclass(slots=True)
class Orders:
    """The orders of all kinds of lists that a walk has seen."""

    kinds: dict[str, ListOrder] = field(default_factory=lambda: {NEIGHBOURS: ListOrder()})

    def learn(self, kind: str, newer: str, older: str) -> None:
        """Takes in two articles that a list of a kind shows one after the other."""
        order = self.kinds.setdefault(kind, ListOrder())
        order.older.setdefault(newer, older)
        order.newer.setdefault(older, newer)

    def learn_neighbours(self, key: str, older: str | None, newer: str | None) -> None:
        """Takes in the neighbours that an article's own page links; they override what other pages say."""
        order = self.kinds[NEIGHBOURS]
        if older:
            order.older[key] = older
            order.newer.setdefault(older, key)
        if newer:
            order.newer[key] = newer
            order.older.setdefault(newer, key)

    def trusted(self, sure: Sure) -> ListOrder:
        """All orders in which the sure dates fall, merged into one; neighbours count before lists."""
        every = ListOrder()
        for order in self.kinds.values():
            if order.falls(sure):
                every.older = order.older | every.older
                every.newer = order.newer | every.newer
        return every


def along(key: str, step: Mapping[str, str]) -> Iterator[str]:
    """The articles that follow ``key`` one by one, each once."""
    visited = {key}
    for _ in range(_CHAIN):
        key = step.get(key, "")
        if not key or key in visited:
            return
        visited.add(key)
        yield key


def next_sure(key: str, step: Mapping[str, str], sure: Sure) -> Iterable[DateInterval]:
    """The first article behind ``key`` whose date is sure, if any."""
    found = (interval for other in along(key, step) if (interval := sure(other)) is not None)
    first = next(found, None)
    return [] if first is None else [first]
