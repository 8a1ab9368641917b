"""The links of one page, and which of them lead to articles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from xzcrawl.extract.addresses import resolve
from xzcrawl.extract.limits import LONGEST_TITLE, within
from xzcrawl.extract.mirror import moved, original_of
from xzcrawl.extract.source import Tree, base_url, canonical_link, line
from xzcrawl.items import Link
from xzcrawl.text import normalise
from xzcrawl.urls import SIDE_LISTINGS, Address, Kind, article_at, classify

#: Where the theme links to articles alone, so that an address that may be a static page's names one.
_ARTICLES = ", ".join(
    f"{place}[href]"
    for place in (
        "a.single-prev", "a.single-next", ".singlenext h3 a", ".relatecon a", ".relatelist a",
    )
)  # fmt: skip
#: The links of a list's titles, in every list template.
HEADINGS: Final = "h2 a[href], h3 a[href], .albumcon > a[href]"
_TITLES: Final = ", ".join(
    f".content {item} {link}" for item in (".post", ".item") for link in HEADINGS.split(", ")
)
#: Where it lists articles too, so that ``?id=N`` names one; a path may be any page that a widget links.
_SIDE = ".pages a[href], .sidebar a[href], .sidebox a[href]"
#: Where both name a static page.
_MENUS = ".header a[href], .menu a[href], nav a[href], #divNavBar a[href], .footer a[href], footer a[href]"
#: Some versions write the label of a neighbour link inside it.
_STEP = re.compile(r"^[上下]一篇[:：\s]*")


class Found(NamedTuple):
    """A link that leads to something on the site."""

    node: LexborNode
    url: str
    address: Address


class Links:
    """The links of one page, each classified once; ``is_list`` where it may have a list of articles.

    ``original`` is the root of the site that the page links instead of its own, where it is a mirror's.
    """

    def __init__(self, tree: Tree, page_url: str, base: str, *, is_list: bool) -> None:
        self._tree = tree
        self._own = classify(page_url, base)
        origin = base_url(tree, page_url)
        self._found = dict(_classified(tree, origin, base))
        self.original: str | None = None
        if not any(
            found.address.certain and found.address.kind is not Kind.HOME for found in self._found.values()
        ):
            self.original = original_of(_urls(tree, origin, base), base)
        if self.original:
            self._found = dict(_mirrored(tree, origin, self.original, base))
        self._found |= self._dated(_TITLES if is_list else _ARTICLES, base)
        self._own_keys = {address.key for address in self._own_addresses(page_url, base)}

    @property
    def lead_on(self) -> bool:
        """Whether any link leads to something on the site."""
        return bool(self._found)

    @property
    def kind(self) -> Kind | None:
        """What kind of page this is, by its address."""
        return self._own.kind if self._own else None

    @property
    def page(self) -> int:
        """Which page of its listing this is."""
        return self._own.page if self._own else 1

    def _own_addresses(self, page_url: str, base: str) -> Iterable[Address]:
        canonical = canonical_link(self._tree, page_url)
        addresses = (article_at(url, base) for url in (page_url, canonical) if url)
        return [address for address in addresses if address]

    def _dated(self, selector: str, base: str) -> dict[int, Found]:
        """The links to articles at ``selector`` whose address is that of a list anywhere else."""
        if not any(found.address.kind is Kind.MONTH for found in self._found.values()):
            return {}
        linked = [found for found in self._at(selector) if found.address.kind is Kind.MONTH]
        named = ((found, article_at(found.url, base)) for found in linked)
        return {found.node.mem_id: found._replace(address=address) for found, address in named if address}

    def _at(self, selector: str) -> list[Found]:
        return [self._found[node.mem_id] for node in self._tree.css(selector) if node.mem_id in self._found]

    @cached_property
    def _menus(self) -> list[Found]:
        return self._at(_MENUS)

    @cached_property
    def _trusted(self) -> set[int]:
        """The links that lead to articles whatever their address leaves open."""
        menus = {found.node.mem_id for found in self._menus}
        side = [found for found in self._at(_SIDE) if urlsplit(found.url).query]
        return {found.node.mem_id for found in self._at(_ARTICLES) + side} - menus

    def article(self, node: LexborNode) -> Found | None:
        """The article a link leads to."""
        found = self._found.get(node.mem_id)
        return found if found and found.address.kind is Kind.ARTICLE else None

    def static_keys(self, kind: str, posts: set[str]) -> frozenset[str]:
        """Ids known to be static pages. What a main list or a ``post/N`` address shows is an article."""
        menus = {found.address.key for found in self._menus if _ambiguous(found)}
        own = {self._own.key} if kind == "page" and self._own else set()
        certain = {found.address.key for found in self._found.values() if _certain(found)}
        return frozenset((menus | own) - posts - certain)

    def mentions(self, but: set[str] | frozenset[str]) -> tuple[Link, ...]:
        """The articles linked, without the page's own and those in ``but``."""
        links: dict[str, Link] = {}
        for found in self._found.values():
            key = found.address.key
            if key in but or key in self._own_keys or not (_certain(found) or _ambiguous(found)):
                continue
            if _certain(found) or found.node.mem_id in self._trusted:
                links[key] = _named(links.get(key), found)
        return tuple(links.values())

    def kin(self) -> frozenset[str]:
        """The keys of the articles linked where the theme links to articles alone."""
        own = (found.address for found in self._at(_ARTICLES))
        return frozenset(address.key for address in own if address.kind is Kind.ARTICLE)

    def neighbour(self, selector: str) -> str | None:
        """The key of the first article linked at ``selector``."""
        found = [found for found in self._at(selector) if found.address.kind is Kind.ARTICLE]
        return found[0].address.key if found else None

    def listings(self) -> tuple[tuple[Address, str], ...]:
        """The listings linked by their first page, with its URL."""
        firsts: dict[Address, str] = {}
        for found in self._found.values():
            if found.address.kind in SIDE_LISTINGS and found.address.page == 1:
                firsts.setdefault(found.address, found.url)
        return tuple(firsts.items())

    def memberships(self, nodes: Iterable[LexborNode]) -> frozenset[Address]:
        """The listings that some links of the page lead to."""
        found = (self._found.get(node.mem_id) for node in nodes)
        return frozenset(replace(f.address, page=1) for f in found if f and f.address.kind in SIDE_LISTINGS)

    def to_itself(self, selector: str) -> list[LexborNode]:
        """The links at ``selector`` that lead to the first page of the listing that this page is of."""
        first = replace(self._own, page=1) if self._own else None
        return [found.node for found in self._at(selector) if found.address == first]

    def pages(self) -> dict[int, str]:
        """The pages of this listing that its page bar links, with their URLs."""
        if self._own is None or self._own.kind is Kind.ARTICLE:
            return {}
        own = self._own.kind, self._own.key
        linked = self._at(".pagebar a[href]")
        return {f.address.page: f.url for f in linked if (f.address.kind, f.address.key) == own}


def _urls(tree: Tree, origin: str, base: str) -> Iterator[str]:
    resolved = (resolve(node.attributes.get("href") or "", origin, base) for node in tree.css("a[href]"))
    return (found[0] for found in resolved if found)


def _mirrored(tree: Tree, origin: str, original: str, base: str) -> Iterator[tuple[int, Found]]:
    """As ``_classified``, with the links to the original as links to its mirror."""
    for node in tree.css("a[href]"):
        resolved = resolve(node.attributes.get("href") or "", origin, original)
        if resolved and resolved[1]:
            yield node.mem_id, Found(node, moved(resolved[0], original, base), resolved[1])


def _classified(tree: Tree, page_url: str, base: str) -> Iterator[tuple[int, Found]]:
    for node in tree.css("a[href]"):
        resolved = resolve(node.attributes.get("href") or "", page_url, base)
        if resolved and resolved[1]:
            yield node.mem_id, Found(node, resolved[0], resolved[1])


def _certain(found: Found) -> bool:
    return found.address.kind is Kind.ARTICLE and found.address.certain


def _ambiguous(found: Found) -> bool:
    return found.address.kind is Kind.ARTICLE and not found.address.certain


def _named(known: Link | None, found: Found) -> Link:
    """The link with a title: the first text found for it, else what its ``title`` or image says."""
    if known and known.title:
        return known
    title = _STEP.sub("", line(found.node)) or _hint(found.node)
    return Link(known.url if known else found.url, within(title, LONGEST_TITLE))


def _hint(link: LexborNode) -> str:
    """What a link without text says: its ``title``, or its image's alt text."""
    picture = link.css_first("img[alt]")
    texts = (link.attributes.get("title"), picture.attributes.get("alt") if picture else None)
    return next((clean for text in texts if (clean := normalise(text or ""))), "")
