"""Finds who wrote an article and where it is from, as lines at the ends of its text say. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from xzcrawl.extract.labelled_date import labelled_date
from xzcrawl.families.foot_lines import is_credit, writers_in_byline
from xzcrawl.families.info_line import origin_in
from xzcrawl.items import Block

#: Such lines are among so many first and last ones.
_FIRST, _LAST = 2, 6
_SPEAKER: Final = re.compile(r"\W*记者\s?[:：]")
_SEVERAL: Final = 2


def origin_beside(body: Sequence[Block]) -> str:
    """What lines of credits, or with the labelled date, say of the origin; "" where none does."""
    told = (line.text for line in _ends(body) if is_credit(line.text) or labelled_date([line]))
    return next((name for text in told if (name := origin_in(text))), "")


def writers_beside(body: Sequence[Block]) -> str:
    """The names in a line that is a byline and nothing else (``本报记者 王芳``); "" where there is none.

    In an interview 记者： stands before each question.
    """
    asked = sum(_SPEAKER.match(block.text) is not None for block in body)
    lines = (line.text for line in _ends(body) if asked < _SEVERAL or not _SPEAKER.match(line.text))
    return next((names for text in lines if (names := writers_in_byline(text))), "")


def _ends(body: Sequence[Block]) -> Iterator[Block]:
    lines = [block for block in body if block.kind != "image"]
    yield from lines[:_FIRST]
    yield from lines[max(_FIRST, len(lines) - _LAST) :]
