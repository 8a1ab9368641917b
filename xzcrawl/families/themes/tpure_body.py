"""Finds where tpure's body of an article begins and ends in the source of its page.

It is all that stands between ``<div class="single">`` and the theme's first own part, whatever tags are
missing or too many: an editor's unclosed ``<div>`` or ``<textarea>`` takes in the rest of the page for a
parser, a surplus ``</div>`` throws the rest of the text out. So the end is found before anything is parsed.
The parts are those of ``post-single.php``, ``mutuality.php``, ``comments.php`` and ``sidebar`` of the theme.

Most are known by a name that no editor writes, or by what they begin with. Some an editor may have pasted
(``_PLAIN``): they end the body where ``div.single`` has been closed, or where nothing but other parts of the
theme follows them. Old versions of the theme write them inside ``div.single``, behind the text.
"""

import re
from typing import Final

from xzcrawl.families.family import LISTS, Boundary

_TAG: Final = re.compile(
    r"<(?P<end>/?)div\b(?P<rest>[^<>]*+)>?"
    r"|<(?:form|label|input|textarea)\b[^<>]*?\b(?:id|name)\s*=\s*[\"']?"
    r"(?:frmSumbit|AjaxCommentBegin|inpId|txaArticle)\b[^<>]*+>?",
    re.IGNORECASE,
)
_CLASS: Final = re.compile(r"\bclass\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_BODY: Final = re.compile(r"<body\b[^<>]*+", re.IGNORECASE)

#: What must follow the opening tag of a part of this class for it to be the theme's.
_BEGINNINGS: Final = {
    "copynotice": re.compile(
        r"\s*(?:<div\b[^<>]*\btpureqr\b[^<>]*>\s*</div>\s*)?<div\b[^<>]*\bcopynoticetxt\b"
    ),
    "pages": re.compile(
        r"(?:(?!</?div\b).){0,2000}?(?:\bbacklist\b|\bsingle-(?:prev|next)\b|[上下]一篇|返回列表)",
        re.IGNORECASE | re.DOTALL,
    ),
    "posttitle": re.compile(r"\s*<h4\b", re.IGNORECASE),
}
_PARTS: Final = frozenset(("sitemap", "relatecon", "relatelist", "singlenext", "cmts", "cmt", "edgebar"))
#: The theme writes each once, behind everything an editor can have written.
_LAST: Final = {
    name: re.compile(rf"<div\b[^<>]*\bclass\s*=\s*[\"']?(?:[\w-]+\s+)*{name}(?![\w-])", re.IGNORECASE)
    for name in ("sidebar", "footer")
}
_PLAIN: Final = frozenset(("copynotice", "sharebox", "bdshare"))
_NAME: Final = re.compile("|".join([*_BEGINNINGS, *_PARTS, *_LAST, *_PLAIN, "tags"]), re.IGNORECASE)
_END_OF_DIV: Final = re.compile(r"</(?:div|body|html)\s*>\s*", re.IGNORECASE)
#: What ``div.tags`` holds: links. Where it stands inside ``div.single``, nothing but links to tag listings.
_LINKS: Final = re.compile(r"(?:(?!</?div\b).)*?<a\b", re.IGNORECASE | re.DOTALL)
_LABEL: Final = re.compile(r"[^<]{0,40}")
_LINK: Final = re.compile(r"<a\b([^<>]*+)>[^<]*+</a>\s*+", re.IGNORECASE)
_TO_TAG: Final = re.compile(r"\bhref\s*+=\s*+[\"']?[^\"'\s>]*?\btags?\b", re.IGNORECASE)
#: What the theme has between two of its parts.
_BETWEEN: Final = re.compile(
    r"(?:\s++|</[a-z][^<>]*+>|<!--(?:(?!-->).)*+-->|<div\b[^<>]*\bblock\b[^<>]*+>"
    r"|<(?P<raw>script|style)\b(?:(?!</(?P=raw)).)*+</(?P=raw)\s*+>)*+",
    re.IGNORECASE | re.DOTALL,
)


def boundary(text: str) -> Boundary | None:
    """Where the body of the article of a page stands; None for a page without one, or one that shows a list.

    Some lists show raw bodies.
    """
    start, body = _start(text), _BODY.search(text)
    if start is None or (body and not LISTS.isdisjoint(_classes(body[0]))):
        return None
    return _Search(text, start).boundary()


def _bounded(start: int, end: int, *, inside: bool) -> Boundary:
    """``inside``: whether what follows the body belongs to ``div.post``."""
    return Boundary(start, end, "</div>" if inside else "</div></div>")


def _start(text: str) -> int | None:
    """Where the inside of ``div.single`` begins. The name itself is looked for, which is quick."""
    behind = 0
    for name in re.finditer("single", text):
        begin, behind = text.rfind("<", behind, name.start()), name.start()
        tag = _TAG.match(text, begin) if begin >= 0 else None
        if tag and tag[0].endswith(">") and not tag["end"] and "single" in _classes(tag["rest"]):
            return tag.end()
    return None


def _classes(attributes: str | None) -> list[str]:
    match = _CLASS.search(attributes or "")
    return (match[1] or match[2] or match[3] or "").lower().split() if match else []


def _holds_links(text: str, start: int) -> bool:
    return _LINKS.match(text, start) is not None


def _holds_tag_links(text: str, start: int) -> bool:
    """Whether a ``div`` holds links to tag listings, and nothing else but a label before them."""
    label = _LABEL.match(text, start)
    first = position = label.end() if label else start
    while link := _LINK.match(text, position):
        if not _TO_TAG.search(link[1]):
            return False
        position = link.end()
    return position > first and text[position : position + 6].lower() == "</div>"


class _Search:
    """Reads the tags behind the start of a body up to the theme's first own part."""

    def __init__(self, text: str, start: int) -> None:
        self._text, self._start = text, start
        self._depth = 1  # how many divs are open, ``div.single`` among them
        self._first: int | None = None  # where a row of plain parts began that may be the theme's
        self._inside: int | None = None  # the depth of the plain part being read
        self._behind = start  # where the last plain part ended

    def boundary(self) -> Boundary:
        for tag in _TAG.finditer(self._text, self._start):
            if tag["end"]:
                self._close(tag)
            elif found := self._open(tag):
                return found
        first = self._row(len(self._text))
        return _bounded(self._start, len(self._text) if first is None else first, inside=first is not None)

    def _close(self, tag: re.Match[str]) -> None:
        self._depth -= 1
        if self._depth == self._inside:
            self._inside, self._behind = None, tag.end()

    def _open(self, tag: re.Match[str]) -> Boundary | None:
        """The boundary, if this is the theme's."""
        names = _classes(tag["rest"]) if _NAME.search(tag[0]) else []
        plain = self._is_plain(tag, names)
        if self._is_certain(tag, names) or (plain and self._depth == 0):
            first = self._row(tag.start())
            end = tag.start() if first is None else first
            return _bounded(self._start, end, inside=first is not None or plain)
        if plain and self._inside is None:
            self._first = self._row(tag.start()) or tag.start()
            self._inside = self._depth
        self._depth += 1
        return None

    def _row(self, end: int) -> int | None:
        """Where the row of plain parts began that nothing but the theme's own divides from ``end``."""
        return self._first if _BETWEEN.fullmatch(self._text, self._behind, end) else None

    def _is_certain(self, tag: re.Match[str], names: list[str]) -> bool:
        """Whether nobody but the theme writes this, wherever it stands."""
        if tag["rest"] is None or not _PARTS.isdisjoint(names):
            return True
        if any(name in _BEGINNINGS and _BEGINNINGS[name].match(self._text, tag.end()) for name in names):
            return True
        return any(name in _LAST and not _LAST[name].search(self._text, tag.end()) for name in names)

    def _is_plain(self, tag: re.Match[str], names: list[str]) -> bool:
        if "tags" in names:
            holds = _holds_links if self._depth == 0 else _holds_tag_links
            return holds(self._text, tag.end())
        return not _PLAIN.isdisjoint(names) and ("bdshare" in names or self._is_behind_div(tag.start()))

    def _is_behind_div(self, position: int) -> bool:
        """Whether an end tag stands right before, as where the theme has closed what is before its part."""
        before = max(self._text.rfind("<", self._start, position), self._start)
        return _END_OF_DIV.fullmatch(self._text, before, position) is not None
