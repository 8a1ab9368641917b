"""Titles and pieces of text for a list of hits, with the hits marked. Pure; the text stays as published."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from xzcrawl.search.fold import fold_with_offsets
from xzcrawl.search.query import MOST_CHARACTERS, Word

#: Characters of a snippet, and how many of these come before its first hit.
LENGTH: Final = 120
_BEFORE: Final = 24
#: Characters of a title that a list shows. People write no longer titles.
TITLE: Final = 300
#: Characters at the beginning of a text in which words are looked for: a book has fewer.
_LOOKED_AT: Final = 200_000
#: The most hits in a text that are considered, for all words together, and the fewest allowed for each word.
_MOST_HITS: Final = 1_000
_FEWEST_HITS: Final = 10
#: The break between two runs (see ``fold``). The point of a number is not a break.
_BREAK: Final = r"(?!(?<=\d)\.\d)[\W_]+"
_ENDS: Final = "。!！?？;；,，、:：\n"
_CUT: Final = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. ``is_hit`` is true if it is a word of the query."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    word: int


def cut(text: str, length: int = TITLE) -> str:
    """The text as a list shows it: a longer one is cut after ``length`` characters and gets an ellipsis."""
    return text if len(text) <= length else text[:length] + _CUT


def marked(title: str, words: Sequence[Word]) -> tuple[Piece, ...]:
    """A title as a list shows it (``cut``), with the words marked."""
    shown = cut(title)
    return tuple(_pieces(shown, 0, len(shown), _hits(shown, words)))


def snippet(text: str, words: Sequence[Word], length: int = LENGTH) -> tuple[Piece, ...]:
    """The part of the text with most of the words, about ``length`` characters, in one line.

    It is the beginning of the text if the text has none of the words.
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
    """The places of the words in the text, in order. Of two that overlap the first counts, then the longer.

    Only the beginning of a very long text is searched, and only so many places of each word.
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
    """The start of the snippet: shortly before the best hit, at the start of a clause if there is one."""
    if not hits:
        return 0
    best = _best(hits, length - _BEFORE)
    earliest = max(0, best.start - _BEFORE)
    ends = [index for index in range(earliest, best.start) if text[index] in _ENDS]
    return ends[0] + 1 if ends else earliest


def _best(hits: Sequence[_Hit], length: int) -> _Hit:
    """The first hit with the most words within ``length`` characters from it, found in one pass."""
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
