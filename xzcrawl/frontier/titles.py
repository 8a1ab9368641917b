"""The titles that pages give to articles. Pure."""

from dataclasses import dataclass, field

from xzcrawl.frontier.known import Known

#: One value, or several: most names have one, and a set of one takes four times the memory.
_Values = tuple[str] | set[str]

#: What stands for the rest of a title that a theme cuts.
_CUT = ".… "


@dataclass(slots=True)
class Titles:
    """``of`` has the titles of each key in this walk, ``keys`` the keys of the articles with each title.

    ``keys`` has only articles that main lists show with that title, and those that have come.
    """

    known: Known
    of: dict[str, _Values] = field(default_factory=dict)
    keys: dict[str, _Values] = field(default_factory=dict)

    def see(self, key: str, title: str, *, sure: bool = False) -> None:
        """Takes in a title of an article; ``sure`` if a main list shows it, or the article has come."""
        if title:
            _add(self.of, key, title)
        if title and sure:
            _add(self.keys, title, key)

    def arrived(self, asked_key: str, key: str) -> None:
        """Takes in that the article asked for at one key has another: the titles of both keys are its own."""
        titles = {*self.of.get(asked_key, ()), *self.of.get(key, ())}
        for title in titles:
            self.see(key, title, sure=True)

    def called(self, title: str | None) -> set[str]:
        """The keys of the articles that have a title."""
        return set(self.keys.get(title or "", ()))

    def is_same(self, key: str) -> bool:
        """Whether an article has the title of an article that a list has shown, or that has come."""
        return any(title in self.keys for title in self.of.get(key, ()))

    def is_retitled(self, key: str, title: str) -> bool:
        """Whether the home list shows an archived article under another title: its text may have changed.

        The title is held against the one that the list showed before. Where it shows the article for the
        first time, against that of the page, which the list may cut, or put a mark before.
        """
        article = self.known.articles.get(key)
        if article is None or article.unlisted_title is None:
            return article is not None and article.listed_title not in (None, title)
        return title.rstrip(_CUT) not in article.unlisted_title and article.unlisted_title not in title

    def is_other(self, key: str, title: str, *, cut: bool = False) -> bool:
        """Whether an article is known under other titles only.

        A title that may be ``cut`` counts as known if a known title begins with it.
        """
        article = self.known.articles.get(key)
        before = article.listed_title if article else None
        titles = {*self.of.get(key, ()), *([before] if before else [])}
        start = title.rstrip(_CUT) if cut else ""
        is_same = title in titles or (bool(start) and any(one.startswith(start) for one in titles))
        return bool(title and titles) and not is_same


def _add(index: dict[str, _Values], name: str, value: str) -> None:
    """Puts one more value under a name."""
    known = index.get(name)
    if known is None:
        index[name] = (value,)
    elif isinstance(known, set):
        known.add(value)
    elif value not in known:
        index[name] = {*known, value}
