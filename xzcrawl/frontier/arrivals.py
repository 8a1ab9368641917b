"""The articles that have come in a walk, and how many the lists of the site have shown. Pure.

Articles are counted by their id in the CMS, because a site may write a new key of one into every page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from xzcrawl.frontier.addresses import Addresses
from xzcrawl.frontier.known import Known


@dataclass(slots=True)
class Arrivals:
    """The articles of a walk by key and by id.

    ``own_keys`` has the keys of the articles that have come in this walk, and ``ids`` their ids in the CMS.
    ``id_of`` maps each key to its id, also the key that was asked for.

    ``shown`` has the ids of the articles that a list or the feed has ever shown, ``unread`` the keys that a
    list or the feed has shown and that have not led to an article yet. ``known_ids`` has the ids of all
    articles that are archived or shown.
    """

    known: Known
    addresses: Addresses
    own_keys: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    id_of: dict[str, str] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    known_ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Takes in the keys that lists have shown in earlier walks and that have led to no article."""
        known = self.known
        self.unread.update(
            key for key in known.listed if key not in known.tried and key not in known.articles
        )

    def recall(self, key: str, source_id: str) -> None:
        """Takes in an article that is archived, and whether lists have shown it in earlier walks."""
        self.known_ids.add(source_id)
        if key in self.known.listed:
            self.shown.add(source_id)

    def add(self, key: str, source_id: str, asked_key: str) -> bool:
        """Takes in an article that has come, perhaps by another key than its own; says whether it is new."""
        is_new = source_id not in self.ids and source_id not in self.known_ids
        self.own_keys.add(key)
        self.ids.add(source_id)
        self.id_of |= {key: source_id, asked_key: source_id}
        for name in self.unread & {key, asked_key}:
            self.unread.remove(name)
            self.show(name)
        return is_new

    def show(self, key: str) -> None:
        """Takes in that a list or the feed shows an article."""
        article = self.known.articles.get(key)
        if source_id := article.source_id if article else self.id_of.get(key):
            self.shown.add(source_id)
            self.known_ids.add(source_id)
        else:
            self.unread.add(key)

    def source_ids(self, keys: Iterable[str]) -> set[str]:
        """The ids of the articles that have come by these keys."""
        return {self.id_of[key] for key in keys if key in self.id_of}

    def has(self, key: str) -> bool:
        """Whether an article has come, under any of its keys."""
        article = self.known.articles.get(key)
        is_known = article is not None and article.source_id in self.ids
        return key in self.own_keys or is_known or self.has_by_id(key)

    def has_by_id(self, key: str) -> bool:
        """Whether a key is the id of an article that has come.

        This holds for ``?id=618``; the key of ``618.html`` may belong to another article.
        """
        urls = self.addresses.of(key) if key in self.ids else ()
        return bool(urls) and all(urlsplit(url).query for url in urls)

    @property
    def listed(self) -> int:
        """How many articles lists have ever shown, as far as the keys of one article are known to be one."""
        return len(self.shown) + len(self.unread)

    @property
    def size(self) -> int:
        """How many articles the site has, as far as lists and earlier walks have shown."""
        return len(self.known_ids) + len(self.unread)
