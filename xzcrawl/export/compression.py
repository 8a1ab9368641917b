"""Compresses with gzip or Zstandard, by the name of the file. Equal input gives equal bytes."""

import gzip
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath
from typing import BinaryIO, Final, cast

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def _gzip(stream: BinaryIO) -> BinaryIO:
    """A gzip stream without name and time, which would differ from one export to the next."""
    return cast("BinaryIO", gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0))


def _zstd(stream: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", zstd.ZstdFile(stream, "wb"))


_BY_SUFFIX: Final[Mapping[str, Callable[[BinaryIO], BinaryIO]]] = {".gz": _gzip, ".zst": _zstd}


def is_compressed(name: str) -> bool:
    """Whether the name asks for compression."""
    return PurePath(name).suffix.lower() in _BY_SUFFIX


@contextmanager
def compressing(stream: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """A stream that compresses its input into ``stream``; for other names, ``stream`` itself."""
    if not is_compressed(name):
        yield stream
        return
    with _BY_SUFFIX[PurePath(name).suffix.lower()](stream) as packed:
        yield packed
