"""The body of an article as what stands between two marks in the source of its page.

So an editor's unclosed element takes in nothing of the theme's, and a surplus end tag throws out nothing.
"""

import re
from dataclasses import dataclass

from xzcrawl.families.family import Boundary


@dataclass(frozen=True, slots=True, eq=False)
class BetweenMarks:
    """Finds the boundary of a body: ``start`` matches all up to it, the first ``end`` behind it ends it."""

    start: re.Pattern[str]
    end: re.Pattern[str]
    closing: str

    def __call__(self, text: str) -> Boundary | None:
        start = self.start.search(text)
        end = self.end.search(text, start.end()) if start else None
        return Boundary(start.end(), end.start(), self.closing) if start and end else None
