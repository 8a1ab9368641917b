"""Pages of articles laid side by side: in which elements their text lies, and so which are alike. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.tree import classes, line
from xzcrawl.generic import words
from xzcrawl.items import DateInterval
from xzcrawl.learn.sample import Sample, ancestors, chinese
from xzcrawl.learn.titles import title_of_page

#: A body holds at least this part of the sentences that are not the frame's.
_BODY: Final = 0.5
_SENTENCE: Final = re.compile(r"[，。；！？：、]")
#: Elements within a line, and lines of text themselves, hold no body.
_LINES: Final = frozenset(
    ("p", "span", "font", "strong", "b", "em", "i", "a", "h1", "h2", "h3", "h4", "blockquote", "li", "center")
)


@dataclass(frozen=True, slots=True)
class ShownElsewhere:
    """What other pages say of an article: the texts of links to it, and the date that a list shows."""

    titles: frozenset[str] = frozenset()
    date: DateInterval | None = None


@dataclass(frozen=True, slots=True, eq=False)
class LaidPage:
    """One page. ``path`` leads from the ``body`` to the text; each element of the title comes with what its
    selector ends with."""

    sample: Sample
    known: ShownElsewhere
    path: tuple[LexborNode, ...]
    title: str
    titles: tuple[tuple[LexborNode, str], ...]


@dataclass(frozen=True, eq=False)
class SampleArticle:
    """A page of a layout, whose ``body`` is known."""

    laid: LaidPage
    body: LexborNode

    @property
    def sample(self) -> Sample:
        return self.laid.sample

    @cached_property
    def inside(self) -> frozenset[int]:
        """The elements of the body."""
        return elements_in(self.body)


def lay(sample: Sample, known: ShownElsewhere, around: frozenset[str]) -> LaidPage:
    """A page laid open; ``around`` are the texts of the frame."""
    weights: dict[int, int] = defaultdict(int)
    for node, said in sample.texts:
        if said in around or not _SENTENCE.search(said) or words.is_particular(said):
            continue
        if any(each.tag == "a" for each in (node, *ancestors(node))):
            continue
        for each in (node, *ancestors(node)):
            weights[each.mem_id] += chinese(said)
    title, titles = title_of_page(sample, known.titles, around)
    return LaidPage(sample, known, tuple(_descent(sample, weights)), title, titles)


def _descent(sample: Sample, weights: Mapping[int, int]) -> Iterator[LexborNode]:
    """From the ``body`` inwards, the elements that hold nearly all of the text."""
    node = sample.tree.body
    while node is not None and weights.get(node.mem_id, 0) > 0:
        yield node
        held = weights[node.mem_id] * _BODY
        inner = (child for child in node.iter() if weights.get(child.mem_id, 0) >= held)
        node = next((child for child in inner if child.tag not in _LINES), None)


def layouts_of(pages: Sequence[LaidPage]) -> list[list[SampleArticle]]:
    """The pages whose text is in the same elements, those of most pages first."""
    found = _grouped([page for page in pages if page.path and page.titles], 0)
    layouts = sorted(found, key=lambda layout: -len(layout[0]))
    return [[SampleArticle(page, _holder(page, depth)) for page in group] for group, depth in layouts]


def _grouped(pages: Sequence[LaidPage], depth: int) -> list[tuple[list[LaidPage], int]]:
    """Pages whose text is in the same elements, with the depth of the innermost of these."""
    if not pages:
        return []
    marks = {_mark(page.path[depth]) for page in pages if len(page.path) > depth}
    deeper = all(len(page.path) > depth for page in pages)
    if deeper and len(marks) == 1:
        return _grouped(pages, depth + 1)
    holder = depth - 1
    if not any(_holds_title(page, holder) for page in pages) or (not deeper and len(pages) == 1):
        return [(list(pages), holder)]
    groups: dict[str, list[LaidPage]] = defaultdict(list)
    for page in pages:
        groups[_mark(page.path[depth]) if len(page.path) > depth else ""].append(page)
    if len(groups) == 1:
        return [(list(pages), holder)]
    return [found for group in groups.values() for found in _grouped(group, depth)]


def _mark(node: LexborNode) -> str:
    """What tells an element from others at its place."""
    named = node.attributes.get("id") or ""
    return str(node.tag) if re.search(r"\d\d", named) else f"{node.tag}#{named}." + ".".join(classes(node))


def _holds_title(page: LaidPage, depth: int) -> bool:
    return bool({node.mem_id for node, _ in page.titles} & elements_in(page.path[depth]))


def _holder(page: LaidPage, depth: int) -> LexborNode:
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


def elements_in(node: LexborNode) -> frozenset[int]:
    """An element and all in it."""
    return frozenset({each.mem_id for each in (node, *node.css("*"))})
