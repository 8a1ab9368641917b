"""A parsed page, and how a theme's declarations are read from it."""

from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xzcrawl.text import normalise

Tree = LexborHTMLParser
#: What is searched: a whole page, or one element of it.
PageOrNode = LexborHTMLParser | LexborNode
#: Elements: a CSS selector ("" for none), or a function that finds them in a place.
NodeFinder = str | Callable[[PageOrNode], list[LexborNode]]
#: A text: a CSS selector of the element that holds it ("" for none), or a function that reads it in a place.
TextReader = str | Callable[[PageOrNode], str]


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
    """The element's text as one clean line, with a space between one element inside it and another."""
    return normalise(node.text(separator=" ")) if node is not None else ""
