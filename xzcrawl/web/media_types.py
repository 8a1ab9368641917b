"""Finds the kind of a picture from its bytes. The type that a server gave is not believed."""

from base64 import b64encode
from typing import Final

_STARTS: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)
_BRANDS: Final = {b"avif": "image/avif", b"avis": "image/avif"}


def media_type(data: bytes) -> str | None:
    """The media type of a picture that a browser shows and that runs nothing.

    None for anything else, including SVG, which can run scripts.
    """
    for start, name in _STARTS:
        if data.startswith(start):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return _BRANDS.get(data[8:12]) if data[4:8] == b"ftyp" else None


def data_url(data: bytes) -> str | None:
    """A picture as a ``data:`` URL for use inside a page; None for bytes that are not a picture."""
    name = media_type(data)
    return f"data:{name};base64,{b64encode(data).decode('ascii')}" if name else None
