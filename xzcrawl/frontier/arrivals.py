"""The articles that have come in a walk, and how many the lists of the site have shown. Pure.

An article is what has one id of the CMS: a site may write a new key of it into every page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from xzcrawl.frontier.addresses import Addresses
from xzcrawl.frontier.known import Known


@dataclass(slots=True)
class Arrivals:
    """``own`` holds the keys of the articles that have come in this walk, and ``ids`` their ids of the CMS.
    ``keys`` gives the id by each key, also by the one that was asked for.

    ``shown`` holds the ids of the articles that a list or the feed has ever shown, ``unread`` the keys that
    one has shown and that have not led to an article yet. ``told`` holds the ids of archived and shown ones.
    """

    known: Known
    addresses: Addresses
    own: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    keys: dict[str, str] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    told: set[str] = field(init=False)

    def __post_init__(self) -> None:
        """Takes in what lists have shown in earlier walks."""
        self.told = self.known.source_ids(self.known.articles)
        for key in self.known.listed - self.known.tried:
            self.show(key)

    def add(self, key: str, source_id: str, asked: str) -> bool:
        """An article has come, by another key than its own perhaps; whether it is a new one."""
        is_new = source_id not in self.ids and source_id not in self.told
        self.own.add(key)
        self.ids.add(source_id)
        self.keys |= {key: source_id, asked: source_id}
        for name in self.unread & {key, asked}:
            self.unread.remove(name)
            self.show(name)
        return is_new

    def show(self, key: str) -> None:
        """A list or the feed shows an article."""
        article = self.known.articles.get(key)
        if source_id := article.source_id if article else self.keys.get(key):
            self.shown.add(source_id)
            self.told.add(source_id)
        else:
            self.unread.add(key)

    def source_ids(self, keys: Iterable[str]) -> set[str]:
        """The ids of the articles that have come by these keys."""
        return {self.keys[key] for key in keys if key in self.keys}

    def has(self, key: str) -> bool:
        """Whether an article has come, under any of its keys."""
        article = self.known.articles.get(key)
        is_known = article is not None and article.source_id in self.ids
        return key in self.own or is_known or self.has_by_id(key)

    def has_by_id(self, key: str) -> bool:
        """Whether a key is the id of an article that has come, as ?id=618 says; 618.html may be another."""
        urls = self.addresses.of(key)
        return key in self.ids and bool(urls) and all(urlsplit(url).query for url in urls)

    @property
    def listed(self) -> int:
        """How many articles lists have ever shown, as far as is known which keys are of one."""
        return len(self.shown) + len(self.unread)

    @property
    def size(self) -> int:
        """How many articles the site has, as far as lists and earlier walks have told."""
        return len(self.told) + len(self.unread)
