"""Pages of a mirror, whose links name the host of the original instead of their own. Pure."""

from collections import Counter
from collections.abc import Iterable
from typing import Final
from urllib.parse import urljoin

from xzcrawl.families import Cms, Site
from xzcrawl.urls import Kind

#: Links to one host that a page without a link to its own site must have.
_FEWEST: Final = 5


def original_of(urls: Iterable[str], site: Site) -> str | None:
    """The root of the site that a mirror's page links instead of its own; None for other pages.

    No link leads to an article or a listing of the site, and most of those that lead to one elsewhere lead to
    one host. A page of a site itself has its own menus.
    """
    roots: Counter[str] = Counter()
    for url in urls:
        if _is_content(url, site.base_url, site.family.cms):
            return None
        root = urljoin(url, "/")
        roots[root] += _is_content(url, root, site.family.cms)
    (root, count), *_ = roots.most_common(1) or [("", 0)]
    return root if count >= _FEWEST and 2 * count > roots.total() else None


def _is_content(url: str, base: str, cms: Cms) -> bool:
    address = cms.classify(url, base)
    return address is not None and address.certain and address.kind not in (Kind.HOME, Kind.FEED, Kind.INDEX)


def moved(url: str, original: str | None, base: str) -> str:
    """Where a mirror at ``base`` has what a link to its original names; any other URL as it is."""
    if original is None or not url.startswith(original):
        return url
    return base + url.removeprefix(original)
