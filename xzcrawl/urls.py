"""What an address of a Z-BlogPHP site is: its kind, its key, its page. Pure.

Z-BlogPHP answers every resource in a rewritten form (``index.php/post/6202.html``, with or without
``index.php/``) and in a query form (``?id=6202``); one page may mix both. ``?id=N`` names an article
or a static page: the two share one sequence of ids, so the address alone cannot tell
(``Address.certain`` is False).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, parse_qs, quote, unquote, urljoin, urlsplit, urlunsplit

from xzcrawl.errors import UsageError


class Kind(StrEnum):
    ARTICLE = "article"
    HOME = "home"
    CATEGORY = "category"
    TAG = "tag"
    AUTHOR = "author"
    MONTH = "month"
    FEED = "feed"
    STATIC = "static"


#: The listings beside the home page: each shows some of the same articles again.
SIDE_LISTINGS = frozenset({Kind.CATEGORY, Kind.TAG, Kind.AUTHOR, Kind.MONTH})


@dataclass(frozen=True, slots=True)
class Address:
    """``key`` is the CMS's id or alias ("" for home and feed); ``page`` counts from 1."""

    kind: Kind
    key: str
    page: int = 1
    certain: bool = True


_LISTING_WORD = {"category": Kind.CATEGORY, "tags": Kind.TAG, "author": Kind.AUTHOR, "date": Kind.MONTH}
_LISTING_QUERY = {"cate": Kind.CATEGORY, "tags": Kind.TAG, "auth": Kind.AUTHOR, "date": Kind.MONTH}
_PATHS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.ARTICLE, re.compile(r"/post/(?P<key>[^/]+?)(?:\.html?)?/?")),
    (Kind.HOME, re.compile(r"/page_(?P<page>\d{1,9})(?:\.html?)?/?")),
    (Kind.STATIC, re.compile(r"/(?P<key>\d+)\.html?")),
    (Kind.FEED, re.compile(r"/feed\.php|/feed/?")),
)
_LISTING_PATH = re.compile(
    r"/(?P<word>category|tags|author|date)-(?P<key>[^/]+?)(?:_(?P<page>\d{1,9}))?(?:\.html?)?/?"
)
_PAGE_IN_PATH = re.compile(r"_\d+(?=(?:\.html?)?/?$)")
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]+")
_HOST = re.compile(r"(?:(?!-)[\w-]{1,63}(?<!-)\.)*(?!-)[\w-]{1,63}(?<!-)\.?")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def host(url: str) -> str:
    """The host a URL names, with its port where that is not the scheme's own: the ``site`` of a base URL."""
    parts = urlsplit(url)
    port = parts.port if parts.port != _DEFAULT_PORTS.get(parts.scheme) else None
    name = (parts.hostname or "").lower()
    name = f"[{name}]" if ":" in name else name
    return f"{name}:{port}" if port else name


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
    """The http(s) URL a link leads to, without fragment; None for anything that is no such link."""
    try:
        parts = urlsplit(urljoin(page_url, href.strip()))
        usable = parts.scheme in _DEFAULT_PORTS and bool(parts.hostname)
        parts.port  # noqa: B018 - raises where the port is no number
    except ValueError:
        return None
    return _CONTROL.sub(_quoted, urlunsplit(parts._replace(fragment=""))) if usable else None


def _quoted(match: re.Match[str]) -> str:
    return quote(match.group())


def classify(url: str, base: str) -> Address | None:
    """What an absolute URL is on the site of ``base``; None for other sites and for what is no content."""
    parts = urlsplit(url)
    path = _site_path(parts, base)
    if path is None:
        return None
    if path == "/" and parts.query:
        return _by_query(parse_qs(parts.query))
    return Address(Kind.HOME, "") if path == "/" else _by_path(path)


def _site_path(parts: SplitResult, base: str) -> str | None:
    """The path below the site's root, ``index.php`` taken off; None where the URL leaves the site."""
    if host(parts.geturl()) != host(base):
        return None
    root = urlsplit(base).path.rstrip("/")
    if not (parts.path or "/").startswith(root + "/") and parts.path != root:
        return None
    path = parts.path[len(root) :] or "/"
    return (path.removeprefix("/index.php") or "/") if path.startswith("/index.php") else path


def _by_path(path: str) -> Address | None:
    path = unquote(path)
    if not path.isprintable():
        return None
    for kind, pattern in _PATHS:
        if match := pattern.fullmatch(path):
            groups = match.groupdict()
            return Address(kind, groups.get("key") or "", int(groups.get("page") or 1))
    if match := _LISTING_PATH.fullmatch(path):
        return Address(_LISTING_WORD[match["word"]], match["key"], int(match["page"] or 1))
    return None


def _by_query(query: dict[str, list[str]]) -> Address | None:
    page = _number(query.get("page", ["1"])[0])
    article_id = _number(query.get("id", ["0"])[0])
    if article_id:
        return Address(Kind.ARTICLE, str(article_id), certain=False)
    for name, kind in _LISTING_QUERY.items():
        if name in query:
            return Address(kind, query[name][0], page or 1)
    return Address(Kind.HOME, "", page) if "page" in query and page else None


def _number(text: str) -> int:
    """A positive decimal number, or 0 (``/?id=0`` is a link of the theme that leads nowhere)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def with_page(url: str, page: int) -> str:
    """Another page of the listing ``url`` is a later page of, in its form (``_3.html`` or ``page=3``)."""
    parts = urlsplit(url)
    if "page=" in parts.query:
        return urlunsplit(parts._replace(query=re.sub(r"(^|&)page=\d+", rf"\g<1>page={page}", parts.query)))
    return urlunsplit(parts._replace(path=_PAGE_IN_PATH.sub(f"_{page}", parts.path)))


def canonical(url: str) -> str:
    """One spelling for equal URLs: host in lower case, no default port, percent-encoding in one form."""
    parts = urlsplit(url)
    path = quote(unquote(parts.path or "/"), safe="/:@!$&'()*+,;=~-._")
    return urlunsplit((parts.scheme, host(url), path, parts.query, ""))


def feed_url(base: str, **query: str) -> str:
    """The site's RSS feed, narrowed by ``date`` or ``cate`` (Z-BlogPHP's ``ViewFeed`` reads one of them)."""
    suffix = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    return urljoin(base, "feed.php") + (f"?{suffix}" if suffix else "")
