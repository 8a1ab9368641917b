"""Z-BlogPHP: its addresses, its feeds, its forms. The same for all its themes. Pure.

Z-BlogPHP answers every resource in a rewritten form (``index.php/post/6202.html``, with or without
``index.php/``) and in a query form (``?id=6202``); one page may mix both. Its plug-in STACentre rewrites
addresses by other patterns too (``2023/07/6202/``, ``category/news/2/``); a site may use any of its own.
``Address.certain`` is False where the address alone cannot tell an article from a static page: ``?id=N``, for
the two share one sequence of ids, and every path of a pattern that is not known. These are articles where
the theme itself puts articles, and nowhere else. An alias may be a date, too: see ``article_at``. An article
of another pattern than ``post/KEY`` has the number that its path ends with as its key, else the path below
the site's root.
"""

import re
from datetime import timedelta
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from xzcrawl.families.family import Cms
from xzcrawl.families.paths import ThemeFolders, path_below
from xzcrawl.families.tree import Tree
from xzcrawl.urls import CONTROL, Address, Kind, decoded

_LISTING_WORD = {"category": Kind.CATEGORY, "tags": Kind.TAG, "author": Kind.AUTHOR, "date": Kind.MONTH}
_LISTING_QUERY = {"cate": Kind.CATEGORY, "tags": Kind.TAG, "auth": Kind.AUTHOR, "date": Kind.MONTH}
_END: Final = r"(?:\.s?html?)?/?"
_DAY: Final = r"(?P<key>[12]\d{3}-\d{1,2}(?:-\d{1,2})?)"
#: The first that fits says what a path is: those of the CMS and of STACentre's presets.
_PATHS: Final[tuple[tuple[Kind | None, re.Pattern[str]], ...]] = (
    (Kind.MONTH, re.compile(rf"/post/{_DAY}(?:_(?P<page>\d{{1,9}}))?{_END}")),
    (None, re.compile(rf"/post/0+{_END}")),
    (Kind.ARTICLE, re.compile(rf"/post/(?P<key>[^/]+?){_END}")),
    (Kind.HOME, re.compile(rf"/page[_/](?P<page>\d{{1,9}}){_END}")),
    (Kind.FEED, re.compile(r"/feed\.php|/feed/?")),
)
#: The list of a day or month as some sites write it, or an article whose alias is a date.
_DATED: Final = re.compile(rf"/post/{_DAY}{_END}")
_LISTING_PATHS: Final = (
    re.compile(rf"/(?P<word>category|tags|author|date)-(?P<key>[^/]+?)(?:_(?P<page>\d{{1,9}}))?{_END}"),
    re.compile(rf"/(?P<word>category|tags|author|date)/(?P<key>[^/]+?)(?:/(?P<page>\d{{1,9}}))?{_END}"),
)
#: The CMS's own folders and scripts, listings of every pattern, and files: never an article.
_NO_ARTICLE: Final = re.compile(
    r"/(?:zb_\w+(?:/.*)?|post/?|(?:category|tags|author|date)(?:[-_/].*)?|(?:page|search|feed)(?:[_/].*)?)"
    r"|.*\.(?!s?html?/?$)\w{1,5}",
    re.IGNORECASE | re.DOTALL,
)
_LAST_NUMBER: Final = re.compile(rf".*/(?P<key>[1-9]\d{{0,8}}){_END}")
_LONGEST_PATH: Final = 400
_PAGE_IN_PATH: Final = re.compile(rf"(?<=[_/])\d+(?={_END}$)")
_MOST_DIGITS: Final = 20
#: What narrows a feed (``ViewFeed`` reads one of them).
_FILTERS: Final = {"date": "date", "category": "cate"}


def classify(url: str, base: str) -> Address | None:
    """What an absolute URL is on the site of ``base``; None for other sites and for pages without content."""
    parts = urlsplit(url)
    path = path_below(parts, base)
    if path is None:
        return None
    if path == "/" and parts.query:
        return _by_query(parts.query)
    return Address(Kind.HOME, "") if path == "/" else _by_path(decoded(path))


def article_at(url: str, base: str) -> Address | None:
    """The article that a URL names where only articles are linked; elsewhere a date names a list."""
    address = classify(url, base)
    if address is None or address.kind is Kind.ARTICLE:
        return address
    dated = _DATED.fullmatch(decoded(path_below(urlsplit(url), base) or ""))
    return Address(Kind.ARTICLE, dated["key"], certain=False) if dated else None


def _by_path(path: str) -> Address | None:
    if CONTROL.search(path) or len(path) > _LONGEST_PATH:
        return None
    for kind, pattern in _PATHS:
        if match := pattern.fullmatch(path):
            groups = match.groupdict()
            key, page = groups.get("key") or "", int(groups.get("page") or 1)
            return Address(kind, key, page) if kind else None
    for pattern in _LISTING_PATHS:
        if match := pattern.fullmatch(path):
            return Address(_LISTING_WORD[match["word"]], match["key"], int(match["page"] or 1))
    return None if _NO_ARTICLE.fullmatch(path) else _by_any_path(path)


def _by_any_path(path: str) -> Address:
    """A path of a pattern that is not known: an article's, where the theme links it as one."""
    numbered = _LAST_NUMBER.fullmatch(path)
    key = numbered["key"] if numbered else re.sub(rf"{_END}$", "", path).strip("/")
    return Address(Kind.ARTICLE, key, certain=False)


def _by_query(query: str) -> Address | None:
    values: dict[str, str] = {}
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        values.setdefault(name, decoded(value.replace("+", " ")))
    page = _number(values.get("page", "1"))
    article_id = _number(values.get("id", "0"))
    if article_id:
        return Address(Kind.ARTICLE, str(article_id), certain=False)
    for name, kind in _LISTING_QUERY.items():
        if values.get(name):
            return Address(kind, values[name], page or 1)
    return Address(Kind.HOME, "", page) if "page" in values and page else None


def _number(text: str) -> int:
    """A positive decimal number, or 0 (``/?id=0`` is a link of the theme that leads nowhere)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def with_page(url: str, page: int) -> str:
    """Another page of a listing, in the form of a later one's ``url``: ``_3.html``, ``/3/`` or ``page=3``."""
    parts = urlsplit(url)
    if "page=" in parts.query:
        return urlunsplit(parts._replace(query=re.sub(r"(^|&)page=\d+", rf"\g<1>page={page}", parts.query)))
    return urlunsplit(parts._replace(path=_PAGE_IN_PATH.sub(str(page), parts.path)))


def query_url(base: str, source_id: str) -> str:
    """Where the CMS answers for an article by its id, whatever pattern its addresses have."""
    return urljoin(base, f"?id={quote(source_id)}")


def author_url(base: str, author_id: int) -> str:
    """Where the CMS lists the articles of an author by the author's id (``ViewList`` reads ``auth``)."""
    return urljoin(base, f"?auth={author_id}")


def feed_url(base: str, **query: str) -> str:
    """The site's RSS feed, narrowed by ``date`` (a day) or ``category``."""
    suffix = "&".join(f"{_FILTERS[name]}={quote(value)}" for name, value in query.items())
    return urljoin(base, "feed.php") + (f"?{suffix}" if suffix else "")


def form_id(tree: Tree) -> str | None:
    """The id in the comment form; None without one, or where forms disagree."""
    found = {_value(field) for field in tree.css("input[name=inpId]")} - {""}
    return found.pop() if len(found) == 1 else None


def _value(field: LexborNode) -> str:
    text = field.attributes.get("value") or ""
    return text if len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit() else ""


ZBLOG: Final = Cms(
    name="Z-BlogPHP",
    classify=classify,
    article_at=article_at,
    page_url=with_page,
    by_id=query_url,
    author_url=author_url,
    feed_url=feed_url,
    feed_overlap=timedelta(seconds=1),  # its BETWEEN takes in the first second of the next day
    source_id=form_id,
    generator="Z-Blog",
    theme_folders=ThemeFolders("zb_users/theme/"),
)
