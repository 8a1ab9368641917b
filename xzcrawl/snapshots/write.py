"""Writes WARC files with whole exchanges. After a failure the exchanges written before it are still whole."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Self

from filelock import FileLock

from xzcrawl.items import Capture
from xzcrawl.snapshots import files
from xzcrawl.snapshots.exchange import Original, exchange, payload_sha256, warcinfo


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a record: ``length`` bytes at ``offset`` of ``file``, its final name in the folder.

    ``payload_sha256`` is the digest of the body as received, in 64 hexadecimal digits.
    """

    file: str
    offset: int
    length: int
    payload_sha256: str


class WarcWriter:
    """Writes exchanges into ``FOLDER/STEM-00000.warc.gz`` and, when that is full, into the next file.

    A file is made when there is something to write and is called ``….open`` until it is closed. It never
    replaces an existing file. ``info`` goes into the warcinfo record with which each file begins. Files have
    at most ``max_bytes``, unless one exchange alone has more. Raises OSError (disk full, no permission); the
    exchanges written before it are whole then, and the writer can still be used and closed. Only one thread
    at a time may use it.
    """

    def __init__(
        self, folder: Path, stem: str, info: Mapping[str, str], *, max_bytes: int = 1_000_000_000
    ) -> None:
        self._folder, self._stem, self._info = folder, stem, info
        self._max_bytes = max_bytes
        self._file: _OpenFile | None = None

    def write(self, capture: Capture, original: Original | None = None) -> Place:
        """Append an exchange. With an ``original``, the record refers to it and has no payload.

        Returns the place of the response. The exchange is durable after the next ``sync`` or ``close``.
        """
        digest = payload_sha256(capture)
        response, request = exchange(capture, digest, original)
        file = self._file_for(len(response) + len(request), capture.requested_at)
        offset = file.append(response + request)
        return Place(file.name, offset, len(response), digest)

    def has(self, file: str) -> bool:
        """Whether the file with this final name is in the folder, closed or still open."""
        path = self._folder / file
        return files.opened(path).exists() or path.exists()  # in this order: it may be closed meanwhile

    def sync(self) -> None:
        """Make everything written durable."""
        if self._file is not None:
            self._file.sync()

    def close(self) -> None:
        """Make everything written durable and give the file its final name; ``write`` begins a new one."""
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def leave(self) -> None:
        """Leave the file as a killed writer does, still called ``….open``: ``repair`` closes it."""
        file, self._file = self._file, None
        if file is not None:
            file.leave()

    def _file_for(self, size: int, at: datetime) -> "_OpenFile":
        if self._file is not None and self._file.end + size > self._max_bytes:
            self.close()
        if self._file is None:
            self._file = _OpenFile.create(self._folder, self._stem, at, self._info)
        return self._file


class _OpenFile:
    """A WARC file being written, with its lock."""

    def __init__(self, path: Path, descriptor: int, lock: FileLock) -> None:
        self._path, self._descriptor, self._lock = path, descriptor, lock
        self.name = files.closed(path).name
        self.end = 0

    @classmethod
    def create(cls, folder: Path, stem: str, at: datetime, info: Mapping[str, str]) -> Self:
        """A new file with the first free name of the stem; it begins with its warcinfo record."""
        folder.mkdir(parents=True, exist_ok=True)
        file = next(file for serial in count() if (file := cls._new(folder / _name(stem, serial))))
        try:
            file.append(warcinfo(file.name, at, info))
            files.sync_folder(folder)
        except BaseException:
            file.discard()
            raise
        return file

    @classmethod
    def _new(cls, path: Path) -> Self | None:
        """A new file of this name; None if the name is taken or another process is making the file."""
        unfinished = files.opened(path)
        lock = files.acquire(unfinished)
        if lock is None:
            return None
        if path.exists() or unfinished.exists():
            files.release(lock)
            return None
        try:
            descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except BaseException:
            files.release(lock)
            raise
        return cls(unfinished, descriptor, lock)

    def append(self, data: bytes) -> int:
        """Write at the end and return the offset. On OSError the file is as it was before."""
        offset = self.end
        try:
            _write_all(self._descriptor, data, offset)
        except BaseException:
            os.ftruncate(self._descriptor, offset)
            raise
        self.end += len(data)
        return offset

    def sync(self) -> None:
        os.fsync(self._descriptor)

    def close(self) -> None:
        try:
            self.sync()
            files.settle(self._path)
        finally:
            os.close(self._descriptor)
            files.release(self._lock)

    def leave(self) -> None:
        os.close(self._descriptor)
        files.release(self._lock)

    def discard(self) -> None:
        """Remove a new file whose warcinfo record could not be written."""
        os.close(self._descriptor)
        self._path.unlink()
        files.release(self._lock)


def _name(stem: str, serial: int) -> str:
    return f"{stem}-{serial:05d}{files.SUFFIX}"


def _write_all(descriptor: int, data: bytes, offset: int) -> None:
    """Write all of ``data``. A system call may write only a part; the next call then raises the error."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.pwrite(descriptor, rest, offset + len(data) - len(rest)) :]
