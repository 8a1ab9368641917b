"""A page as the lines and pictures that a reader sees, each with the element that it stands in. Pure."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from xzcrawl.families.habits import names_of
from xzcrawl.families.tree import Tree
from xzcrawl.generic.words import is_date, without_dates
from xzcrawl.html.elements import BLOCKS, UNREAD
from xzcrawl.html.fold import button_behind, is_hidden
from xzcrawl.text import normalise

#: Elements in which no text of an article stands: their pictures, too, are none of its.
_UNREAD: Final = UNREAD | {"noscript", "map", "marquee", "dialog"}


@dataclass(slots=True, eq=False)
class Element:
    """An element with its ``parent``. ``names`` are its id and classes (``habits.names_of``).

    ``number`` counts the elements of a page as they begin; ``last`` is that of the last one inside it,
    once it has ended.
    """

    node: LexborNode
    parent: "Element | None"
    tag: str
    names: str
    number: int = 0
    last: int = sys.maxsize

    def ancestry(self) -> "Iterator[Element]":
        """The element and those around it, the innermost first."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def holds(self, other: "Element") -> bool:
        """Whether ``other`` is this element or stands in it."""
        return self.number <= other.number <= self.last


def inherited(passes: Callable[[Element], bool], known: dict[Element, bool]) -> Callable[[Element], bool]:
    """Whether an element, or one around it up to those that are ``known``, passes; each is looked at once."""

    def found(element: Element) -> bool:
        path = [element]
        while path[-1] not in known and path[-1].parent is not None:
            path.append(path[-1].parent)
        has_passed = known.get(path[-1], False)
        for each in reversed(path):
            known[each] = has_passed = known.get(each, has_passed or passes(each))
        return has_passed

    return found


class LinePart(NamedTuple):
    """A part of a line: a node of text, what it says, and the element that it stands in."""

    node: LexborNode
    text: str
    element: Element
    in_link: bool


@dataclass(slots=True, eq=False)
class PageLine:
    """One line of text, or one picture. ``element`` is the innermost that holds all of it.

    ``pieces`` are its texts, none for a picture, whose ``img`` is ``picture``. ``linked`` is how many of its
    characters are links.
    """

    element: Element
    text: str = ""
    pieces: Sequence[LinePart] = ()
    linked: int = 0
    picture: LexborNode | None = None

    @property
    def is_link(self) -> bool:
        """Whether most of it leads elsewhere, but for a date beside the link."""
        return self.linked > 0 and self.linked * 2 > len(without_dates(self.text))

    @property
    def title(self) -> str:
        """What it says but for a date that stands in an element of its own."""
        undated = [piece for piece in self.pieces if piece.element is self.element or not is_date(piece.text)]
        return self.text if len(undated) == len(self.pieces) else normalise("".join(p.text for p in undated))

    def remove(self) -> None:
        """Takes the line out of its page."""
        for piece in self.pieces:
            piece.node.decompose()
        if self.picture is not None:
            self.picture.decompose()


def lines_of(tree: Tree) -> list[PageLine]:
    """The lines and pictures of a page, in reading order."""
    if tree.body is None:
        return []
    walker = _Walker(tree.body)
    walker.walk()
    return walker.lines


class _Walker:
    """Walks a page without recursion: old pages nest cells hundreds deep."""

    def __init__(self, root: LexborNode) -> None:
        self.lines: list[PageLine] = []
        self._inside = self._root = Element(root, None, "body", "")
        self._count = 0  # of elements, but for the root
        self._links = 0  # how many links are open
        self._pieces: list[LinePart] = []

    def walk(self) -> None:
        node, depth = self._root.node.first_child, 0
        while node is not None:
            if self._enter(node):
                node, depth = node.first_child, depth + 1
                continue
            while node.next is None and depth and node.parent is not None:
                node, depth = node.parent, depth - 1
                self._leave()
            node = node.next
        self._root.last = self._count
        self._end_line()

    def _enter(self, node: LexborNode) -> bool:
        """Reads a node; True for an element whose children are to be read."""
        tag = node.tag or ""
        if tag == "-text":
            self._pieces.append(LinePart(node, node.text_content or "", self._inside, self._links > 0))
        elif tag in ("br", "hr"):
            self._end_line()
        elif tag == "img":
            self.lines.append(PageLine(self._inside, picture=node))
        elif not tag.startswith("-") and tag not in _UNREAD and node.first_child is not None:
            return self._open(node, tag)
        return False

    def _open(self, node: LexborNode, tag: str) -> bool:
        attributes = node.attributes
        if is_hidden(attributes) and button_behind(node) is None:
            return False
        if tag in BLOCKS:
            self._end_line()
        names = names_of(attributes.get("id") or "", attributes.get("class") or "") if attributes else ""
        self._count += 1
        self._inside = Element(node, self._inside, tag, names, self._count)
        self._links += tag == "a"
        return True

    def _leave(self) -> None:
        if self._inside.tag in BLOCKS:
            self._end_line()
        self._links -= self._inside.tag == "a"
        self._inside.last = self._count
        assert self._inside.parent is not None
        self._inside = self._inside.parent

    def _end_line(self) -> None:
        if not self._pieces:
            return
        pieces, self._pieces = self._pieces, []
        if text := normalise("".join(piece.text for piece in pieces)):
            seen = [piece for piece in pieces if not piece.text.isspace()]
            linked = sum(len(piece.text.strip()) for piece in seen if piece.in_link)
            holder = _common([piece.element for piece in seen])
            self.lines.append(PageLine(holder, text, pieces, linked))


def _common(elements: Sequence[Element]) -> Element:
    """The innermost element around all of these."""
    common = elements[0]
    for element in elements[1:]:
        while not common.holds(element):
            assert common.parent is not None
            common = common.parent
    return common
