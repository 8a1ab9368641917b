"""Finds what the description of a site declares to be no text of its articles. Pure.

Reading the page has marked it: an element (``aside``) is cut wherever it stands, a line of the frame at the
beginning and the end, a line of a kind that ends articles (``foot``) at the end alone. Pictures, lines that
are links, such as those to attachments, and lines that tell whom to call may stand between and behind these
lines. Below a line of a cast (``主演：张三``) the credits go on with it, and stay.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from xzcrawl.boilerplate.cut import Cut
from xzcrawl.families.foot_lines import is_contact, names_a_part
from xzcrawl.items import Block

ASIDE: Final = "declared-aside"
LINE: Final = "declared-line"

_LINK: Final = re.compile(r"<a [^>]*>.*?</a>")
_MARKUP: Final = re.compile(r"<[^>]*>|\W")
#: So many characters may stand beside the link of a line that is one: ``附件1：``, ``（下载）``.
_BESIDE: Final = 6


def find(blocks: Sequence[Block]) -> list[Cut]:
    """The cuts of what is declared in a part of an article, in reading order."""
    asides = {index for index, block in enumerate(blocks) if block.role == "aside"}
    shown = [index for index in range(len(blocks)) if index not in asides]
    lines = {*_head(blocks, shown), *_foot(blocks, shown)}
    return [Cut(index, 0, ASIDE if index in asides else LINE) for index in sorted(asides | lines)]


def is_link(block: Block) -> bool:
    """Whether a line is a link, with hardly a word beside it, or begins as one to an attachment does."""
    beside = _MARKUP.sub("", _LINK.sub("", block.html))
    return len(beside) <= _BESIDE and ("<a " in block.html or beside.startswith("附件"))


def _head(blocks: Sequence[Block], shown: Sequence[int]) -> Iterator[int]:
    return takewhile(lambda index: blocks[index].role == "frame", shown)


def _foot(blocks: Sequence[Block], shown: Sequence[int]) -> list[int]:
    tail = list(takewhile(lambda index: _is_of_tail(blocks[index]), reversed(shown)))
    above = shown[: len(shown) - len(tail)][-1:]
    if any(names_a_part(blocks[index].text) for index in above):
        return [index for index in tail if blocks[index].role == "frame"]
    return [index for index in tail if blocks[index].role in ("foot", "frame")]


def _is_of_tail(block: Block) -> bool:
    return block.role is not None or block.image is not None or is_link(block) or is_contact(block.text)
