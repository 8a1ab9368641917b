"""Tokens of the index: two characters that follow each other, and the last one of a run by itself. Pure.

Each character of a run is the first of exactly one token, so a position is a character, a word of two or more
is a phrase of tokens, and one character is every token it begins. A run ends with a token of its own, so
no phrase of two-character tokens leads from one run into the next, and a line ends with a mark.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from operator import add
from typing import Final

from xzcrawl.search.fold import fold, runs

#: No letter or digit: no query asks for it.
_LINE_END: Final = "¶"


def grams(run: str) -> Iterator[str]:
    """The two-character tokens of a run; none of a run of one character."""
    return map(add, run, run[1:])


def tokens(text: str) -> str:
    """All tokens of a text in their order, joined by spaces."""
    lines = fold(text).split("\n")
    return f" {_LINE_END} ".join(" ".join(chain.from_iterable(map(_closed, runs(line)))) for line in lines)


def phrase(parts: Sequence[str]) -> tuple[list[str], str | None]:
    """The tokens that follow each other where these runs do, and what the token after them begins with.

    The last run of a word may go on in the text; where it has only one character, that is a beginning.
    """
    before = [token for run in parts[:-1] for token in _closed(run)]
    last = parts[-1]
    return (before, last) if len(last) == 1 else ([*before, *grams(last)], None)


def _closed(run: str) -> Iterator[str]:
    return chain(grams(run), run[-1:])
