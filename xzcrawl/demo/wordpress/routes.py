"""Finds the resource that a request asks of WordPress, in any form of address.

Written apart from ``xzcrawl.families`` on purpose: the site must not agree with the crawler by construction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, unquote

from xzcrawl.demo.content.articles import FIRST_TAG_ID, TAGS, id_in_slug
from xzcrawl.demo.options import Options
from xzcrawl.demo.wordpress.links import LOGINS, PAGE_SLUGS

#: The variables that WordPress's main query reads, as far as this site knows them.
VARIABLES = frozenset(("p", "page_id", "cat", "tag", "author", "m", "paged", "feed"))


@dataclass(frozen=True, slots=True)
class WordPressRoute:
    """``kind``: article, static, home, category, tag, author or date; ``feed``: the feed of it.

    ``key`` is an id, of a date ``2023``, ``2023-07`` or ``2023-07-18``.
    """

    kind: str
    key: str = ""
    page: int = 1
    feed: bool = False


def wordpress_route(path: str, query: str, options: Options) -> WordPressRoute | None:
    """The resource of a path and query string; None for what WordPress does not know."""
    values = {name: found[0] for name, found in parse_qs(query).items()}
    parts = [part for part in unquote(path).removeprefix("/index.php").split("/") if part]
    found = _by_path(parts, options) if parts else _by_query(values, options)
    if found is None:
        return None
    page = _number(values.get("paged", "")) or found.page
    return replace(found, page=page, feed=found.feed or values.get("feed") in ("feed", "rss", "rss2"))


def _by_query(values: Mapping[str, str], options: Options) -> WordPressRoute | None:
    if number := values.get("p") or values.get("page_id"):
        return WordPressRoute("static" if number in map(str, PAGE_SLUGS) else "article", number)
    if category := values.get("cat"):
        known = any(str(each.id) == category for each in options.categories)
        return WordPressRoute("category", category) if known else None
    if tag := values.get("tag"):
        return _tag(tag)
    if author := values.get("author"):
        return WordPressRoute("author", author)
    if date := values.get("m"):
        parts = (date[:4], date[4:6], date[6:8])
        return WordPressRoute("date", "-".join(filter(None, parts))) if date.isdigit() else None
    return WordPressRoute("home")


def _by_path(parts: Sequence[str], options: Options) -> WordPressRoute | None:
    if options.permalinks == "plain":
        return None
    *parts, last = [*parts, ""] if parts[-1] not in ("feed", "rss2") else parts
    feed = bool(last)
    parts = [part for part in parts if part != "feed"]
    page = 1
    if parts[-2:-1] == ["page"] and _number(parts[-1]):
        *parts, _, number = parts
        page = _number(number)
    found = _resource(parts, options)
    return found and replace(found, page=page, feed=feed)


def _resource(parts: list[str], options: Options) -> WordPressRoute | None:
    if not parts:
        return WordPressRoute("home")
    if parts[0] in PAGE_SLUGS.values() and len(parts) == 1:
        return WordPressRoute(
            "static", next(str(id_) for id_, name in PAGE_SLUGS.items() if name == parts[0])
        )
    if options.permalinks == "archives":
        if parts[0] != "archives":
            return None
        parts = parts[1:]
        if len(parts) == 1 and _number(parts[0]):
            return WordPressRoute("article", parts[0])
        if parts[:1] == ["date"]:
            parts = parts[1:]
    if parts[:1] == ["category"]:
        known = {each.name: str(each.id) for each in options.categories}
        return WordPressRoute("category", known[parts[-1]]) if parts[-1] in known else None
    if parts[:1] == ["tag"]:
        return _tag(parts[-1])
    if parts[:1] == ["author"]:
        is_known = parts[-1] in LOGINS
        return WordPressRoute("author", str(LOGINS.index(parts[-1]) + 1)) if is_known else None
    if parts and len(parts) <= 3 and all(map(_number, parts)):
        return WordPressRoute("date", "-".join(parts))
    number = id_in_slug(parts[-1]) if parts else None
    return WordPressRoute("article", number) if number else None


def _tag(name: str) -> WordPressRoute | None:
    return WordPressRoute("tag", str(FIRST_TAG_ID + TAGS.index(name))) if name in TAGS else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
