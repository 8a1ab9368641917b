"""Normalises widths, spaces, invisible and traditional characters of Chinese web text. Pure.

No function changes words.
"""

import re
import unicodedata
from functools import cache
from hashlib import sha256
from itertools import chain

from opencc import OpenCC

_EMOJI = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_JOINER = rf"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])"
#: Invisible characters: zero-width and bidi marks, the soft hyphen, controls that are not white space.
_INVISIBLE = re.compile(
    r"[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad\u061c\u180e"
    rf"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]|{_JOINER}"
)
_NEWLINES = frozenset("\n\r\v\f\x85\u2028\u2029")
_CJK = (
    "\u00b7\u2014\u2018-\u201d\u2026\u2e80-\u2fff\u3001-\u30ff\u3130-\u318f\u31a0-\u9fff\ua960-\ua97f\uac00-\ud7af"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
#: Two adjacent characters of Chinese text, in which many editors type ASCII punctuation: 3月8日,在广大干群.
#: ``re`` compiles so large classes when they are first used, which takes milliseconds.
_CHINESE_PAIR = rf"[{_CJK}][{_CJK},.;:!?()\"']|[,.;:!?()\"'][{_CJK}]"
#: Any run of white space except a single plain space, the most common one.
_SPACES = re.compile(r"\s{2,}|[^\S ]")


def normalise(text: str) -> str:
    """The text as one clean line: without invisible characters, with spaces collapsed and trimmed.

    A line break of the source between two Chinese characters or their punctuation is dropped. A plain space
    there stays, and so does a single U+3000 (``张　三``).
    """
    if text.isprintable() and "  " not in text:  # most texts: no invisible characters, only plain spaces
        return text.strip()
    return _SPACES.sub(_space, _INVISIBLE.sub("", text).strip())


def _space(match: re.Match[str]) -> str:
    run = match.group()
    if run == "\u3000":
        return run
    between = match.string[match.start() - 1] + match.string[match.end()]
    broken = not _NEWLINES.isdisjoint(run) and re.fullmatch(_CHINESE_PAIR, between) is not None
    return "" if broken else " "


def fold(text: str) -> str:
    """The text for loose comparison: half width (NFKC) and without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The text folded character by character, and the index in ``text`` of each folded character.

    The list ends with ``len(text)``, so that the end of a match has an offset too.
    """
    pieces = [fold(character) for character in text]
    offsets = chain.from_iterable([index] * len(piece) for index, piece in enumerate(pieces))
    return "".join(pieces), [*offsets, len(text)]


def simplify(text: str) -> str:
    """The text with each traditional character simplified (OpenCC); every character keeps its place."""
    return text.translate(_SIMPLIFIED)


class _Simplified(dict[int, str]):
    """A table for ``str.translate``; a character is looked up when it first occurs."""

    def __missing__(self, code: int) -> str:
        self[code] = _simplifier().convert(chr(code))
        return self[code]


_SIMPLIFIED = _Simplified()


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def content_sha256(title: str, text: str) -> str:
    """The digest that shows a change of an article: SHA-256 of title, a newline, text in UTF-8, as hex."""
    return sha256(f"{title}\n{text}".encode()).hexdigest()
