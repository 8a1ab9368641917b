"""The links of one page, and which of them lead to articles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from xzcrawl.extract.addresses import Resolver
from xzcrawl.extract.document import base_url, canonical_link
from xzcrawl.extract.limits import LONGEST_TITLE, within
from xzcrawl.extract.mirror import moved, original_of
from xzcrawl.extract.part_links import linked_parts
from xzcrawl.families import Site
from xzcrawl.families.tree import Tree, find, line
from xzcrawl.text import normalise
from xzcrawl.urls import SIDE_LISTINGS, Address, Kind

#: Some themes write the label of a neighbour link inside it, or it alone.
_STEP = re.compile(r"^(?:«\s*)?[上下]一篇(?:文章)?[:：\s»]*")


class Mention(NamedTuple):
    """An article that a page links; ``title`` is what the link says, "" for nothing.

    ``modified`` is when the article was last changed (aware), where the page tells that.
    """

    key: str
    url: str
    title: str
    modified: datetime | None = None


class FoundLink(NamedTuple):
    """A link that leads to something on the site."""

    node: LexborNode
    url: str
    address: Address


class PageLinks:
    """The links of one page, each classified once; ``is_list`` where it may have a list of articles.

    ``original`` is the root of the site that the page links instead of its own, where it is a mirror's.
    """

    def __init__(self, tree: Tree, page_url: str, site: Site, *, is_list: bool) -> None:
        self._tree, self._site, self._theme = tree, site, site.family.theme
        self._url, self._own = page_url, site.classify(page_url)
        self._origin = origin = base_url(tree, page_url)
        resolver = Resolver(origin, site)
        self._found = dict(_classified(tree, resolver))
        self._at_selector: dict[str, list[FoundLink]] = {}
        self.original: str | None = None
        if not any(
            found.address.certain and found.address.kind is not Kind.HOME for found in self._found.values()
        ):
            self.original = original_of(_urls(tree, resolver), site)
        if self.original:
            self._found = dict(_mirrored(tree, origin, self.original, site))
        if dated := self._dated(self._theme.titles if is_list else self._theme.articles):
            self._found |= dated
            self._at_selector.clear()
        self._own_keys = {address.key for address in self._own_addresses(page_url)}

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

    def _own_addresses(self, page_url: str) -> Iterable[Address]:
        canonical = canonical_link(self._tree, page_url)
        urls = [url for url in (page_url, canonical) if url]
        addresses = (self._site.article_at(url) or self._site.part_at(url) for url in urls)
        return [address for address in addresses if address]

    def _dated(self, selector: str) -> dict[int, FoundLink]:
        """The links to articles at ``selector`` whose address is that of a list anywhere else."""
        if not any(found.address.kind is Kind.MONTH for found in self._found.values()):
            return {}
        linked = [found for found in self._at(selector) if found.address.kind is Kind.MONTH]
        named = ((found, self._site.article_at(found.url)) for found in linked)
        return {found.node.mem_id: found._replace(address=address) for found, address in named if address}

    def _at(self, selector: str) -> list[FoundLink]:
        """The links at ``selector``, in the order of the page. To find them the whole page is searched."""
        if selector not in self._at_selector:
            places = (node.mem_id for node in find(self._tree, selector))
            self._at_selector[selector] = [self._found[place] for place in places if place in self._found]
        return self._at_selector[selector]

    @cached_property
    def _trusted(self) -> set[int]:
        """The links that lead to articles whatever their address leaves open."""
        menus = {found.node.mem_id for found in self._at(self._theme.menus)}
        side = [found for found in self._at(self._theme.side) if urlsplit(found.url).query]
        return {found.node.mem_id for found in self._at(self._theme.articles) + side} - menus

    def article(self, node: LexborNode) -> FoundLink | None:
        """The article a link leads to."""
        found = self._found.get(node.mem_id)
        return found if found and found.address.kind is Kind.ARTICLE else None

    def static_keys(self, kind: str, posts: set[str]) -> frozenset[str]:
        """Ids known to be static pages. What a main list shows, or an address that
        is certain, is an article."""
        menus = {found.address.key for found in self._at(self._theme.menus) if _ambiguous(found)}
        own = {self._own.key} if kind == "page" and self._own else set()
        certain = {found.address.key for found in self._found.values() if _certain(found)}
        return frozenset((menus | own) - posts - certain)

    def mentions(self, but: set[str] | frozenset[str]) -> tuple[Mention, ...]:
        """The articles linked, without the page's own and those in ``but``."""
        links: dict[str, Mention] = {}
        for found in self._found.values():
            key = found.address.key
            if found.address.kind is not Kind.ARTICLE or key in but or key in self._own_keys:
                continue
            if found.address.certain or found.node.mem_id in self._trusted:
                links[key] = _named(links.get(key), found)
        return tuple(links.values())

    def related(self) -> frozenset[str]:
        """The keys of the articles linked where the theme links to articles alone."""
        own = (found.address for found in self._at(self._theme.articles))
        return frozenset(address.key for address in own if address.kind is Kind.ARTICLE)

    def parts(self) -> tuple[tuple[int, str], ...]:
        """The further parts of its own article that a page links or tells of: numbers with URLs, in order."""
        if not self._own_keys or not self._site.family.cms.part_at:
            return ()
        others = (node for node in self._tree.css("a[href]") if node.mem_id not in self._found)
        linked = linked_parts(others, self._origin, self._site, self.original, self._own_keys)
        told = self._site.family.cms.told_parts(self._tree, self._url, self._site.base_url)
        return tuple(sorted((told | dict(linked)).items()))

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
        """The listings that some links of the page lead to, and those above them."""
        found = (self._found.get(node.mem_id) for node in nodes)
        own = {f.address._replace(page=1) for f in found if f and f.address.kind in SIDE_LISTINGS}
        above = self._site.family.cms.above
        return frozenset(own.union(*map(above, own)))

    def to_itself(self, selector: str) -> list[LexborNode]:
        """The links at ``selector`` that lead to the first page of the listing that this page is of."""
        first = self._own._replace(page=1) if self._own else None
        return [found.node for found in self._at(selector) if found.address == first]

    def pages(self) -> dict[int, str]:
        """The pages of this listing that its page bar links or tells of, with their URLs."""
        if self._own is None or self._own.kind is Kind.ARTICLE:
            return {}
        own = self._own.kind, self._own.key
        linked = self._at(self._theme.pager)
        told = self._site.family.cms.told_pages(self._tree, self._url, self._site.base_url)
        return told | {f.address.page: f.url for f in linked if (f.address.kind, f.address.key) == own}


def _urls(tree: Tree, resolver: Resolver) -> Iterator[str]:
    return (found[0] for found in map(resolver.target, tree.css("a[href]")) if found)


def _mirrored(tree: Tree, origin: str, original: str, site: Site) -> Iterator[tuple[int, FoundLink]]:
    """As ``_classified``, with the links to the original as links to its mirror."""
    for place, found in _classified(tree, Resolver(origin, replace(site, base_url=original))):
        yield place, found._replace(url=moved(found.url, original, site.base_url))


def _classified(tree: Tree, resolver: Resolver) -> Iterator[tuple[int, FoundLink]]:
    """The links that lead to something on the site, by the place of their node."""
    for node in tree.css("a[href]"):
        target = resolver.target(node)
        if target and target[1]:
            yield node.mem_id, FoundLink(node, target[0], target[1])


def _certain(found: FoundLink) -> bool:
    return found.address.kind is Kind.ARTICLE and found.address.certain


def _ambiguous(found: FoundLink) -> bool:
    return found.address.kind is Kind.ARTICLE and not found.address.certain


def _named(known: Mention | None, found: FoundLink) -> Mention:
    """The link with a title: the first text found for it, else what its ``title`` or image says."""
    if known and known.title:
        return known
    title = _STEP.sub("", line(found.node)) or _hint(found.node)
    return Mention(found.address.key, known.url if known else found.url, within(title, LONGEST_TITLE))


def _hint(link: LexborNode) -> str:
    """What a link without text says: its ``title``, or its image's alt text."""
    picture = link.css_first("img[alt]")
    texts = (link.attributes.get("title"), picture.attributes.get("alt") if picture else None)
    return next((clean for text in texts if (clean := normalise(text or ""))), "")
