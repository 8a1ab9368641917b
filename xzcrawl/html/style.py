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
_CLIP: Final = re.compile(rf"(?<![\w-])clip\s*:\s*(rect\([^()]*\)|auto){_END}", re.IGNORECASE)
_NOTHING: Final = re.compile(r"rect\(\s*[01](?:px)?(?:[\s,]+[01](?:px)?){3}\s*\)")
_LENGTH: Final = r"([+-]?[\d.]+(?:\s*(?:[a-z]+|%))?|auto)"
_LEFT, _TOP, _MARGIN, _PADDING, _INDENT = (
    re.compile(rf"(?<![\w-]){name}\s*:\s*{_LENGTH}{_END}", re.IGNORECASE)
    for name in ("left", "top", "margin-left", "padding-left", "text-indent")
)
#: No strip of pictures that slides is moved so far: in pixels, and in em.
_FAR_AWAY: Final = re.compile(
    r"-(?:[5-9]\d{3}|\d{5,})(?:\.\d+)?\s*(?:px|pt)?|-(?:[3-9]\d\d|\d{4,})(?:\.\d+)?\s*r?em"
)


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
    """Whether the element stands far to the left of the page or above it, or is cut off to nothing.

    Links that are sold are hidden so, and labels for those who cannot see.
    """
    if "-" not in style and "clip" not in style:
        return False
    if _is_far(_INDENT, style) or (_is_far(_MARGIN, style) and not _declared(_PADDING, style)):
        return True
    is_apart = _declared(_POSITION, style) in ("absolute", "fixed")
    is_cut_off = _NOTHING.fullmatch(_declared(_CLIP, style)) is not None
    return is_apart and (is_cut_off or _is_far(_LEFT, style) or _is_far(_TOP, style))


def _is_far(declaration: re.Pattern[str], style: str) -> bool:
    return _FAR_AWAY.fullmatch(_declared(declaration, style)) is not None


def _declared(declaration: re.Pattern[str], style: str) -> str:
    """The value that counts of a property."""
    found = declaration.findall(_COMMENT.sub("", style) if "/*" in style else style)
    counting = [value for value, important in found if important] or [value for value, _ in found]
    return counting[-1].lower() if counting else ""
