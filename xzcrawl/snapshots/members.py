"""Gzip members in a file that may be torn anywhere.

A member is whole if it inflates to its end and its checksum is right. Behind damage the next member is looked
for, so that what follows is not lost with it.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from isal import isal_zlib

_MAGIC: Final = b"\x1f\x8b\x08"
_GZIP: Final = 31
#: Bytes read at a time: a usual record in one go.
_CHUNK: Final = 32 * 1024


@dataclass(frozen=True, slots=True)
class Member:
    """``length`` bytes at ``offset`` and what they inflate to; None where they are no whole member."""

    offset: int
    length: int
    data: bytes | None


def members(descriptor: int) -> Iterator[Member]:
    """The members of a file in order; a stretch without any between them comes as one without data."""
    offset, end = 0, os.fstat(descriptor).st_size
    while offset < end:
        member = inflate(descriptor, offset, end)
        if member.data is None:
            member = Member(offset, _next(descriptor, offset + 1, end) - offset, None)
        yield member
        offset += member.length


def inflate(descriptor: int, offset: int, end: int) -> Member:
    """The member at ``offset``, read no further than ``end``; without data where none is whole there."""
    inflater = isal_zlib.decompressobj(_GZIP)
    position, parts = offset, []
    while not inflater.eof:
        chunk = os.pread(descriptor, min(_CHUNK, end - position), position)
        if not chunk:
            return Member(offset, end - offset, None)
        position += len(chunk)
        try:
            parts.append(inflater.decompress(chunk))
        except isal_zlib.error:  # type: ignore[misc]  # its stub has an instance for the class
            return Member(offset, end - offset, None)
    return Member(offset, position - len(inflater.unused_data) - offset, b"".join(parts))


def _next(descriptor: int, offset: int, end: int) -> int:
    """Where the next whole member begins, ``end`` where none does."""
    while (found := _find(descriptor, offset, end)) < end:
        if inflate(descriptor, found, end).data is not None:
            return found
        offset = found + 1
    return end


def _find(descriptor: int, offset: int, end: int) -> int:
    """Where gzip's first bytes stand next, ``end`` where nowhere."""
    while offset < end:
        chunk = os.pread(descriptor, min(_CHUNK, end - offset), offset)
        found = chunk.find(_MAGIC)
        if found >= 0:
            return offset + found
        offset += max(len(chunk) - len(_MAGIC) + 1, 1)
    return end
