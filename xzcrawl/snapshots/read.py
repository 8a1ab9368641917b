"""Reading one snapshot at its place."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from xzcrawl.errors import SnapshotError
from xzcrawl.snapshots import files
from xzcrawl.snapshots.coding import undo
from xzcrawl.snapshots.members import LARGEST_RECORD, inflate
from xzcrawl.snapshots.record import Record, parse


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A response as it was stored. Header names are lower case, several of one name joined by ", ".

    ``requested_at`` is aware, UTC, to the microsecond. ``payload`` is the body as received; a ``revisit`` has
    none, its ``refers_to`` is the record id of the response that has it. ``payload_sha256`` (64
    hexadecimal digits) was computed from the payload, or is what the revisit states.
    """

    record_id: str
    kind: Literal["response", "revisit"]
    url: str
    requested_at: datetime
    status: int
    headers: Mapping[str, str]
    payload: bytes
    payload_sha256: str
    refers_to: str | None

    @property
    def body(self) -> bytes:
        """The payload with its content codings undone. Raises SnapshotError where it is not in them."""
        return undo(self.headers.get("content-encoding", ""), self.payload)


@dataclass(frozen=True, slots=True)
class GzipMembers:
    """An exchange as it lies in its file: a response or revisit record's member, and its request record's.

    ``request`` is empty where the writer was killed between the two.
    """

    stored: StoredRecord
    response: bytes
    request: bytes


def read(folder: Path, file: str, offset: int, length: int) -> StoredRecord:
    """The response or revisit record at a place, whether its file is closed yet or not.

    Raises SnapshotError where there is no such file, or no whole record of such a kind just there, or one
    that is not what its digests say.
    """
    with _place(folder, file, offset) as descriptor:
        return _read(descriptor, offset, length)


def read_members(folder: Path, file: str, offset: int, length: int) -> GzipMembers:
    """What ``read`` gives, with the bytes of the file that hold it and the request that led to it."""
    with _place(folder, file, offset) as descriptor:
        stored = _read(descriptor, offset, length)
        request = inflate(descriptor, offset + length, os.fstat(descriptor).st_size)
        asked = request.length if _is_request_of(request.data, stored.record_id) else 0
        both = os.pread(descriptor, length + asked, offset)
        return GzipMembers(stored, both[:length], both[length:])


@contextmanager
def _place(folder: Path, file: str, offset: int) -> Iterator[int]:
    """The file's descriptor; what goes wrong with it becomes a SnapshotError."""
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
        kind="revisit" if record.kind == "revisit" else "response",
        url=record.url,
        requested_at=record.requested_at,
        status=record.status,
        headers=record.headers,
        payload=record.payload,
        payload_sha256=record.payload_sha256,
        refers_to=record.refers_to,
    )
