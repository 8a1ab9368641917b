"""The addresses of an article, and the order in which they are fetched. Pure.

A key names an article, and a site may link one article under several addresses: rewritten and as a query, old
and new, dead and alive. An address that a main list or the feed shows comes first, because the site itself
stands for it. Then comes a canonical address that has answered, then any other that has. An address that
failed when it was last fetched comes after all others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from xzcrawl.items import KnownAddress

#: The most addresses of one article that are remembered from each source. A session id in a link would make
#: new ones without end.
MOST: Final = 8


def in_order(addresses: Iterable[KnownAddress]) -> tuple[str, ...]:
    """The URLs without doubles, the best one to fetch first."""
    return tuple(dict.fromkeys(each.url for each in sorted(addresses, key=lambda each: each.rank)))


@dataclass(slots=True)
class Addresses:
    """The addresses that a walk knows, by the key of each article.

    ``known`` has those of the archive, in their order. ``listed`` and ``linked`` have those of this walk: a
    main list or the feed showed the former, any other page the latter. ``requested`` has those for which this
    walk has asked.
    """

    known: Mapping[str, Sequence[str]]
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    linked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    requested: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def see(self, key: str, url: str, *, listed: bool = False) -> None:
        """Takes in an address that a page shows; ``listed`` says that the page is a main list or the feed."""
        own, other = (self.listed, self.linked) if listed else (self.linked, self.listed)
        seen = own.get(key, ())
        if url not in seen and len(seen) < MOST:
            kept = next((each for each in other.get(key, ()) if each == url), url)  # one of equal texts
            own[key] = (*seen, kept)

    def request(self, key: str, url: str) -> None:
        """Notes that this walk has asked for an article at an address."""
        if not self.is_requested(key, url):
            self.requested[key] = (*self.requested.get(key, ()), url)

    def is_requested(self, key: str, url: str) -> bool:
        """Whether this walk has asked for an article at an address."""
        return url in self.requested.get(key, ())

    def of(self, key: str) -> list[str]:
        """All addresses of an article, the best first."""
        sources = (self.listed.get(key, ()), self.known.get(key, ()), self.linked.get(key, ()))
        return list(dict.fromkeys(url for urls in sources for url in urls))

    def untried(self, key: str) -> str | None:
        """The best address that this walk has not requested yet; None where all were."""
        return next((url for url in self.of(key) if not self.is_requested(key, url)), None)
