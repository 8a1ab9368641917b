"""Folding for search: texts that a reader takes for the same become the same text. Pure.

Characters are folded one by one, so that a part of a text folds to a part of the folded text. Full width
becomes half width and ligatures become letters (NFKC). Letters become small and lose their accents (é is
written as one character or as two). Traditional characters are simplified (OpenCC). 蕞 becomes 最: some sites
write it so, for fear of the advertising law. Invisible characters are dropped. Spaces beside Chinese
characters are dropped too: ``10 亿元`` and ``10亿元`` are one text. So are the commas that group the digits
of a number: ``1,234.5`` and ``1234.5`` are one number.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from xzcrawl.text import simplify

_CJK: Final = "\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
#: Spaces on a line beside Chinese characters. Between other characters they are a break, as in ``1. 2``. A
#: series of spaces is tried only once, from its first space on. Both forms begin with a space, which ``re``
#: looks for quickly; it compiles them when they are first used.
_IDLE_SPACES: Final = rf" (?<=[{_CJK}] ) *+| (?<!  ) *+(?=[{_CJK}])"
#: A number whose digits stand in groups of three: ``1,234,567``; not ``12,5``, ``2020,2021`` or ``1,2345``.
GROUPED_NUMBER: Final = r"[0-9](?<![0-9]{2})(?<![0-9][.,][0-9])[0-9]{0,2}(?:,[0-9]{3})+(?!,?[0-9])"
_GROUPED: Final = re.compile(GROUPED_NUMBER)
#: Letters and digits in a row. A point between digits belongs to the number: 12.5亿 is not 12、5亿.
_RUN: Final = re.compile(r"[^\W_]+(?:(?<=\d)\.(?=\d)[^\W_]+)*")
#: Characters that are written in place of another one on purpose.
_SUBSTITUTES: Final = {"蕞": "最"}
_LINE_BREAKS: Final = "\n\r\v\f\x85\u2028\u2029"


class _Table(dict[int, str]):
    """A table for ``str.translate``; a character is folded when it first occurs.

    ``uneven`` are the characters found so far that do not become exactly one character.
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
    """A character in its plain form, without accents. ``¨`` stays: it is not an accented space."""
    parts = unicodedata.normalize("NFKD", character)
    plain = "".join(part for part in parts if unicodedata.category(part) != "Mn")
    if plain == " ":
        return character
    return unicodedata.normalize("NFKC", plain)


_TABLE: Final = _Table()


def fold(text: str) -> str:
    """The text as search compares it. Its lines stay separate."""
    spaced = re.sub(_IDLE_SPACES, "", text.translate(_TABLE))
    return _GROUPED.sub(lambda number: number[0].replace(",", ""), spaced)


def fold_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and the index in ``text`` of each folded character, then ``len(text)``."""
    mapped = text.translate(_TABLE)
    origins: Sequence[int] = range(len(text) + 1)
    # Few characters are uneven, so looking for each of them is quicker than going through the whole text.
    if any(map(text.__contains__, tuple(_TABLE.uneven))):
        origins = [*(index for index, one in enumerate(text) for _ in _TABLE[ord(one)]), len(text)]
    idle = _idle(mapped)
    if not idle:
        return mapped, origins
    pieces: list[str] = []
    offsets: list[int] = []
    start = 0
    for first, end in [*idle, (len(mapped), len(mapped))]:
        pieces.append(mapped[start:first])
        offsets += origins[start:first]
        start = end
    return "".join(pieces), [*offsets, len(text)]


def _idle(mapped: str) -> list[tuple[int, int]]:
    """The start and end of each part of the text that is dropped: spaces, and the commas of numbers."""
    spaces = (match.span() for match in re.finditer(_IDLE_SPACES, mapped))
    numbers = (range(*match.span()) for match in _GROUPED.finditer(mapped))
    commas = ((place, place + 1) for number in numbers for place in number if mapped[place] == ",")
    return sorted((*spaces, *commas))


def runs(folded: str) -> list[str]:
    """The runs of letters and digits of a folded text. All characters between two runs are a break."""
    return _RUN.findall(folded)
