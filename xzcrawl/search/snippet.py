"""What shows that a text was found: pieces of it, the hits marked. Pure; the text stays as published."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from xzcrawl.search.fold import fold_with_offsets
from xzcrawl.search.query import MOST_CHARACTERS, Word

#: Characters of a snippet, and how many of them come before its first hit.
LENGTH: Final = 120
_BEFORE: Final = 24
#: Characters of a title that a list shows. No title of a person has more.
TITLE: Final = 300
#: Characters of a text in which words are looked for: a book has fewer.
_LOOKED_AT: Final = 200_000
#: Hits in a text that are weighed, all words together, and of one word at least.
_MOST_HITS: Final = 1_000
_FEWEST_HITS: Final = 10
#: What is between two runs (see ``fold``); the point of a number is not.
_BREAK: Final = r"(?!(?<=\d)\.\d)[\W_]+"
_ENDS: Final = "。!！?？;；,，、:：\n"
_CUT: Final = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; ``is_hit`` where it is what was asked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    word: int


def cut(text: str, length: int = TITLE) -> str:
    """The text as a list shows it: of a longer one the beginning and an ellipsis."""
    return text if len(text) <= length else text[:length] + _CUT


def marked(title: str, words: Sequence[Word]) -> tuple[Piece, ...]:
    """A title as a list shows it (``cut``), the places marked where one of the words stands."""
    shown = cut(title)
    return tuple(_pieces(shown, 0, len(shown), _hits(shown, words)))


def snippet(text: str, words: Sequence[Word], length: int = LENGTH) -> tuple[Piece, ...]:
    """The part of the text with most of the words, some ``length`` characters, in one line.

    The beginning of the text where none of the words stands in it.
    """
    hits = _hits(text, words)
    start = _start(text, hits, length) if len(text) > length else 0
    end = min(len(text), max(start + length, _first_end(hits, start)))
    pieces = [Piece(" ".join(one.text.split("\n")), one.is_hit) for one in _pieces(text, start, end, hits)]
    if start:
        pieces.insert(0, Piece(_CUT, is_hit=False))
    if end < len(text):
        pieces.append(Piece(_CUT, is_hit=False))
    return tuple(pieces)


def _hits(text: str, words: Sequence[Word]) -> list[_Hit]:
    """Where the words stand in the text, in order; of two that overlap the first, then the longer one.

    Of a text or a word that is repeated without end only so much is looked at.
    """
    if not words:
        return []
    folded, offsets = fold_with_offsets(text[:_LOOKED_AT])
    each = max(_MOST_HITS // len(words), _FEWEST_HITS)
    found = sorted(
        (match.start(), -match.end(), number)
        for number, word in enumerate(words)
        for match in islice(_pattern(word.runs).finditer(folded), each)
    )
    hits: list[_Hit] = []
    for start, negative_end, number in found:
        first, last = offsets[start], offsets[-negative_end - 1] + 1
        if not hits or first >= hits[-1].end:
            hits.append(_Hit(first, min(last, first + MOST_CHARACTERS), number))
    return hits


@lru_cache(maxsize=256)
def _pattern(runs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_BREAK.join(map(re.escape, runs)))


def _start(text: str, hits: Sequence[_Hit], length: int) -> int:
    """Where to begin: shortly before the hit with most words after it, at a clause if one begins there."""
    if not hits:
        return 0
    best = _best(hits, length - _BEFORE)
    earliest = max(0, best.start - _BEFORE)
    ends = [index for index in range(earliest, best.start) if text[index] in _ENDS]
    return ends[0] + 1 if ends else earliest


def _best(hits: Sequence[_Hit], length: int) -> _Hit:
    """The first hit with the most words in so many characters from it on; in one pass over the hits."""
    best, most, last = hits[0], 0, 0
    within = Counter[int]()
    for hit in hits:
        while last < len(hits) and hits[last].start < hit.start + length:
            within[hits[last].word] += 1
            last += 1
        if len(within) > most:
            best, most = hit, len(within)
        within -= Counter((hit.word,))  # drops what reaches zero
    return best


def _first_end(hits: Sequence[_Hit], start: int) -> int:
    return next((hit.end for hit in hits if hit.start >= start), 0)


def _pieces(text: str, start: int, end: int, hits: Sequence[_Hit]) -> Iterator[Piece]:
    """The text from ``start`` to ``end``, cut at the hits in it."""
    for hit in hits:
        if hit.start < start or hit.end > end:
            continue
        if start < hit.start:
            yield Piece(text[start : hit.start], is_hit=False)
        yield Piece(text[hit.start : hit.end], is_hit=True)
        start = hit.end
    if start < end:
        yield Piece(text[start:end], is_hit=False)
