"""Reads from a ``style`` attribute whether an element is seen.

Of the valid declarations of a property the last one wins, and before it any with ``!important`` (CSS 2.2).
"""

import re
from typing import Final

_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_END: Final = r"\s*(!\s*important\s*)?(?:;|$)"
_DISPLAY: Final = re.compile(
    r"(?<![\w-])display\s*:\s*(none|contents|flow-root|list-item|run-in|initial|inherit|unset|revert"
    rf"|(?:-(?:webkit|moz|ms)-)?(?:inline-?)?(?:block|box|flex(?:box)?|grid|table(?:-[a-z-]+)?)|inline){_END}",
    re.IGNORECASE,
)
_VISIBILITY: Final = re.compile(
    rf"(?<![\w-])visibility\s*:\s*(hidden|collapse|visible|initial){_END}", re.IGNORECASE
)
_FONT_SIZE: Final = re.compile(
    r"(?<![\w-])font-size\s*:\s*([\d.]+\s*(?:r?em|%)?)[^;!]*(!\s*important)?", re.IGNORECASE
)
_SHOWN_AS_BLOCK: Final = re.compile(r"(?:-\w+-)?(?:block|flex|box|grid|table|list-item|flow-root)")

_POSITION: Final = re.compile(
    rf"(?<![\w-])position\s*:\s*(absolute|fixed|relative|static|sticky){_END}", re.IGNORECASE
)
_OVERFLOW: Final = re.compile(
    rf"(?<![\w-])overflow\s*:\s*(hidden|clip|visible|auto|scroll){_END}", re.IGNORECASE
)
#: Farther than any screen: links that are sold are hidden so, and labels for those who cannot see.
_FAR: Final = r"-(?:\d{4,}|[5-9]\d\d)(?:\.\d+)?\s*(?:px|pt)?|-(?:\d{3,}|[5-9]\d)(?:\.\d+)?\s*r?em"
_FAR_AWAY: Final = re.compile(rf"(?<![\w-])(?:left|right|top|bottom)\s*:\s*(?:{_FAR}){_END}", re.IGNORECASE)
_PUSHED_AWAY: Final = re.compile(
    rf"(?<![\w-])(?:margin-(?:left|top)|text-indent)\s*:\s*(?:{_FAR}){_END}", re.IGNORECASE
)
_CUT_OFF: Final = re.compile(
    r"(?<![\w-])clip\s*:\s*rect\(\s*[01](?:px)?(?:[\s,]+[01](?:px)?){3}\s*\)", re.IGNORECASE
)
_ONE_PIXEL: Final = re.compile(rf"(?<![\w-])(?:max-)?(?:height|width)\s*:\s*1px{_END}", re.IGNORECASE)


def display(style: str) -> str:
    """The value of ``display``, in lower case; "" where none is declared."""
    return _declared(_DISPLAY, style)


def is_shown_as_block(style: str) -> bool:
    """Whether the style makes the element begin a line of its own."""
    return _SHOWN_AS_BLOCK.match(display(style)) is not None


def is_tiny(style: str, inherited: bool) -> bool:
    """Whether text is written at size 0. WeChat editors set it on wrappers of parts with a size again."""
    size = _declared(_FONT_SIZE, style)
    if not size:
        return inherited
    number = size.rstrip("rem%").rstrip()
    relative = size.endswith("%") or (size.endswith("em") and not size.endswith("rem"))
    return not number.strip("0.") or (inherited and relative)


def is_veiled(style: str, inherited: bool) -> bool:
    """Whether ``visibility`` hides the element; a child may lift it again."""
    value = _declared(_VISIBILITY, style)
    return value in ("hidden", "collapse") if value else inherited


def is_out_of_sight(style: str) -> bool:
    """Whether the element stands far outside the page, or in a box of one pixel."""
    if _PUSHED_AWAY.search(style):
        return True
    if _FAR_AWAY.search(style) or _CUT_OFF.search(style):
        return _declared(_POSITION, style) in ("absolute", "fixed", "relative")
    return _ONE_PIXEL.search(style) is not None and _declared(_OVERFLOW, style) in ("hidden", "clip")


def _declared(declaration: re.Pattern[str], style: str) -> str:
    """The value that counts of a property."""
    found = declaration.findall(_COMMENT.sub("", style) if "/*" in style else style)
    counting = [value for value, important in found if important] or [value for value, _ in found]
    return counting[-1].lower() if counting else ""
