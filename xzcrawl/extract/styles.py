"""Says what an open element of a body means for the text inside it."""

from functools import lru_cache
from html import escape
from typing import NamedTuple

from xzcrawl.families import Theme
from xzcrawl.html import elements
from xzcrawl.html import style as styles
from xzcrawl.items import BlockKind, BlockRole

_INLINE = frozenset(("strong", "em", "b", "i", "u", "sub", "sup"))


class Frame(NamedTuple):
    """A child starts from its parent's. ``opening`` is the tag around a line, ``marks`` those inside it."""

    block: bool = True
    kind: BlockKind = "paragraph"
    opening: str = "<p>"
    marks: tuple[str, ...] = ()
    tiny: bool = False  # font-size 0: text is not seen, images are
    veiled: bool = False  # visibility hidden
    preformatted: bool = False
    fallback: bool = False  # inside noscript: only images count
    role: BlockRole | None = None


@lru_cache(maxsize=4096)  # a pasted body repeats a few styles hundreds of times
def inner(
    theme: Theme, outer: Frame, tag: str, style: str, class_names: str, link: str | None
) -> Frame | None:
    """The frame of an element inside ``outer``; None where a reader does not see it.

    ``link`` is the absolute URL an ``a`` leads to.
    """
    if not elements.is_read(tag, style, class_names, theme.furniture):
        return None
    frame = outer._replace(
        block=elements.is_block(tag, style),
        tiny=styles.is_tiny(style, outer.tiny),
        veiled=styles.is_veiled(style, outer.veiled),
        preformatted=outer.preformatted or tag == "pre",
        fallback=outer.fallback or tag == elements.NO_SCRIPT,
    )
    mark = f"<{tag}>" if tag in _INLINE else f'<a href="{escape(link)}">' if link else None
    if mark and mark not in frame.marks:
        frame = frame._replace(marks=(*frame.marks, mark))
    return _as_line(frame, tag, is_notice=not theme.notices.isdisjoint(class_names.split()))


def _as_line(frame: Frame, tag: str, *, is_notice: bool) -> Frame:
    if tag in elements.HEADINGS:
        return frame._replace(kind="heading", opening=f"<{tag}>", role=None)
    if tag == "li":
        return frame._replace(kind="item", opening="<li>", role=None)
    return frame._replace(opening="<p>", role="notice") if is_notice else frame
