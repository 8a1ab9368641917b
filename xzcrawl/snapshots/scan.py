"""Going through a whole WARC file: every record with its place, and whether it is what its digests say."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xzcrawl.snapshots.files import open_file
from xzcrawl.snapshots.members import LARGEST_RECORD, Member, members
from xzcrawl.snapshots.record import Record, parse


@dataclass(frozen=True, slots=True)
class Scanned:
    """A record of a file, or a stretch that is none: then ``problem`` says so and all else is None.

    ``kind`` is the record's WARC-Type. ``requested_at`` is aware, UTC. ``payload_sha256`` was computed from a
    response's body and is what a revisit record states; ``status`` is of these two only. ``refers_to`` is the
    record id of a revisit record's original. ``problem`` is None where every digest is right.
    """

    offset: int
    length: int
    kind: str | None = None
    record_id: str | None = None
    url: str | None = None
    requested_at: datetime | None = None
    status: int | None = None
    payload_sha256: str | None = None
    refers_to: str | None = None
    problem: str | None = None


def scan(path: Path) -> Iterator[Scanned]:
    """Every record of a file in order, in the memory of one record.

    Damage is an entry of its own, and the records behind it follow. The end of a file that is being written
    (``is_live``, to be asked before) may be half a record. Raises OSError.
    """
    descriptor = open_file(path)
    try:
        for member in members(descriptor):
            yield _scanned(member)
    finally:
        os.close(descriptor)


def _scanned(member: Member) -> Scanned:
    if member.is_too_large:
        return Scanned(
            member.offset, member.length, problem=f"inflates to more than {LARGEST_RECORD:,} bytes"
        )
    if member.data is None:
        return Scanned(member.offset, member.length, problem="torn")
    try:
        return _entry(member, parse(member.data))
    except ValueError as error:
        return Scanned(member.offset, member.length, problem=str(error))


def _entry(member: Member, record: Record) -> Scanned:
    return Scanned(
        member.offset,
        member.length,
        kind=record.kind,
        record_id=record.record_id,
        url=record.url,
        requested_at=record.requested_at,
        status=record.status if record.is_answer else None,
        payload_sha256=record.payload_sha256 if record.is_answer else None,
        refers_to=record.refers_to,
        problem=record.problem(),
    )
