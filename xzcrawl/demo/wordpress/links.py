"""Writes a site's own addresses as WordPress does, by the pattern that the site has chosen for its posts."""

from urllib.parse import quote

from xzcrawl.demo.content.articles import FIRST_TAG_ID, TAGS, category_path
from xzcrawl.demo.options import Options

#: The names by which authors log in, which stand in the addresses of their lists.
LOGINS = ("admin", "bianji", "zhaoshang")
#: Static pages by id.
PAGE_SLUGS = {2: "liu-yan-ben", 3: "about"}


def slug(name: str) -> str:
    """A Chinese name as WordPress has it in addresses: percent-encoded, in lower case."""
    return quote(name).lower()


class WordPressLinks:
    """Addresses below the site's root, not yet escaped for HTML."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._is_plain = options.permalinks == "plain"
        self._front = "/archives" if options.permalinks == "archives" else ""
        self._end = "" if options.permalinks == "archives" else "/"

    def static(self, number: int) -> str:
        """A static page."""
        return f"/?page_id={number}" if self._is_plain else f"/{PAGE_SLUGS[number]}{self._end}"

    def listing(self, kind: str, key: str, page: int = 1) -> str:
        """A page of a listing; kind "home" has no key."""
        if self._is_plain:
            return self._query(kind, key, page)
        path = "" if kind == "home" else self._path(kind, key)
        path += f"/page/{page}" if page > 1 else ""
        return path + self._end if path else "/"

    def feed(self, kind: str = "home", key: str = "") -> str:
        """The feed of a listing."""
        first = self.listing(kind, key)
        if self._is_plain:
            return f"{first}{'&' if '?' in first else '?'}feed=rss2"
        return f"{first.rstrip('/')}/feed{self._end}"

    def api(self) -> str:
        """The root of the REST API."""
        return "/?rest_route=/" if self._is_plain else "/wp-json/"

    def _path(self, kind: str, key: str) -> str:
        if kind == "date":
            return f"{self._front}{'/date' if self._front else ''}/{key.replace('-', '/')}"
        return f"{self._front}/{kind}/{self._slugs(kind, key)}"

    def _slugs(self, kind: str, key: str) -> str:
        if kind == "category":
            return "/".join(map(slug, category_path(self._options.categories, int(key))))
        return slug(TAGS[int(key) - FIRST_TAG_ID]) if kind == "tag" else LOGINS[int(key) - 1]

    def _query(self, kind: str, key: str, page: int) -> str:
        values = {
            "home": [],
            "category": [f"cat={key}"],
            "tag": [f"tag={self._slugs('tag', key)}" if kind == "tag" else ""],
            "author": [f"author={key}"],
            "date": [f"m={key.replace('-', '')}"],
        }[kind]
        values = [*values, *([f"paged={page}"] if page > 1 else [])]
        return f"/?{'&'.join(values)}" if values else "/"
