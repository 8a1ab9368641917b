"""Estimates what a page would cost an HTML parser, before it is parsed, in time linear in its length. Pure.

Three shapes are costly, all found by trying. Each tag may look through every element that is open, so a page
nested deep costs the square of its length (100,000 ``<div>``: half a minute). Formatting elements left open
are opened again in each paragraph after them, as new nodes (170 KB: 7 GB). And each attribute of a tag is
compared with those before it (100,000 of them: a minute). The rules are those of the HTML standard, 13.2.

The estimate errs upwards: an end tag counts only where its element was opened last, since a parser may ignore
any other. What is left open by sloppy editors is far below the limits.
"""

import re
from collections import Counter
from typing import Final

from xzcrawl.errors import HostilePage

#: A page with no more tags and bytes than these, and no longer tag, is cheap whatever its shape; nearly all
#: pages are.
_FEW_TAGS: Final = 1_500
_SHORT: Final = 200_000
_LONG_TAG: Final = 20_000
#: What a file that gzip has packed begins with (RFC 1952, 2.3.1).
GZIP: Final = b"\x1f\x8b"
#: Steps through open elements and attributes (some 5 ns each), and nodes (some 350 bytes each).
_MOST_STEPS: Final = 100_000_000
_MOST_NODES: Final = 1_000_000
#: A comment, or a tag with its attributes, where a ``>`` in quotes ends nothing.
_ATTRIBUTE: Final = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_TOKEN: Final = re.compile(
    rf"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)(?P<rest>(?:[\s/]++|{_ATTRIBUTE})*+)",
    re.DOTALL | re.IGNORECASE,
)
_ONE_ATTRIBUTE: Final = re.compile(_ATTRIBUTE)
#: Elements that hold nothing, or that the next of their kind closes.
_FLAT: Final = frozenset((
    "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track",
    "wbr",
))  # fmt: skip
_FORMATTING: Final = frozenset(
    ("b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u")
)
#: Of formatting elements that are alike so many are opened again at most.
_ALIKE: Final = 3


def is_costly(body: bytes) -> bool:
    """Whether a page may take long to read, so that it is better read apart (``reader``). Takes no time."""
    is_packed = body.startswith(GZIP)  # a few bytes may unpack to many
    return is_packed or len(body) > _SHORT or body.count(b"<") >= _FEW_TAGS or _has_long_piece(body)


def _has_long_piece(body: bytes) -> bool:
    """Whether more than ``_LONG_TAG`` bytes stand between two ``<``, or an end of the page and one."""
    start = 0
    while start + _LONG_TAG < len(body):
        last = body.rfind(b"<", start, start + _LONG_TAG + 1)
        if last < 0:
            return True
        start = last + 1
    return False


def refuse_hostile(text: str) -> None:
    """Raises HostilePage for a costly page that would keep a parser busy for long, or fill the memory."""
    steps, nodes = _cost(text)
    if steps > _MOST_STEPS or nodes > _MOST_NODES:
        raise HostilePage("built to keep a parser busy for minutes, or to fill the memory; it was not read")


def _cost(text: str) -> tuple[int, int]:
    """The steps and the nodes that a parser may need."""
    opened, again = _Opened(), 0
    steps = nodes = 0
    for match in _TOKEN.finditer(text):
        name, rest = (match["name"] or "").lower(), match["rest"] or ""
        if name and name not in _FLAT:
            again += opened.close(name) if match["end"] else opened.open(name, rest)
        steps += len(opened.elements) + _comparisons(rest)
        nodes += again
    return steps, nodes


class _Opened:
    """The elements that are open, innermost last, and how many formatting elements are alike."""

    def __init__(self) -> None:
        self.elements: list[tuple[str, str]] = []
        self._alike: Counter[tuple[str, str]] = Counter()

    def open(self, name: str, rest: str) -> int:
        """How many more elements each paragraph would open again from now on."""
        element = (name, rest)
        self.elements.append(element)
        if name not in _FORMATTING:
            return 0
        self._alike[element] += 1
        return int(self._alike[element] <= _ALIKE)

    def close(self, name: str) -> int:
        """Likewise, as a negative number."""
        if not self.elements or self.elements[-1][0] != name:
            return 0
        element = self.elements.pop()
        if name not in _FORMATTING:
            return 0
        self._alike[element] -= 1
        return -int(self._alike[element] < _ALIKE)


def _comparisons(rest: str) -> int:
    """Of the attributes of one tag with each other; not worth counting where they cannot be many."""
    return len(_ONE_ATTRIBUTE.findall(rest)) ** 2 if len(rest) > _FEW_TAGS else 0
