"""Reads one snapshot at its place in a WARC file."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, cast

from xzcrawl.errors import SnapshotError
from xzcrawl.snapshots import files
from xzcrawl.snapshots.coding import undo
from xzcrawl.snapshots.members import LARGEST_RECORD, inflate
from xzcrawl.snapshots.record import Record, parse


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A response, or a document that a browser made, as it was stored.

    Header names are lower case; values of one name are joined by ", ". ``requested_at`` is aware, UTC, to the
    microsecond. ``payload`` is the body as received. A ``revisit`` has an empty one; its ``refers_to`` is the
    record id of the response with the payload. ``payload_sha256`` (64 hexadecimal digits) is computed from
    the payload, or is the digest that the revisit states.
    """

    record_id: str
    kind: Literal["response", "revisit", "resource"]
    url: str
    requested_at: datetime
    status: int
    headers: Mapping[str, str]
    payload: bytes
    payload_sha256: str
    refers_to: str | None

    @property
    def body(self) -> bytes:
        """The payload without its content codings. Raises SnapshotError if it is not in these codings."""
        return undo(self.headers.get("content-encoding", ""), self.payload)


@dataclass(frozen=True, slots=True)
class GzipMembers:
    """The bytes of an exchange in its file: the member of its response or revisit, and that of its request.

    ``request`` is empty if the writer was killed between the two, and for a resource.
    """

    stored: StoredRecord
    response: bytes
    request: bytes


def read(folder: Path, file: str, offset: int, length: int) -> StoredRecord:
    """The response, revisit or resource record at a place. Its file may be closed or still open.

    Raises SnapshotError if there is no such file, no whole record of these kinds and this length at the
    offset, or one that does not match its digests.
    """
    with _place(folder, file, offset) as descriptor:
        return _read(descriptor, offset, length)


def read_members(folder: Path, file: str, offset: int, length: int) -> GzipMembers:
    """The record that ``read`` gives, with its bytes in the file and those of the request that led to it."""
    with _place(folder, file, offset) as descriptor:
        stored = _read(descriptor, offset, length)
        request = inflate(descriptor, offset + length, os.fstat(descriptor).st_size)
        asked = request.length if _is_request_of(request.data, stored.record_id) else 0
        both = os.pread(descriptor, length + asked, offset)
        return GzipMembers(stored, both[:length], both[length:])


@contextmanager
def _place(folder: Path, file: str, offset: int) -> Iterator[int]:
    """A descriptor of the file. Errors while it is read become a SnapshotError."""
    place = f"{file} at {offset}"
    try:
        with files.reading(folder, file) as descriptor:
            yield descriptor
    except OSError as error:
        raise SnapshotError(f"snapshot {place} in {folder} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise SnapshotError(f"snapshot {place} in {folder} is damaged: {error}") from error


def _read(descriptor: int, offset: int, length: int) -> StoredRecord:
    member = inflate(descriptor, offset, offset + length)
    if member.is_too_large:
        raise ValueError(f"it inflates to more than {LARGEST_RECORD:,} bytes")
    if member.data is None or member.length != length:
        raise ValueError("no whole record of this length")
    return _stored(parse(member.data))


def _is_request_of(data: bytes | None, record_id: str) -> bool:
    try:
        return data is not None and parse(data).fields.get("warc-concurrent-to") == f"<{record_id}>"
    except ValueError:
        return False


def _stored(record: Record) -> StoredRecord:
    if not record.is_answer:
        raise ValueError(f"a {record.kind} record")
    if problem := record.problem():
        raise ValueError(problem)
    return StoredRecord(
        record_id=record.record_id,
        kind=cast('Literal["response", "revisit", "resource"]', record.kind),
        url=record.url,
        requested_at=record.requested_at,
        status=record.status,
        headers=record.headers,
        payload=record.payload,
        payload_sha256=record.payload_sha256,
        refers_to=record.refers_to,
    )
