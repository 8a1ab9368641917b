"""Undoing content codings with what decades of software can read: gzip and deflate (RFC 9110, 8.4.1)."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from gzip import GzipFile
from io import BytesIO
from typing import Final

from xzcrawl.errors import SnapshotError

#: Bytes a body may inflate to: far beyond any page; a hostile one can hold a thousand times its size.
LARGEST_BODY: Final = 64 * 1024 * 1024
_CHUNK: Final = 64 * 1024
_ZLIB, _RAW = 15, -15


def undo(codings: str, body: bytes) -> bytes:
    """A body without the codings that its Content-Encoding header lists.

    A body that breaks off, or whose checksum is wrong, gives what there is of it, as in the crawl. Raises
    SnapshotError for other codings, for a body that is nothing of the kind, and for one of absurd size.
    """
    for coding in reversed([name.strip().lower() for name in codings.split(",")]):
        body = _undo_one(coding, body)
    return body


def _undo_one(coding: str, body: bytes) -> bytes:
    if not body or coding in ("", "identity"):
        return body
    if coding in ("gzip", "x-gzip"):
        return _joined(_gunzipped(body))
    if coding == "deflate":
        return _joined(_inflated(body))
    raise SnapshotError(f"a body in the coding {coding!r}, which is neither gzip nor deflate")


def _joined(parts: Iterator[bytes]) -> bytes:
    found, size = [], 0
    for part in parts:
        found.append(part)
        size += len(part)
        if size > LARGEST_BODY:
            raise SnapshotError(f"a body that inflates to more than {LARGEST_BODY} bytes")
    if not found:
        raise SnapshotError("a body that is not in the coding it names")
    return b"".join(found)


def _gunzipped(body: bytes) -> Iterator[bytes]:
    """What a body inflates to, piece by piece, as far as it can be read."""
    stream = GzipFile(fileobj=BytesIO(body))
    with suppress(OSError, EOFError, zlib.error):
        while part := stream.read1(_CHUNK):
            yield part


def _inflated(body: bytes) -> Iterator[bytes]:
    """Likewise. Some servers send it without zlib's frame."""
    inflater = zlib.decompressobj(_ZLIB if _is_zlib(body) else _RAW)
    with suppress(zlib.error):
        while body:
            yield inflater.decompress(body, _CHUNK)
            body = inflater.unconsumed_tail


def _is_zlib(body: bytes) -> bool:
    """Whether a body begins with zlib's header (RFC 1950, 2.2)."""
    return body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2], "big") % 31 == 0
