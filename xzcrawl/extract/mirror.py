"""Pages of a mirror, whose links name the host of the original instead of their own. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from urllib.parse import urljoin

from xzcrawl.extract.document import canonical_link
from xzcrawl.families import Cms, Site
from xzcrawl.families.tree import Tree
from xzcrawl.urls import Kind, absolute

#: Links to one host that a page without a link to its own site must have.
_FEWEST: Final = 5


def linked_site(tree: Tree, page_url: str, origin: str, site: Site) -> Site:
    """The site that the page's links lead to: its own, or where it is a mirror's the original.

    Only a page that names another site as its place is looked at for that.
    """
    named = canonical_link(tree, page_url)
    if named is None or site.has(named):
        return site
    links = (absolute(node.attributes.get("href") or "", origin) for node in tree.css("a[href]"))
    original = original_of((url for url in links if url), site)
    return replace(site, base_url=original) if original else site


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
