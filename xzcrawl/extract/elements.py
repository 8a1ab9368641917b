"""What single elements of a pasted body mean: block or inline, seen or unseen, a picture or a placeholder."""

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborNode

from xzcrawl.items import Image
from xzcrawl.text import normalise
from xzcrawl.urls import absolute

Attributes = Mapping[str, str | None]

#: Elements that begin and end a line. All others, known or not (``o:p``, ``st1:date``), stay inside theirs.
_BLOCK_NAMES = (
    "address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section "
    "summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CELLS = frozenset(("td", "th"))
_UNREAD_NAMES = (
    "script style noscript template iframe object embed button input select textarea datalist audio video "
    "svg canvas meter progress title xml"
)
_UNREAD = frozenset(_UNREAD_NAMES.split())
#: What the theme itself writes into ``div.single``: tags and share buttons in old versions, its excerpt
#: above the body (``blockquote.abstract``) in new ones.
_FURNITURE = {"div": frozenset(("tags", "bdshare", "sharebox")), "blockquote": frozenset(("abstract",))}

_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SHOWN_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)\b", re.IGNORECASE)
_FONT_SIZE = re.compile(r"(?<![\w-])font-size\s*:\s*([\d.]+)\s*(r?em|%)?", re.IGNORECASE)
_VISIBILITY = re.compile(r"(?<![\w-])visibility\s*:\s*(hidden|collapse|visible)", re.IGNORECASE)
_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
_PLACEHOLDER = re.compile(
    r"/(?:dot|blank|loading|spacer|pixel|transparent|gr[ae]y|lazy(?:load)?|1x1)\.(?:gif|jpe?g|png|svg|webp)$",
    re.IGNORECASE,
)


def is_read(tag: str, style: str, class_names: str) -> bool:
    """Whether a reader is meant to see the element: no script, form control, undisplayed or theme element."""
    if tag in _UNREAD or _NOT_SHOWN.search(style):
        return False
    return tag not in _FURNITURE or _FURNITURE[tag].isdisjoint(class_names.split())


def is_block(tag: str, style: str) -> bool:
    """Whether the element begins a line of its own, by its name or because its style says so."""
    return tag in BLOCKS or bool(_SHOWN_AS_BLOCK.search(style))


def is_tiny(style: str, inherited: bool) -> bool:
    """Whether text is written at size 0. WeChat editors set it on wrappers of parts with a size again."""
    sizes = _FONT_SIZE.findall(style)
    if not sizes:
        return inherited
    number, relative = sizes[-1]
    return not number.strip("0.") or (inherited and bool(relative) and relative != "rem")


def is_veiled(style: str, inherited: bool) -> bool:
    """Whether ``visibility`` hides the element; a child may lift it again."""
    values = _VISIBILITY.findall(style)
    return values[-1].lower() != "visible" if values else inherited


def image(attributes: Attributes, page_url: str) -> Image | None:
    """The picture of an ``img``: lazy loading keeps it in ``data-…`` and a placeholder in ``src``."""
    urls = (absolute(attributes.get(name) or "", page_url) for name in _SOURCES if attributes.get(name))
    url = next((url for url in urls if url and not _PLACEHOLDER.search(url)), None)
    return Image(url, normalise(attributes.get("alt") or "")) if url else None


def is_data_table(table: LexborNode) -> bool:
    """Whether a table holds data, a line per row; False where it only arranges what is ordinary content.

    That is the case if no row has two cells, or if a cell holds paragraphs together with headings or images.
    """
    rows = [[cell for cell in row.iter() if cell.tag in CELLS] for row in _own_rows(table)]
    arranged = any(_is_composed(cell) for row in rows for cell in row)
    return not arranged and any(len(row) > 1 for row in rows)


def _own_rows(table: LexborNode) -> Iterator[LexborNode]:
    for part in table.iter():
        yield from (row for row in part.iter() if row.tag == "tr")


def _is_composed(cell: LexborNode) -> bool:
    paragraphs = cell.css("p, li, h1, h2, h3, h4, h5, h6")
    return len(paragraphs) > 1 and cell.css_first("h1, h2, h3, h4, h5, h6, img") is not None
