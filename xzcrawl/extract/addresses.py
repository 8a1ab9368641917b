"""Where a link leads: its absolute URL, and what that is on the site."""

from functools import lru_cache
from typing import Final
from urllib.parse import urljoin

from xzcrawl.urls import Address, absolute, classify

#: Longer links are not worth remembering.
_LONG: Final = 500


def resolve(href: str, page_url: str, base: str) -> tuple[str, Address | None] | None:
    """The absolute URL of a link on a page and its address on the site; None for what is no http(s) link.

    Menus and side lists repeat the same links on every page, and taking a URL apart costs more than reading
    it, so links that do not depend on the page's path are remembered.
    """
    if len(href) > _LONG:
        return _resolved(href, page_url, base)
    independent = href.startswith(("/", "http:", "https:"))
    return _resolve(href, _root(page_url) if independent else page_url, base)


@lru_cache(maxsize=1024)
def _root(page_url: str) -> str:
    return urljoin(page_url, "/")


@lru_cache(maxsize=16_384)
def _resolve(href: str, page_url: str, base: str) -> tuple[str, Address | None] | None:
    return _resolved(href, page_url, base)


def _resolved(href: str, page_url: str, base: str) -> tuple[str, Address | None] | None:
    url = absolute(href, page_url)
    return (url, classify(url, base)) if url else None
