"""A page as it is looked at: its lines, its heading, and how much each line looks like text. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from xzcrawl.families.habits import is_aside
from xzcrawl.families.tree import Tree
from xzcrawl.generic import words
from xzcrawl.generic.heading import heading_of
from xzcrawl.generic.layout import Element, PageLine, inherited, lines_of
from xzcrawl.generic.statements import Statements

_MARKS: Final = re.compile(r"[，。；：？！、…“”,;?!]")
_LONG: Final = 40
#: What a line counts that is a few words without a mark, and what one behind the end of an article does.
_FEW_WORDS, _BEHIND = 0.3, 0.1


@dataclass(frozen=True, slots=True)
class PageView:
    """``beside``: whether a line stands in what is no part of an article by its name; ``weights``: how much
    it looks like the text of one, in characters. ``heading`` is the index of the title's line.
    """

    lines: Sequence[PageLine]
    heading: int
    beside: Sequence[bool]
    weights: Sequence[float]

    @classmethod
    def of(cls, tree: Tree, stated: Statements) -> Self | None:
        """A page, None where it has no heading."""
        lines = lines_of(tree)
        heading = heading_of(lines, stated.titles)
        if heading is None:
            return None
        beside = _beside(lines, heading)
        return cls(lines, heading, beside, _weights(lines, heading, beside))

    def inside(self, element: Element) -> list[int]:
        """The indexes of the lines in an element."""
        return [index for index, line in enumerate(self.lines) if element.holds(line.element)]

    def weight(self, indexes: Iterable[int]) -> float:
        """How much these lines look like text."""
        return sum(self.weights[index] for index in indexes)


def _beside(lines: Sequence[PageLine], heading: int) -> list[bool]:
    """Whatever its name, what the heading stands in is part of the article."""
    known = dict.fromkeys(lines[heading].element.ancestry(), False)
    is_beside = inherited(lambda element: is_aside(element.tag, element.names), known)
    return [is_beside(line.element) for line in lines]


def _weights(lines: Sequence[PageLine], heading: int, beside: Sequence[bool]) -> list[float]:
    found: list[float] = []
    share = 1.0
    for index, line in enumerate(lines):
        if share == 1 and words.ends(line.text) and any(found):
            share = _BEHIND
        is_other = index <= heading or beside[index] or line.is_link or words.is_particular(line.text)
        found.append(0.0 if is_other else share * _weight(line))
    return found


def _weight(line: PageLine) -> float:
    is_text = _MARKS.search(line.text) is not None or len(line.text) > _LONG
    return (len(line.text) - line.linked) * (1 if is_text else _FEW_WORDS)
