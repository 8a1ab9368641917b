"""The article a page shows: what stands around its body, and the body as blocks."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import prod

from selectolax.lexbor import LexborNode

from xzcrawl.dates.numerals import LONGEST_TEXT
from xzcrawl.errors import NotAnArticle
from xzcrawl.extract.addresses import Resolver
from xzcrawl.extract.attachments import attachments
from xzcrawl.extract.body import blocks
from xzcrawl.extract.credits import origin_beside, writers_beside
from xzcrawl.extract.document import base_url
from xzcrawl.extract.identity import identify
from xzcrawl.extract.labelled_date import labelled_date
from xzcrawl.extract.limits import LONGEST_NAME, LONGEST_TITLE, MOST_NAMES, refuse_more, within
from xzcrawl.extract.metadata import metadata_dates
from xzcrawl.extract.mirror import linked_site
from xzcrawl.extract.part_links import without_pager
from xzcrawl.families import Site, Theme, built_otherwise
from xzcrawl.families.tree import PageOrNode, TextReader, Tree, body_element, find, first, line, text
from xzcrawl.generic import statements_of
from xzcrawl.items import Article, Block, Link, Page
from xzcrawl.text import fold, normalise
from xzcrawl.urls import Address, Kind

_NUMBER = re.compile(
    r"(?<!\d)(\d{1,15}(?:,\d{3}){0,4}(?:\.\d+)?)((?:[十百千](?=[万亿萬億]))?[千万亿萬億wk]?)", re.IGNORECASE
)
_MOST_VIEWS = 1 << 53  # a larger number is not a count of readers, and JSON would not carry it whole
_UNITS = {
    "十": 10, "百": 100, "千": 1_000, "k": 1_000, "w": 10_000, "万": 10_000, "萬": 10_000, "亿": 100_000_000,
    "億": 100_000_000,
}  # fmt: skip
_MARKED_TAG = re.compile(r"^[#＃]\s*(.+?)\s*[#＃]?$")
_TITLE_SUFFIX = re.compile(r"\s+[-_|–—]\s+[^-_|–—]*$")


def article_of(tree: Tree, page: Page, site: Site) -> Article:
    """The article of a page of ``site``, before dates are read and boilerplate is cut.

    Raises ``NotAnArticle`` where the page has no body, no title or no address of an article, or says that it
    is a static page, HostilePage where it says more than any article does (``limits``). ``observations`` stay
    empty: what else the page links to is ``outline_of``'s to say.
    """
    theme = site.family.theme
    if builder := built_otherwise(tree, site.family):
        raise NotAnArticle(f"{page.url} is a page of {builder}: {site.key} is read by the theme {theme.name}")
    title, holder = _title(tree, theme.title), body_element(tree, theme.body)
    if holder is None or not title or theme.kind(tree) == "page":
        raise NotAnArticle(f"{page.url} shows no article")
    named = identify(tree, page.url, site)
    own = first(tree, theme.post)
    post: PageOrNode = own or holder
    origin = base_url(tree, page.url)
    if abstract := theme.abstract(holder):
        abstract.decompose()
    stated = statements_of(tree)
    told = metadata_dates(stated, tree, post, holder, theme)
    home = linked_site(tree, page.url, origin, site)
    body = without_pager(blocks(holder, origin, theme), page.url, home, {named.key, named.landed_key})
    linked = Resolver(origin, home)
    trail = _breadcrumbs(tree, linked, theme)
    return Article(
        page=page,
        site=site.key,
        key=named.key,
        url=named.url,
        source_id=named.source_id,
        landed_key=named.landed_key,
        title=title,
        author=_name(post, theme.author) or _writers(body, site) or None,
        origin=_name(post, theme.origin) or origin_beside(body) or None,
        stated_origin=within(stated.origin, LONGEST_NAME) or None,
        category=_name(post, theme.category) or _last_category(trail) or _way_back(tree, linked, theme),
        breadcrumbs=tuple(name for name, _ in trail),
        tags=_tags(find(own, theme.tags) if own else []),
        views=_views(_name(post, theme.views)),
        date_text=within(text(post, theme.date), LONGEST_TEXT) or None,
        body_date_text=labelled_date(body),
        metadata_dates=told,
        blocks=tuple(body),
        related=_related(tree, Resolver(origin, site), theme),
        attachments=attachments(holder, find(tree, theme.attachments), origin, site),
    )


def _writers(body: Sequence[Block], site: Site) -> str:
    """Who wrote an article by its text; of an exact family its lists say it where its page does not."""
    return "" if site.family.is_exact else within(writers_beside(body), LONGEST_NAME)


def _title(tree: Tree, heading: TextReader) -> str:
    title = (
        text(tree, heading)
        or _graph(tree, "og:title")
        or _TITLE_SUFFIX.sub("", line(tree.css_first("title")))
    )
    refuse_more("characters in its title", title, LONGEST_TITLE)
    return title


def _graph(tree: Tree, name: str) -> str:
    """What a page says of itself for social networks (ogp.me), "" for nothing."""
    node = tree.css_first(f"meta[property='{name}'][content]")
    return normalise(node.attributes.get("content") or "") if node else ""


def _name(place: PageOrNode, reader: TextReader) -> str:
    return within(text(place, reader), LONGEST_NAME)


def _last_category(trail: Iterable[tuple[str, Address]]) -> str | None:
    return next(reversed([name for name, address in trail if address.kind is Kind.CATEGORY]), None)


def _way_back(tree: Tree, resolver: Resolver, theme: Theme) -> str | None:
    """The category that the link back to the list leads to, by the name that the page's menus give it."""
    back = first(tree, theme.back)
    own = resolver.target(back) if back else None
    if own is None or own[1] is None or own[1].kind is not Kind.CATEGORY:
        return None
    for link in find(tree, theme.names):
        found = resolver.target(link)
        if found and found[1] == own[1] and (name := within(line(link), LONGEST_NAME)):
            return name
    return None


def _breadcrumbs(tree: Tree, resolver: Resolver, theme: Theme) -> list[tuple[str, Address]]:
    """The names between 首页 and the text itself, with what they lead to."""
    links = find(tree, theme.breadcrumbs)
    refuse_more("breadcrumbs", links, MOST_NAMES)
    steps = zip(links, map(resolver.target, links), strict=True)
    trail = [(within(line(link), LONGEST_NAME), step[1]) for link, step in steps if step]
    return [(name, address) for name, address in trail if name and address and address.kind is not Kind.HOME]


def _tags(nodes: Sequence[LexborNode]) -> tuple[str, ...]:
    """The names of tags, without the mark with which some sites show them (``#芯片``, ``#芯片#``)."""
    refuse_more("tags", nodes, MOST_NAMES)
    names = (within(_MARKED_TAG.sub(r"\1", line(node)), LONGEST_NAME) for node in nodes)
    return tuple(dict.fromkeys(name for name in names if name))


def _views(text: str) -> int | None:
    """The figure of a view count, whatever words stand around it: ``1,234``, ``浏览 1.2万 次``."""
    match = _NUMBER.search(fold(text))
    unit = prod(_UNITS[character] for character in match[2].lower()) if match else 1
    count = int(Decimal(match[1].replace(",", "")) * unit) if match else None
    return count if count is not None and count < _MOST_VIEWS else None


def _related(tree: Tree, resolver: Resolver, theme: Theme) -> tuple[Link, ...]:
    nodes = find(tree, theme.related)
    refuse_more("related articles", nodes, MOST_NAMES)
    links: dict[str, Link] = {}
    for node in nodes:
        if found := resolver.target(node):
            links.setdefault(found[0], Link(found[0], within(line(node), LONGEST_TITLE)))
    return tuple(links.values())
