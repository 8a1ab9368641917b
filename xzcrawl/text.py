"""Widths, spaces, invisible and traditional characters of Chinese web text. Pure; words never change."""

import re
import unicodedata
from functools import cache
from hashlib import sha256
from itertools import chain

from opencc import OpenCC

_EMOJI = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_JOINER = rf"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])"
#: Nothing a reader sees: zero-width and bidi marks, soft hyphen, controls that are no white space.
_INVISIBLE = re.compile(
    r"[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad\u061c\u180e"
    rf"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]|{_JOINER}"
)
_NEWLINES = frozenset("\n\r\v\f\x85\u2028\u2029")
_CJK = (
    "\u00b7\u2014\u2018-\u201d\u2026\u2e80-\u2fff\u3001-\u30ff\u3130-\u318f\u31a0-\u9fff\ua960-\ua97f\uac00-\ud7af"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
#: Two characters of Chinese text. Many editors type ASCII punctuation in it: 3月8日,在广大干群.
_CHINESE_PAIR = re.compile(rf"[{_CJK}][{_CJK},.;:!?()\"']|[,.;:!?()\"'][{_CJK}]")
#: Every run of white space but the most common one, a single plain space.
_SPACES = re.compile(r"\s{2,}|[^\S ]")


def normalise(text: str) -> str:
    """One clean line: nothing invisible, spaces collapsed and trimmed, none where only the source broke.

    A line break of the source between two Chinese characters or their punctuation is no space; a plain space
    there stays, and so does a single U+3000 (``张　三``).
    """
    if text.isprintable() and "  " not in text:  # most text: nothing invisible, no space but plain ones
        return text.strip()
    return _SPACES.sub(_space, _INVISIBLE.sub("", text).strip())


def _space(match: re.Match[str]) -> str:
    run = match.group()
    if run == "\u3000":
        return run
    between = match.string[match.start() - 1] + match.string[match.end()]
    broken = not _NEWLINES.isdisjoint(run) and _CHINESE_PAIR.fullmatch(between) is not None
    return "" if broken else " "


def fold(text: str) -> str:
    """The text for loose comparison: half width (NFKC) and without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """``fold`` character by character, and for each of its characters the index in ``text`` it came from.

    The list ends with ``len(text)``, so that the end of a match has an offset too.
    """
    pieces = [fold(character) for character in text]
    offsets = chain.from_iterable([index] * len(piece) for index, piece in enumerate(pieces))
    return "".join(pieces), [*offsets, len(text)]


def simplify(text: str) -> str:
    """Traditional characters as simplified ones (OpenCC), one by one, so that nothing changes its place."""
    return text.translate(_SIMPLIFIED)


class _Simplified(dict[int, str]):
    """What ``str.translate`` puts for a character, found at its first sight."""

    def __missing__(self, code: int) -> str:
        self[code] = _simplifier().convert(chr(code))
        return self[code]


_SIMPLIFIED = _Simplified()


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def content_sha256(title: str, text: str) -> str:
    """What decides whether an article changed: SHA-256 over title, a newline and text, in UTF-8, as hex."""
    return sha256(f"{title}\n{text}".encode()).hexdigest()
