"""Finds the messages that PHP writes into a page whose software has a fault. Pure.

``Warning: count(): … in /www/wwwroot/… on line 40`` (PHP's ``html_errors`` and ``display_errors``).
"""

import re
from collections.abc import Sequence
from typing import Final

from xzcrawl.boilerplate.cut import Cut
from xzcrawl.items import Block

RULE: Final = "php-message"
_MESSAGE: Final = re.compile(
    r"(?:PHP )?(?:Warning|Notice|Deprecated|Strict Standards|(?:Recoverable )?Fatal error|Parse error)"
    r"\s?:.{1,400} in \S{0,300}[/\\].{0,200} on line \d+"
)


def find(blocks: Sequence[Block]) -> list[Cut]:
    """The cuts of all lines that are such a message, in reading order."""
    return [Cut(index, 0, RULE) for index, block in enumerate(blocks) if _MESSAGE.fullmatch(block.text)]
