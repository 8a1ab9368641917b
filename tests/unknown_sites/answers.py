"""What the sites' answers have in common: headers, small files, parameters, cut titles."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import unquote

from tests.unknown_sites.truth import Response

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
