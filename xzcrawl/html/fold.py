"""Tells what a button shows: 展开全文 behind a part of a text that is hidden until a reader asks for it."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.html.style import display, is_out_of_sight

_UNFOLD: Final = re.compile(
    r"\W*(?:点击)?(?:展开|阅读|查看|显示)(?:全文|全部内容|(?:剩余|余下)(?:内容|全文|部分)?)[\W\d]*"
)
#: A button has no more nodes, and says no more.
_MOST_NODES, _LONGEST = 8, 30
#: A link that leads nowhere else.
_NO_LINK: Final = re.compile(r"\s*(?:#.*|javascript:.*)?", re.IGNORECASE | re.DOTALL)


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element's own attributes hide it."""
    style = attributes.get("style") or ""
    shown = display(style)
    return shown == "none" or ("hidden" in attributes and not shown) or is_out_of_sight(style)


def button_behind(hidden: LexborNode) -> LexborNode | None:
    """The button right behind a hidden element that shows it to readers; None for an element without one.

    A link that leads to another page does not count: it shows the text there, and not here.
    """
    node = hidden.next
    while node is not None and (node.tag or "").startswith("-") and not (node.text_content or "").strip():
        node = node.next
    if node is None or (node.tag or "").startswith("-"):
        return None
    nodes = list(islice(node.traverse(include_text=True), _MOST_NODES + 1))
    if len(nodes) > _MOST_NODES or any(map(_leads_on, nodes)):
        return None
    text = "".join(part.text_content or "" for part in nodes if part.tag == "-text").strip()
    return node if len(text) <= _LONGEST and _UNFOLD.fullmatch(text) else None


def _leads_on(node: LexborNode) -> bool:
    return node.tag == "a" and _NO_LINK.fullmatch(node.attributes.get("href") or "") is None
