"""The addresses of an article, and the order in which they are fetched. Pure.

A key names an article, and a site may link one article under several addresses: rewritten and as a query, old
and new, dead and alive. An address that a main list or the feed shows comes first, because the site itself
stands for it. Then comes a canonical address that has answered, then any other that has. An address that
failed when it was last fetched comes after all others.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from xzcrawl.items import AddressSource

#: The most addresses of one article that are remembered from each source. A session id in a link would make
#: new ones without end.
MOST: Final = 8
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """An address under which an article was seen; ``source`` is the strongest one that showed it.

    ``listed_at`` is when a main list or the feed last showed it, ``tried_at`` when it was last fetched, and
    ``answered_at`` when it last gave the article. All three are aware datetimes, or None for never.
    """

    url: str
    source: AddressSource
    listed_at: datetime | None = None
    tried_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def rank(self) -> tuple[bool, int, float]:
        """The sort key: a lower rank is fetched sooner. Of listed addresses the latest listed goes first."""
        failed = self.tried_at is not None and (self.answered_at or _NEVER) < self.tried_at
        if self.listed_at:
            return failed, 0, -self.listed_at.timestamp()
        return failed, (1 if self.answered_at else 3) + (self.source != "canonical"), 0.0


def in_order(addresses: Iterable[KnownAddress]) -> tuple[str, ...]:
    """The URLs without doubles, the best one to fetch first."""
    return tuple(dict.fromkeys(each.url for each in sorted(addresses, key=lambda each: each.rank)))


@dataclass(slots=True)
class Addresses:
    """The addresses that a walk knows, by the key of each article.

    ``known`` has those of the archive, in their order. ``listed`` and ``linked`` have those of this walk: a
    main list or the feed showed the former, any other page the latter. ``asked`` has those that this walk has
    requested.
    """

    known: Mapping[str, Sequence[str]]
    listed: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    linked: dict[str, list[str]] = field(default_factory=dict)
    asked: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def see(self, key: str, url: str, *, listed: bool = False) -> None:
        """Takes in an address that a page shows; ``listed`` says that the page is a main list or the feed."""
        seen = self.listed[key] if listed else self.linked.setdefault(key, [])
        if url not in seen and len(seen) < MOST:
            seen.append(url)

    def of(self, key: str) -> list[str]:
        """All addresses of an article, the best first."""
        sources = (self.listed.get(key, ()), self.known.get(key, ()), self.linked.get(key, ()))
        return list(dict.fromkeys(url for urls in sources for url in urls))

    def untried(self, key: str) -> str | None:
        """The best address that this walk has not requested yet; None where all were."""
        return next((url for url in self.of(key) if url not in self.asked.get(key, ())), None)
