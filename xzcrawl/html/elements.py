"""Says what single elements of a pasted body mean: block or inline, seen or not, data or layout."""

from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborNode

from xzcrawl.html.style import display, is_out_of_sight, is_shown_as_block

#: Elements that begin and end a line. All others, known or not (``o:p``, ``st1:date``), stay inside theirs.
_BLOCK_NAMES = (
    "address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section "
    "summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CELLS = frozenset(("td", "th"))
#: Of ``noscript`` the pictures are read: they stand for those that a script would load.
NO_SCRIPT = "noscript"
_UNREAD_NAMES = (
    "script style template iframe object embed button input select textarea datalist audio video "
    "svg canvas meter progress title xml noembed noframes"
)
#: Elements in which no text of a page stands.
UNREAD = frozenset(_UNREAD_NAMES.split())


def is_read(tag: str, style: str, class_names: str, furniture: Mapping[str, frozenset[str]]) -> bool:
    """Whether a reader is meant to see the element: no script, form control, undisplayed or theme element.

    ``furniture`` are the classes, by tag, of what the theme itself writes into bodies.
    """
    if tag in UNREAD or display(style) == "none" or is_out_of_sight(style):
        return False
    return tag not in furniture or furniture[tag].isdisjoint(class_names.split())


def is_block(tag: str, style: str) -> bool:
    """Whether the element begins a line of its own, by its name or because its style says so."""
    return tag in BLOCKS or is_shown_as_block(style)


def is_data_table(table: LexborNode) -> bool:
    """Whether a table holds data, a line per row; False where it only arranges what is ordinary content.

    That is the case if no row has two cells, or if a cell holds paragraphs together with headings or images.
    """
    rows = [[cell for cell in row.iter() if cell.tag in CELLS] for row in _own_rows(table)]
    has_columns = any(len(row) > 1 for row in rows)
    return has_columns and not any(_is_composed(cell) for row in rows for cell in row)


def _own_rows(table: LexborNode) -> Iterator[LexborNode]:
    for part in table.iter():
        yield from (row for row in part.iter() if row.tag == "tr")


def _is_composed(cell: LexborNode) -> bool:
    paragraphs = cell.css("p, li, h1, h2, h3, h4, h5, h6")
    return len(paragraphs) > 1 and cell.css_first("h1, h2, h3, h4, h5, h6, img") is not None
