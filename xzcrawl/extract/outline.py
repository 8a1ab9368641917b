"""Collects what a page links to, whatever kind of page it is: the outline that the spider walks by."""

from collections.abc import Iterator
from dataclasses import dataclass

from xzcrawl.extract.addresses import address_of_sitemap
from xzcrawl.extract.document import base_url
from xzcrawl.extract.limits import LONGEST_NAME, within
from xzcrawl.extract.links import Mention, PageLinks
from xzcrawl.extract.listing import Post, listing_name, posts
from xzcrawl.families import Site, built_otherwise
from xzcrawl.families.records import is_bare, lists_nothing
from xzcrawl.families.tree import Tree, find, line
from xzcrawl.urls import Address, Kind, absolute

_FEED = Address(Kind.FEED, "")
#: How pages name a sitemap; the name of its file is a habit.
_SITEMAPS = "link[rel='sitemap'][href], a[href*='sitemap'][href*='.xml']"
_SINGLE_PAGES = ("article", "page")
#: Links of a main list's headings that are shown where none is an article.
_SAMPLES = 3


@dataclass(frozen=True)
class Outline:
    """The links of one page, URLs absolute.

    ``page_kind``: what the page says it is (``Theme.kind``). ``posts``: the main list of a
    listing in page order, none on an article page. ``mentions``: every other article linked, once, in order;
    an address that may be a static page's counts only where the theme itself links to articles.
    ``static_keys``: ids of static pages.
    ``related``: keys of the articles that the CMS itself names beside one: its neighbours, and others on its
    subject. ``older``, ``newer``: keys of the neighbours in time. ``listings``: other listings and the URL of
    their first page. ``pager``: the highest page of this listing that is linked, and its URL.
    ``next_page``: the URL of the page after this one. ``memberships``: the listings an article page says it
    belongs to.
    ``title``: what ``<title>`` says, of a page that lists nothing.
    ``name``: what the page of a category or author calls it. ``has_body``: whether the page has the element
    in which the theme puts the body of an article. ``leads_on``: whether any link leads into the site.
    ``builder``: the theme or system, in words, of a page that the site's theme did not build.
    ``strangers``: where nothing is listed, up to three URLs that the headings of its content link.
    ``feed``: the URL of the feed that the page of a list names.
    ``parts``: the further parts of its own article that a page links, numbers from 2 with their URLs.
    ``original``: the root of the site that a mirror's page links instead of its own; its links are given
    as those of the mirror.
    ``lists_nothing``: whether the page is an answer for scripts whose list is empty.
    """

    page_kind: str
    posts: tuple[Post, ...]
    mentions: tuple[Mention, ...]
    static_keys: frozenset[str]
    older: str | None
    newer: str | None
    listings: tuple[tuple[Address, str], ...]
    pager: tuple[int, str] | None
    next_page: str | None
    memberships: frozenset[Address]
    builder: str | None = None
    strangers: tuple[str, ...] = ()
    original: str | None = None
    lists_nothing: bool = False
    name: str | None = None
    related: frozenset[str] = frozenset()
    title: str = ""
    has_body: bool = False
    leads_on: bool = False
    feed: str | None = None
    parts: tuple[tuple[int, str], ...] = ()


def outline_of(tree: Tree, page_url: str, site: Site, *, shows_article: bool = False) -> Outline:
    """All links of a page of the site; ``shows_article`` where one was found that its theme does not know."""
    theme = site.family.theme
    kind = theme.kind(tree)
    has_body = tree.css_first(theme.body) is not None
    single = shows_article or kind in _SINGLE_PAGES or (not kind and has_body)
    links = PageLinks(tree, page_url, site, is_list=not single)
    shown = () if single else posts(tree, links, theme)
    keys = {post.key for post in shown}
    static = links.static_keys(kind, keys)
    pages = links.pages()
    return Outline(
        page_kind=kind,
        posts=shown,
        mentions=links.mentions(keys | static),
        static_keys=static,
        older=links.neighbour(theme.older),
        newer=links.neighbour(theme.newer),
        listings=links.listings() if single else (*links.listings(), *_for_programs(tree, page_url, site)),
        pager=max(pages.items(), default=None),
        next_page=pages.get(links.page + 1),
        memberships=links.memberships(find(tree, theme.memberships)) if single else frozenset(),
        builder=None if shown else built_otherwise(tree, site.family),
        strangers=() if shown or single else _strangers(tree, page_url, theme.heading),
        original=links.original,
        lists_nothing=lists_nothing(tree) or (is_bare(tree) and site.asked_for(page_url) == "open"),
        related=links.related() if single else frozenset(),
        name=None if single else listing_name(tree, links, theme),
        title="" if shown or single else within(line(tree.css_first("title")), LONGEST_NAME),
        has_body=has_body,
        leads_on=links.lead_on,
        feed=None if single else _feed(tree, page_url, site),
        parts=links.parts() if single else (),
    )


def _for_programs(tree: Tree, page_url: str, site: Site) -> Iterator[tuple[Address, str]]:
    """The indexes of articles that a page names, each at its first page, and the sitemaps."""
    origin = base_url(tree, page_url)
    for url in site.family.cms.indexes(tree, origin):
        if address := site.classify(url):
            yield address, url
    named = (absolute(node.attributes.get("href") or "", origin) for node in tree.css(_SITEMAPS))
    yield from ((address_of_sitemap(url), url) for url in named if url and site.has(url))


def _feed(tree: Tree, page_url: str, site: Site) -> str | None:
    """The site's own feed, among those that a page names: others are of comments or of one listing."""
    named = tree.css("link[rel~='alternate'][type='application/rss+xml'][href]")
    origin = base_url(tree, page_url)
    urls = (absolute(node.attributes.get("href") or "", origin) for node in named)
    return next((url for url in urls if url and site.classify(url) == _FEED), None)


def _strangers(tree: Tree, page_url: str, heading: str) -> tuple[str, ...]:
    origin = base_url(tree, page_url)
    linked = (absolute(node.attributes.get("href") or "", origin) for node in tree.css(heading))
    return tuple(dict.fromkeys(url for url in linked if url))[:_SAMPLES]
