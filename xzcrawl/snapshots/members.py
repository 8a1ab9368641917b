"""Reads the gzip members of a file that may be torn anywhere, or made to keep a reader busy.

A member is whole if it inflates to its end, is not too large, and its checksum is right. After damage the
next member is looked for, so that the rest of the file is not lost; this search is bounded.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from isal import isal_zlib

#: Bytes that a record may inflate to; the writer writes no larger ones. A hostile record can inflate to a
#: thousand times its size.
LARGEST_RECORD: Final = 64 * 1024 * 1024
#: Bytes of a body that fit into a record, beside the head of the record and that of the response.
LARGEST_BLOCK: Final = LARGEST_RECORD - 4 * 1024 * 1024
_MAGIC: Final = b"\x1f\x8b\x08"
_GZIP: Final = 31
#: Bytes read at a time: enough for a usual record.
_CHUNK: Final = 32 * 1024
#: Bytes of a file that may be read and inflated without finding a record; then the rest is given up. Damage
#: costs a few chunks for each place in it that looks like the beginning of a member.
_IN_VAIN: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """``length`` bytes at ``offset`` of a file, a gzip member or a damaged part.

    ``data`` are the inflated bytes, None if this is not a whole member. ``size`` is how many bytes were
    inflated before the member ended or was given up.
    """

    offset: int
    length: int
    data: bytes | None
    size: int

    @property
    def is_too_large(self) -> bool:
        """Whether the bytes inflate to more than a record may have."""
        return self.size > LARGEST_RECORD


def members(descriptor: int) -> Iterator[Member]:
    """The members of a file in order. A part of the file without members is given as one without data."""
    return _Walk(descriptor).members()


class _Walk:
    """Goes through a file, and counts the bytes that it read without finding a member."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor, self._end = descriptor, os.fstat(descriptor).st_size
        self._patience = _IN_VAIN

    def members(self) -> Iterator[Member]:
        offset = 0
        while offset < self._end:
            member = self._inflate(offset)
            if member.data is None:
                member = replace(member, length=self._next(offset + 1) - offset)
            yield member
            offset += member.length

    def _inflate(self, offset: int) -> Member:
        member = inflate(self._descriptor, offset, self._end)
        if member.data is None:
            self._patience -= member.length + member.size
        return member

    def _next(self, offset: int) -> int:
        """The offset of the next whole member; the end if there is none, or the search took too long."""
        while (found := _find(self._descriptor, offset, self._end)) < self._end and self._patience > 0:
            if self._inflate(found).data is not None:
                return found
            offset = found + 1
        return self._end


def inflate(descriptor: int, offset: int, end: int) -> Member:
    """The member at ``offset``, read no further than ``end``.

    If there is no whole member, it has no data, and its length is the number of bytes that were read.
    """
    inflater = isal_zlib.decompressobj(_GZIP)
    position, parts, size = offset, [], 0
    while not inflater.eof:
        chunk = os.pread(descriptor, min(_CHUNK, end - position), position)
        position += len(chunk)
        try:
            part = inflater.decompress(chunk, LARGEST_RECORD + 1 - size) if chunk else None
        except isal_zlib.error:  # type: ignore[misc]  # its stub has an instance for the class
            part = None
        size += len(part or b"")
        if part is None or size > LARGEST_RECORD:
            return Member(offset, position - offset, None, size)
        parts.append(part)
    return Member(offset, position - len(inflater.unused_data) - offset, b"".join(parts), size)


def _find(descriptor: int, offset: int, end: int) -> int:
    """The offset at which the first bytes of a gzip member occur next; ``end`` if they do not."""
    while offset < end:
        chunk = os.pread(descriptor, min(_CHUNK, end - offset), offset)
        found = chunk.find(_MAGIC)
        if found >= 0:
            return offset + found
        offset += max(len(chunk) - len(_MAGIC) + 1, 1)
    return end
