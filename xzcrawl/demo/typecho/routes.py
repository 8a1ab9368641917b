"""Finds the resource that a request asks of Typecho.

Written apart from ``xzcrawl.families`` on purpose: the site must not agree with the crawler by construction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from xzcrawl.demo.content.articles import AUTHORS, FIRST_TAG_ID, TAGS, id_in_slug
from xzcrawl.demo.options import Options
from xzcrawl.demo.typecho.links import PAGE_SLUGS


@dataclass(frozen=True, slots=True)
class TypechoRoute:
    """``kind``: article, static, home, category, tag, author or date; ``feed``: the feed of a listing.

    That of a post would have its comments: this site has none. ``key`` is an id, of a date
    ``2023``, ``2023-07`` or ``2023-07-18``.
    """

    kind: str
    key: str = ""
    page: int = 1
    feed: bool = False


def typecho_route(path: str, options: Options) -> TypechoRoute | None:
    """The resource of a path; None for what Typecho does not know, or is not asked where nothing rewrites."""
    if options.permalinks == "plain" and path != "/" and not path.startswith("/index.php"):
        return None
    parts = [part for part in unquote(path).removeprefix("/index.php").split("/") if part]
    if parts[:1] == ["feed"]:
        found = _resource(parts[1:], options)
        return replace(found, feed=True) if found and found.kind not in ("article", "static") else None
    return _resource(parts, options)


def _resource(parts: Sequence[str], options: Options) -> TypechoRoute | None:
    match parts:
        case [*before, "page", page] if _number(page):
            found = _home_or_date(before)
            return found and replace(found, page=_number(page))
        case ["category" | "tag" | "author" as kind, name, page] if _number(page):
            key = _key(kind, name, options)
            return TypechoRoute(kind, key, _number(page)) if key else None
        case ["category" | "tag" | "author" as kind, name]:
            key = _key(kind, name, options)
            return TypechoRoute(kind, key) if key else None
    return _home_or_date(parts) or _single(parts, options)


def _home_or_date(parts: Sequence[str]) -> TypechoRoute | None:
    if not parts:
        return TypechoRoute("home")
    is_date = len(parts) <= 3 and len(parts[0]) == 4 and all(map(_number, parts))
    return TypechoRoute("date", "-".join(parts)) if is_date else None


def _key(kind: str, name: str, options: Options) -> str | None:
    """The id of a listing by its slug; None for none."""
    if kind == "category":
        return next((str(each.id) for each in options.categories if each.name == name), None)
    if kind == "tag":
        return str(FIRST_TAG_ID + TAGS.index(name)) if name in TAGS else None
    return name if 1 <= _number(name) <= len(AUTHORS) else None


def _single(parts: Sequence[str], options: Options) -> TypechoRoute | None:
    *folders, last = parts
    slug = last.removesuffix(".html")
    if not folders:
        page = next((number for number, name in PAGE_SLUGS.items() if name == slug), None)
        return TypechoRoute("static", str(page)) if page else None
    if options.permalinks in ("archives", "plain"):
        return TypechoRoute("article", last) if folders == ["archives"] and _number(last) else None
    number = id_in_slug(slug)
    is_below = folders == ["archives"] if options.permalinks == "postname" else len(folders) == 3
    return TypechoRoute("article", number) if number and is_below else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
