"""Learns where a site's articles have their parts, by laying several of them side by side. Pure.

What most pages have alike is the frame; what differs is the article. Pages of another layout are told by the
elements around their text.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.described import text_at, title_at
from xzcrawl.families.info_line import origin_in, writer_in
from xzcrawl.families.tree import body_element, line, spaced
from xzcrawl.learn import beside
from xzcrawl.learn.layouts import LaidPage, SampleArticle, ShownElsewhere, elements_in, lay, layouts_of
from xzcrawl.learn.lists import KeyOf, shared_links
from xzcrawl.learn.neighbours import neighbour_selectors
from xzcrawl.learn.sample import Sample, ancestors, frame
from xzcrawl.learn.selectors import best, selectors
from xzcrawl.learn.titles import site_names

_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4"))
#: Selectors are made of so many pages, and then tried on all.
_MADE_OF: Final = 4
#: A name that all pages tell alike may be that of the site.
_DIFFERENT: Final = 2


@dataclass(frozen=True, slots=True)
class ArticleParts:
    """The selectors of articles, "" for what was not found, and on how many of the pages each holds.

    ``labelled`` names what the line ``info`` tells itself.
    """

    title: str
    body: str
    info: str = ""
    author: str = ""
    origin: str = ""
    breadcrumbs: str = ""
    tags: str = ""
    related: str = ""
    older: str = ""
    newer: str = ""
    attachments: str = ""
    held: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    labelled: frozenset[str] = frozenset()


def article_parts(
    samples: Sequence[Sample],
    known: Mapping[str, ShownElsewhere],
    key_of: KeyOf,
    is_list: Callable[[str], bool],
) -> list[ArticleParts]:
    """The parts of articles, for each layout of the pages, that of most pages first.

    ``known`` is by the URL of the page. ``key_of`` and ``is_list`` say what an address is.
    """
    around = frame(samples) | site_names(samples)
    laid = [lay(sample, known.get(sample.url, ShownElsewhere()), around) for sample in samples]
    found: list[ArticleParts] = []
    for pages in layouts_of(laid):
        if any(_reads_title(part, page.laid) for part in found for page in pages):
            continue  # other elements happen to hold more text on these
        part = _parts(pages, key_of, is_list, around)
        if part.title and part.body:
            found.append(part)
    return found


def _reads_title(parts: ArticleParts, page: LaidPage) -> bool:
    return reads(parts, page.sample) and title_at(parts.title)(page.sample.tree) == page.title


def reads(parts: ArticleParts, sample: Sample) -> bool:
    """Whether a page has a title and a body, with a text or a picture, where those of a layout are."""
    body = body_element(sample.tree, parts.body)
    return body is not None and bool(
        title_at(parts.title)(sample.tree) and (line(body) or body.css_first("img, video, iframe"))
    )


def _parts(
    pages: Sequence[SampleArticle], key_of: KeyOf, is_list: Callable[[str], bool], around: frozenset[str]
) -> ArticleParts:
    chosen = _Chosen(pages)
    shared = shared_links([page.sample for page in pages], key_of)
    linked = [frozenset(link.address for link in page.sample.links) for page in pages]
    menu = frozenset.intersection(*linked)
    older, newer = neighbour_selectors(pages, key_of)
    return ArticleParts(
        title=chosen.title(),
        body=chosen.body(),
        info=(info := chosen.one("info", [beside.info_line(page, around) for page in pages])),
        author=chosen.author(info),
        origin=chosen.origin(info),
        breadcrumbs=chosen.links("breadcrumbs", [beside.trail(page, is_list) for page in pages]),
        tags=chosen.links("tags", [beside.tag_links(page, menu, is_list) for page in pages]),
        related=chosen.links("related", [beside.related_links(page, key_of, shared) for page in pages]),
        older=older,
        newer=newer,
        attachments=chosen.links("attachments", [beside.file_links(page, around) for page in pages]),
        held=chosen.held,
        labelled=frozenset(chosen.labelled),
    )


class _Chosen:
    """Chooses the selectors that hold on most pages, and notes on how many; "" where none holds on most.

    ``labelled`` names what the line of particulars tells, so that it needs no selector.
    """

    def __init__(self, pages: Sequence[SampleArticle]) -> None:
        self.held: dict[str, tuple[int, int]] = {}
        self.labelled: set[str] = set()
        self._pages = pages
        self._trees = [page.sample.tree for page in pages]

    def title(self) -> str:
        def is_title(number: int, selector: str) -> bool:
            return title_at(selector)(self._trees[number]) == self._pages[number].laid.title

        return self._chosen("title", _title_selectors(self._pages), is_title, len(self._pages))

    def body(self) -> str:
        bodies = [page.body for page in self._pages]
        return self._chosen("body", _selectors_of(bodies[:3]), self._finds(bodies), len(bodies))

    def author(self, info: str) -> str:
        """The element of the writer, where no label in the line ``info`` tells it.

        It says just the name that machines are told, or is a byline (``本报记者 王芳``).
        """
        named = [beside.stated_author(page) for page in self._pages]
        shown = [beside.bylines(page, name) for page, name in zip(self._pages, named, strict=True)]
        names = {name for name, nodes in zip(named, shown, strict=True) if nodes}

        def is_named(number: int, selector: str) -> bool:
            found = self._trees[number].css_first(selector)
            return found is not None and found.mem_id in {node.mem_id for node in shown[number]}

        labelled = sum(bool(writer_in(text_at(info)(tree))) for tree in self._trees)
        if labelled * 2 > len(self._pages):
            self.labelled.add("author")
            return ""
        if len(names) < _DIFFERENT:
            shown = [beside.byline_elements(page) for page in self._pages]
            names = {spaced(node) for nodes in shown for node in nodes}
        if len(names) < _DIFFERENT:
            return ""
        candidates = (name for nodes in shown for name in _selectors_of(nodes))
        return self._chosen("author", candidates, is_named, sum(map(bool, shown)))

    def origin(self, info: str) -> str:
        """The element with the name of whom an article is from, where no label in ``info`` tells it."""
        if any(origin_in(text_at(info)(tree)) for tree in self._trees):
            self.labelled.add("origin")
            return ""
        shown = [beside.origins(page) for page in self._pages]

        def is_named(number: int, selector: str) -> bool:
            found = self._trees[number].css_first(selector)
            return found is not None and found.mem_id in {node.mem_id for node in shown[number]}

        candidates = (name for nodes in shown for name in _selectors_of(nodes))
        return self._chosen("origin", candidates, is_named, sum(map(bool, shown)))

    def one(self, name: str, targets: Sequence[LexborNode | None]) -> str:
        """The selector of one element of each page, with that of others where several have it elsewhere."""
        there = [node for node in targets if node is not None]
        first = self._chosen(name, _selectors_of(there[:_MADE_OF]), self._finds(targets), len(there))
        left = [
            target if first and tree.css_first(first) is None else None
            for target, tree in zip(targets, self._trees, strict=True)
        ]
        others = [node for node in left if node is not None]
        if len(others) < _DIFFERENT:
            return first
        second, count = best(list(_selectors_of(others[:_MADE_OF])), self._trees, self._finds(left))
        if count < _DIFFERENT:
            return first
        self.held[name] = (self.held[name][0] + count, len(there))
        return f"{first}, {second}"

    def links(self, name: str, targets: Sequence[Sequence[LexborNode]]) -> str:
        """The selector of all the links of each page."""

        def finds(number: int, selector: str) -> bool:
            wanted = [node.mem_id for node in targets[number]]
            return bool(wanted) and [node.mem_id for node in self._trees[number].css(selector)] == wanted

        there = [links for links in targets if links]
        return self._chosen(name, _link_selectors(there[:_MADE_OF]), finds, len(there))

    def _finds(self, targets: Sequence[LexborNode | None]) -> Callable[[int, str], bool]:
        def finds(number: int, selector: str) -> bool:
            target, found = targets[number], self._trees[number].css_first(selector)
            return target is not None and found is not None and found.mem_id == target.mem_id

        return finds

    def _chosen(
        self, name: str, candidates: Iterable[str], fits: Callable[[int, str], bool], count: int
    ) -> str:
        selector, number = best(list(candidates), self._trees, fits)
        if count:
            self.held[name] = (number, count)
        return selector if number * 2 > count else ""


def _title_selectors(pages: Sequence[SampleArticle]) -> Iterator[str]:
    """Selectors of titles, headings first, then from the inside out."""
    for titles in [page.laid.titles for page in pages[:3]]:
        headings = [found for found in titles if found[0].tag in _HEADINGS]
        for node, ending in (*headings, *reversed(titles)):
            yield from (f"{name}{ending}" for name in selectors(node))


def _selectors_of(nodes: Iterable[LexborNode]) -> Iterator[str]:
    for node in nodes:
        yield from selectors(node)


def _link_selectors(found: Iterable[Sequence[LexborNode]]) -> Iterator[str]:
    """Selectors of links by the element around them."""
    for links in found:
        for outer in ancestors(links[0]):
            if all(link.mem_id in elements_in(outer) for link in links):
                yield from (f"{name} a" for name in selectors(outer))
                break
        yield from selectors(links[0])
