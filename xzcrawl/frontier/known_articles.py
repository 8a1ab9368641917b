"""Keeps what earlier walks have learned of the articles of a site, packed. Pure.

A site may have hundreds of thousands of articles, and a nightly update asks for a few hundred of them. So
each takes some 300 bytes, and becomes an object when it is asked for.
"""

import marshal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from struct import Struct
from typing import Any, Final

from xzcrawl.items import DateInterval
from xzcrawl.urls import Address

#: Stands before each packed article: whether it is ``shown``, and the beginning of its ``interval``.
_HEAD: Final = Struct("?d")


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article that the archive has, and that was there when it was last asked for.

    ``source_id`` is the CMS's id, which all its keys share. ``interval`` is when it was published,
    ``memberships`` are the listings that it is in. ``shown`` says that the home listing showed it in the walk
    before this one or since; where it no longer does, the article may be gone. ``listed_title`` is the title
    under which the home listing last showed it, ``unlisted_title`` that of its page where the list never did.
    ``content_sha256`` is the hash of its title and text.
    ``fetched_at`` is when its page last came (aware).
    """

    source_id: str
    interval: DateInterval | None = None
    memberships: frozenset[Address] = frozenset()
    shown: bool = False
    listed_title: str | None = None
    content_sha256: str | None = None
    fetched_at: datetime | None = None
    unlisted_title: str | None = None


class KnownArticles(Mapping[str, KnownArticle]):
    """Archived articles by key. Their instants come back in UTC."""

    def __init__(self, articles: Mapping[str, KnownArticle] | None = None) -> None:
        self._packed: dict[str, bytes] = {}
        #: The ids that are not their key.
        self._ids: dict[str, str] = {}
        self._numbers: dict[Address, int] = {}
        self._listings: list[Address] = []
        for key, article in (articles or {}).items():
            self.add(key, article)

    def add(self, key: str, article: KnownArticle) -> None:
        """Puts an article under one more key."""
        if article.source_id != key:
            self._ids[key] = article.source_id
        interval = article.interval
        begins = interval.earliest.timestamp() if interval else -inf
        values: list[Any] = [tuple(map(self._number, article.memberships)), article.listed_title]
        values += [article.content_sha256, article.fetched_at.timestamp() if article.fetched_at else None]
        values += [article.unlisted_title]
        values += [interval.latest.timestamp(), interval.precision, interval.text] if interval else []
        self._packed[key] = _HEAD.pack(article.shown, begins) + marshal.dumps(values)

    def _number(self, listing: Address) -> int:
        number = self._numbers.setdefault(listing, len(self._listings))
        if number == len(self._listings):
            self._listings.append(listing)
        return number

    def __getitem__(self, key: str) -> KnownArticle:
        packed = self._packed[key]
        shown, begins = _HEAD.unpack_from(packed)
        values = marshal.loads(memoryview(packed)[_HEAD.size :])
        listings, title, content_sha256, fetched_at, unlisted_title, *interval = values
        return KnownArticle(
            self.source_id(key),
            DateInterval(_instant(begins), _instant(interval[0]), *interval[1:]) if interval else None,
            frozenset([self._listings[number] for number in listings]),
            shown,
            title,
            content_sha256,
            None if fetched_at is None else _instant(fetched_at),
            unlisted_title,
        )

    def source_id(self, key: str) -> str:
        """The id of an article, without the rest of it."""
        return self._ids.get(key, key)

    def shown(self, after: datetime | None = None) -> Iterator[str]:
        """The keys of those that are ``shown``; with ``after``, of those surely published after that."""
        since = -inf if after is None else after.timestamp()
        for key, packed in self._packed.items():
            shown, begins = _HEAD.unpack_from(packed)
            if shown and (after is None or begins > since):
                yield key

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class KnownUrls(Mapping[str, Sequence[str]]):
    """The URLs of each key's article, one at least."""

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


def _instant(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)
