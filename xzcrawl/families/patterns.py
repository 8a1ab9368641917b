"""Patterns of addresses, by which the description of a site tells its articles and lists. Pure.

A pattern is path and query below the base URL, with fields: ``{id}`` is the number of an article, ``{id:4}``
one of at least four digits, ``{key}`` its name, ``{list}`` names a list and may have slashes, ``{name}``
names one without any, ``{issue}`` one with a day in it (``2026-11/28/node_2``), ``{page}`` is the number of
a list's page, ``{page-1}`` the same less one, ``{first}`` and ``{last}`` are the numbers of its first and
last record, ``{offset:15}`` is the number of records before it, where each page has 15, ``{offset-1:15}``
the same less those of one page, ``{part}`` and ``{part-1}`` tell that of a part of an article, ``{*}`` is
any text without a slash, and ``{**}`` any text of a query.

An address that fits patterns of articles and of lists is the article's; but a name (``{key}``) is none where
the address is that of a list's later page (``{page}``).
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from xzcrawl.errors import UsageError
from xzcrawl.urls import Address, Kind, address_below, decoded

#: A day in an address, as ``2026-11/28``, ``20261128`` or ``2026/1/8``.
DAY: Final = (
    r"(?<!\d)(?:19|20)\d\d(?:[-/_.]?(?:0[1-9]|1[0-2])[-/_.]?(?:0[1-9]|[12]\d|3[01])"
    r"|[-/_.](?:[1-9]|1[0-2])[-/_.](?:[1-9]|[12]\d|3[01]))(?!\d)"
)
#: What a field of a pattern stands for.
_FIELDS: Final = {
    "id": r"(?P<id>(?P<key>\d{1,18}))",
    "key": r"(?P<key>[^/?&#=]+?)",
    "list": r"(?P<list>[^?&#=]+?)",
    "name": r"(?P<list>[^/?&#=]+?)",
    "issue": rf"(?P<list>[^?&#=]{{0,200}}?{DAY}[^?&#=]{{0,100}}?)",
    "page": r"(?P<page>\d{1,6})",
    "page-1": r"(?P<before>\d{1,6})",
    "first": r"(?P<first>\d{1,7})",
    "last": r"(?P<last>\d{1,7})",
    "part": r"(?P<part>\d{1,2})",
    "part-1": r"(?P<part_before>\d{1,2})",
    "*": r"[^/?&#]*?",
    "**": r"[^?#]{0,500}?",
}
_FIELD: Final = re.compile(r"\{([^{}]*)\}")
#: What in an address is the number of a list's page.
_OF_PAGES: Final = frozenset(("page", "before", "last"))
#: A number of an article with a least number of digits.
_LEAST: Final = re.compile(r"id:([1-9]|1[0-8])")
#: The number of records before a page, with that of the records of each page; and as the name of a group.
_OFFSET: Final = re.compile(r"offset(-1)?:([1-9]\d{0,3})")
_OFFSET_GROUP: Final = re.compile(r"offset_(before_)?(\d+)")
#: Files that may lie where lists do, and are none.
_FOR_PROGRAMS: Final = re.compile(r"\.(?:xml|rss|atom|json|txt|js|css|ico)$", re.IGNORECASE)
_HOME: Final = re.compile(r"/(?:(?:index|default)\.\w{2,5})?")


def is_numbered(pattern: str) -> bool:
    """Whether a pattern is of the later pages of lists, which tells their number."""
    return _tells_page(compiled(pattern))


def _tells_page(pattern: re.Pattern[str]) -> bool:
    names = pattern.groupindex.keys()
    return bool(_OF_PAGES & names) or any(map(_OFFSET_GROUP.fullmatch, names))


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of addresses as one of texts. UsageError for a field that is not known."""
    pieces = _FIELD.split(pattern)
    unknown = [
        name
        for name in pieces[1::2]
        if name not in _FIELDS and not _LEAST.fullmatch(name) and not _OFFSET.fullmatch(name)
    ]
    if unknown or not pattern.startswith("/"):
        known = ", ".join(f"{{{name}}}" for name in (*_FIELDS, "offset:15", "offset-1:15"))
        raise UsageError(f"{pattern!r} must begin with / and may have the fields {known}")
    texts = [_field(piece) if number % 2 else re.escape(piece) for number, piece in enumerate(pieces)]
    if ("first" in pieces[1::2]) is not ("last" in pieces[1::2]):
        raise UsageError(f"{pattern!r} must have {{first}} and {{last}}, or neither")
    try:
        return re.compile("".join(texts))
    except re.error as error:
        raise UsageError(f"{pattern!r} has a field twice") from error


def _field(name: str) -> str:
    """The regular expression of a field that is known."""
    if counts := _OFFSET.fullmatch(name):
        return rf"(?P<offset_{'before_' if counts[1] else ''}{counts[2]}>\d{{1,7}})"
    least = _LEAST.fullmatch(name)
    return _FIELDS["id"].replace("1,", f"{least[1]},") if least else _FIELDS[name]


def issue_of(lists: Iterable[str], address: Address) -> str:
    """The figures of the day of a newspaper's issue of which a list is a page; "" for any other list.

    Only where such lists are declared, and the list has a day in its name. Later issues have greater figures.
    """
    found = re.search(DAY, address.key) if any("{issue}" in pattern for pattern in lists) else None
    return "".join(f"{int(figures):02}" for figures in re.findall(r"\d+", found[0])) if found else ""


def classify(
    articles: Iterable[re.Pattern[str]], lists: Iterable[re.Pattern[str]], url: str, base: str
) -> Address | None:
    """What an absolute URL is on the site at ``base``, by the patterns of its articles and lists."""
    address = address_below(url, base)
    return None if address is None else named_by(articles, lists, address)


def named_by(
    articles: Iterable[re.Pattern[str]], lists: Iterable[re.Pattern[str]], address: str
) -> Address | None:
    """What an address below the base URL is by patterns that are compiled; None for what fits none."""
    if _HOME.fullmatch(address):
        return Address(Kind.HOME, "")
    found = _found(articles, lists, address)
    return None if found and found.kind is Kind.ARTICLE and found.page > 1 else found


def article_at(
    articles: Iterable[re.Pattern[str]], lists: Iterable[re.Pattern[str]], url: str, base: str
) -> Address | None:
    """The article at an absolute URL."""
    found = classify(articles, lists, url, base)
    return found if found and found.kind is Kind.ARTICLE else None


def part_at(
    articles: Iterable[re.Pattern[str]], lists: Iterable[re.Pattern[str]], url: str, base: str
) -> Address | None:
    """The article at an absolute URL of one of its further parts, with the number of the part."""
    address = address_below(url, base)
    found = None if address is None else _found(articles, lists, address)
    return found if found and found.kind is Kind.ARTICLE and found.page > 1 else None


def _found(
    articles: Iterable[re.Pattern[str]], lists: Iterable[re.Pattern[str]], address: str
) -> Address | None:
    """The article of an address, with the number of its part, or the page of a list."""
    article, listed = _first(articles, address), _first(lists, address)
    is_later = listed is not None and _tells_page(listed.re)
    if article and ("id" in article.re.groupindex or not is_later):
        named = article.groupdict()
        key = f"{named['list']}/{named['key']}" if named.get("list") else named["key"]
        return Address(Kind.ARTICLE, key, _number(named, "part", "part_before"))
    if listed and not _FOR_PROGRAMS.search(listed["list"]):
        return Address(Kind.CATEGORY, listed["list"], _page(listed.groupdict()))
    return None


def _first(patterns: Iterable[re.Pattern[str]], address: str) -> re.Match[str] | None:
    return next(filter(None, (pattern.fullmatch(address) for pattern in patterns)), None)


def _page(named: Mapping[str, str | None]) -> int:
    """The number of a list's page, by its own number or by those of its records."""
    for name, value in named.items():
        if counts := _OFFSET_GROUP.fullmatch(name):
            return int(value or 0) // int(counts[2]) + (2 if counts[1] else 1)
    first, last = (int(named.get(name) or 0) for name in ("first", "last"))
    if first < 1 or last < first:
        return _number(named, "page", "before")
    return first // (last - first + 1) + 1


def _number(named: Mapping[str, str | None], name: str, before: str) -> int:
    """The number of a page, 1 at least, which an address tells itself or as that of the page before it."""
    if earlier := named.get(before):
        return int(earlier) + 1
    return max(1, int(named.get(name) or 1))


def last_record(lists: Iterable[re.Pattern[str]], url: str, base: str) -> int | None:
    """The number of the last record that a page of a list may have, by its URL; None where that has none."""
    address = address_below(url, base)
    found = None if address is None else _first(lists, address)
    last = found.groupdict().get("last") if found else None
    return int(last) if last else None


def with_page(lists: Iterable[re.Pattern[str]], url: str, page: int) -> str:
    """Another page of a list, in the form of a later one's ``url``."""
    parts = urlsplit(url)
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    for pattern in lists:
        found = re.search(f"{pattern.pattern}$", decoded(address))
        if numbers := _numbers(found, page) if found else {}:
            assert found is not None
            for name in sorted(numbers, key=found.start, reverse=True):
                start = _undecoded(address, found.string[: found.start(name)])
                rest = address[start:].removeprefix(found[name])
                address = f"{address[:start]}{numbers[name]}{rest}"
            path, _, query = address.partition("?")
            return urlunsplit(parts._replace(path=path, query=query))
    return url


def _numbers(found: re.Match[str], page: int) -> dict[str, int]:
    """What stands for the number of a page in an address of another one, by the name of the field."""
    named = found.groupdict()
    numbers = {"page": page, "before": page - 1}
    if {"first", "last"} <= named.keys():
        size = max(1, int(named["last"]) - int(named["first"]) + 1)
        numbers |= {"first": (page - 1) * size + 1, "last": page * size}
    for name in named:
        if counts := _OFFSET_GROUP.fullmatch(name):
            numbers[name] = _records_before(page, bool(counts[1]), int(counts[2]))
    return {name: number for name, number in numbers.items() if name in named}


def _records_before(page: int, is_second_first: bool, size: int) -> int:
    """How many records of a list come before a page, where its first one or its second one has the first."""
    return max(page - (2 if is_second_first else 1), 0) * size


def filled(pattern: str, name: str, page: int, base: str) -> str:
    """The URL of a list's page by its pattern, which has no ``{*}`` or ``{**}``."""
    values = {"list": name, "name": name, "issue": name, "page": str(page), "page-1": str(page - 1)}
    pieces = _FIELD.split(pattern)
    for at in range(1, len(pieces), 2):
        counts = _OFFSET.fullmatch(pieces[at])
        pieces[at] = (
            str(_records_before(page, bool(counts[1]), int(counts[2]))) if counts else values[pieces[at]]
        )
    address = "".join(pieces)
    return base.rstrip("/") + quote(address, safe="/?&=%:;,+~@!$'()*")


def _undecoded(address: str, beginning: str) -> int:
    """How many characters of a percent-encoded address are its decoded ``beginning``."""
    return next(end for end in range(len(address) + 1) if decoded(address[:end]) == beginning)
