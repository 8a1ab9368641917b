"""Tokens of the index: two characters that follow each other, and the last one of a run by itself. Pure.

Each character of a run is the first of exactly one token, so a position is a character, a word of two or more
is a phrase of tokens, and one character is every token it begins. A run ends with a token of its own, so
no phrase of two-character tokens leads from one run into the next.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from operator import add

from xzcrawl.search.fold import fold, runs


def grams(run: str) -> Iterator[str]:
    """The two-character tokens of a run; none of a run of one character."""
    return map(add, run, run[1:])


def tokens(text: str) -> str:
    """All tokens of a text in their order, joined by spaces."""
    return " ".join(chain.from_iterable(map(_closed, runs(fold(text)))))


def phrase(parts: Sequence[str]) -> tuple[list[str], str | None]:
    """The tokens that follow each other where these runs do, and what the token after them begins with.

    The last run of a word may go on in the text; where it has only one character, that is a beginning.
    """
    before = [token for run in parts[:-1] for token in _closed(run)]
    last = parts[-1]
    return (before, last) if len(last) == 1 else ([*before, *grams(last)], None)


def _closed(run: str) -> Iterator[str]:
    return chain(grams(run), run[-1:])
