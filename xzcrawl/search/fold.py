"""Folding for search: what a reader takes for the same text becomes the same text. Pure.

Character by character, so that a part of a text folds to a part of the folded text: full width becomes half
width and ligatures letters (NFKC), letters small and bare of accents (é is written as one character or as
two), traditional characters simplified (OpenCC, character by character), 蕞 becomes 最 (some sites write it
so, for fear of the advertising law), and what nobody sees is dropped. Spaces beside Chinese characters are
dropped too: ``10 亿元`` and ``10亿元`` are one text.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from xzcrawl.text import simplify

_CJK: Final = "\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
#: Spaces on a line that stand beside Chinese; between others they are a break, as in ``1. 2``.
_IDLE_SPACES: Final = re.compile(rf"(?<=[{_CJK}]) +| ++(?=[{_CJK}])")
#: Letters and digits in a row. A point between digits belongs to the number: 12.5亿 is not 12、5亿.
_RUN: Final = re.compile(r"[^\W_]+(?:(?<=\d)\.(?=\d)[^\W_]+)*")
#: Written for another character on purpose.
_SUBSTITUTES: Final = {"蕞": "最"}
_LINE_BREAKS: Final = "\n\r\v\f\x85\u2028\u2029"


class _Table(dict[int, str]):
    """What ``str.translate`` puts for a character, found at its first sight.

    ``uneven`` are the characters seen so far that do not become one character.
    """

    def __init__(self) -> None:
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(folded) != 1:  # before another thread can find it in the table
            self.uneven.add(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    if character in _LINE_BREAKS:
        return "\n"
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Mn"):
        return ""
    folded = _bare(character).casefold()
    simple = folded if folded.isascii() else simplify(folded)
    return _SUBSTITUTES.get(simple, simple)


def _bare(character: str) -> str:
    """In its plain form, without the accents that it may also be written with; ``¨`` is no accented space."""
    parts = unicodedata.normalize("NFKD", character)
    plain = "".join(part for part in parts if unicodedata.category(part) != "Mn")
    if plain == " ":
        return character
    return unicodedata.normalize("NFKC", plain)


_TABLE: Final = _Table()


def fold(text: str) -> str:
    """The text as search compares it; lines stay lines."""
    return _IDLE_SPACES.sub("", text.translate(_TABLE))


def fold_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """``fold``, and for each character of it the index in ``text`` it came from; last comes ``len(text)``."""
    mapped = text.translate(_TABLE)
    origins: Sequence[int] = range(len(text) + 1)
    # Few characters are uneven, so to look for each is quicker than to look at the whole text.
    if any(map(text.__contains__, tuple(_TABLE.uneven))):
        origins = [*(index for index, one in enumerate(text) for _ in _TABLE[ord(one)]), len(text)]
    if " " not in mapped:
        return mapped, origins
    pieces: list[str] = []
    offsets: list[int] = []
    start = 0
    for idle in [*(match.span() for match in _IDLE_SPACES.finditer(mapped)), (len(mapped), len(mapped))]:
        pieces.append(mapped[start : idle[0]])
        offsets += origins[start : idle[0]]
        start = idle[1]
    return "".join(pieces), [*offsets, len(text)]


def runs(folded: str) -> list[str]:
    """The runs of letters and digits of a folded text; what is between two of them is a break."""
    return _RUN.findall(folded)
