"""A SQLite archive as the file that people copy, move and hand on.

The last commits are in a log beside the file, ``archive.db-wal``, whose index is ``archive.db-shm``. SQLite
moves them into the file (a checkpoint) when the last connection closes, but only if that connection may
write. So all our connections may write, if the user may; ``query_only`` keeps readers from changing anything.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from xzcrawl.errors import ArchiveError

#: The time of the last change of a file (nanoseconds) and its size in bytes. They show whether it changed.
Mark = tuple[int, int]


def beside(path: Path, suffix: str) -> Path:
    """The path of a file or folder of one archive, named after it: ``archive.db`` and the suffix."""
    return path.parent / f"{path.name}{suffix}"


def may_write(path: Path) -> bool:
    """Whether this user may write the file, and make the log beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def reading_uri(path: Path) -> str:
    """The URI by which SQLite opens the file for a reader. Raises ``ArchiveError`` if it cannot be read.

    A user who may not write can read while others write, if the two files of the log are there. Without them
    nobody has the file open, so it is read as one that does not change, unless there are commits in the log.
    """
    if may_write(path):
        mode = "mode=rw"
    elif is_frozen(path):
        mode = "mode=ro&immutable=1"
    else:
        _require_index(path)
        mode = "mode=ro"
    return f"file:{quote(os.fsencode(path))}?{mode}"  # bytes: a name need not be text in this locale


def is_frozen(path: Path) -> bool:
    """Whether the file is whole, nobody has it open, and this user may not write it."""
    logged = _logged(path)
    return not may_write(path) and not logged and not (logged == 0 and beside(path, "-shm").exists())


def _require_index(path: Path) -> None:
    if not beside(path, "-shm").exists():
        raise ArchiveError(
            f"cannot read the archive at {path}: its last changes are in {beside(path, '-wal').name}, which"
            ' only who may write in that folder can read; run "xzcrawl status" once as such a user'
        )


def _logged(path: Path) -> int | None:
    """The size of the log in bytes; None if there is no log."""
    try:
        return beside(path, "-wal").stat().st_size
    except FileNotFoundError:
        return None


def mark(path: Path) -> Mark:
    """A mark of the file's state. If two marks are equal, the file was not changed between them."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def settle(path: Path, patience: float) -> int:
    """Move the commits in the log into the file. Returns how many pages are still in the log.

    ``patience`` is for how many seconds to wait for readers that began before the last commit: later commits
    must stay out of the file while they read. Nobody else can write meanwhile. Raises ``sqlite3.Error`` (disk
    full).
    """
    if not _logged(path):
        return 0
    with closing(sqlite3.connect(path, timeout=patience)) as connection:
        _, logged, carried = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return int(logged - carried)


def copy_aside(path: Path, suffix: str) -> Path:
    """A whole copy of the file beside it, ``archive.db.SUFFIX``.

    This is safe while others write, but only one process at a time may copy. An existing copy is replaced.
    """
    copy, unfinished, journal = (
        beside(path, f".{suffix}{end}") for end in ("", ".unfinished", ".unfinished-journal")
    )
    for left in (unfinished, journal):  # by a process that was killed while it copied
        left.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as target:
            source.backup(target)
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)
    return copy


def files_of_other(path: Path, token: str | None) -> set[str]:
    """The files with another archive's snapshots; empty if it is a copy of this archive, or not an archive.

    ``token`` is that of this archive's first change, which only its copies share.
    """
    try:
        with closing(sqlite3.connect(reading_uri(path), uri=True)) as connection:
            if connection.execute("SELECT token FROM changes ORDER BY id").fetchone() == (token,):
                return set()
            return {name for (name,) in connection.execute("SELECT DISTINCT file FROM snapshots")}
    except (sqlite3.Error, ArchiveError):
        return set()
