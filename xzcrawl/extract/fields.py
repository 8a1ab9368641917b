"""The article a page shows: what stands around its body, and the body as blocks."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import prod

from selectolax.lexbor import LexborNode

from xzcrawl.dates.numerals import LONGEST_TEXT
from xzcrawl.errors import NotAnArticle
from xzcrawl.extract.addresses import resolve
from xzcrawl.extract.body import blocks
from xzcrawl.extract.elements import excerpt
from xzcrawl.extract.identity import identify
from xzcrawl.extract.labelled_date import labelled_date
from xzcrawl.extract.limits import LONGEST_NAME, LONGEST_TITLE, MOST_NAMES, refuse_more, within
from xzcrawl.extract.mirror import original_of
from xzcrawl.extract.recognise import built_otherwise
from xzcrawl.extract.source import Tree, base_url, body_class, canonical_link, line, tag_links
from xzcrawl.items import Article, Link, Page
from xzcrawl.text import fold, normalise
from xzcrawl.urls import Address, Kind, absolute, is_within

_NUMBER = re.compile(
    r"(?<!\d)(\d{1,15}(?:,\d{3}){0,4}(?:\.\d+)?)((?:[十百千](?=[万亿萬億]))?[千万亿萬億wk]?)", re.IGNORECASE
)
_MOST_VIEWS = 1 << 53  # beyond it is no count of readers, and JSON would not carry it whole
_UNITS = {
    "十": 10, "百": 100, "千": 1_000, "k": 1_000, "w": 10_000, "万": 10_000, "萬": 10_000, "亿": 100_000_000,
    "億": 100_000_000,
}  # fmt: skip
_TITLE_SUFFIX = re.compile(r"\s+[-_|–—]\s+[^-_|–—]*$")


def article(tree: Tree, page: Page, site: str, base: str) -> Article:
    """The article of a page of ``site``, before dates are read and boilerplate is cut.

    Raises ``NotAnArticle`` where the page has no body, no title or no address of an article, or says that it
    is a static page, HostilePage where it says more than any article does (``limits``). ``sights`` stay
    empty: what else the page links to is ``outline``'s to say.
    """
    if builder := built_otherwise(tree):
        raise NotAnArticle(f"{page.url} is a page of {builder}: only the theme tpure can be read")
    title = _title(tree)
    single = tree.css_first("div.single")
    if single is None or not title or body_class(tree) == "page":
        raise NotAnArticle(f"{page.url} shows no article")
    named = identify(tree, page.url, base)
    post = _post(tree) or single
    origin = base_url(tree, page.url)
    if summary := excerpt(single):
        summary.decompose()
    body = blocks(single, origin)
    root = _root(tree, page.url, origin, base)
    trail = _breadcrumbs(tree, origin, root)
    return Article(
        page=page,
        site=site,
        key=named.key,
        url=named.url,
        source_id=named.source_id,
        title=title,
        author=_name(post.css_first(".info .user")) or None,
        category=_name(post.css_first(".info .cate"))
        or _last_category(trail)
        or _way_back(tree, origin, root),
        breadcrumbs=[name for name, _ in trail],
        tags=_names(tag_links(_post(tree))),
        views=_views(_name(post.css_first(".info .view"))),
        date_text=within(line(post.css_first(".info .date, .info time")), LONGEST_TEXT) or None,
        body_date_text=labelled_date(body),
        blocks=body,
        related=_related(tree, origin, base),
    )


def _post(tree: Tree) -> LexborNode | None:
    """The block of the article itself: new themes show the next article in a second ``div.post`` below."""
    heading = tree.css_first("div.post > h1")
    return heading.parent if heading else tree.css_first("div.post")


def _title(tree: Tree) -> str:
    graph = tree.css_first("meta[property='og:title'][content]")
    named = normalise(graph.attributes.get("content") or "") if graph else ""
    heading = line(tree.css_first("div.post > h1"))
    title = heading or named or _TITLE_SUFFIX.sub("", line(tree.css_first("title")))
    refuse_more("characters in its title", title, LONGEST_TITLE)
    return title


def _name(node: LexborNode | None) -> str:
    return within(line(node), LONGEST_NAME)


def _last_category(trail: Iterable[tuple[str, Address]]) -> str | None:
    return next(reversed([name for name, address in trail if address.kind is Kind.CATEGORY]), None)


def _root(tree: Tree, page_url: str, origin: str, base: str) -> str:
    """The root of the site that the page's links lead to: its own, or where it is a mirror's the original's.

    Only a page that names another site as its place is looked at for that.
    """
    named = canonical_link(tree, page_url)
    if named is None or is_within(named, base):
        return base
    links = (absolute(node.attributes.get("href") or "", origin) for node in tree.css("a[href]"))
    return original_of((url for url in links if url), base) or base


def _way_back(tree: Tree, page_url: str, base: str) -> str | None:
    """The category that the link back to the list leads to, by the name that the page's menus give it."""
    back = tree.css_first(".pages a.backlist[href]")
    own = resolve(back.attributes.get("href") or "", page_url, base) if back else None
    if own is None or own[1] is None or own[1].kind is not Kind.CATEGORY:
        return None
    for link in tree.css(".header a[href], .menu a[href], nav a[href]"):
        found = resolve(link.attributes.get("href") or "", page_url, base)
        if found and found[1] == own[1] and (name := _name(link)):
            return name
    return None


def _breadcrumbs(tree: Tree, page_url: str, base: str) -> list[tuple[str, Address]]:
    """The names between 首页 and the text itself, with what they lead to."""
    links = tree.css(".sitemap a[href]")
    found = (resolve(link.attributes.get("href") or "", page_url, base) for link in links)
    refuse_more("breadcrumbs", links, MOST_NAMES)
    trail = [(_name(link), step[1]) for link, step in zip(links, found, strict=True) if step]
    return [(name, address) for name, address in trail if name and address and address.kind is not Kind.HOME]


def _names(nodes: Sequence[LexborNode]) -> list[str]:
    refuse_more("tags", nodes, MOST_NAMES)
    return list(dict.fromkeys(filter(None, map(_name, nodes))))


def _views(text: str) -> int | None:
    """The figure of a view count, whatever words stand around it: ``1,234``, ``浏览 1.2万 次``."""
    match = _NUMBER.search(fold(text))
    unit = prod(_UNITS[character] for character in match[2].lower()) if match else 1
    count = int(Decimal(match[1].replace(",", "")) * unit) if match else None
    return count if count is not None and count < _MOST_VIEWS else None


def _related(tree: Tree, page_url: str, base: str) -> list[Link]:
    nodes = tree.css(".relatecon h3 a[href], .relatelist a[href]")
    refuse_more("related articles", nodes, MOST_NAMES)
    links: dict[str, Link] = {}
    for node in nodes:
        if found := resolve(node.attributes.get("href") or "", page_url, base):
            links.setdefault(found[0], Link(found[0], within(line(node), LONGEST_TITLE)))
    return list(links.values())
