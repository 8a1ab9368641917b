"""Finds the resource that a request asks for, in either form of address.

Written apart from ``xzcrawl.families`` on purpose: the site must not agree with the crawler by construction.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs

from xzcrawl.demo.zblog.names import STATIC_PAGES


@dataclass(frozen=True, slots=True)
class Route:
    """``kind``: article, static, home, category, tag, author, month, feed, or "file" for anything else."""

    kind: str
    key: str = ""
    page: int = 1


_ARTICLE = re.compile(r"/post/(\d+)\.html")
_STATIC = re.compile(r"/(\d+)\.html")
_HOME = re.compile(r"/page_(\d+)\.html")
_LISTING = re.compile(r"/(category|tags|author|date)-(\d+(?:-\d+)?)(?:_(\d+))?\.html")
_KINDS = {"category": "category", "tags": "tag", "author": "author", "date": "month"}
_QUERIES = {"cate": "category", "auth": "author", "date": "month", "tags": "tag"}


def route(path: str, query: str) -> Route | None:
    """The resource of a path and query string; None for what the CMS does not know."""
    if path == "/feed.php":
        return Route("feed")
    if path.startswith(("/zb_system/", "/zb_users/", "/search.php", "/robots.txt", "/favicon.ico")):
        return Route("file")
    path = path.removeprefix("/index.php") or "/"
    return _by_query(query) if path == "/" else _by_path(path)


def _by_path(path: str) -> Route | None:
    if match := _ARTICLE.fullmatch(path):
        return Route("article", match[1])
    if (match := _STATIC.fullmatch(path)) and int(match[1]) in STATIC_PAGES:
        return Route("static", match[1])
    if match := _HOME.fullmatch(path):
        return Route("home", page=int(match[1]) or 1)
    if match := _LISTING.fullmatch(path):
        return Route(_KINDS[match[1]], match[2], int(match[3] or 1) or 1)
    return None


def _by_query(query: str) -> Route | None:
    """The query form; an id goes before a listing, and a page without a number is the first."""
    values = {name: found[0] for name, found in parse_qs(query).items()}
    if "id" in values:
        kind = "static" if values["id"] in map(str, STATIC_PAGES) else "article"
        return Route(kind, values["id"])
    page = values.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() else 1
    for name, kind in _QUERIES.items():
        if name in values:
            return Route(kind, values[name], number or 1)
    return Route("home", page=number or 1)


def feed_filter(query: str) -> tuple[str, str]:
    """The one filter ViewFeed reads: the first present of cate, auth, date, tags; ("", "") for none."""
    values = {name: found[0] for name, found in parse_qs(query).items()}
    return next(
        ((name, values[name]) for name in ("cate", "auth", "date", "tags") if name in values), ("", "")
    )
