"""Turns an archived body into Markdown (CommonMark with the tables of GitHub) with the same lines and words.

It reads the HTML that ``extract.assemble`` writes. Text that looks like Markdown is escaped. Inline elements
that have no sign in Markdown (``u``, ``sub``, ``sup``) stay tags, which Markdown allows. Emphasis that begins
or ends with a punctuation mark stays a tag too, because ``定下**“大目标”**的`` is not emphasis in CommonMark.
"""

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

_INLINE: Final = frozenset(("strong", "em", "b", "i", "u", "sub", "sup"))
_HEADING: Final = re.compile(r"h([1-6])")
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
#: The signs to escape anywhere. An underscore inside a word has no meaning, an ampersand only in a reference.
_SIGN: Final = re.compile(r"[\\`*\[\]<~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
#: The signs to escape at the start of a line (headings, lists, quotes, rules, definitions) and at its end.
_AT_ENDS: Final = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$)))|^(?=[-+=>:#])|(?=#$)")
_EMPHASIS: Final = re.compile(r"(?<!>)<(strong|b|em|i)>([^\W_](?:[^<>]*[^\W_])?)</\1>(?!<)")
_STARS: Final = {"strong": "**", "b": "**", "em": "*", "i": "*"}
#: The characters that end a destination in angle brackets, or have another meaning in it.
_IN_URL: Final = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C", "\n": "%0A", "\r": "%0D", "&": "&amp;"})


def to_markdown(html: str) -> str:
    """The blocks of ``html`` as Markdown with an empty line between them, without a newline at the end."""
    body = LexborHTMLParser(html).body
    blocks = map(_block, body.iter(include_text=True)) if body else ()
    return "\n\n".join(filter(None, blocks))


def _block(node: LexborNode) -> str:
    if node.tag == "ul":
        return "\n".join(f"- {line}" for line in map(_line, node.css("li")) if line)
    if node.tag == "table":
        return "\n".join(_table(node))
    line, heading = _line(node), _HEADING.fullmatch(node.tag or "")
    return f"{'#' * int(heading[1])} {line}" if heading and line else line


def _table(table: LexborNode) -> Iterator[str]:
    """The lines of a table.

    The first row is its head, because a Markdown table needs one; all rows get the same number of cells.
    """
    rows = [[_line(cell).replace("|", r"\|") for cell in row.css("td, th")] for row in table.css("tr")]
    width = max(map(len, rows), default=0)
    for number, row in enumerate(rows):
        yield _row([*row, *[""] * (width - len(row))])
        if number == 0:
            yield _row(["---"] * width)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(node: LexborNode) -> str:
    return _AT_ENDS.sub(r"\1\\", _EMPHASIS.sub(_starred, _piece(node).strip()))


def _starred(match: re.Match[str]) -> str:
    stars = _STARS[match[1]]
    return f"{stars}{match[2]}{stars}"


def _piece(node: LexborNode) -> str:
    if node.tag == "-text":
        return _escaped(node.text_content or "")
    if node.tag == "img":
        return f"![{_escaped(node.attributes.get('alt') or '')}]{_destination(node, 'src')}"
    content = _inside(node)
    if node.tag == "a" and content.strip():
        return f"[{content}]{_destination(node, 'href')}"
    return f"<{node.tag}>{content}</{node.tag}>" if node.tag in _INLINE and content else content


def _inside(node: LexborNode) -> str:
    line = ""
    for child in node.iter(include_text=True):
        piece = _piece(child)
        if line.endswith("!") and piece.startswith("["):
            line = rf"{line[:-1]}\!"  # a link after an exclamation mark would become an image
        line += piece
    return line


def _destination(node: LexborNode, attribute: str) -> str:
    return f"(<{(node.attributes.get(attribute) or '').translate(_IN_URL)}>)"


def _escaped(text: str) -> str:
    return _SIGN.sub(r"\\\g<0>", _SPACES.sub(" ", text))
