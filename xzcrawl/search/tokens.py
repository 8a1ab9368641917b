"""Tokens of the index: each two adjacent characters of a run, and the last character alone. Pure.

Each character of a run is the first of exactly one token. So the position of a token is that of a character,
a word of two or more characters is a phrase of tokens, and a single character matches every token that begins
with it. The last character of a run is a token of its own, so no phrase of two-character tokens leads from
one run into the next.
"""

from collections.abc import Iterator, Sequence
from operator import add

from xzcrawl.search.fold import fold, runs


def grams(run: str) -> Iterator[str]:
    """The two-character tokens of a run. A run of one character has none."""
    return map(add, run, run[1:])


def tokens(text: str) -> str:
    """All tokens of a text in their order, joined by spaces."""
    return " ".join([" ".join(_closed(run)) for run in runs(fold(text))])


def phrase(parts: Sequence[str]) -> tuple[list[str], str | None]:
    """The tokens of these runs in a text, and the beginning of the next token, or None.

    The last run of a word may go on in the text. So where it has only one character, a token that begins with
    this character must follow.
    """
    before = [token for run in parts[:-1] for token in _closed(run)]
    last = parts[-1]
    return (before, last) if len(last) == 1 else ([*before, *grams(last)], None)


def _closed(run: str) -> list[str]:
    return [*map(add, run, run[1:]), run[-1]]
