"""The element of a page that holds the text of its article. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from xzcrawl.families.habits import is_body
from xzcrawl.generic import words
from xzcrawl.generic.layout import Element
from xzcrawl.generic.view import PageView

_HOLDER_NAMES: Final = "body div section article main center form table tbody tr td dl dd fieldset header"
#: Elements that hold lines, and are none themselves.
_HOLDERS: Final = frozenset(_HOLDER_NAMES.split())
#: An element with this share of the text is looked into, and one is believed by its name with that share.
_MOST, _NAMED = 0.85, 0.5
#: Of elements with such a share of the most the innermost is taken.
_NEARLY: Final = 0.9
#: A caption has at most so many characters.
_CAPTION: Final = 80


def body_of(view: PageView) -> Element | None:
    """The element with the text and the pictures above it, and little else; None for a page without text."""
    masses = _Masses(view)
    root = next(reversed([*view.lines[0].element.ancestry()]))
    if not masses.of(root):
        return None
    return _with_pictures(masses.named(root) or masses.innermost(root), view)


class _Masses:
    """How much text the elements of a page hold."""

    def __init__(self, view: PageView) -> None:
        self._masses: dict[Element, float] = defaultdict(float)
        self._lines: dict[Element, int] = defaultdict(int)
        self._children: dict[Element, list[Element]] = defaultdict(list)
        for line, weight in zip(view.lines, view.weights, strict=True):
            if weight:
                self._masses[line.element] += weight
                self._lines[line.element] += 1
        self._add_up()

    def _add_up(self) -> None:
        """Give all elements what those inside them hold, the last and innermost first."""
        for element in sorted(_with_ancestors(self._masses), key=lambda each: -each.number):
            if element.parent is not None:
                self._masses[element.parent] += self._masses[element]
                self._lines[element.parent] += self._lines[element]
                self._children[element.parent].append(element)

    def of(self, element: Element) -> float:
        return self._masses[element]

    def named(self, root: Element) -> Element | None:
        """The innermost of the elements that say that they hold the text, and hold most of it."""
        least = _NAMED * self.of(root)
        named = [each for each, mass in self._masses.items() if mass >= least and is_body(each.names)]
        most = max(map(self.of, named), default=0)
        heavy = [each for each in named if self.of(each) >= _NEARLY * most]
        return max(heavy, key=lambda each: each.number, default=None)

    def innermost(self, root: Element) -> Element:
        """The innermost element that holds nearly all of the text, unless that is only one of its lines."""
        holder, inner = root, self._heaviest(root)
        while inner is not None and not (self._lines[inner] == 1 < self._lines[holder]):
            holder, inner = inner, self._heaviest(inner)
        return holder

    def _heaviest(self, holder: Element) -> Element | None:
        least = _MOST * self.of(holder)
        children = (each for each in self._children[holder] if each.tag in _HOLDERS)
        return next((each for each in children if self.of(each) >= least), None)


def _with_ancestors(elements: Iterable[Element]) -> set[Element]:
    found: set[Element] = set()
    for inner in elements:
        element: Element | None = inner
        while element is not None and element not in found:
            found.add(element)
            element = element.parent
    return found


def _with_pictures(holder: Element, view: PageView) -> Element:
    """The element with the pictures between heading and text too, where only captions stand by them."""
    first = view.inside(holder)[0]
    for index in range(view.heading + 1, first):
        if view.lines[index].picture is not None and not view.beside[index]:
            around = next(each for each in view.lines[index].element.ancestry() if each.holds(holder))
            more = set(view.inside(around)) - set(view.inside(holder))
            return around if all(_is_of_picture(view, each) for each in more) else holder
    return holder


def _is_of_picture(view: PageView, index: int) -> bool:
    line = view.lines[index]
    is_short = len(line.text) <= _CAPTION and not line.is_link and not words.is_particular(line.text)
    return is_short and index > view.heading and not view.beside[index]
