"""Finds the lines with which every part of an article ends: (责任编辑:…), a footer, a picture. Pure.

The page of each part has them behind its text. They end the article once, so they stay in its last part.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile
from typing import Final

from xzcrawl.boilerplate.cut import Cut
from xzcrawl.items import Block

RULE: Final = "part-ending"


def parts_of(blocks: Sequence[Block]) -> list[range]:
    """The indexes of the blocks of each part of a body, in order."""
    starts = [next(group)[0] for _, group in groupby(enumerate(blocks), key=lambda pair: pair[1].part)]
    return [range(*ends) for ends in pairwise([*starts, len(blocks)])]


def find(blocks: Sequence[Block]) -> list[Cut]:
    """The end that all parts share, where it stands in another part than the last, in reading order."""
    parts = parts_of(blocks)
    backwards = zip(*map(reversed, parts), strict=False) if len(parts) > 1 else ()
    shared = list(takewhile(lambda lines: len({_said(blocks[index]) for index in lines}) == 1, backwards))
    return [Cut(index, 0, RULE) for index in sorted(index for lines in shared for index in lines[:-1])]


def _said(block: Block) -> tuple[str, str | None]:
    return block.text, block.image.url if block.image else None
