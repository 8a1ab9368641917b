"""Writes a site's own addresses as Typecho does, behind ``/index.php`` where the server does not rewrite."""

from urllib.parse import quote

from xzcrawl.demo.content.articles import FIRST_TAG_ID, TAGS
from xzcrawl.demo.options import Options

#: Static pages by id.
PAGE_SLUGS = {2: "liu-yan-ben", 3: "about"}


class TypechoLinks:
    """Addresses below the site's root, not yet escaped for HTML."""

    def __init__(self, options: Options) -> None:
        self._categories = {str(each.id): each.name for each in options.categories}
        self._index = "/index.php" if options.permalinks == "plain" else ""

    def static(self, number: int) -> str:
        """A static page."""
        return f"{self._index}/{PAGE_SLUGS[number]}.html"

    def listing(self, kind: str, key: str, page: int = 1) -> str:
        """A page of a listing; kind "home" has no key, that of a date is ``2023-07``."""
        if kind in ("home", "date"):
            path = f"/{key.replace('-', '/')}" if key else ""
            path += f"/page/{page}" if page > 1 else ""
        else:
            path = f"/{kind}/{self._slug(kind, key)}" + (f"/{page}" if page > 1 else "")
        return f"{self._index}{path}/" if path else "/"

    def feed(self, kind: str = "home", key: str = "") -> str:
        """The feed of a listing."""
        return f"{self._index}/feed{self.listing(kind, key).removeprefix(self._index)}"

    def _slug(self, kind: str, key: str) -> str:
        if kind == "category":
            return quote(self._categories[key])
        return quote(TAGS[int(key) - FIRST_TAG_ID]) if kind == "tag" else key
