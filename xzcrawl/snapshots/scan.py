"""Goes through a whole WARC file: gives every record with its place, and compares it with its digests."""

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
    """A record of a file, or a damaged part: then ``problem`` says so, and the other fields are None.

    ``kind`` is the WARC-Type of the record. ``requested_at`` is aware, UTC. ``payload_sha256`` is computed
    from the body of a response; a revisit record states it. Only these and resources have a ``status``.
    ``refers_to`` is the record id of the original of a revisit record. ``problem`` is None if every digest
    matches.
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
    """Every record of a file in order, with the memory of one record.

    Damage is given as an entry of its own, followed by the records after it. The end of a file that is being
    written may be half a record: call ``is_live`` before. Raises OSError.
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
