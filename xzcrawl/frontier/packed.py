"""What earlier walks have learned of each article, packed. Pure.

A site may have hundreds of thousands of articles, and a nightly update asks for a few hundred of them. So
each takes some 300 bytes, and becomes an object when it is asked for.
"""

import marshal
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from xzcrawl.frontier.known import KnownArticle
from xzcrawl.items import DateInterval
from xzcrawl.urls import Address


class PackedArticles(Mapping[str, KnownArticle]):
    """Archived articles by key. Their instants come back in UTC."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._numbers: dict[Address, int] = {}
        self._listings: list[Address] = []

    def add(self, key: str, article: KnownArticle) -> None:
        """Puts an article under one more key."""
        listings = tuple(map(self._listing, article.memberships))
        digest = bytes.fromhex(article.content_sha256 or "")
        fetched_at = article.fetched_at.timestamp() if article.fetched_at else None
        own_id = article.source_id if article.source_id != key else None
        packed = (own_id, _ends(article.interval), listings, article.shown, article.listed_title, digest)
        self._packed[key] = marshal.dumps((*packed, fetched_at))

    def _listing(self, address: Address) -> int:
        number = self._numbers.setdefault(address, len(self._listings))
        if number == len(self._listings):
            self._listings.append(address)
        return number

    def __getitem__(self, key: str) -> KnownArticle:
        own_id, ends, listings, shown, title, digest, fetched_at = marshal.loads(self._packed[key])
        return KnownArticle(
            own_id or key,
            ends and DateInterval(_instant(ends[0]), _instant(ends[1]), *ends[2:]),
            frozenset([self._listings[number] for number in listings]),
            shown,
            title,
            digest.hex() or None,
            None if fetched_at is None else _instant(fetched_at),
        )

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class PackedUrls(Mapping[str, Sequence[str]]):
    """The URLs of each key's article."""

    def __init__(self) -> None:
        self._joined: dict[str, str] = {}

    def add(self, key: str, urls: Sequence[str]) -> None:
        """Puts the URLs of an article under one more key."""
        self._joined[key] = "\n".join(urls)

    def __getitem__(self, key: str) -> Sequence[str]:
        return tuple(self._joined[key].split("\n"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._joined)

    def __len__(self) -> int:
        return len(self._joined)


def _ends(one: DateInterval | None) -> tuple[float, float, str, str] | None:
    if one is None:
        return None
    return one.earliest.timestamp(), one.latest.timestamp(), one.precision, one.text


def _instant(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)
