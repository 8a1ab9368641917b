"""Tells whether two answers say the same, such as what a site answers where an article is missing. Pure."""

import re
from dataclasses import dataclass
from typing import Final, Self

from xzcrawl.items import GoneKind

#: Of a longer page the rest tells no more.
_LONGEST: Final = 200_000
_UNSEEN: Final = re.compile(
    rb"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
#: Lists of the most read, or of some at random, are other ones at each request; they are links.
_LINK: Final = re.compile(rb"<a\b[^<>]*>(?:[^<]++|<(?!/?a\b))*+</a\s*>", re.IGNORECASE)
_TAG: Final = re.compile(rb"<[^<>]*>")
_VARIES: Final = re.compile(rb"[\s\d]+")
#: Two answers are alike that share this much of what they say beside the site's frame.
_ALIKE: Final = 0.7
#: Bytes of the pieces that are compared: two Chinese characters in UTF-8, three in GBK.
_PIECE: Final = 6


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer said: how an article is missing by it, its texts between tags, and those of its links.

    ``missing`` is None where it says nothing of that. Texts are bytes without white space and figures.
    """

    missing: GoneKind | None
    texts: frozenset[bytes]
    linked: frozenset[bytes] = frozenset()

    @classmethod
    def of(cls, missing: GoneKind | None, body: bytes) -> Self:
        """What came with this body (content coding undone)."""
        seen = _seen(body)
        texts = _texts(_LINK.sub(b"<>", seen))
        return cls(missing, texts, _texts(seen) - texts)

    def is_like(self, other: Self, frame: Self) -> bool:
        """Whether both say the same beside what stands in the ``frame`` that all pages of the site have.

        Links count only where neither has anything else. 410 is said on purpose and needs no like but another
        absence; one home page is like another.
        """
        if self.missing == "410":
            return other.missing in ("404", "410")
        if self.missing is None or self.missing != other.missing:
            return False
        own, others = _pieces(self.texts - frame.texts), _pieces(other.texts - frame.texts)
        if not own | others:
            own, others = _pieces(self.linked - frame.linked), _pieces(other.linked - frame.linked)
        return self.missing == "home" or len(own & others) >= _ALIKE * len(own | others)


def shows_text(body: bytes) -> bool:
    """Whether readers see any text of an answer with this body, be it that of a link."""
    return bool(_texts(_seen(body)))


def _seen(body: bytes) -> bytes:
    return _UNSEEN.sub(b"<>", body[:_LONGEST])


def _texts(seen: bytes) -> frozenset[bytes]:
    return frozenset(filter(None, (_VARIES.sub(b"", text) for text in _TAG.split(seen))))


def _pieces(texts: frozenset[bytes]) -> frozenset[bytes]:
    """All stretches of ``_PIECE`` bytes: texts that differ in a word share most of them."""
    return frozenset(
        text[place : place + _PIECE] for text in texts for place in range(max(1, len(text) - _PIECE + 1))
    )
