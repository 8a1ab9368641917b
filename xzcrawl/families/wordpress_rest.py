"""The posts as WordPress lists them for programs: its REST API (``/wp/v2/posts``), where it is open. Pure.

It tells the instant of each post in UTC, also where the theme shows none, and when it was last changed. The
posts that were changed last come first, so that one page shows what is new since a walk.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any, Final
from urllib.parse import urlencode

from xzcrawl.families.index import IndexEntry, IndexPage
from xzcrawl.families.tree import Tree
from xzcrawl.items import Page
from xzcrawl.urls import absolute

#: Where a site has its API, as its pages say: ``/wp-json/``, or ``/?rest_route=/`` without rewriting.
_ROOT: Final = "link[rel='https://api.w.org/'][href]"
ROUTE: Final = "/wp/v2/posts"
_MOST: Final = 100  # posts of a page
_QUERY: Final = {
    "per_page": _MOST,
    "orderby": "modified",
    "_fields": "link,title,date,date_gmt,modified_gmt",
    "page": 1,
}
_TAG: Final = re.compile(r"<[^<>]*+>")


def posts_urls(tree: Tree, page_url: str) -> tuple[str, ...]:
    """The address of the first page of the posts, where a page names the API."""
    root = tree.css_first(_ROOT)
    if root is None:
        return ()
    url = absolute((root.attributes.get("href") or "").rstrip("/") + ROUTE, page_url)
    return () if url is None else (f"{url}{'&' if '?' in url else '?'}{urlencode(_QUERY)}",)


def read_posts(page: Page) -> IndexPage | None:
    """A page of posts; None for any other answer."""
    try:
        posts = json.loads(page.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(posts, list):
        return None
    entries = tuple(entry for post in posts if isinstance(post, dict) for entry in _entry(post))
    told = page.headers.get("x-wp-totalpages", "")
    return IndexPage(entries, int(told) if told.isascii() and told.isdigit() and len(told) < 7 else 1)


def _entry(post: Mapping[str, Any]) -> Iterator[IndexEntry]:
    match post:
        case {"link": str(url), "title": {"rendered": str(title)}}:
            plain = unescape(_TAG.sub("", title))
            modified = _instant(post.get("modified_gmt"))
            yield IndexEntry(_whole(url), _whole(plain), _date(post), modified)


def _whole(text: str) -> str:
    """A text without half characters, which JSON can write (RFC 8259, 8.2)."""
    return text.encode("utf-8", "replace").decode()


def _date(post: Mapping[str, Any]) -> str:
    """The instant of a post, else the time by the site's own clock, which names no zone."""
    if published := _instant(post.get("date_gmt")):
        return published.isoformat()
    local = post.get("date")
    return local if isinstance(local, str) else ""


def _instant(text: object) -> datetime | None:
    """The instant that a text in UTC names; None for a post without one (``0000-00-00 00:00:00``)."""
    try:
        return datetime.fromisoformat(str(text)).replace(tzinfo=UTC)
    except ValueError:
        return None
