"""The links between the pages of an article: where they lead, and which lines of a body they are. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from html import unescape
from itertools import groupby
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.extract.mirror import moved
from xzcrawl.families import Site
from xzcrawl.items import Block
from xzcrawl.urls import Address, absolute

#: What a line that leads to other pages consists of: 共3页: 上一页 1 2 下一页, 余下全文, Pages: 1 2.
_PAGER: Final = re.compile(
    r"(?:[\W\d_共第页頁上下首末尾前后後一码碼分当當余餘剩本文全阅閱读讀]|pages?|prev(?:ious)?|next|first|last)+",
    re.IGNORECASE,
)
#: Characters of the longest such line: one of fifty numbers has some 200.
_LONGEST: Final = 300
_HREF: Final = re.compile(r'href="([^"]*)"')


def linked_parts(
    links: Iterable[LexborNode], origin: str, site: Site, original: str | None, own_keys: Collection[str]
) -> tuple[tuple[int, str], ...]:
    """The further parts of a page's own article that its links lead to: numbers with URLs, in order.

    ``origin`` is what relative links are resolved by, ``original`` the root of the site that is linked in
    place of this one, if any.
    """
    parts: dict[int, str] = {}
    for node in links:
        url = absolute(node.attributes.get("href") or "", origin)
        own = moved(url, original, site.base_url) if url else ""
        part = site.part_at(own) if own else None
        if part and part.key in own_keys:
            parts.setdefault(part.page, own)
    return tuple(sorted(parts.items()))


def without_pager(
    body: Sequence[Block], page_url: str, site: Site, own_keys: Collection[str | None]
) -> list[Block]:
    """A body without the lines that lead to the other pages of its article.

    Lines that say nothing else are such a pager where one of them in a row has a link to another page.
    """
    if not site.family.cms.part_at:
        return list(body)
    runs = [(is_pager, list(run)) for is_pager, run in groupby(body, key=_may_be_pager)]
    pagers = (is_pager and any(_others(run, page_url, site, own_keys)) for is_pager, run in runs)
    return [block for (_, run), is_pager in zip(runs, pagers, strict=True) if not is_pager for block in run]


def _may_be_pager(block: Block) -> bool:
    is_line = block.kind in ("paragraph", "item") and len(block.text) <= _LONGEST
    return is_line and _PAGER.fullmatch(block.text) is not None


def _others(
    lines: Iterable[Block], page_url: str, site: Site, own_keys: Collection[str | None]
) -> Iterator[Address]:
    """The other pages of the article that lines link."""
    urls = (unescape(url) for line in lines for url in _HREF.findall(line.html))
    found = (site.article_at(url) or site.part_at(url) for url in urls if url != page_url)
    return (address for address in found if address and address.key in own_keys)
