"""The last check before the database: refuses and counts values that an index or a text cannot store.

An index of PostgreSQL takes at most 2,704 bytes, and its texts no NUL. SQLite accepts both; but archives of
one site must be the same in both databases. Only the item that cannot be stored is refused, not its batch.
"""

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final, TypeVar

import orjson

from xzcrawl.archive.write.urls import Item
from xzcrawl.items import Article, Capture, Listing, ListingLink, ListingPage, Observation
from xzcrawl.runs import Count
from xzcrawl.snapshots import LARGEST_BLOCK

#: UTF-8 bytes of an address: browsers and search engines do not use longer ones.
LONGEST_URL: Final = 2_000
#: Characters of a key, id, tag, category or author: the limit of the CMS itself.
LONGEST_NAME: Final = 255
#: Characters of an address that the log shows.
_SHOWN: Final = 200
#: NUL as JSON writes it, and not a backslash followed by ``u0000``.
_NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_log = logging.getLogger(__name__)
_T = TypeVar("_T")


def admit(items: Iterable[Item | Capture], counts: Counter[str]) -> Iterator[Item | Capture]:
    """The items that can be stored, without their parts that cannot.

    Counts ``items_refused`` and ``names_left_out`` (tags, categories, authors, links, pages of listings).
    """
    for item in items:
        admitted = item if isinstance(item, Capture) else _without_unfit_parts(item, counts)
        if reason := fault(admitted):
            _log.warning("not archived, because %s: %a", reason, _url(item)[:_SHOWN])
            counts[Count.ITEMS_REFUSED] += 1
        else:
            yield admitted


def fault(item: Item | Capture) -> str | None:
    """The reason why an item cannot be stored; None if it can."""
    pages = (item.page, *item.parts) if isinstance(item, Article) else ()
    if not all(map(_is_url, (_url(item), *(page.url for page in pages)))):
        return f"its address has more than {LONGEST_URL:,} bytes"
    if isinstance(item, Capture):
        return "it is larger than any page" if len(item.body) > LARGEST_BLOCK else None
    names = [getattr(item, name, "") for name in ("key", "source_id")]
    if not all(map(_is_name, names)):
        return f"its key has more than {LONGEST_NAME} characters, or NUL"
    return None if _is_text(item) else "it holds NUL, or half a character"


def _url(item: Item | Capture) -> str:
    return item.page.url if isinstance(item, Listing) else item.url


def _is_url(url: str) -> bool:
    return len(url.encode("utf-8", "replace")) <= LONGEST_URL and "\0" not in url


def _is_name(name: str) -> bool:
    return len(name) <= LONGEST_NAME and "\0" not in name


def _is_text(item: Item) -> bool:
    """Whether all texts of an item are Unicode without NUL. Those of its raw pages do not matter."""
    values = [value for name, value in vars(item).items() if name not in ("page", "parts")]
    try:
        written = orjson.dumps(values)
    except orjson.JSONEncodeError:
        return False
    # the pattern takes ten times as long as all else, and hardly any text has what it looks for
    return b"u0000" not in written or _NUL.search(written) is None


def _without_unfit_parts(item: Item, counts: Counter[str]) -> Item:
    if isinstance(item, Article):
        return _changed(item, _of_article(item, counts))
    if isinstance(item, Listing):
        return _changed(item, _of_listing(item, counts))
    return item


def _changed(item: _T, parts: dict[str, Any]) -> _T:
    """The item with these parts; the item itself if it has the same."""
    others = {name: value for name, value in parts.items() if value is not getattr(item, name)}
    return replace(item, **others) if others else item  # type: ignore[type-var]


def _of_article(article: Article, counts: Counter[str]) -> dict[str, Any]:
    names = _own_or_none(article, ("author", "category"), counts)
    asked = _is_name(article.asked_key or "") and _is_url(article.asked_url or "")
    return {
        **names,
        **({} if asked else {"asked_key": None, "asked_url": None}),
        "tags": _fit(article.tags, _is_name, counts),
        "breadcrumbs": _fit(article.breadcrumbs, _is_name, counts),
        "memberships": _fit(article.memberships, lambda pair: _is_name(pair[1]), counts),
        "observations": _fit(article.observations, _is_linked, counts),
        "listings": _fit(article.listings, _is_linked, counts),
    }


def _of_listing(listing: Listing, counts: Counter[str]) -> dict[str, Any]:
    fitting = _fit(listing.observations, _is_linked, counts)
    left_out = {link.key for link in listing.observations} - {link.key for link in fitting}
    return {
        "observations": fitting,
        "listings": _fit(listing.listings, _is_linked, counts),
        "shown": listing.shown and _shown(listing.shown, left_out, counts),
    }


def _shown(page: ListingPage, left_out: set[str], counts: Counter[str]) -> ListingPage | None:
    if not (_is_name(page.key) and _is_url(page.url) and _is_url(page.last_url)):
        counts[Count.NAMES_LEFT_OUT] += 1
        return None
    if not left_out and _is_name(page.name or ""):
        return page
    posts, pinned = (tuple(key for key in keys if key not in left_out) for keys in (page.posts, page.pinned))
    return replace(page, posts=posts, pinned=pinned, **_own_or_none(page, ("name",), counts))


def _own_or_none(item: Any, names: Iterable[str], counts: Counter[str]) -> dict[str, Any]:
    """None for each of these fields of an item whose name is too long or has NUL."""
    unfit = [name for name in names if not _is_name(getattr(item, name) or "")]
    counts[Count.NAMES_LEFT_OUT] += len(unfit)
    return dict.fromkeys(unfit)


def _fit(values: tuple[_T, ...], fits: Callable[[_T], bool], counts: Counter[str]) -> tuple[_T, ...]:
    """The values that fit; the given tuple itself if all fit."""
    fitting = tuple(value for value in values if fits(value))
    counts[Count.NAMES_LEFT_OUT] += len(values) - len(fitting)
    return values if len(fitting) == len(values) else fitting


def _is_linked(link: Observation | ListingLink) -> bool:
    return _is_name(link.key) and _is_url(link.url)
