"""Mends what an editor left open: a parser would take the rest of the body for something nobody reads.

A parser takes what follows an open ``<textarea>``, ``<iframe>`` or ``<!--`` for its content, and what follows
an open quotation mark for the value of an attribute, up to the next one. Such a tag, or mark, is left out; of
a comment, script or style sheet what stands before the next tag too. No standard says so, browsers hide the
text; what is closed stays as it is. Linear in the length of the body.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from xzcrawl.extract.open_tables import with_ended_tables

_CODE: Final = frozenset(("script", "style"))
#: Hold nothing but text.
_PLAIN: Final = frozenset(("textarea", "title"))
#: Hold no paragraphs.
_CONTROLS: Final = frozenset(("button", "select"))
_NESTING: Final = frozenset(("canvas", "object", "svg", "template"))
#: The content of all of these is never read. A new one shows that the last of its kind was left open.
_ONE_BY_ONE: Final = frozenset(
    ("audio", "datalist", "iframe", "meter", "noembed", "noframes", "noscript", "progress", "video", "xmp")
)
_UNREAD: Final = "|".join(sorted(_CODE | _PLAIN | _CONTROLS | _NESTING | _ONE_BY_ONE | {"plaintext"}))
#: Their first two letters tell nearly all other tags from them, and sooner.
_LETTERS: Final = "|".join(sorted({name[:2] for name in _UNREAD.split("|")}))
_ELEMENT: Final = re.compile(
    rf"<(?P<end>/?)(?={_LETTERS})(?P<name>{_UNREAD})(?=[\s/>])[^<>]*+>?", re.IGNORECASE
)
_MARKUP: Final = re.compile(r"</?[a-z]", re.IGNORECASE)
#: What stands before the next tag was meant for nobody to read.
_OPEN_COMMENT: Final = re.compile(r"<!--[^<]*")
_PARAGRAPH: Final = re.compile(
    r"</?(?:article|blockquote|h[1-6]|li|ol|p|section|table|td|tr|ul)(?=[\s/>])", re.IGNORECASE
)
_MARKUP_FIRST: Final = re.compile(r"\s{0,1000}+</?[a-z]", re.IGNORECASE)
_TYPED: Final = re.compile(r"[^>]{0,1000}?\stype\s*=", re.IGNORECASE)
#: A tag up to a quotation mark that opens a value with ``<`` or ``>`` in it, or one without an end.
_DOUBTFUL: Final = re.compile(
    r"(<[a-z][^<>\"']*+(?:(?:\"[^\"<>]*+\"|'[^'<>]*+')[^<>\"']*+)*+)([\"'])", re.IGNORECASE
)
_BEHIND_VALUE: Final = frozenset(("", " ", "\t", "\n", "\r", "\f", "/", ">"))


def mended(body: str) -> str:
    """The source of a body without the tags and marks that were left open."""
    body = _DOUBTFUL.sub(_without_open_quote, body)
    if "<!--" in body:
        body = _without_open_comments(body)
    return with_ended_tables(_without_open_elements(body))


def _without_open_quote(match: re.Match[str]) -> str:
    return match[1] if _is_open(match.string, match.end(), match[2]) else match[0]


def _is_open(body: str, start: int, quote: str) -> bool:
    """Whether the value at ``start`` has lost its closing ``quote``.

    It has, if the next one is not followed by what may stand behind a value, or lies beyond a ``>`` and tags.
    """
    closing = body.find(quote, start)
    bracket = body.find(">", start, closing if closing >= 0 else len(body))
    if bracket < 0:
        return False
    if closing < 0 or body[closing + 1 : closing + 2] not in _BEHIND_VALUE:
        return True
    return "<" not in body[start:bracket] and _MARKUP.search(body, bracket, closing) is not None


def _without_open_comments(body: str) -> str:
    closed = body.rfind("-->") + 1
    return body[:closed] + _OPEN_COMMENT.sub("", body[closed:])


def _without_open_elements(body: str) -> str:
    if not _ELEMENT.search(body):
        return body
    opened: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    dropped: list[re.Match[str]] = []
    for tag in _ELEMENT.finditer(body):
        name = tag["name"].lower()
        dropped += _end(tag, name, opened[name]) if tag["end"] else _begin(tag, name, opened[name])
    dropped += [tag for tags in opened.values() for tag in tags]
    return "".join(_without(body, dropped)) if dropped else body


def _begin(tag: re.Match[str], name: str, opened: list[re.Match[str]]) -> list[re.Match[str]]:
    """The tags that are known to be open since ``tag`` begins an element."""
    if tag[0].endswith("/>") or name == "plaintext":
        return [tag]
    # a script may write such a tag
    inside = name in _NESTING or (name in _CODE and opened and _holds(name, opened[0], tag.end()))
    left_open = [] if inside else opened[:]
    opened[: len(left_open)] = []
    opened.append(tag)
    return left_open


def _end(tag: re.Match[str], name: str, opened: list[re.Match[str]]) -> list[re.Match[str]]:
    """The tags that are no element's: of one that holds what it cannot hold."""
    if not opened:
        return []
    start = opened[0] if name in _CODE else opened.pop()
    if name in _CODE:
        opened.clear()
    return [] if _holds(name, start, tag.start()) else [start, tag]


def _holds(name: str, start: re.Match[str], end: int) -> bool:
    """Whether what stands between a tag and ``end`` can be the content of that element."""
    body, begin = start.string, start.end()
    if name in _PLAIN:
        return _MARKUP.search(body, begin, end) is None
    if name in _CONTROLS:
        return _PARAGRAPH.search(body, begin, end) is None
    if name in _CODE:
        return not _MARKUP_FIRST.match(body, begin, end) or _TYPED.match(start[0]) is not None
    return True


def _without(body: str, tags: list[re.Match[str]]) -> Iterator[str]:
    """The source between the tags; of a script or style sheet the text before the next tag goes with it."""
    position = 0
    for tag in sorted(tags, key=lambda tag: tag.start()):
        yield body[position : tag.start()]
        is_code = not tag["end"] and tag["name"].lower() in _CODE
        following = _MARKUP.search(body, tag.end()) if is_code else None
        position = following.start() if following else tag.end()
    yield body[position:]
