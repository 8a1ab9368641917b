"""Where a link leads: its absolute URL, and what that is on the site."""

from functools import lru_cache
from typing import Final
from urllib.parse import urljoin

from xzcrawl.families import Site
from xzcrawl.urls import Address, absolute

#: Longer links are not worth remembering.
_LONG: Final = 500


def resolve(href: str, page_url: str, site: Site) -> tuple[str, Address | None] | None:
    """The absolute URL of a link on a page and its address on the site; None for other than http(s) links.

    Menus and side lists repeat the same links on every page, and taking a URL apart costs more than reading
    it, so links that do not depend on the page's path are remembered.
    """
    if len(href) > _LONG:
        return _resolved(href, page_url, site)
    independent = href.startswith(("/", "http:", "https:"))
    return _resolve(href, _root(page_url) if independent else page_url, site)


@lru_cache(maxsize=1024)
def _root(page_url: str) -> str:
    return urljoin(page_url, "/")


@lru_cache(maxsize=16_384)
def _resolve(href: str, page_url: str, site: Site) -> tuple[str, Address | None] | None:
    return _resolved(href, page_url, site)


def _resolved(href: str, page_url: str, site: Site) -> tuple[str, Address | None] | None:
    url = absolute(href, page_url)
    return (url, site.classify(url)) if url else None
