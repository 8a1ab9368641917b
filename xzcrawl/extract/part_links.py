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

_WORDS: Final = (
    r"[共第页頁上下首末尾前后後一码碼分当當余餘剩本文全阅閱读讀]|pages?|prev(?:ious)?|next|first|last"
)
#: What a line that leads to other pages consists of: 共3页: 上一页 1 2 下一页, 余下全文, Pages: 1 2.
_PAGER: Final = re.compile(rf"(?:[\W\d_]|{_WORDS})+", re.IGNORECASE)
#: What one beside it consists of that leads nowhere: 共3页, 上一页, the number of a page. No other figures.
_BESIDE: Final = re.compile(
    rf"(?=.*\w)(?:[]\s[【】()（）|/<>«»‹›…:：、,，.。—–-]|{_WORDS}|(?<!\d)(?<!\d[.:：,-])\d{{1,3}}(?!\d|[.:：,-]\d))+",
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
    """A body without the lines that lead to the other pages of its article, and the words beside them."""
    if not site.family.cms.part_at:
        return list(body)

    def leads_on(block: Block) -> bool:
        is_pager = _is_line(block) and _PAGER.fullmatch(block.text) is not None
        return is_pager and any(_others(block, page_url, site, own_keys))

    def is_like_a_pager(block: Block) -> bool:
        return (_is_line(block) and _BESIDE.fullmatch(block.text) is not None) or leads_on(block)

    runs = [(alike, list(run)) for alike, run in groupby(body, key=is_like_a_pager)]
    return [block for alike, run in runs if not (alike and any(map(leads_on, run))) for block in run]


def _is_line(block: Block) -> bool:
    return block.kind in ("paragraph", "item") and len(block.text) <= _LONGEST


def _others(line: Block, page_url: str, site: Site, own_keys: Collection[str | None]) -> Iterator[Address]:
    """The other pages of the article that a line links."""
    urls = map(unescape, _HREF.findall(line.html))
    found = (site.article_at(url) or site.part_at(url) for url in urls if url != page_url)
    return (address for address in found if address and address.key in own_keys)
