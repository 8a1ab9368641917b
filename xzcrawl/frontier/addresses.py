"""The addresses of an article, and which of them to ask. Pure.

An article is its key, and a site may link one under several addresses: rewritten and as a query, old and new,
dead and alive. What a main list or the feed shows is what the site itself stands for; then comes a canonical
address that has answered, then any other that has; one that failed when it was asked last comes after all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from xzcrawl.items import AddressSource

#: Addresses of one article that are remembered of each source: a session id in a link makes ever new ones.
MOST: Final = 8
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """An address that was seen of an article, by the strongest ``source`` that showed it.

    ``listed_at`` is when a main list or the feed last showed it; ``tried_at`` when it was last asked for, and
    ``answered_at`` when it last gave the article.
    """

    url: str
    source: AddressSource
    listed_at: datetime | None = None
    tried_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def rank(self) -> tuple[bool, int, float]:
        """The lower, the sooner it is asked. Of those that lists have shown the latest goes first."""
        failed = self.tried_at is not None and (self.answered_at or _NEVER) < self.tried_at
        if self.listed_at:
            return failed, 0, -self.listed_at.timestamp()
        return failed, (1 if self.answered_at else 3) + (self.source != "canonical"), 0.0


def in_order(addresses: Iterable[KnownAddress]) -> tuple[str, ...]:
    """The URLs, the best to ask first, each once."""
    return tuple(dict.fromkeys(each.url for each in sorted(addresses, key=lambda each: each.rank)))


@dataclass(slots=True)
class Addresses:
    """The addresses of a walk, by the key of each article.

    ``known`` are the archive's, in their order. ``listed`` and ``linked`` are this walk's, by what showed
    them. ``asked`` are those that were asked for in this walk.
    """

    known: Mapping[str, Sequence[str]]
    listed: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    linked: dict[str, list[str]] = field(default_factory=dict)
    asked: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def see(self, key: str, url: str, *, listed: bool = False) -> None:
        """Takes in an address that a page shows; ``listed``: in a main list or the feed."""
        seen = self.listed[key] if listed else self.linked.setdefault(key, [])
        if url not in seen and len(seen) < MOST:
            seen.append(url)

    def of(self, key: str) -> list[str]:
        """All addresses of an article, the best first."""
        sources = (self.listed.get(key, ()), self.known.get(key, ()), self.linked.get(key, ()))
        return list(dict.fromkeys(url for urls in sources for url in urls))

    def untried(self, key: str) -> str | None:
        """The best address that was not asked for yet."""
        return next((url for url in self.of(key) if url not in self.asked.get(key, ())), None)
