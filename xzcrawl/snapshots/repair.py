"""Repairs the files that killed writers left: cuts off a torn end, and gives the file its final name."""

import os
from dataclasses import dataclass
from pathlib import Path

from xzcrawl.snapshots import files
from xzcrawl.snapshots.members import members
from xzcrawl.snapshots.record import parse


@dataclass(frozen=True, slots=True)
class Repair:
    """A repaired file (by its final name): how many bytes were kept, and how many were cut off its end."""

    file: str
    kept: int
    cut: int


def repair(folder: Path) -> list[Repair]:
    """Close every open file of the folder whose writer is dead. Files that are being written are left alone.

    The bytes after the last whole record are cut off; a file without records is removed. Raises OSError.
    """
    left = sorted(folder.glob(f"*{files.SUFFIX}{files.OPEN}"))
    return [done for path in left if (done := _repair(path)) is not None]


def _repair(path: Path) -> Repair | None:
    lock = files.acquire(path)
    if lock is None:
        return None
    try:
        return _close(path) if path.exists() else None  # another process may have been quicker
    finally:
        files.release(lock)


def _close(path: Path) -> Repair:
    descriptor = files.open_file(path, os.O_RDWR)
    try:
        size, kept = os.fstat(descriptor).st_size, _end_of_records(descriptor)
        os.ftruncate(descriptor, kept)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if kept:
        files.settle(path)
    else:
        path.unlink()
    return Repair(files.closed(path).name, kept, size - kept)


def _end_of_records(descriptor: int) -> int:
    """The end of the last whole record. Damage before it stays: cutting it off would lose whole records."""
    ends = (member.offset + member.length for member in members(descriptor) if _is_record(member.data))
    return max(ends, default=0)


def _is_record(data: bytes | None) -> bool:
    if data is None:
        return False
    try:
        parse(data)
    except ValueError:
        return False
    return True
