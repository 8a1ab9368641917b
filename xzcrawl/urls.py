"""What an address of a Z-BlogPHP site is: its kind, its key, its page. Pure.

Z-BlogPHP answers every resource in a rewritten form (``index.php/post/6202.html``, with or without
``index.php/``) and in a query form (``?id=6202``); one page may mix both. Its plug-in STACentre rewrites
addresses by other patterns too (``2023/07/6202/``, ``category/news/2/``); a site may use any of its own.
``Address.certain`` is False where the address alone cannot tell an article from a static page: ``?id=N``, for
the two share one sequence of ids, and every path of a pattern that is not known. These are articles where
the theme itself puts articles, and nowhere else. An alias may be a date, too: see ``article_at``.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from xzcrawl.errors import UsageError


class Kind(StrEnum):
    ARTICLE = "article"
    HOME = "home"
    CATEGORY = "category"
    TAG = "tag"
    AUTHOR = "author"
    MONTH = "month"
    FEED = "feed"


#: The listings beside the home page: each shows some of the same articles again.
SIDE_LISTINGS = frozenset({Kind.CATEGORY, Kind.TAG, Kind.AUTHOR, Kind.MONTH})


@dataclass(frozen=True, slots=True)
class Address:
    """``key`` is the CMS's id or alias ("" for home and feed); ``page`` counts from 1.

    An article of another pattern than ``post/KEY`` has the number that its path ends with as its key, else
    the path below the site's root.
    """

    kind: Kind
    key: str
    page: int = 1
    certain: bool = True


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
#: What servers should at least understand (RFC 9110, 4.1); what is longer is no address.
LONGEST_URL: Final = 8_000
_PAGE_IN_PATH: Final = re.compile(rf"(?<=[_/])\d+(?={_END}$)")
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]+")
_HOST = re.compile(r"(?:(?!-)[\w-]{1,63}(?<!-)\.)*(?!-)[\w-]{1,63}(?<!-)\.?")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def host(url: str) -> str:
    """The host a URL names, with its port where that is not the scheme's own."""
    parts = urlsplit(url)
    port = parts.port if parts.port != _DEFAULT_PORTS.get(parts.scheme) else None
    name = (parts.hostname or "").lower()
    name = f"[{name}]" if ":" in name else name
    return f"{name}:{port}" if port else name


def site_name(base: str) -> str:
    """The name of the site at a base URL: its host, and the folder where it is not the host's only site."""
    return host(base) + urlsplit(base).path.rstrip("/")


def as_base(text: str) -> str:
    """A base URL as users write it, completed with scheme and final slash. UsageError for any other text.

    A bare word may be a slip: a host without a dot needs its scheme or its port.
    """
    url = text if "://" in text else f"http://{text}"
    try:
        parts = urlsplit(url)
        meant = parts.port is not None or url == text or "." in parts.netloc or parts.hostname == "localhost"
        usable = (
            parts.scheme in _DEFAULT_PORTS and _is_host(parts.hostname) and not parts.query + parts.fragment
        )
    except ValueError:  # the port is no number, or what is in brackets no address
        meant = usable = False
    if not (meant and usable) or _CONTROL.search(text):
        raise UsageError(f"base_url {text!r} is no http address: give one such as http://xuzhou.021cf.cn/")
    return url if url.endswith("/") else url + "/"


def _is_host(name: str | None) -> bool:
    """Whether this can be a host: an IPv6 address, which ``urlsplit`` has checked, or labels (RFC 1123)."""
    return name is not None and (":" in name or _HOST.fullmatch(name) is not None)


def absolute(href: str, page_url: str) -> str | None:
    """The http(s) URL a link leads to, without fragment; None for what is none, or longer than any."""
    if len(href) > LONGEST_URL:
        return None
    try:
        parts = urlsplit(urljoin(page_url, href.strip()))
        usable = parts.scheme in _DEFAULT_PORTS and bool(parts.hostname)
        parts.port  # noqa: B018 - raises where the port is no number
    except ValueError:
        return None
    clean = urlunsplit(parts._replace(fragment=""))
    return _CONTROL.sub(lambda match: quote(match.group()), clean) if usable else None


def is_within(url: str, base: str) -> bool:
    """Whether an absolute URL is one of the site at ``base``."""
    return _site_path(urlsplit(url), base) is not None


def classify(url: str, base: str) -> Address | None:
    """What an absolute URL is on the site of ``base``; None for other sites and for what is no content."""
    parts = urlsplit(url)
    path = _site_path(parts, base)
    if path is None:
        return None
    if path == "/" and parts.query:
        return _by_query(parts.query)
    return Address(Kind.HOME, "") if path == "/" else _by_path(_decoded(path))


def article_at(url: str, base: str) -> Address | None:
    """The article that a URL names where only articles are linked; elsewhere a date names a list."""
    address = classify(url, base)
    if address is None or address.kind is Kind.ARTICLE:
        return address
    dated = _DATED.fullmatch(_decoded(_site_path(urlsplit(url), base) or ""))
    return Address(Kind.ARTICLE, dated["key"], certain=False) if dated else None


def _site_path(parts: SplitResult, base: str) -> str | None:
    """The path below the site's root, ``index.php`` taken off; None where the URL leaves the site."""
    if host(parts.geturl()) != host(base):
        return None
    root = urlsplit(base).path.rstrip("/")
    if not (parts.path or "/").startswith(root + "/") and parts.path != root:
        return None
    path = parts.path[len(root) :] or "/"
    return (path.removeprefix("/index.php") or "/") if path.startswith("/index.php") else path


def _decoded(text: str) -> str:
    """Percent-encoded text in the encoding it is in: UTF-8, else GB18030, else as it stands.

    PHP's ``urlencode`` writes an alias in the encoding of the site, so both occur.
    """
    raw = unquote_to_bytes(text)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return quote(raw)


def _by_path(path: str) -> Address | None:
    if _CONTROL.search(path) or len(path) > _LONGEST_PATH:
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
        values.setdefault(name, _decoded(value.replace("+", " ")))
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


def canonical(url: str) -> str:
    """One spelling for equal URLs: host in lower case, no default port, percent-encoding in one form.

    Bytes stay as they are: what is encoded in GBK leads nowhere in UTF-8.
    """
    parts = urlsplit(url)
    path = quote(unquote_to_bytes(parts.path or "/"), safe="/:@!$&'()*+,;=~-._")
    return urlunsplit((parts.scheme, host(url), path, parts.query, ""))


def query_url(base: str, source_id: str) -> str:
    """Where the CMS answers for an article by its id, whatever pattern its addresses have."""
    return urljoin(base, f"?id={quote(source_id)}")


def author_url(base: str, author_id: int) -> str:
    """Where the CMS lists the articles of an author by the author's id (``ViewList`` reads ``auth``)."""
    return urljoin(base, f"?auth={author_id}")
