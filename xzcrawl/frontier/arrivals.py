"""The articles that have come in a walk. Pure."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from xzcrawl.frontier.addresses import Addresses
from xzcrawl.frontier.known import Known


@dataclass(slots=True)
class Arrivals:
    """``keys`` are those by which articles have come, ``ids`` their ids of the CMS."""

    known: Known
    addresses: Addresses
    keys: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)

    def add(self, key: str, source_id: str) -> None:
        """An article has come."""
        self.keys.add(key)
        self.ids.add(source_id)

    def has(self, key: str) -> bool:
        """Whether an article has come, under any of its keys."""
        article = self.known.articles.get(key)
        is_known = article is not None and article.source_id in self.ids
        return key in self.keys or is_known or self.has_by_id(key)

    def has_by_id(self, key: str) -> bool:
        """Whether a key is the id of an article that has come, as ?id=618 says; 618.html may be another."""
        urls = self.addresses.of(key)
        return key in self.ids and bool(urls) and all(urlsplit(url).query for url in urls)
