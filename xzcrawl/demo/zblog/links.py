"""Writes the site's own addresses: rewritten, as queries, or both on one page."""

from zlib import crc32

from xzcrawl.demo.options import UrlForm

_WORDS = {"category": "category", "tag": "tags", "author": "author", "month": "date"}
_QUERIES = {"category": "cate", "tag": "tags", "author": "auth", "month": "date"}


class DemoLinks:
    """Addresses as one zone of a page writes them (root-relative, not yet escaped for HTML).

    The mixed form decides by zone and target, so that one page holds both and every page is the
    same each time.
    """

    def __init__(self, form: UrlForm, zone: str) -> None:
        self._form = form
        self._zone = zone

    def _query(self, target: str) -> bool:
        if self._form == "mixed":
            return crc32(f"{self._zone} {target}".encode()) % 2 == 0
        return self._form == "query"

    def article(self, number: int) -> str:
        return f"/?id={number}" if self._query(f"article {number}") else f"/index.php/post/{number}.html"

    def static(self, number: int) -> str:
        return f"/?id={number}" if self._query(f"static {number}") else f"/index.php/{number}.html"

    def listing(self, kind: str, key: str, page: int = 1) -> str:
        """A page of a listing; kind "home" has no key."""
        if kind == "home":
            return self._home(page)
        if self._query(f"{kind} {key} {page}"):
            return f"/?{_QUERIES[kind]}={key}" + (f"&page={page}" if page > 1 else "")
        return f"/index.php/{_WORDS[kind]}-{key}{f'_{page}' if page > 1 else ''}.html"

    def _home(self, page: int) -> str:
        if page == 1:
            return "/"
        return f"/?page={page}" if self._query(f"home {page}") else f"/index.php/page_{page}.html"
