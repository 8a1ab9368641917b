"""The demo site's pictures: skylines of two colours, as PNG whatever the address says."""

import struct
from functools import cache
from random import Random
from typing import Final
from zlib import compress, crc32

#: So many pictures for all articles: sites use them again, and an archive keeps each payload once.
_PICTURES: Final = 12
_COLUMNS, _COLUMN, _HEIGHT = 16, 30, 240


def picture(path: str) -> bytes:
    """The picture at this address, the same at every request."""
    return _skyline(crc32(path.encode()) % _PICTURES)


@cache
def _skyline(number: int) -> bytes:
    rng = Random(f"skyline {number}")
    heights = [rng.randrange(_HEIGHT // 5, _HEIGHT * 4 // 5) for _ in range(_COLUMNS)]
    rows = (
        b"\0" + b"".join(bytes([height > level]) * _COLUMN for height in heights)
        for level in reversed(range(_HEIGHT))
    )
    dark = bytes(rng.randrange(60, 140) for _ in range(3))
    light = bytes(255 - tone // 3 for tone in dark)
    header = struct.pack(">IIBBBBB", _COLUMNS * _COLUMN, _HEIGHT, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", light + dark), (b"IDAT", compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))
