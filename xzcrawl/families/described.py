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
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode, SelectolaxError

from xzcrawl.errors import UsageError
from xzcrawl.families.family import Cms, Family, Theme
from xzcrawl.families.records import has_records, readable
from xzcrawl.families.tree import PageOrNode, Tree, line
from xzcrawl.urls import Address, Kind, address_below, decoded

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
_NAME_ENDS: Final = r"(?=\s|[|]|\d{4}[-/.年]|点击|浏览|阅读|访问|人气|查看|来源|责编|责任编辑|编辑|时间|日期|发布|字号|$)"
_WRITERS: Final = tuple(
    re.compile(rf"(?:{labels})[:：\s]*([^\s:：|]{{1,20}}?){_NAME_ENDS}") for labels in ("作者|记者|撰稿", "发布者|发布人|投稿人")
)
_VIEWS: Final = re.compile(r"(?:点击|浏览|阅读|访问|人气|查看)[^\d\s]{0,6}[:：\s]*([\d,]+)")


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
    the lists that an article is in. ``feed`` is the path of an RSS feed. ``pages`` says where the
    further pages of a list are, of which only a script knows: for a text that the list's page has, one of the
    patterns of lists. ``{pages}`` in the text is the number of pages (``共{pages}页``); without it there is at
    least one more (``加载更多``). Records in JSON are read as pages of lists, each followed by another one.
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
    pages: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Raises UsageError for a pattern that cannot be used."""
        for pattern in (*self.articles, *self.lists):
            compiled(pattern)
        for name in ("title", "body", "items", "heading"):
            if not getattr(self, name):
                raise UsageError(f"{name} must be a CSS selector")
        for name in set(self.__slots__) - {"articles", "lists", "feed", "pages"}:
            _check_selector(name, getattr(self, name))
        if not all("{id}" in pattern or "{key}" in pattern for pattern in self.articles):
            raise UsageError("each pattern of articles must have {id} or {key}")
        if any("{list}" not in pattern for pattern in self.lists):
            raise UsageError("each pattern of lists must have {list}")
        for told, pattern in self.pages:
            if not told or pattern not in self.lists or "{page" not in pattern or "{*}" in pattern:
                raise UsageError(f"pages must have texts with patterns of later lists, not {told!r}: {pattern!r}")


def described(**declared: Any) -> Family:
    """The family of a description (``Description`` names what may be declared)."""
    named: Any = {key: _frozen(value) for key, value in declared.items()}
    try:
        return _family(Description(**named))
    except TypeError as error:
        raise UsageError(f"the description of a site cannot be used: {error}") from error


def _frozen(value: Any) -> Any:
    """A declared value, with tuples for lists and for the pairs of a dictionary."""
    if isinstance(value, dict):
        return tuple(value.items())
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


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
    return Family(name, _cms(description), _theme(description))


def _cms(description: Description) -> Cms:
    articles = tuple(map(compiled, description.articles))
    lists = tuple(map(compiled, description.lists))
    return Cms(
        name="a described system",
        classify=partial(_classify, articles, lists),
        article_at=partial(_article_at, articles),
        page_url=partial(_with_page, lists),
        by_id=None,
        author_url=None,
        feed_url=partial(_feed_url, description.feed) if description.feed else None,
        feed_overlap=timedelta(0),
        told_pages=partial(_told_pages, description),
        source_id=_no_id,
        generator="",
        theme_folders=_no_folders,
    )


def _theme(description: Description) -> Theme:
    return Theme(
        name="described",
        readable=readable,
        built=_always,
        kind=partial(_kind, description),
        title=description.title,
        post="body",
        author=partial(_said, description.info, _WRITERS),
        date=description.info,
        views=partial(_said, description.info, (_VIEWS,)),
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
def compiled(pattern: str) -> re.Pattern[str]:
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
    address = address_below(url, base)
    return None if address is None else named_by(articles, lists, address)


def named_by(
    articles: Iterable[re.Pattern[str]], lists: Iterable[re.Pattern[str]], address: str
) -> Address | None:
    """What an address below the base URL is by patterns that are compiled; None for what fits none."""
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


def page_count(told: str, tree: Tree) -> int:
    """The highest number that stands for ``{pages}`` where a page has the text ``told``; 0 for none.

    White space counts nowhere, and the text may be the page's or one of its source.
    """
    if "{pages}" not in told:
        return 0
    text = re.escape("".join(told.split())).replace(re.escape("{pages}"), r"(\d{1,6})")
    return max((int(number) for source in _sources(tree) for number in re.findall(text, source)), default=0)


def _told_pages(description: Description, tree: Tree, url: str, base: str) -> dict[int, str]:
    """The next and the last page of a list by their number, where only its text or its script tells of them."""
    lists = tuple(map(compiled, description.lists))
    own = _classify((), lists, url, base)
    if own is None or own.kind is not Kind.CATEGORY:
        return {}
    if has_records(tree):
        return _after_records(description.lists, tree, url, base, own)
    for told, pattern in description.pages:
        if count := page_count(told, tree) or (own.page + 1 if is_told(told, tree) else 0):
            pages = {own.page + 1, count} if count > own.page else ()
            return {page: _filled(pattern, own.key, page, base) for page in pages}
    return {}


def _after_records(lists: Iterable[str], tree: Tree, url: str, base: str, own: Address) -> dict[int, str]:
    """The page after one of records, which has none where it is empty."""
    if tree.css_first("a[href]") is None:
        return {}
    used = (pattern for pattern in lists if _classify((), (compiled(pattern),), url, base))
    return {own.page + 1: _filled(pattern, own.key, own.page + 1, base) for pattern in used if "{page" in pattern}


def is_told(told: str, tree: Tree) -> bool:
    """Whether a page has a text that tells of further pages; white space counts nowhere."""
    return any("".join(told.split()) in source for source in _sources(tree))


def _sources(tree: Tree) -> tuple[str, str]:
    """The source of a page and its text, without white space."""
    return "".join((tree.html or "").split()), "".join(tree.text().split())


def _filled(pattern: str, name: str, page: int, base: str) -> str:
    values = {"{list}": name, "{page}": str(page), "{page-1}": str(page - 1)}
    address = "".join(values.get(part, part) for part in re.split(r"(\{[^{}]*\})", pattern))
    return base.rstrip("/") + quote(address, safe="/?&=%:;,+~@!$'()*")


def _undecoded(address: str, beginning: str) -> int:
    """How many characters of a percent-encoded address are its decoded ``beginning``."""
    return next(end for end in range(len(address) + 1) if decoded(address[:end]) == beginning)


def _feed_url(path: str, base: str, **_: str) -> str:
    return urljoin(base, path)


def _kind(description: Description, tree: Tree) -> str:
    if tree.css_first(description.body) is not None and tree.css_first(description.title) is not None:
        return "article"
    return "category" if tree.css_first(description.items) is not None else ""


def _said(info: str, labels: Iterable[re.Pattern[str]], place: PageOrNode) -> str:
    """What the line of an article says behind the first of some labels that it has."""
    said = line(place.css_first(info)) if info else ""
    return next((found[1] for label in labels if (found := label.search(said))), "")


def _no_id(_: Tree) -> None:
    """Only the address has the article's id."""


def _no_folders(_: Tree) -> set[str]:
    return set()


def _always(_: Tree) -> bool:
    return True


def _never(_: LexborNode) -> bool:
    return False
