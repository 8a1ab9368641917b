"""The links to the articles before and after one, by the words beside them. Pure."""

from collections.abc import Sequence
from typing import Final

from xzcrawl.learn.layouts import SampleArticle
from xzcrawl.learn.lists import KeyOf

_BEFORE: Final = ("上一篇", "上一条", "上篇", "前一篇")
_AFTER: Final = ("下一篇", "下一条", "下篇", "后一篇")


def neighbour_selectors(pages: Sequence[SampleArticle], key_of: KeyOf) -> tuple[str, str]:
    """The selectors of the links to the next older and the next newer article.

    Which is which is told by the numbers of the articles, as sites call either of them the one before.
    """
    before, after = (_neighbour(pages, words, key_of) for words in (_BEFORE, _AFTER))
    steps = [_step(page, before, key_of) for page in pages] + [-_step(page, after, key_of) for page in pages]
    return (after, before) if sum(steps) > 0 else (before, after)


def _step(page: SampleArticle, selector: str, key_of: KeyOf) -> int:
    """Whether a link leads to an article of a higher (1) or lower (-1) number, 0 where nothing tells it."""
    node = page.sample.tree.css_first(selector) if selector else None
    address = next(
        (link.address for link in page.sample.links if node and link.node.mem_id == node.mem_id), ""
    )
    own, other = key_of(page.sample.address), key_of(address)
    if not (own and other and own.isdecimal() and other.isdecimal()):
        return 0
    return (int(other) > int(own)) - (int(other) < int(own))


def _neighbour(pages: Sequence[SampleArticle], words: Sequence[str], key_of: KeyOf) -> str:
    """The selector of the link to the article before or after, by the word that stands in its element."""
    for word in words:
        for tag in ("li", "p", "div", "span", "em", "td", "dd"):
            selector = f'{tag}:lexbor-contains("{word}") > a'
            if _leads_to_one(pages, selector, key_of):
                return selector
    return ""


def _leads_to_one(pages: Sequence[SampleArticle], selector: str, key_of: KeyOf) -> bool:
    """Whether a selector finds one link to an article on most pages, and never more."""
    found = [page.sample.tree.css(selector) for page in pages]
    if max(map(len, found), default=0) != 1 or sum(map(len, found)) * 2 < len(pages):
        return False
    links = {link.node.mem_id: link.address for page in pages for link in page.sample.links}
    return all(key_of(links.get(nodes[0].mem_id, "")) for nodes in found if nodes)
