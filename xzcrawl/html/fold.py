"""Tells what a button shows: 展开全文 behind a part of a text that is hidden until a reader asks for it."""

import re
from typing import Final

from selectolax.lexbor import LexborNode

_UNFOLD: Final = re.compile(
    r"[^\w]*(?:点击)?(?:展开|阅读|查看|显示)(?:全文|全部(?:内容)?|(?:剩余|余下)[\u4e00-\u9fff]{0,4})(?:[\W\d])*"
)
#: A button says no more.
_LONGEST: Final = 30


def button_behind(hidden: LexborNode) -> LexborNode | None:
    """The button right behind a hidden element that shows it to readers; None for an element without one."""
    node = hidden.next
    while node is not None and (node.tag or "").startswith("-") and not (node.text_content or "").strip():
        node = node.next
    if node is None or (node.tag or "").startswith("-"):
        return None
    text = node.text().strip()
    return node if len(text) <= _LONGEST and _UNFOLD.fullmatch(text) else None
