"""A parsed page, and how a theme's declarations are read from it."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xzcrawl.text import normalise

Tree = LexborHTMLParser
#: What is searched: a whole page, or one element of it.
PageOrNode = LexborHTMLParser | LexborNode
#: Elements: a CSS selector ("" for none), or a function that finds them in a place.
NodeFinder = str | Callable[[PageOrNode], list[LexborNode]]
#: A text: a CSS selector of the element that holds it ("" for none), or a function that reads it in a place.
TextReader = str | Callable[[PageOrNode], str]
#: What tells which commas of a selector stand between two: texts in quotes, brackets, and the commas.
_MARKS: Final = re.compile(r"""\\.|"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|[(\[]|[)\]]|,""", re.DOTALL)


def find(place: PageOrNode, finder: NodeFinder) -> list[LexborNode]:
    """All elements that a theme declares, in the order of the page."""
    if not isinstance(finder, str):
        return finder(place)
    return place.css(finder) if finder else []


def first(place: PageOrNode, finder: NodeFinder) -> LexborNode | None:
    """The first of the elements that a theme declares."""
    if not isinstance(finder, str):
        return next(iter(finder(place)), None)
    return place.css_first(finder) if finder else None


@lru_cache(maxsize=1024)
def alternatives(selector: str) -> Sequence[str]:
    """The selectors that are parted by commas, in their order."""
    cuts, depth = [-1], 0
    for mark in _MARKS.finditer(selector):
        depth += (mark[0] in "([") - (mark[0] in ")]")
        if mark[0] == "," and depth == 0:
            cuts.append(mark.start())
    ends = (*cuts[1:], len(selector))
    return [selector[cut + 1 : end].strip() for cut, end in zip(cuts, ends, strict=True)] if selector else []


def body_element(place: PageOrNode, selector: str) -> LexborNode | None:
    """The body of an article. Of several selectors, the first that finds an element counts."""
    found = map(place.css_first, alternatives(selector))
    return next((node for node in found if node is not None), None)


def text(place: PageOrNode, reader: TextReader) -> str:
    """The text that a theme declares as one clean line, "" where there is none."""
    return line(first(place, reader)) if isinstance(reader, str) else reader(place)


def classes(node: LexborNode) -> list[str]:
    """The classes of an element, in order."""
    return (node.attributes.get("class") or "").split()


def line(node: PageOrNode | None) -> str:
    """The element's text as one clean line, "" where there is no element."""
    return normalise(node.text()) if node else ""


def own_text(place: PageOrNode | None) -> str:
    """The text that stands in an element itself and not in one inside it, as one clean line."""
    return normalise(place.text(deep=False)) if place is not None else ""


def spaced(node: PageOrNode | None) -> str:
    """The element's text as one clean line, with a space between one element inside it and another.

    The code of scripts is left out, so that ``来源：<script>document.write(name)</script>`` names nobody.
    """
    if node is None:
        return ""
    if node.css_first("script, style") is None:
        return normalise(node.text(separator=" "))
    root = node if isinstance(node, LexborNode) else node.root
    parts = root.traverse(include_text=True) if root else ()
    return normalise(" ".join(part.text(deep=False) for part in parts if _is_shown_text(part)))


def _is_shown_text(node: LexborNode) -> bool:
    parent = node.parent
    return node.tag == "-text" and (parent is None or parent.tag not in ("script", "style"))
