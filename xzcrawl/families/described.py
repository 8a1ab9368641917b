"""A family that a person describes in the file of a site: patterns of addresses, and selectors. Pure.

It is for a site of which nobody has described the system. Its name is its description, written as JSON: so an
archive knows how its pages are read, and so do all processes.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cache, lru_cache, partial
from typing import Any, Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode, SelectolaxError

from xzcrawl.errors import UsageError
from xzcrawl.families.family import Cms, Family, Theme
from xzcrawl.families.tree import PageOrNode, Tree, line
from xzcrawl.urls import CONTROL, Address, Kind, decoded, site_path

#: What a field of a pattern stands for.
_FIELDS: Final = {
    "id": r"(?P<key>\d{1,18})",
    "key": r"(?P<key>[^/?&#=]+?)",
    "list": r"(?P<list>[^?&#=]+?)",
    "page": r"(?P<page>\d{1,6})",
    "page-1": r"(?P<before>\d{1,6})",
    "*": r"[^/?&#]*?",
}
_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_HOME: Final = re.compile(r"/(?:(?:index|default)\.\w{2,5})?")
#: The line of an article may have nothing between a name and the label behind it.
_WRITER: Final = re.compile(
    r"(?:作者|记者|撰稿)[:：\s]*([^\s:：|]{1,20}?)(?=\s|[|]|点击|浏览|阅读|访问|人气|来源|责编|责任编辑|编辑|时间|日期|发布|字号|$)"
)
_VIEWS: Final = re.compile(r"(?:点击|浏览|阅读|访问|人气)[^\d\s]{0,6}[:：\s]*([\d,]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """How the pages of one site are read.

    ``articles`` and ``lists`` are patterns of addresses below the base URL, as ``/news/{*}/{id}.html``.
    ``{id}`` is the number of the article, or ``{key}`` its name; ``{list}`` names the list. Where each list
    numbers its own articles, their pattern has ``{list}`` too: both together name one. ``{page}`` is the
    number of a list's page, or ``{page-1}`` where the second page has the number 1; ``{*}`` is any text
    without a slash. A list has one pattern without a number, that of its first page.

    All others are CSS selectors, "" for what the site lacks. ``title`` and ``body`` are those of an article,
    ``info`` the line with its date, writer and views. ``items`` are the elements of a list that hold one
    article each, in which ``heading`` is the link and ``item_date`` the date. ``breadcrumbs`` are links to
    the lists that an article is in.
    """

    articles: tuple[str, ...]
    lists: tuple[str, ...]
    title: str
    body: str
    items: str
    info: str = ""
    heading: str = "a[href]"
    item_date: str = ""
    breadcrumbs: str = ""
    tags: str = ""
    related: str = ""
    older: str = ""
    newer: str = ""
    feed: str = ""

    def __post_init__(self) -> None:
        """Raises UsageError for a pattern that cannot be used."""
        for pattern in (*self.articles, *self.lists):
            _compiled(pattern)
        for name in ("title", "body", "items", "heading"):
            if not getattr(self, name):
                raise UsageError(f"{name} must be a CSS selector")
        for name in set(self.__slots__) - {"articles", "lists", "feed"}:
            _check_selector(name, getattr(self, name))
        if not all("{id}" in pattern or "{key}" in pattern for pattern in self.articles):
            raise UsageError("each pattern of articles must have {id} or {key}")
        if any("{list}" not in pattern for pattern in self.lists):
            raise UsageError("each pattern of lists must have {list}")


def described(**declared: Any) -> Family:
    """The family of a description (``Description`` names what may be declared)."""
    named: Any = {key: tuple(value) if isinstance(value, list) else value for key, value in declared.items()}
    try:
        return _family(Description(**named))
    except TypeError as error:
        raise UsageError(f"the description of a site cannot be used: {error}") from error


def of_name(name: str) -> Family | None:
    """The described family of a name; None for a name that is no description."""
    if not name.startswith("{"):
        return None
    try:
        declared = json.loads(name)
    except ValueError as error:
        raise UsageError(f"a description of a site must be JSON: {error}") from error
    return described(**declared)


@cache  # for good: a family is the same object for all who have its name
def _family(description: Description) -> Family:
    name = json.dumps(asdict(description), ensure_ascii=False, sort_keys=True)
    return Family(name, _cms(description), _theme(description), is_exact=False)


def _cms(description: Description) -> Cms:
    articles = tuple(map(_compiled, description.articles))
    lists = tuple(map(_compiled, description.lists))
    return Cms(
        name="a described system",
        classify=partial(_classify, articles, lists),
        article_at=partial(_article_at, articles),
        page_url=partial(_with_page, lists),
        by_id=None,
        author_url=None,
        feed_url=partial(_feed_url, description.feed) if description.feed else None,
        feed_overlap=timedelta(0),
        source_id=_no_id,
        generator="",
        theme_folders=_no_folders,
    )


def _theme(description: Description) -> Theme:
    return Theme(
        name="described",
        built=_always,
        kind=partial(_kind, description),
        title=description.title,
        post="body",
        author=partial(_said, description.info, _WRITER),
        date=description.info,
        views=partial(_said, description.info, _VIEWS),
        tags=description.tags,
        body=description.body,
        breadcrumbs=description.breadcrumbs,
        related=description.related,
        memberships=description.breadcrumbs,
        older=description.older,
        newer=description.newer,
        neighbours=", ".join(filter(None, (description.older, description.newer))),
        column="body",
        items=description.items,
        heading=description.heading,
        heading_text=line,
        item_date=description.item_date,
        is_pinned=_never,
        names=description.breadcrumbs,
        pager="a[href]",
        titles=description.heading,
    )


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of addresses as one of texts. UsageError for a field that is not known."""
    pieces = _FIELD.split(pattern)
    unknown = set(pieces[1::2]) - _FIELDS.keys()
    if unknown or not pattern.startswith("/"):
        known = ", ".join(f"{{{name}}}" for name in _FIELDS)
        raise UsageError(f"{pattern!r} must begin with / and may have the fields {known}")
    texts = [_FIELDS[piece] if number % 2 else re.escape(piece) for number, piece in enumerate(pieces)]
    try:
        return re.compile("".join(texts))
    except re.error as error:
        raise UsageError(f"{pattern!r} has a field twice") from error


def _check_selector(name: str, selector: str) -> None:
    """Raises UsageError for a text that is no CSS selector."""
    try:
        Tree("<p>").css(selector or "p")
    except SelectolaxError as error:
        raise UsageError(f"{name} must be a CSS selector, not {selector!r}") from error


def _classify(
    articles: Iterable[re.Pattern[str]], lists: Iterable[re.Pattern[str]], url: str, base: str
) -> Address | None:
    address = _below(url, base)
    if address is None:
        return None
    if _HOME.fullmatch(address):
        return Address(Kind.HOME, "")
    for pattern in articles:
        if found := pattern.fullmatch(address):
            listed = found.groupdict().get("list")
            return Address(Kind.ARTICLE, f"{listed}/{found['key']}" if listed else found["key"])
    for pattern in lists:
        if found := pattern.fullmatch(address):
            return Address(Kind.CATEGORY, found["list"], _page(found))
    return None


def _article_at(articles: Iterable[re.Pattern[str]], url: str, base: str) -> Address | None:
    return _classify(articles, (), url, base)


def _below(url: str, base: str) -> str | None:
    """Path and query below the site's root; None where the URL leaves the site or is too odd to be read."""
    parts = urlsplit(url)
    path = site_path(parts, base)
    address = None if path is None else decoded(path) + (f"?{decoded(parts.query)}" if parts.query else "")
    return None if address is None or CONTROL.search(address) else address


def _page(found: re.Match[str]) -> int:
    numbers = found.groupdict()
    if numbers.get("before"):
        return int(numbers["before"]) + 1
    return int(numbers.get("page") or 1)


def _with_page(lists: Iterable[re.Pattern[str]], url: str, page: int) -> str:
    """Another page of a list, in the form of a later one's ``url``."""
    parts = urlsplit(url)
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    for pattern in lists:
        found = re.search(f"{pattern.pattern}$", decoded(address))
        for name, number in (("page", page), ("before", page - 1)):
            if found and name in found.groupdict():
                start = _undecoded(address, found.string[: found.start(name)])
                rest = address[start:].removeprefix(found[name])
                path, _, query = f"{address[:start]}{number}{rest}".partition("?")
                return urlunsplit(parts._replace(path=path, query=query))
    return url


def _undecoded(address: str, beginning: str) -> int:
    """How many characters of a percent-encoded address are its decoded ``beginning``."""
    return next(end for end in range(len(address) + 1) if decoded(address[:end]) == beginning)


def _feed_url(path: str, base: str, **_: str) -> str:
    return urljoin(base, path)


def _kind(description: Description, tree: Tree) -> str:
    if tree.css_first(description.body) is not None and tree.css_first(description.title) is not None:
        return "article"
    return "category" if tree.css_first(description.items) is not None else ""


def _said(info: str, label: re.Pattern[str], place: PageOrNode) -> str:
    """What the line of an article says behind a label."""
    found = label.search(line(place.css_first(info))) if info else None
    return found[1] if found else ""


def _no_id(_: Tree) -> None:
    """Only the address has the article's id."""


def _no_folders(_: Tree) -> set[str]:
    return set()


def _always(_: Tree) -> bool:
    return True


def _never(_: LexborNode) -> bool:
    return False
