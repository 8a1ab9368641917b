"""Which article a page shows: its address by the page's own word, and the CMS's id."""

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from xzcrawl.errors import NotAnArticle
from xzcrawl.extract.source import Tree, base_url, canonical_link, is_list
from xzcrawl.urls import Address, Kind, absolute, article_at, canonical, classify

_VIEW_SCRIPT = re.compile(r"AddViewCount\(\s*(\d{1,20})(?!\d)")
_MOST_DIGITS = 20
_NEIGHBOURS = "a.single-prev[href], a.single-next[href], .singlenext h3 a[href]"


class Identity(NamedTuple):
    """``url`` in one spelling, the ``key`` of that address, the CMS's id (the key where it is not known)."""

    url: str
    key: str
    source_id: str


def identify(tree: Tree, page_url: str, base: str) -> Identity:
    """The article that the page at ``page_url`` shows. Raises ``NotAnArticle`` where no address names one.

    The canonical link names it, unless it names another article than the one that the page came for.
    """
    if is_list(tree) and _is_address_of_list(page_url, base):
        raise NotAnArticle(f"{page_url} is a list of articles")
    landed = article_at(page_url, base)
    link = canonical_link(tree, page_url)
    named = article_at(link, base) if link else None
    source_id = _form_id(tree) or _number_of(landed) or _counter_id(tree)
    near = _neighbours(tree, base_url(tree, page_url), base) if named and named != landed else set()
    if link and named and named.key not in near and not _is_another(named.key, landed, source_id):
        return Identity(canonical(link), named.key, source_id or named.key)
    if landed is None:
        raise NotAnArticle(f"{page_url} is no address of an article")
    return Identity(canonical(page_url), landed.key, source_id or landed.key)


def _number_of(landed: Address | None) -> str | None:
    """The id in the address of a page: less sure than the comment form, for an alias may be a number."""
    return landed.key if landed and _is_id(landed.key) else None


def _is_address_of_list(url: str, base: str) -> bool:
    address = classify(url, base)
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


def _neighbours(tree: Tree, origin: str, base: str) -> set[str]:
    """The keys of the articles that a page links as those before and after it: none of them is its own."""
    links = (absolute(node.attributes.get("href") or "", origin) for node in tree.css(_NEIGHBOURS))
    return {address.key for link in links if link and (address := article_at(link, base))}


def _alias(key: str) -> str:
    """An alias without the category that some patterns put before it."""
    return key.rpartition("/")[2]


def _form_id(tree: Tree) -> str | None:
    """The id in the comment form; None without one, or where forms disagree."""
    found = {_value(field) for field in tree.css("input[name=inpId]")} - {""}
    return found.pop() if len(found) == 1 else None


def _value(field: LexborNode) -> str:
    text = field.attributes.get("value") or ""
    return text if _is_id(text) else ""


def _counter_id(tree: Tree) -> str | None:
    """The id that the theme's view counter is called with."""
    counters = (_VIEW_SCRIPT.search(script.text()) for script in tree.css("script"))
    return next((counter[1] for counter in counters if counter), None)


def _is_id(text: str) -> bool:
    return len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit()
