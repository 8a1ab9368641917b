"""Finds links to other articles that end a body below a heading such as 延伸阅读. Pure."""

import re
from collections.abc import Sequence
from html import unescape
from typing import Final

from xzcrawl.boilerplate.cut import Cut
from xzcrawl.boilerplate.declared import is_link
from xzcrawl.items import Block, Link
from xzcrawl.urls import host, is_document

RULE: Final = "further-reading"

_HEADING: Final = re.compile(
    r"\W*(?:[延拓][伸展]阅读|(?:相关|扩展|推荐|更多|热门|精彩)(?:阅读|新闻|文章|链接|报道|推荐|内容|资讯|稿件))\W*"
)
_HREF: Final = re.compile(r'<a href="([^"]*)"')


def find(blocks: Sequence[Block], page_host: str) -> list[Cut]:
    """The cuts of the heading and the lines of links below it, with which a part of an article ends.

    They lead to other pages of the article's own site, at ``page_host``; links elsewhere are the article's.
    """
    shown = [index for index, block in enumerate(blocks) if not block.image]
    links: list[int] = []
    while shown and _leads_on(blocks[shown[-1]], page_host):
        links.append(shown.pop())
    if not links or not shown or not _HEADING.fullmatch(blocks[shown[-1]].text):
        return []
    return [Cut(index, 0, RULE) for index in (shown[-1], *reversed(links))]


def _leads_on(block: Block, page_host: str) -> bool:
    urls = [unescape(url) for url in _HREF.findall(block.html)]
    return (
        bool(urls)
        and is_link(block)
        and all(host(url) == page_host and not is_document(Link(url, "")) for url in urls)
    )
