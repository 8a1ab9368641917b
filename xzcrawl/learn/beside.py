"""Finds what stands beside the text of an article, on each page by itself. Pure.

Each function gives the elements of one page; ``articles`` finds the selectors that several pages share.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from operator import itemgetter
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.dates import SHANGHAI
from xzcrawl.families.foot_lines import writers_in_byline
from xzcrawl.families.habits import is_origin, names_of
from xzcrawl.families.info_line import labels_origin, origin_of
from xzcrawl.families.patterns import named_by
from xzcrawl.families.tree import classes, line, spaced
from xzcrawl.generic import statements_of
from xzcrawl.learn.labels import names_another, names_column
from xzcrawl.learn.layouts import SampleArticle, elements_in
from xzcrawl.learn.lists import KeyOf, date_of
from xzcrawl.learn.sample import ancestors
from xzcrawl.text import with_whole_labels
from xzcrawl.urls import DOCUMENT_ENDINGS

_LONGEST_INFO: Final = 300
_LABELS: Final = re.compile(
    r"发布|时间|日期|来源|作者|点击|浏览|阅读|访问|人气|查看|编辑|记者|字号|字体|评论"
)
_PUBLISHED: Final = re.compile(r"发布|发稿|发表|时间|日期")
_CHANGED: Final = re.compile(r"更新|修改|成文|截止|生成")
_LONGEST_ORIGIN: Final = 60
_TAGS: Final = re.compile(
    r"^(?:(?:本文|文章|相关)?标签|关键[词字]|tags?|(?:相关)?热词(?:搜索)?)\s*(?:[:：]|$)", re.IGNORECASE
)
_LONGEST_TAGS: Final = 200
#: Lists of the articles with a tag, by their address.
_TAGGED: Final = re.compile(r"tag|label|keyword|biaoqian|topic|huati|search", re.IGNORECASE)
_POSITION: Final = re.compile(r"位置[：:]|您在|你在")
_STEP: Final = re.compile(r"[>›»/→]")
_TRAIL: Final = re.compile(r"crumb|mbx|weizhi|dqwz", re.IGNORECASE)
_LONGEST_TRAIL: Final = 120
_MOST_STEPS: Final = 6
#: Headings of lists are no longer than this.
_SHORT: Final = 12
_FILE: Final = re.compile(rf"\.(?:{DOCUMENT_ENDINGS})(?:$|[?#)\s])", re.IGNORECASE)
_RELATED: Final = re.compile(r"^(?:相关|延伸|推荐|猜你|更多)")


def info_line(page: SampleArticle, around: frozenset[str]) -> LexborNode | None:
    """The line of an article with its date and what else is said of it, outside the text.

    ``around`` are the texts of the frame.
    """
    title = {node.mem_id for node, _ in page.laid.titles}
    nodes = page.sample.tree.css("body *")
    places = {node.mem_id: place for place, node in enumerate(nodes)}
    between = range(min(places[each] for each in title), places.get(page.body.mem_id, 0))
    dated = [
        ((*doubts, len(spaced(node)), -places[node.mem_id]), node)
        for node in nodes
        if _may_be_info(node, page, title)
        and (doubts := _doubts(node, page, around, is_between=places[node.mem_id] in between))
    ]
    return _widened(min(dated, key=itemgetter(0))[1], page, title) if dated else None


def _may_be_info(node: LexborNode, page: SampleArticle, title: set[int]) -> bool:
    if node.mem_id in page.inside or node.tag in ("script", "style", "select", "a"):
        return False
    if len(spaced(node)) > _LONGEST_INFO or any(each.tag in ("a", "li") for each in ancestors(node)):
        return False
    return (title | page.inside).isdisjoint(elements_in(node))


def _doubts(
    node: LexborNode, page: SampleArticle, around: frozenset[str], *, is_between: bool
) -> tuple[bool, ...]:
    """What speaks against a line as that of the date, the gravest first; nothing for one that is none.

    That is a line without a date, or 今天是… of all pages: the day of today where the list shows another one,
    or where no list shows any, in a line of the frame that is not between title and text.
    """
    said, listed = with_whole_labels(spaced(node)), page.laid.known.date
    date = date_of(said, page.sample.seen_at)
    if date is None:
        return ()
    agrees = listed is None or (date.earliest <= listed.latest and listed.earliest <= date.latest)
    is_of_today = date.latest.date() == page.sample.seen_at.astimezone(SHANGHAI).date()
    is_apart = listed is None and not is_between and _is_of_frame(node, page, around)
    if is_of_today and (not agrees or is_apart):
        return ()
    return not agrees, bool(_CHANGED.search(said)), not is_between, not _PUBLISHED.search(said)


def _is_of_frame(node: LexborNode, page: SampleArticle, around: frozenset[str]) -> bool:
    inside = elements_in(node)
    return around.issuperset(said for each, said in page.sample.texts if each.mem_id in inside)


def _widened(node: LexborNode, page: SampleArticle, title: set[int]) -> LexborNode:
    """The element around a date that has the other things said of the article as well."""
    best_one, most = node, len(set(_LABELS.findall(with_whole_labels(spaced(node)))))
    for outer in ancestors(node):
        said = with_whole_labels(spaced(outer))
        if len(said) > _LONGEST_INFO or not (title | page.inside).isdisjoint(elements_in(outer)):
            break
        labels = len(set(_LABELS.findall(said)))
        if labels > most:
            best_one, most = outer, labels
    return best_one


def stated_author(page: SampleArticle) -> str:
    """Who wrote an article, as its page tells machines; "" where it does not."""
    stated = statements_of(page.sample.tree)
    return next(iter((*stated.authors, *stated.named)), "")


def bylines(page: SampleArticle, name: str) -> list[LexborNode]:
    """The elements outside the text that say nothing but a name, and that nothing calls another's."""
    nodes = page.sample.tree.css("body *") if name else []
    said = [node for node in nodes if node.mem_id not in page.inside and spaced(node) == name]
    return [node for node in said if not names_another(node)]


def byline_elements(page: SampleArticle) -> list[LexborNode]:
    """The smallest elements outside the text that are a byline and nothing else."""
    nodes = [node for node in page.sample.tree.css("body *") if node.mem_id not in page.inside]
    found = [node for node in nodes if writers_in_byline(spaced(node)) and not _is_linked(node)]
    around = {outer.mem_id for node in found for outer in ancestors(node)}
    return [node for node in found if node.mem_id not in around]


def _is_linked(node: LexborNode) -> bool:
    """Whether an element is in a link, or in an item of a list."""
    return any(each.tag in ("a", "li") for each in (node, *ancestors(node)))


def origins(page: SampleArticle) -> list[LexborNode]:
    """The smallest elements outside the text that say where the article is from, by label, class or metas."""
    stated = statements_of(page.sample.tree).origin
    found = [node for node in page.sample.tree.css("body *") if _names_origin(node, page, stated)]
    around = {outer.mem_id for node in found for outer in ancestors(node)}
    return [node for node in found if node.mem_id not in around]


def _names_origin(node: LexborNode, page: SampleArticle, stated: str) -> bool:
    if node.mem_id in page.inside or _is_linked(node):
        return False
    said = spaced(node)
    if not said or len(said) > _LONGEST_ORIGIN or not origin_of(said):
        return False
    called = is_origin(names_of(node.id or "", node.attributes.get("class") or ""))
    return called or said == stated or labels_origin(said)


def tag_links(page: SampleArticle, menu: frozenset[str], is_list: Callable[[str], bool]) -> list[LexborNode]:
    """The links to the tags of an article: behind a label, else those that are keywords for machines.

    ``menu`` are the addresses that every page links. Links to the lists that the article is in are no tags.
    """
    return _labelled(page) or _keyword_links(page, menu, is_list)


def _labelled(page: SampleArticle) -> list[LexborNode]:
    for node, said in page.sample.texts:
        if not _TAGS.search(said) or node.mem_id in page.inside:
            continue
        for outer in (node, *list(ancestors(node))[:2]):
            links = outer.css("a[href]")
            if links and len(line(outer)) <= _LONGEST_TAGS and outer.tag != "a":
                return links
    return []


def _keyword_links(
    page: SampleArticle, menu: frozenset[str], is_list: Callable[[str], bool]
) -> list[LexborNode]:
    """The links in the outermost element whose links are all keywords, and none of them to a column."""
    keywords = {*statements_of(page.sample.tree).keywords}
    columns = {link.mem_id for link in trail(page, is_list)}
    told = {
        link.node.mem_id
        for link in page.sample.links
        if line(link.node).strip("#＃") in keywords
        and link.address not in menu
        and (not is_list(link.address) or _TAGGED.search(link.address))
        and link.node.mem_id not in page.inside | columns
    }
    for first in (link.node for link in page.sample.links if link.node.mem_id in told):
        groups = (outer.css("a[href]") for outer in ancestors(first))
        whole = takewhile(lambda links: told.issuperset(link.mem_id for link in links), groups)
        if (found := next(reversed([*whole]), None)) and not names_column(found[0]):
            return found
    return []


def trail(page: SampleArticle, is_list: Callable[[str], bool]) -> list[LexborNode]:
    """The links from the home page to the list of an article, parted by marks or in an element named so."""
    title = {node.mem_id for node, _ in page.laid.titles}
    addresses = {link.node.mem_id: link.address for link in page.sample.links}
    for node in page.sample.tree.css("a[href]"):
        if node.mem_id in page.inside or not is_list(addresses.get(node.mem_id, "")):
            continue
        for outer in list(ancestors(node))[:3]:
            links = outer.css("a[href]")
            said = line(outer)
            if len(said) > _LONGEST_TRAIL or len(links) > _MOST_STEPS or elements_in(outer) & title:
                break
            parted = _STEP.search(said) or any(map(_TRAIL.search, classes(outer)))
            if _POSITION.search(said) or (parted and _leads_home(links, addresses)):
                return links
    return []


def _leads_home(links: Sequence[LexborNode], addresses: Mapping[int, str]) -> bool:
    return any(named_by((), (), addresses.get(link.mem_id, "")) for link in links)


def related_links(page: SampleArticle, key_of: KeyOf, shared: frozenset[str]) -> list[LexborNode]:
    """The links to articles below a heading that says that they are related."""
    keys = {link.node.mem_id: key_of(link.address) for link in page.sample.links}
    for node, said in page.sample.texts:
        if not _RELATED.search(said) or len(said) > _SHORT or node.mem_id in page.inside:
            continue
        for outer in list(ancestors(node))[:3]:
            linked = [keys.get(link.mem_id) for link in outer.css("a[href]")]
            if len(linked) > 1 and all(linked) and not shared.issuperset(filter(None, linked)):
                return outer.css("a[href]")
    return []


def file_links(page: SampleArticle, around: frozenset[str]) -> list[LexborNode]:
    """The links to files beside the text, as their addresses or their names tell."""
    links = page.sample.tree.css("body a[href]")
    return [
        link
        for link in links
        if link.mem_id not in page.inside
        and line(link) not in around
        and (_FILE.search(link.attributes.get("href") or "") or _FILE.search(line(link)))
    ]
