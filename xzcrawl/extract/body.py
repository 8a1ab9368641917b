"""The body of an article as blocks: one per line a reader sees, none for what is hidden."""

from functools import cached_property
from html import escape

from selectolax.lexbor import LexborNode

from xzcrawl.extract.limits import MOST_BLOCKS, MOST_HTML, refuse_more
from xzcrawl.extract.markup import Segment, inline, wrap
from xzcrawl.extract.pictures import Attributes, image
from xzcrawl.extract.rows import Row, Table
from xzcrawl.extract.styles import Frame, inner
from xzcrawl.families import Theme
from xzcrawl.html import elements
from xzcrawl.html.fold import button_behind, is_hidden
from xzcrawl.html.style import display
from xzcrawl.items import Block, BlockRole, Image
from xzcrawl.text import normalise
from xzcrawl.urls import absolute

_CELL_BREAK: Segment = (" ", ())


def blocks(body: LexborNode, base_url: str, theme: Theme) -> list[Block]:
    """The body's lines and images in reading order, empty ones left out.

    ``base_url`` is what relative addresses are resolved by.

    An image inside a line follows it. A line that the theme marks as a notice has that role. Raises
    HostilePage for a body beyond all bounds (``limits``).
    """
    reader = _Reader(body, base_url, theme)
    reader.read()
    return reader.blocks


class _Reader:
    """Walks a body without recursion (pasted pages nest hundreds deep) and collects its blocks."""

    def __init__(self, root: LexborNode, base_url: str, theme: Theme) -> None:
        self.blocks: list[Block] = []
        self._size = 0  # characters of HTML in them
        self._root, self._base_url, self._theme = root, base_url, theme
        self._frames = [Frame()]
        self._asides = {node.mem_id for node in root.css(theme.asides)} if theme.asides else set[int]()
        self._buttons: set[int] = set()  # those that show a hidden part of the text
        self._line: list[Segment] = []
        self._images: list[Image] = []
        self._tables: list[Table] = []  # those that are open
        self._row: Row | None = None  # the table row being read
        self._row_level = 0  # how many tables were open when that row began

    def read(self) -> None:
        node = self._root.first_child
        while node is not None:
            entered = self._enter(node)
            child = node.first_child if entered else None
            if entered and child is None:
                self._leave(node)
            node = child or self._following(node)
        self._end_line()

    def _following(self, node: LexborNode) -> LexborNode | None:
        """The next node of the walk after ``node`` and its children; ancestors that end here are left."""
        while node.next is None:
            if len(self._frames) == 1 or node.parent is None:
                return None
            node = node.parent
            self._leave(node)
        return node.next

    def _enter(self, node: LexborNode) -> bool:
        """Reads a node; True if it is an element whose children count."""
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
        if tag.startswith("-") or tag == "br":
            return self._end_line() if tag == "br" else False
        if node.mem_id in self._buttons:
            return False
        attributes = node.attributes
        frame = self._frame(tag, attributes)
        if frame is None and tag != "img" and is_hidden(attributes) and (button := button_behind(node)):
            self._buttons.add(button.mem_id)
            frame = inner(self._theme, self._frames[-1], tag, "", attributes.get("class") or "", None)
        if frame and (node.mem_id in self._asides or self._frames[-1].role == "aside"):
            frame = frame._replace(role="aside")
        if frame is None or tag == "img":
            return self._image(frame, node) if frame else False
        return self._open(node, tag, frame)

    def _frame(self, tag: str, attributes: Attributes) -> Frame | None:
        if not attributes:
            return inner(self._theme, self._frames[-1], tag, "", "", None)
        href = attributes.get("href") if tag == "a" else None
        link = absolute(href, self._base_url) if href else None
        style, class_names = attributes.get("style") or "", attributes.get("class") or ""
        frame = inner(self._theme, self._frames[-1], tag, style, class_names, link)
        return None if "hidden" in attributes and not display(style) else frame

    def _open(self, node: LexborNode, tag: str, frame: Frame) -> bool:
        if frame.block:
            self._end_line()
        self._frames.append(frame)
        if tag == "table":
            self._tables.append(Table(elements.is_data_table(node)))
        elif tag == "tr" and self._row is None and self._tables and self._tables[-1].is_data:
            part = node.parent.mem_id if node.parent else 0
            self._row, self._row_level = self._tables[-1].begin(part), len(self._tables)
        elif tag in elements.CELLS and self._row and self._in_own_row():
            self._row.open(node.attributes.get("colspan"), node.attributes.get("rowspan"))
        return True

    def _leave(self, node: LexborNode) -> None:
        if self._frames[-1].block:
            self._end_line()
        self._frames.pop()
        if node.tag == "table":
            self._tables.pop()
        elif node.tag == "tr" and self._in_own_row():
            self._end_row()

    def _in_own_row(self) -> bool:
        """Whether the row being read belongs to the innermost open table."""
        return self._row is not None and len(self._tables) == self._row_level

    def _text(self, text: str) -> None:
        frame = self._frames[-1]
        if frame.tiny or frame.veiled or frame.fallback:
            return
        first, *others = text.split("\n") if frame.preformatted else [text]
        self._target().append((first, frame.marks))
        for other in others:
            self._end_line()
            self._target().append((other, frame.marks))

    def _target(self) -> list[Segment]:
        cell = self._row.cell if self._row else None
        return self._line if cell is None else cell

    def _image(self, frame: Frame, node: LexborNode) -> bool:
        found = None if frame.veiled else image(node, self._base_url)
        if found and not (frame.fallback and found.url in self._scripted):
            self._images.append(found)
        return False

    @cached_property
    def _scripted(self) -> set[str]:
        """The addresses of the pictures that stand outside ``noscript``."""
        found = (image(node, self._base_url) for node in self._root.css("img:not(noscript *)"))
        return {picture.url for picture in found if picture}

    def _end_line(self) -> bool:
        if self._row is not None:
            self._target().append(_CELL_BREAK)
            return False
        if text := normalise("".join(source for source, _ in self._line)):
            frame = self._frames[-1]
            html = wrap(frame.opening, inline(self._line, text))
            self._add(Block(frame.kind, text, html, role=frame.role or self._theme.line_role(text)))
        self._line = []
        self._end_images()
        return False

    @property
    def _aside(self) -> BlockRole | None:
        return "aside" if self._frames[-1].role == "aside" else None

    def _end_row(self) -> None:
        read = self._row.end() if self._row else []
        cells = [(cell, normalise("".join(source for source, _ in cell))) for cell in read]
        while cells and not cells[-1][1]:
            cells.pop()
        if cells:
            html = "".join(wrap("<td>", inline(segments, text)) for segments, text in cells)
            text = " | ".join(text for _, text in cells)
            self._add(Block("row", text, wrap("<tr>", html), role=self._aside or self._theme.line_role(text)))
        self._row = None
        self._end_images()

    def _end_images(self) -> None:
        for found in self._images:
            html = f'<p><img src="{escape(found.url)}" alt="{escape(found.alt)}"></p>'
            self._add(Block("image", found.alt, html, found, role=self._aside))
        self._images = []

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        self._size += len(block.html)
        refuse_more("lines in its body", self.blocks, MOST_BLOCKS)
        refuse_more("characters in its body", range(self._size), MOST_HTML)
