"""The article a page shows: what stands around its body, and the body as blocks."""

import re
from collections.abc import Iterable
from decimal import Decimal

from selectolax.lexbor import LexborNode

from xzcrawl.errors import NotAnArticle
from xzcrawl.extract.addresses import resolve
from xzcrawl.extract.body import blocks
from xzcrawl.extract.elements import excerpt
from xzcrawl.extract.source import Tree, base_url, body_class, canonical_link, line, tag_links
from xzcrawl.items import Article, Block, Link, Page
from xzcrawl.text import fold, normalise
from xzcrawl.urls import Address, Kind, canonical, classify

_NUMBER = re.compile(r"(?<!\d)(\d{1,15}(?:,\d{3}){0,4}(?:\.\d+)?)([万亿wk]?)", re.IGNORECASE)
_MOST_VIEWS = 1 << 53  # beyond it is no count of readers, and JSON would not carry it whole
_UNITS = {"": 1, "k": 1_000, "w": 10_000, "万": 10_000, "亿": 100_000_000}
_VIEW_SCRIPT = re.compile(r"AddViewCount\(\s*(\d+)")
_TITLE_SUFFIX = re.compile(r"\s+[-_|–—]\s+[^-_|–—]*$")
#: A date the body itself labels as its publication: 发布日期:2022-12-13 09:57. A bare 日期 or 时间 is no such
#: label, it names the day of an event.
_LABELLED_DATE = re.compile(
    r"(?<![\u4e00-\u9fff])(?:发布|发表|发稿|刊发|公布)(?:日期|时间)[\s:：|]*"
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?"
    r"(?:[T\s]*\d{1,2}\s*[:：时点]\s*\d{1,2}(?:分|\s*[:：]\s*\d{1,2}|分\d{1,2}秒)?)?"
)


def article(tree: Tree, page: Page, site: str, base: str) -> Article:
    """The article of a page of ``site``, before dates are read and boilerplate is cut.

    Raises ``NotAnArticle`` where the page has no body, no title or no address of an article, or says that it
    is a static page. ``sights`` stay empty: what else the page links to is ``outline``'s to say.
    """
    title = _title(tree)
    single = tree.css_first("div.single")
    if single is None or not title or body_class(tree) == "page":
        raise NotAnArticle(f"{page.url} shows no article")
    url, address = _identity(tree, page, base)
    post = _post(tree) or single
    origin = base_url(tree, page.url)
    if summary := excerpt(single):
        summary.decompose()
    body = blocks(single, origin)
    trail = _breadcrumbs(tree, origin, base)
    return Article(
        page=page,
        site=site,
        key=address.key,
        url=canonical(url),
        source_id=_source_id(tree, address.key),
        title=title,
        author=line(post.css_first(".info .user")) or None,
        category=line(post.css_first(".info .cate")) or _last_category(trail),
        breadcrumbs=[name for name, _ in trail],
        tags=_names(tag_links(_post(tree))),
        views=_views(line(post.css_first(".info .view"))),
        date_text=line(post.css_first(".info .date, .info time")) or None,
        body_date_text=_labelled_date(body),
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
    return heading or named or _TITLE_SUFFIX.sub("", line(tree.css_first("title")))


def _identity(tree: Tree, page: Page, base: str) -> tuple[str, Address]:
    for url in (canonical_link(tree, page.url), page.url):
        address = classify(url, base) if url else None
        if url and address and address.kind is Kind.ARTICLE:
            return url, address
    raise NotAnArticle(f"{page.url} is no address of an article")


def _source_id(tree: Tree, key: str) -> str:
    """The CMS's id: the key itself, or for an alias what the comment form or the view counter says."""
    if key.isascii() and key.isdigit():
        return key
    field = tree.css_first("input[name=inpId]")
    hinted = (field.attributes.get("value") or "") if field else ""
    hinted = hinted if hinted.isascii() and hinted.isdigit() else ""
    counters = (_VIEW_SCRIPT.search(script.text()) for script in tree.css("script"))
    return hinted or next((counter[1] for counter in counters if counter), key)


def _last_category(trail: Iterable[tuple[str, Address]]) -> str | None:
    return next(reversed([name for name, address in trail if address.kind is Kind.CATEGORY]), None)


def _breadcrumbs(tree: Tree, page_url: str, base: str) -> list[tuple[str, Address]]:
    """The names between 首页 and the text itself, with what they lead to."""
    links = tree.css(".sitemap a[href]")
    found = (resolve(link.attributes.get("href") or "", page_url, base) for link in links)
    trail = [(line(link), step[1]) for link, step in zip(links, found, strict=True) if step]
    return [(name, address) for name, address in trail if name and address and address.kind is not Kind.HOME]


def _names(nodes: Iterable[LexborNode]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(line, nodes))))


def _views(text: str) -> int | None:
    """The figure of a view count, whatever words stand around it: ``1,234``, ``浏览 1.2万 次``."""
    match = _NUMBER.search(fold(text))
    count = int(Decimal(match[1].replace(",", "")) * _UNITS[match[2].lower()]) if match else None
    return count if count is not None and count < _MOST_VIEWS else None


def _labelled_date(body: Iterable[Block]) -> str | None:
    matches = (_LABELLED_DATE.search(block.text) for block in body)
    return next((match.group() for match in matches if match), None)


def _related(tree: Tree, page_url: str, base: str) -> list[Link]:
    nodes = tree.css(".relatecon h3 a[href], .relatelist a[href]")
    links: dict[str, Link] = {}
    for node in nodes:
        if found := resolve(node.attributes.get("href") or "", page_url, base):
            links.setdefault(found[0], Link(found[0], line(node)))
    return list(links.values())
