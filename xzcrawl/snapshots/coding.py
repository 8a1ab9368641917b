"""Undoes content codings as the crawl did (RFC 9110, 8.4.1; br: RFC 7932; zstd: RFC 8878).

A crawl asks for gzip and deflate, which much software has read for decades; some servers send others unasked.
"""

import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from gzip import GzipFile
from io import BytesIO
from typing import Final

import brotli

from xzcrawl.errors import SnapshotError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: Bytes that a body may inflate to: far more than any page. A hostile body can inflate to a thousand times
#: its size.
LARGEST_BODY: Final = 64 * 1024 * 1024
_CHUNK: Final = 64 * 1024
_ZLIB, _RAW = 15, -15


def undo(codings: str, body: bytes) -> bytes:
    """A body without the codings that its Content-Encoding header lists.

    As in the crawl, a body that breaks off, or has a wrong checksum, gives the part that can be read, and a
    body in an unknown coding is left as it is. Raises SnapshotError for a body that is not in the coding that
    its header names, and for one that inflates to more than ``LARGEST_BODY``.
    """
    for coding in reversed([name.strip().lower() for name in codings.split(",")]):
        if coding not in _UNDONE:
            return body
        body = _joined(_UNDONE[coding](body)) if body else body
    return body


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
    """The pieces of a body in gzip, decoded as far as it can be read."""
    stream = GzipFile(fileobj=BytesIO(body))
    with suppress(OSError, EOFError, zlib.error):
        while part := stream.read1(_CHUNK):
            yield part


def _inflated(body: bytes) -> Iterator[bytes]:
    """The pieces of a body in deflate, as above. Some servers send it without the frame of zlib."""
    inflater = zlib.decompressobj(_ZLIB if _is_zlib(body) else _RAW)
    with suppress(zlib.error):
        while body:
            yield inflater.decompress(body, _CHUNK)
            body = inflater.unconsumed_tail


def _unbrotlied(body: bytes) -> Iterator[bytes]:
    """The pieces of a body in brotli, as above."""
    decoder = brotli.Decompressor()
    with suppress(brotli.error):
        while part := decoder.process(body, output_buffer_limit=_CHUNK):
            yield part
            body = b""


def _unzstd(body: bytes) -> Iterator[bytes]:
    """The pieces of a body in zstd, as above. It may have several frames."""
    stream = zstd.ZstdFile(BytesIO(body))
    with suppress(zstd.ZstdError, EOFError):
        while part := stream.read(_CHUNK):
            yield part


def _is_zlib(body: bytes) -> bool:
    """Whether a body begins with zlib's header (RFC 1950, 2.2)."""
    return body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2], "big") % 31 == 0


def _same(body: bytes) -> Iterator[bytes]:
    yield body


_UNDONE: Final[Mapping[str, Callable[[bytes], Iterator[bytes]]]] = {
    "": _same,
    "identity": _same,
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _inflated,
    "br": _unbrotlied,
    "zstd": _unzstd,
}
