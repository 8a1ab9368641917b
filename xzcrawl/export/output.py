"""Opens the target of an export: a file that appears whole or not at all, or standard output."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from glob import escape
from pathlib import Path
from typing import BinaryIO, Final

from xzcrawl.errors import UsageError

#: What a SQLite file begins with (sqlite.org, "Database File Format").
_DATABASE: Final = b"SQLite format 3\0"


@contextmanager
def open_output(target: str | Path) -> Iterator[BinaryIO]:
    """A binary stream to a file, or for ``-`` to standard output.

    The file is written under another name beside it and renamed at the end, so that a failed export leaves
    the old file as it was. The unfinished file of a killed export is removed by the next export to the same
    file. A target that is not a regular file (a pipe, ``/dev/stdout``) is written to directly. Raises
    ``UsageError`` where the file cannot be made, is a database, or the disk is full.
    """
    if str(target) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(target).resolve()
    _refuse_database(path)
    writing = _direct(path) if path.exists() and not path.is_file() else _renamed(path)
    try:
        with writing as stream:
            yield stream
    except BrokenPipeError:  # the reader has read enough
        raise
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error


def _refuse_database(path: Path) -> None:
    """Raise ``UsageError`` for a SQLite file, which is most likely the archive itself."""
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as there:
                is_database = there.read(len(_DATABASE)) == _DATABASE
            if is_database:
                raise UsageError(f"{path} is a database, and is not written over: name another file")


@contextmanager
def _direct(path: Path) -> Iterator[BinaryIO]:
    with path.open("wb") as stream:
        yield stream


@contextmanager
def _renamed(path: Path) -> Iterator[BinaryIO]:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as stream:
            with suppress(OSError):  # a file system without locks: nothing is removed there either
                flock(stream, LOCK_EX | LOCK_NB)
                _remove_dead(path)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _remove_dead(path: Path) -> None:
    """Removes the unfinished files of killed exports to ``path``.

    A lock ends with its process, however that ends, so a file that can be locked has no writer any more. A
    file that cannot be opened belongs to another user and stays.
    """
    for left in path.parent.glob(f".{escape(path.name)}.*.part"):
        with suppress(OSError), left.open("rb") as stream:
            flock(stream, LOCK_EX | LOCK_NB)
            left.unlink()
