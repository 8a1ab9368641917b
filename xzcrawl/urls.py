"""Addresses in general: their parts, their spelling, the site they belong to. Pure.

What a path or a query means is the grammar of a CMS (``families``); here are the words in which it says so.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from xzcrawl.errors import UsageError
from xzcrawl.items import Link


class Kind(StrEnum):
    """What an address leads to. ``MONTH`` is any archive by date, that of a day or a year too."""

    ARTICLE = "article"
    HOME = "home"
    CATEGORY = "category"
    TAG = "tag"
    AUTHOR = "author"
    MONTH = "month"
    FEED = "feed"
    INDEX = "index"
    SITEMAP = "sitemap"


#: The listings beside the home page: each shows some of the same articles again.
SIDE_LISTINGS = frozenset({Kind.CATEGORY, Kind.TAG, Kind.AUTHOR, Kind.MONTH})


class Address(NamedTuple):
    """What a URL is on its site; ``page`` counts from 1.

    ``key`` is the CMS's id or alias ("" for home and feed). ``certain`` is False where the address alone
    cannot tell an article from a static page. An index is a list of all articles that is made for programs.
    """

    kind: Kind
    key: str
    page: int = 1
    certain: bool = True


#: How names of files end, as pieces of patterns: texts, tables, slides (of WPS and OFD too), packed files;
#: sound and video; what pages are built of.
DOCUMENT_ENDINGS: Final = "docx?|wps|rtf|xlsx?|et|csv|pptx?|dps|pdf|ofd|ceb|caj|zip|rar|7z"
MEDIA_ENDINGS: Final = "mp[34]|flv|wmv|mov|m3u8"
BUILDING_ENDINGS: Final = "jpe?g|png|gif|webp|bmp|svg|ico|css|js"
#: What servers should at least understand (RFC 9110, 4.1); a longer one is not taken for an address.
LONGEST_URL: Final = 8_000
CONTROL: Final = re.compile(r"[\x00-\x20\x7f-\x9f]+")
#: ASCII, because the ending becomes part of a header: to IGNORECASE alone ``ſ`` is an ``s``.
_DOCUMENT: Final = re.compile(rf"\.(?:{DOCUMENT_ENDINGS})$", re.IGNORECASE | re.ASCII)
_HOST = re.compile(r"(?:(?!-)[\w-]{1,63}(?<!-)\.)*(?!-)[\w-]{1,63}(?<!-)\.?")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@lru_cache(maxsize=1024)  # the same few are asked for again and again
def host(url: str) -> str:
    """The host a URL names, with its port where that is not the scheme's own."""
    parts = urlsplit(url)
    port = parts.port if parts.port != _DEFAULT_PORTS.get(parts.scheme) else None
    name = (parts.hostname or "").lower()
    name = f"[{name}]" if ":" in name else name
    return f"{name}:{port}" if port else name


def file_names(url: str) -> Iterator[str]:
    """All that may name the file at an address: its path, the parts of its query. Nothing for no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    yield from (parts.path, *parts.query.split("&"))


def document_ending(link: Link) -> str:
    """How the document that a link names ends (``.pdf``); "" where it names none.

    Its address says so or, where a script serves it, its words.
    """
    found = map(_DOCUMENT.search, (*file_names(link.url), link.title))
    return next((ending[0].lower() for ending in found if ending), "")


def is_document(link: Link) -> bool:
    """Whether a link names a document, and no page, video or player."""
    return document_ending(link) != ""


def site_name(base: str) -> str:
    """The name of the site at a base URL: its host, and the folder where it is not the host's only site."""
    return host(base) + urlsplit(base).path.rstrip("/")


#: A user name, and perhaps a password, before the host.
_HAS_USER: Final = re.compile(r"[a-z]+:/*[^/?#]*@", re.IGNORECASE)


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
    except ValueError:  # the port is not a number, or what is in brackets not an address
        meant = usable = False
    if _HAS_USER.match(url):  # the text may have a password, which is for nobody else
        raise UsageError("base_url has a user name or a password: give the address without")
    if not (meant and usable) or CONTROL.search(text):
        raise UsageError(
            f"base_url {text!r} is not an http address: give one such as http://xuzhou.021cf.cn/"
        )
    return url if url.endswith("/") else url + "/"


def _is_host(name: str | None) -> bool:
    """Whether this can be a host: an IPv6 address, which ``urlsplit`` has checked, or labels (RFC 1123)."""
    return name is not None and (":" in name or _HOST.fullmatch(name) is not None)


@lru_cache(maxsize=256)  # what a page calls its own address is asked for several times
def absolute(href: str, page_url: str) -> str | None:
    """The http(s) URL a link leads to, without fragment; None for other and for too long links."""
    if len(href) > LONGEST_URL:
        return None
    try:
        parts = urlsplit(urljoin(page_url, href.strip()))
        usable = parts.scheme in _DEFAULT_PORTS and bool(parts.hostname)
        parts.port  # noqa: B018 - raises where the port is not a number
    except ValueError:
        return None
    clean = urlunsplit(parts._replace(fragment=""))
    return CONTROL.sub(lambda match: quote(match.group()), clean) if usable else None


def is_within(url: str, base: str) -> bool:
    """Whether an absolute URL is one of the site at ``base``."""
    return site_path(urlsplit(url), base) is not None


def site_path(parts: SplitResult, base: str) -> str | None:
    """The path below the site's root; None where the URL leaves the site."""
    if host(f"{parts.scheme}://{parts.netloc}") != host(base):
        return None
    root = urlsplit(base).path.rstrip("/")
    if not (parts.path or "/").startswith(root + "/") and parts.path != root:
        return None
    return parts.path[len(root) :] or "/"


def address_below(url: str, base: str) -> str | None:
    """Path and query below the site's root; None where the URL leaves the site or is too odd to be read."""
    parts = urlsplit(url)
    path = site_path(parts, base)
    address = None if path is None else decoded(path) + (f"?{decoded(parts.query)}" if parts.query else "")
    return None if address is None or CONTROL.search(address) else address


def decoded(text: str) -> str:
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


def canonical(url: str) -> str:
    """One spelling for equal URLs: host in lower case, no default port, percent-encoding in one form.

    Bytes stay as they are: what is encoded in GBK leads nowhere in UTF-8.
    """
    parts = urlsplit(url)
    path = quote(unquote_to_bytes(parts.path or "/"), safe="/:@!$&'()*+,;=~-._")
    return urlunsplit((parts.scheme, host(url), path, parts.query, ""))
