"""Finds lines and pictures that call themselves an advertisement, wherever they stand in a body. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from xzcrawl.boilerplate.cut import Cut
from xzcrawl.items import Block

RULE: Final = "advertisement"

#: A line of an article that speaks of advertisements may begin so too: with a sentence, or what the word is.
_LABELLED: Final = re.compile(
    r"\s*(?:【\s*广告\s*】|\[\s*广告\s*\]|［\s*广告\s*］)(?![^。；;]*[。；;]|\s?[指是为])"
)
_LONGEST: Final = 80


def find(blocks: Sequence[Block]) -> list[Cut]:
    """The cuts of all such lines and pictures, in reading order."""
    return [Cut(index, 0, RULE) for index, block in enumerate(blocks) if _is_one(block)]


def _is_one(block: Block) -> bool:
    if block.image:
        return block.image.alt.strip() == "广告"
    is_labelled = len(block.text) <= _LONGEST and _LABELLED.match(block.text) is not None
    return is_labelled or (block.text == "广告" and block.kind == "paragraph")
