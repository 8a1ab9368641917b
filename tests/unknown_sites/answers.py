"""What the sites' answers have in common: headers, small files, parameters, cut titles, rows of tables."""

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import TypeVar
from urllib.parse import unquote

from tests.unknown_sites.truth import Response, Table

_T = TypeVar("_T")

#: The least that each kind of file can be, with its media type; images are one pixel.
_FILES = {
    "gif": ("image/gif", b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")),
    "png": (
        "image/png",
        b64decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
        ),
    ),
    "jpg": (
        "image/jpeg",
        b64decode(
            "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////"
            "////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA="
        ),
    ),
    "pdf": ("application/pdf", b"%PDF-1.4\n%%EOF\n"),
    "doc": ("application/msword", bytes.fromhex("d0cf11e0a1b11ae1")),
    "xls": ("application/vnd.ms-excel", bytes.fromhex("d0cf11e0a1b11ae1")),
    "docx": ("application/octet-stream", b"PK\x05\x06" + bytes(18)),
    "rar": ("application/octet-stream", b"Rar!\x1a\x07\x00"),
}


@dataclass(frozen=True)
class Voice:
    """How a server answers: its name, its ``Content-Type`` of pages, their encoding, its clock."""

    server: str
    html_type: str
    encoding: str
    now: datetime

    def html(self, page: str, status: int = 200) -> Response:
        """A page; characters that the encoding lacks become references."""
        return self.data(page.encode(self.encoding, "xmlcharrefreplace"), self.html_type, status)

    def data(self, body: bytes, media_type: str, status: int = 200) -> Response:
        headers = {
            "Server": self.server,
            "Date": format_datetime(self.now.astimezone(UTC), usegmt=True),
            "Content-Type": media_type,
            "Content-Length": str(len(body)),
        }
        return status, headers, body

    def file(self, path: str) -> Response:
        """An image or document, by the end of its name."""
        media_type, body = _FILES[path.rpartition(".")[2]]
        return self.data(body, media_type)


def cut(title: str, width: int, mark: str = "…") -> str:
    """The first ``width`` characters, with a mark if there are more."""
    return title if len(title) <= width else title[:width] + mark


def cut_bytes(title: str, width: int) -> str:
    """The first ``width`` bytes of GBK, without a mark."""
    return title.encode("gbk")[:width].decode("gbk", "ignore")


def fields(query: str, encoding: str = "utf-8") -> dict[str, str]:
    """The parameters of a query; of several with one name the last."""
    pairs = (part.partition("=") for part in query.split("&") if part)
    return {name: unquote(value, encoding=encoding) for name, _, value in pairs}


def number(value: str | None, default: int = 0) -> int:
    """A parameter as a number, and ``default`` where it is none."""
    return int(value) if value is not None and value.isascii() and value.isdigit() else default


def pages_of(count: int, size: int) -> int:
    """How many pages hold ``count`` entries; at least one."""
    return max(1, -(-count // size))


def part_of(entries: Sequence[_T], page: int, size: int) -> Sequence[_T]:
    """The entries of a page, the first of which is 1; none for a page after the last."""
    return entries[(page - 1) * size :][:size]


def pieces(things: Sequence[_T], count: int) -> tuple[tuple[_T, ...], ...]:
    """So many pieces of about the same length, in order."""
    size = -(-len(things) // count)
    return tuple(tuple(things[at : at + size]) for at in range(0, len(things), size))


def neighbours(entries: Sequence[_T], entry: _T) -> tuple[_T | None, _T | None]:
    """The one before and the one after in a list."""
    at = entries.index(entry)
    return entries[at - 1] if at else None, entries[at + 1] if at + 1 < len(entries) else None


def table_rows(rows: Table, opening: str = "<td>", closing: str = "</td>") -> str:
    """Rows of HTML, each cell between the same marks."""
    return "\n".join(
        "<tr>" + "".join(f"{opening}{escape(cell)}{closing}" for cell in row) + "</tr>" for row in rows
    )
