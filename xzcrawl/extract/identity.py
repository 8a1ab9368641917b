"""Identifies the article that a page shows: its address by the page's own word, and the CMS's id."""

from typing import NamedTuple

from xzcrawl.errors import NotAnArticle
from xzcrawl.extract.document import base_url, canonical_link
from xzcrawl.families import Site
from xzcrawl.families.family import LISTS
from xzcrawl.families.tree import Tree, find
from xzcrawl.urls import Address, Kind, absolute, canonical

_MOST_DIGITS = 20


class Identity(NamedTuple):
    """``url`` in one spelling, the ``key`` of that address, the CMS's id (the key where it is not known).

    ``landed_key`` is that of the address at which the page came, None where that names no article.
    """

    url: str
    key: str
    source_id: str
    landed_key: str | None


def identify(tree: Tree, page_url: str, site: Site) -> Identity:
    """The article that the page at ``page_url`` shows, or a part of. Raises ``NotAnArticle`` for no article.

    The canonical link names it, unless it names another article than the one that the page came for.
    """
    theme = site.family.theme
    if theme.kind(tree) in LISTS and _is_address_of_list(page_url, site):
        raise NotAnArticle(f"{page_url} is a list of articles")
    landed = site.article_at(page_url) or site.part_at(page_url)
    landed_key = landed.key if landed else None
    link = canonical_link(tree, page_url)
    named = (site.article_at(link) or site.part_at(link)) if link else None
    source_id = site.family.cms.source_id(tree) or _number_of(landed) or theme.source_id(tree)
    near = _neighbours(tree, page_url, site) if named and named != landed else set()
    if link and named and named.key not in near and not _is_another(named.key, landed, source_id):
        return Identity(canonical(link), named.key, source_id or named.key, landed_key)
    if landed is None:
        raise NotAnArticle(f"{page_url} is not the address of an article")
    return Identity(canonical(page_url), landed.key, source_id or landed.key, landed_key)


def _number_of(landed: Address | None) -> str | None:
    """The id in the address of a page: less sure than the comment form, for an alias may be a number."""
    return landed.key if landed and _is_id(landed.key) else None


def _is_address_of_list(url: str, site: Site) -> bool:
    address = site.classify(url)
    return address is not None and address.kind is not Kind.ARTICLE


def _is_another(named: str, landed: Address | None, source_id: str | None) -> bool:
    """Whether a canonical key is that of another article: SEO plug-ins and copied templates write such.

    A number is compared with the id, and an alias with the alias that the page was found under.
    """
    if landed is None or named == landed.key:
        return False
    if _is_id(named):
        return source_id is not None and named != source_id
    return not _is_id(landed.key) and _alias(named) != _alias(landed.key)


def _neighbours(tree: Tree, page_url: str, site: Site) -> set[str]:
    """The keys of the articles that a page links as those before and after it: none of them is its own."""
    origin = base_url(tree, page_url)
    nodes = find(tree, site.family.theme.neighbours)
    links = (absolute(node.attributes.get("href") or "", origin) for node in nodes)
    return {address.key for link in links if link and (address := site.article_at(link))}


def _alias(key: str) -> str:
    """An alias without the category that some patterns put before it."""
    return key.rpartition("/")[2]


def _is_id(text: str) -> bool:
    return len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit()
