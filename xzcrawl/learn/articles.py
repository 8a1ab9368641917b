"""Where a site's articles have their parts, learned by laying several of them side by side. Pure.

What most pages have alike is the frame; what differs is the article. Pages of another layout are told by the
elements around their text.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.described import OWN_TEXT, title_at
from xzcrawl.families.patterns import named_by
from xzcrawl.families.tree import classes, line, own_text, spaced
from xzcrawl.items import DateInterval
from xzcrawl.learn.lists import KeyOf, date_of, shared_links
from xzcrawl.learn.sample import Sample, ancestors, chinese, frame, uncut
from xzcrawl.learn.selectors import best, selectors
from xzcrawl.text import normalise
from xzcrawl.urls import DOCUMENT_ENDINGS

#: A body holds at least this part of the sentences that are not the frame's.
_BODY: Final = 0.5
_SENTENCE: Final = re.compile(r"[，。；！？：、]")
#: Elements within a line, and lines of text themselves, hold no body.
_LINES: Final = frozenset(
    ("p", "span", "font", "strong", "b", "em", "i", "a", "h1", "h2", "h3", "h4", "blockquote", "li", "center")
)
_PARTS_OF_TITLES: Final = re.compile(r"\s*[-_|–—·]+\s*")
#: A title that a list has cut tells where so much of it is left.
_LEFT: Final = 6
#: Some lists cut without a mark, but no short titles.
_LONG: Final = 15
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4"))
_LONGEST_INFO: Final = 300
_LONGEST_TITLE: Final = 200
_LABELS: Final = re.compile(
    r"发布|时间|日期|来源|作者|点击|浏览|阅读|访问|人气|查看|编辑|记者|字号|字体|评论"
)
_PUBLISHED: Final = re.compile(r"发布|发稿|发表|时间|日期")
_CHANGED: Final = re.compile(r"更新|修改|成文|截止|生成")
_BEFORE: Final = ("上一篇", "上一条", "上篇", "前一篇")
_AFTER: Final = ("下一篇", "下一条", "下篇", "后一篇")
_TAGS: Final = re.compile(r"^(?:标签|关键[词字]|tags?|本文标签|文章标签)\s*[:：]?", re.IGNORECASE)
_POSITION: Final = re.compile(r"位置[：:]|您在|你在")
_STEP: Final = re.compile(r"[>›»/→]")
_LONGEST_TRAIL: Final = 120
_MOST_STEPS: Final = 6
#: Headings of lists are no longer than this.
_SHORT: Final = 12
_FILE: Final = re.compile(rf"\.(?:{DOCUMENT_ENDINGS})(?:$|[?#)\s])", re.IGNORECASE)
_RELATED: Final = re.compile(r"^(?:相关|延伸|推荐|猜你|更多)")


@dataclass(frozen=True, slots=True)
class ShownElsewhere:
    """What other pages say of an article: the texts of links to it, and the date that a list shows."""

    titles: frozenset[str] = frozenset()
    date: DateInterval | None = None


@dataclass(frozen=True, slots=True)
class ArticleParts:
    """The selectors of articles, "" for what was not found, and on how many of the pages each holds."""

    title: str
    body: str
    info: str = ""
    breadcrumbs: str = ""
    tags: str = ""
    related: str = ""
    older: str = ""
    newer: str = ""
    attachments: str = ""
    held: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """One page, with the elements that hold its parts. ``path`` leads from the ``body`` to the text."""

    sample: Sample
    known: ShownElsewhere
    path: tuple[LexborNode, ...]
    weights: Mapping[int, int]
    title: str
    titles: tuple[tuple[LexborNode, str], ...]  # with what its selector ends with


def article_parts(
    samples: Sequence[Sample],
    known: Mapping[str, ShownElsewhere],
    key_of: KeyOf,
    is_list: Callable[[str], bool],
) -> list[ArticleParts]:
    """The parts of articles, for each layout of the pages, that of most pages first.

    ``known`` is by the URL of the page. ``key_of`` and ``is_list`` say what an address is.
    """
    around = frame(samples) | _site_names(samples)
    laid = [_lay(sample, known.get(sample.url, ShownElsewhere()), around) for sample in samples]
    layouts = _layouts([page for page in laid if page.path and page.titles], 0)
    found: list[ArticleParts] = []
    for pages, depth in sorted(layouts, key=lambda layout: -len(layout[0])):
        if any(_reads_title(part, page) for part in found for page in pages):
            continue  # other elements happen to hold more text on these
        part = _parts(pages, depth, key_of, is_list, around)
        if part.title and part.body:
            found.append(part)
    return found


def _reads_title(parts: ArticleParts, page: _Laid) -> bool:
    return reads(parts, page.sample) and title_at(parts.title)(page.sample.tree) == page.title


def reads(parts: ArticleParts, sample: Sample) -> bool:
    """Whether a page has a title and a body where those of a layout are."""
    return bool(title_at(parts.title)(sample.tree) and line(sample.tree.css_first(parts.body)))


def _site_names(samples: Sequence[Sample]) -> frozenset[str]:
    """The parts of ``<title>`` that half of the pages share: names of the site and of its lists."""
    counts = Counter(
        part
        for sample in samples
        for part in set(_PARTS_OF_TITLES.split(line(sample.tree.css_first("title"))))
    )
    return frozenset(part for part, count in counts.items() if count * 2 >= max(len(samples), 4))


def _lay(sample: Sample, known: ShownElsewhere, around: frozenset[str]) -> _Laid:
    weights: dict[int, int] = defaultdict(int)
    for node, said in sample.texts:
        if said in around or not _SENTENCE.search(said):
            continue
        if any(each.tag == "a" for each in (node, *ancestors(node))):
            continue
        for each in (node, *ancestors(node)):
            weights[each.mem_id] += chinese(said)
    title, titles = _title(sample, known, around)
    return _Laid(sample, known, tuple(_descent(sample, weights)), weights, title, titles)


def _descent(sample: Sample, weights: Mapping[int, int]) -> Iterator[LexborNode]:
    """From the ``body`` inwards, the elements that hold nearly all of the text."""
    node = sample.tree.body
    while node is not None and weights.get(node.mem_id, 0) > 0:
        yield node
        held = weights[node.mem_id] * _BODY
        inner = (child for child in node.iter() if weights.get(child.mem_id, 0) >= held)
        node = next((child for child in inner if child.tag not in _LINES), None)


def _title(
    sample: Sample, known: ShownElsewhere, around: frozenset[str]
) -> tuple[str, tuple[tuple[LexborNode, str], ...]]:
    """The title of a page, and the elements that hold just that, or have it as their own text."""
    shown = [(said, node, ending) for said, node, ending in _title_texts(sample) if said not in around]
    named = _named_titles(sample, around)
    linked = [said for said, _, _ in shown if any(same_title(said, title) for title in known.titles)]
    exact = [said for said in linked if said in known.titles]
    own = [said for said, _, _ in shown if said in named]
    title = next(iter(exact or sorted(linked, key=len) or own), "")
    return title, tuple((node, ending) for said, node, ending in shown if title and said == title)


def _title_texts(sample: Sample) -> Iterator[tuple[str, LexborNode, str]]:
    """The texts that may be titles, outside links."""
    for node in sample.tree.css("h1, h2, h3, h4, td, div, p, b, strong, font, span"):
        if any(each.tag == "a" for each in ancestors(node)):
            continue
        whole, own = line(node), own_text(node)
        if 0 < len(whole) <= _LONGEST_TITLE:
            yield whole, node, ""
        if own != whole and 0 < len(own) <= _LONGEST_TITLE:
            yield own, node, OWN_TEXT


def _named_titles(sample: Sample, around: frozenset[str]) -> set[str]:
    """What a page calls itself in its head."""
    metas = sample.tree.css("meta[name='ArticleTitle' i], meta[property='og:title']")
    said = [normalise(meta.attributes.get("content") or "") for meta in metas]
    whole = line(sample.tree.css_first("title"))
    parts = [part for part in _PARTS_OF_TITLES.split(whole) if part]
    said += [whole[: whole.find(part) + len(part)] for part in parts] + parts
    return {text for text in said if len(text) >= _LEFT and text not in around}


def same_title(said: str, title: str) -> bool:
    """Whether a link's text is a page's title, which lists may cut."""
    begun = uncut(title)
    return said == title or (len(begun) >= (_LEFT if begun != title else _LONG) and said.startswith(begun))


def _layouts(pages: Sequence[_Laid], depth: int) -> list[tuple[list[_Laid], int]]:
    """Pages whose text is in the same elements, with the depth of the innermost of these."""
    if not pages:
        return []
    marks = {_mark(page.path[depth]) for page in pages if len(page.path) > depth}
    deeper = all(len(page.path) > depth for page in pages)
    if deeper and len(marks) == 1:
        return _layouts(pages, depth + 1)
    holder = depth - 1
    if not any(_holds_title(page, holder) for page in pages) or (not deeper and len(pages) == 1):
        return [(list(pages), holder)]
    groups: dict[str, list[_Laid]] = defaultdict(list)
    for page in pages:
        groups[_mark(page.path[depth]) if len(page.path) > depth else ""].append(page)
    if len(groups) == 1:
        return [(list(pages), holder)]
    return [found for group in groups.values() for found in _layouts(group, depth)]


def _mark(node: LexborNode) -> str:
    """What tells an element from others at its place."""
    named = node.attributes.get("id") or ""
    return str(node.tag) if re.search(r"\d\d", named) else f"{node.tag}#{named}." + ".".join(classes(node))


def _holds_title(page: _Laid, depth: int) -> bool:
    return bool({node.mem_id for node, _ in page.titles} & _inside(page.path[depth]))


def _inside(node: LexborNode) -> set[int]:
    return {each.mem_id for each in (node, *node.css("*"))}


def _parts(
    pages: Sequence[_Laid],
    depth: int,
    key_of: KeyOf,
    is_list: Callable[[str], bool],
    around: frozenset[str],
) -> ArticleParts:
    places = [page.sample.tree for page in pages]
    bodies = [_outermost(page, depth) for page in pages]
    held: dict[str, tuple[int, int]] = {}

    def chosen(name: str, candidates: Iterable[str], fits: Callable[[int, str], bool], count: int) -> str:
        selector, number = best(list(candidates), places, fits)
        if count:
            held[name] = (number, count)
        return selector if number * 2 > count else ""

    def is_title(number: int, selector: str) -> bool:
        return title_at(selector)(places[number]) == pages[number].title

    def is_body(number: int, selector: str) -> bool:
        found = places[number].css_first(selector)
        return found is not None and found.mem_id == bodies[number].mem_id

    total = len(pages)
    title = chosen("title", _title_selectors(pages), is_title, total)
    body = chosen("body", (name for node in bodies[:3] for name in selectors(node)), is_body, total)
    outside = [_inside(node) for node in bodies]
    infos = [_info(page, inner) for page, inner in zip(pages, outside, strict=True)]

    def holder_of(targets: Sequence[LexborNode | None]) -> Callable[[int, str], bool]:
        def fits(number: int, selector: str) -> bool:
            target = targets[number]
            found = places[number].css_first(selector)
            return target is not None and found is not None and found.mem_id == target.mem_id

        return fits

    def set_of(targets: Sequence[Sequence[LexborNode]]) -> Callable[[int, str], bool]:
        def fits(number: int, selector: str) -> bool:
            wanted = [node.mem_id for node in targets[number]]
            return bool(wanted) and [node.mem_id for node in places[number].css(selector)] == wanted

        return fits

    info = chosen("info", _candidates(infos), holder_of(infos), len(_there(infos)))
    trails = [_trail(page, inner, is_list) for page, inner in zip(pages, outside, strict=True)]
    breadcrumbs = chosen("breadcrumbs", _link_candidates(trails), set_of(trails), sum(map(bool, trails)))
    tags = [_labelled(page, inner, _TAGS) for page, inner in zip(pages, outside, strict=True)]
    tag = chosen("tags", _link_candidates(tags), set_of(tags), sum(map(bool, tags)))
    shared = shared_links([page.sample for page in pages], key_of)
    related = [_related(page, inner, key_of, shared) for page, inner in zip(pages, outside, strict=True)]
    beside = chosen("related", _link_candidates(related), set_of(related), sum(map(bool, related)))
    older, newer = _neighbours(pages, key_of)
    files = [_files(page, inner, around) for page, inner in zip(pages, outside, strict=True)]
    attachments = chosen("attachments", _link_candidates(files), set_of(files), sum(map(bool, files)))
    return ArticleParts(title, body, info, breadcrumbs, tag, beside, older, newer, attachments, held)


def _title_selectors(pages: Sequence[_Laid]) -> Iterator[str]:
    """Selectors of titles, headings first, then from the inside out."""
    for page in pages[:3]:
        headings = [found for found in page.titles if found[0].tag in _HEADINGS]
        for node, ending in (*headings, *reversed(page.titles)):
            yield from (f"{name}{ending}" for name in selectors(node))


def _outermost(page: _Laid, depth: int) -> LexborNode:
    """The element of the text, or one around it that holds nothing else and has a name."""
    node = page.path[depth]
    said = len(line(node))
    alike = [node]
    for outer in reversed(page.path[:depth]):
        if len(line(outer)) > said:
            break
        alike.append(outer)
    named = [each for each in alike if each.attributes.get("id")] or [each for each in alike if classes(each)]
    return named[-1] if named else node


def _there(nodes: Iterable[LexborNode | None]) -> list[LexborNode]:
    return [node for node in nodes if node is not None]


def _candidates(nodes: Iterable[LexborNode | None]) -> Iterator[str]:
    for node in _there(nodes)[:4]:
        yield from selectors(node)


def _link_candidates(found: Iterable[Sequence[LexborNode]]) -> Iterator[str]:
    """Selectors of links by the element around them."""
    for links in [links for links in found if links][:4]:
        for outer in ancestors(links[0]):
            if all(link.mem_id in _inside(outer) for link in links):
                yield from (f"{name} a" for name in selectors(outer))
                break
        yield from selectors(links[0])


def _info(page: _Laid, body: set[int]) -> LexborNode | None:
    """The line of an article with its date and what else is said of it, outside the text."""
    title = {node.mem_id for node, _ in page.titles}
    found: list[tuple[tuple[bool, bool, bool, bool, int, int], LexborNode]] = []
    titled = reached = False
    for place, node in enumerate(page.sample.tree.css("body *")):
        titled, reached = titled or node.mem_id in title, reached or node.mem_id in body
        said = spaced(node)
        if node.mem_id in body or len(said) > _LONGEST_INFO or node.tag in ("script", "style", "select", "a"):
            continue
        inner = _inside(node)
        if inner & title or inner & body or any(each.tag in ("a", "li") for each in ancestors(node)):
            continue
        date = date_of(said, page.sample.seen_at)
        if date is None:
            continue
        listed = page.known.date
        agrees = listed is None or (date.earliest <= listed.latest and listed.earliest <= date.latest)
        between = titled and not reached
        doubts = (not agrees, bool(_CHANGED.search(said)), not between, not _PUBLISHED.search(said))
        found.append(((*doubts, len(said), -place), node))
    if not found:
        return None
    node = min(found, key=lambda each: each[0])[1]
    return _widened(node, title, body)


def _widened(node: LexborNode, title: set[int], body: set[int]) -> LexborNode:
    """The element around a date that has the other things said of the article as well."""
    best_one, most = node, len(set(_LABELS.findall(spaced(node))))
    for outer in ancestors(node):
        said = spaced(outer)
        inner = _inside(outer)
        if len(said) > _LONGEST_INFO or inner & title or inner & body:
            break
        labels = len(set(_LABELS.findall(said)))
        if labels > most:
            best_one, most = outer, labels
    return best_one


def _trail(page: _Laid, body: set[int], is_list: Callable[[str], bool]) -> list[LexborNode]:
    """The links from the home page to the list of an article."""
    addresses = {link.node.mem_id: link.address for link in page.sample.links}
    for node in page.sample.tree.css("a[href]"):
        if node.mem_id in body or not is_list(addresses.get(node.mem_id, "")):
            continue
        for outer in list(ancestors(node))[:3]:
            links = outer.css("a[href]")
            said = line(outer)
            if len(said) > _LONGEST_TRAIL or len(links) > _MOST_STEPS:
                break
            if _POSITION.search(said) or (_STEP.search(said) and _leads_home(links, addresses)):
                return links
    return []


def _leads_home(links: Sequence[LexborNode], addresses: Mapping[int, str]) -> bool:
    return any(named_by((), (), addresses.get(link.mem_id, "")) for link in links)


def _labelled(page: _Laid, body: set[int], label: re.Pattern[str]) -> list[LexborNode]:
    """The links behind a label."""
    for node, said in page.sample.texts:
        if not label.search(said) or node.mem_id in body:
            continue
        for outer in (node, *list(ancestors(node))[:2]):
            links = outer.css("a[href]")
            if links and len(line(outer)) <= 200 and outer.tag != "a":
                return links
    return []


def _related(page: _Laid, body: set[int], key_of: KeyOf, shared: frozenset[str]) -> list[LexborNode]:
    """The links to articles below a heading that says that they are related."""
    keys = {link.node.mem_id: key_of(link.address) for link in page.sample.links}
    for node, said in page.sample.texts:
        if not _RELATED.search(said) or len(said) > _SHORT or node.mem_id in body:
            continue
        for outer in list(ancestors(node))[:3]:
            linked = [keys.get(link.mem_id) for link in outer.css("a[href]")]
            if len(linked) > 1 and all(linked) and not shared.issuperset(filter(None, linked)):
                return outer.css("a[href]")
    return []


def _files(page: _Laid, body: set[int], around: frozenset[str]) -> list[LexborNode]:
    """The links to files beside the text, as their addresses or their names tell."""
    links = page.sample.tree.css("body a[href]")
    return [
        link
        for link in links
        if link.mem_id not in body
        and line(link) not in around
        and (_FILE.search(link.attributes.get("href") or "") or _FILE.search(line(link)))
    ]


def _neighbours(pages: Sequence[_Laid], key_of: KeyOf) -> tuple[str, str]:
    """The selectors of the links to the next older and the next newer article.

    Which is which is told by the numbers of the articles, as sites call either of them the one before.
    """
    before, after = (_neighbour(pages, words, key_of) for words in (_BEFORE, _AFTER))
    steps = [_step(page, before, key_of) for page in pages] + [-_step(page, after, key_of) for page in pages]
    return (after, before) if sum(steps) > 0 else (before, after)


def _step(page: _Laid, selector: str, key_of: KeyOf) -> int:
    """Whether a link leads to an article of a higher (1) or lower (-1) number, 0 where nothing tells it."""
    node = page.sample.tree.css_first(selector) if selector else None
    address = next(
        (link.address for link in page.sample.links if node and link.node.mem_id == node.mem_id), ""
    )
    own, other = key_of(page.sample.address), key_of(address)
    if not (own and other and own.isdecimal() and other.isdecimal()):
        return 0
    return (int(other) > int(own)) - (int(other) < int(own))


def _neighbour(pages: Sequence[_Laid], words: Sequence[str], key_of: KeyOf) -> str:
    """The selector of the link to the article before or after, by the word that stands in its element."""
    for word in words:
        for tag in ("li", "p", "div", "span", "em", "td", "dd"):
            selector = f'{tag}:lexbor-contains("{word}") > a'
            if _leads_to_one(pages, selector, key_of):
                return selector
    return ""


def _leads_to_one(pages: Sequence[_Laid], selector: str, key_of: KeyOf) -> bool:
    """Whether a selector finds one link to an article on most pages, and never more."""
    found = [page.sample.tree.css(selector) for page in pages]
    if max(map(len, found), default=0) != 1 or sum(map(len, found)) * 2 < len(pages):
        return False
    links = {link.node.mem_id: link.address for page in pages for link in page.sample.links}
    return all(key_of(links.get(nodes[0].mem_id, "")) for nodes in found if nodes)
