"""Finds the site's copyright notice inside a body. Pure.

Older articles have the theme's sentence in their text. It is recognised by its wording, 版权声明:本文由…发布,
as a line of its own or as the last sentences of a line; a line that only mentions a 版权声明 stays. A block
that the theme marks as a notice is cut whatever it says. The lines 本文链接:… and 转载请注明… are cut only
right behind a notice.
"""

import re
from collections.abc import Iterator, Sequence

from xzcrawl.boilerplate.cut import Cut
from xzcrawl.boilerplate.folding import fold, fold_with_offsets
from xzcrawl.items import Block

RULE = "copyright-notice"

_DEED = "(?:发布|原创|整理|编辑|提供|上传)"
_MORE_BEGINS = "(?:(?:本文|原文|文章)(?:链接|地址)|转载|如需转载|欢迎转载|未经|如有侵权)"
_MORE = f"{_MORE_BEGINS}[^。]*+。?"
#: Matches up to the end of the sentence, or to the start of more of the notice: nothing is read twice.
_SENTENCE = rf"{_DEED}(?:(?!{_MORE_BEGINS})[^。!?])*+[。!?]?"
_TEXT = rf"(?:版权声明\W{{0,3}}本文由[^。!?]{{1,60}}?{_SENTENCE}(?:\W*+(?>{_MORE}))*+\W*+)++$"
_WHOLE = re.compile(rf"\W*{_TEXT}")
_TAIL = re.compile(rf"(?<=[。!?;”…)])[\[【(*\-—]*{_TEXT}")
_COMPANION = re.compile(rf"\W*+(?:(?>{_MORE})\W*+)++$")
#: A notice with its link has at most so many characters; a longer text is something else.
_LONGEST = 1_000


def find(blocks: Sequence[Block]) -> list[Cut]:
    """The notices of a body, in reading order."""
    return list(_cuts(blocks))


def _cuts(blocks: Sequence[Block]) -> Iterator[Cut]:
    behind_notice = False
    for index, block in enumerate(blocks):
        start = _start(block, behind_notice)
        behind_notice = start is not None
        if start is not None:
            yield Cut(index, start, RULE)


def _start(block: Block, behind_notice: bool) -> int | None:
    """The index at which the notice begins in a block's text; None if there is none."""
    if block.role == "notice":
        return 0
    before = max(0, len(block.text) - _LONGEST)
    folded = fold(block.text[before:])
    if not before and (_WHOLE.match(folded) or (behind_notice and _COMPANION.match(folded))):
        return 0
    if "版权声明" not in folded:
        return None
    exact, offsets = fold_with_offsets(block.text[before:])
    tail = _TAIL.search(exact)
    return before + offsets[tail.start()] if tail else None
