"""The safe HTML of a body: of one line, and of all blocks together."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby, takewhile

import nh3

from xzcrawl.items import Block, BlockKind

#: A stretch of text as in the source, and the inline tags open around it, outermost first.
Segment = tuple[str, tuple[str, ...]]

_WRAPPERS: dict[BlockKind, str] = {"item": "ul", "row": "table"}
_TAG_NAMES = "p ul li table tbody tr td img a strong em b i u sub sup h1 h2 h3 h4 h5 h6"
_TAGS = set(_TAG_NAMES.split())
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}}


def inline(segments: Sequence[Segment], text: str) -> str:
    """The HTML of one line: its clean ``text`` with the inline tags its segments were in."""
    if not any(marks for _, marks in segments):
        return escape(text, quote=False)
    runs = groupby(_marked(segments, text), key=lambda pair: pair[1])
    return _nest(("".join(character for character, _ in run), marks) for marks, run in runs)


def _marked(segments: Iterable[Segment], text: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Each character of ``text`` with its tags. The text is the segments with characters left out and white
    space made plain, so walking both side by side finds where every character came from."""
    wanted = iter(text)
    character = next(wanted, None)
    for source, marks in segments:
        for candidate in source:
            if character == candidate or (character == " " and candidate.isspace()):
                yield character, marks
                character = next(wanted, None)


def _nest(runs: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    out: list[str] = []
    open_marks: tuple[str, ...] = ()
    for text, marks in runs:
        pairs = zip(open_marks, marks, strict=False)
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        out += [_closing(mark) for mark in reversed(open_marks[shared:])]
        out += [*marks[shared:], escape(text, quote=False)]
        open_marks = marks
    return "".join([*out, *(_closing(mark) for mark in reversed(open_marks))])


def wrap(opening: str, content: str) -> str:
    """``content`` inside the element that ``opening`` opens."""
    return f"{opening}{content}{_closing(opening)}"


def _closing(opening: str) -> str:
    return f"</{opening[1:-1].split()[0]}>"


def assemble(blocks: Iterable[Block]) -> str:
    """The body as one sanitised HTML text: items in a row share a list, rows a table."""
    groups = groupby(blocks, key=lambda block: block.kind)
    parts = (_group(kind, [block.html for block in group]) for kind, group in groups)
    return nh3.clean("\n".join(parts), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https"})


def _group(kind: BlockKind, htmls: list[str]) -> str:
    wrapper = _WRAPPERS.get(kind)
    return wrap(f"<{wrapper}>", "".join(htmls)) if wrapper else "\n".join(htmls)
