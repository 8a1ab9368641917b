"""Finds where a link leads: its absolute URL, and what that is on the site."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from xzcrawl.families import Site
from xzcrawl.urls import Address, Kind, absolute

#: Longer links are not worth remembering.
_LONG: Final = 500
#: The most links that are remembered of one site.
_MOST: Final = 16_384
#: Links that mean the same on each page of a host. ``http:618.html`` does not: browsers take it for relative.
_IS_OF_ANY_PAGE: Final = re.compile(r"https?://[^/]|/(?!/)")

#: An absolute URL and its address on the site; None for other than http(s) links.
Target = tuple[str, Address | None] | None


def address_of_sitemap(url: str) -> Address:
    """The address of a sitemap, which has no other name than its URL."""
    parts = urlsplit(url)
    return Address(Kind.SITEMAP, f"{parts.path}?{parts.query}" if parts.query else parts.path)


class Resolver:
    """Says where the links of a page lead. ``page_url`` is what relative links are resolved by.

    Menus and side lists repeat the same links on every page, and taking a URL apart costs more than reading
    it, so links that do not depend on the page's path are remembered.
    """

    def __init__(self, page_url: str, site: Site) -> None:
        self._page_url, self._site = page_url, site
        self._known = _known(_root(page_url), site)

    def target(self, link: LexborNode) -> Target:
        """Where a link leads."""
        href = link.attributes.get("href") or ""
        if href in self._known:
            return self._known[href]
        url = absolute(href, self._page_url)
        found = (url, self._site.classify(url)) if url else None
        if len(href) <= _LONG and _IS_OF_ANY_PAGE.match(href):
            self._remember(href, found)
        return found

    def _remember(self, href: str, found: Target) -> None:
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[href] = found


@lru_cache(maxsize=1024)
def _root(page_url: str) -> str:
    return urljoin(page_url, "/")


@lru_cache(maxsize=8)
def _known(root: str, site: Site) -> dict[str, Target]:  # noqa: ARG001 - it is found by them
    """The links of a site's pages that were resolved so far, by how they are written."""
    return {}
