"""A SQLite archive as the file that people copy, move and hand on.

What was committed last lies in a log beside the file, ``archive.db-wal``, whose index is ``archive.db-shm``.
SQLite carries it over into the file (a checkpoint) when the last connection closes, but only where that one
may write; so all of ours may, where the user may, and those that read are kept from it by ``query_only``.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from xzcrawl.errors import ArchiveError

#: When a file was changed last (nanoseconds), and its bytes: what shows that it was changed meanwhile.
Mark = tuple[int, int]


def beside(path: Path, suffix: str) -> Path:
    """What belongs to an archive alone, and is named after it: ``archive.db`` and the suffix."""
    return path.parent / f"{path.name}{suffix}"


def may_write(path: Path) -> bool:
    """Whether this user may write the file, and make the log beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def reading_uri(path: Path) -> str:
    """The URI by which SQLite opens the file for a reader. Raises ``ArchiveError`` where it cannot be read.

    Who may not write can read beside whoever does, while the two files of the log are there. Without them
    nobody has the file open, so it is read as one that does not change, unless something waits in the log.
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
    """Whether nobody has the file open and it is whole, for a user who may not write it."""
    logged = _logged(path)
    return not may_write(path) and not logged and not (logged == 0 and beside(path, "-shm").exists())


def _require_index(path: Path) -> None:
    if not beside(path, "-shm").exists():
        raise ArchiveError(
            f"cannot read the archive at {path}: its last changes are in {beside(path, '-wal').name}, which"
            ' only who may write in that folder can read; run "xzcrawl status" once as such a user'
        )


def _logged(path: Path) -> int | None:
    """The bytes of the log; None where there is none."""
    try:
        return beside(path, "-wal").stat().st_size
    except FileNotFoundError:
        return None


def mark(path: Path) -> Mark:
    """Two equal marks: the file was not changed between them."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def settle(path: Path, patience: float) -> int:
    """Carry what waits in the log over into the file; returns how many pages still wait.

    Waits so many seconds for readers that began before the last commit: what came since must stay out of the
    file while they read. Nobody else can write meanwhile. Raises ``sqlite3.Error`` (disk full).
    """
    if not _logged(path):
        return 0
    with closing(sqlite3.connect(path, timeout=patience)) as connection:
        _, logged, carried = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return int(logged - carried)


def copy_aside(path: Path, suffix: str) -> Path:
    """A whole copy of the file beside it, ``archive.db.SUFFIX``.

    Safe while others write, for one process at a time; a copy of that name that exists is replaced.
    """
    copy, unfinished, journal = (
        beside(path, f".{suffix}{end}") for end in ("", ".unfinished", ".unfinished-journal")
    )
    for left in (unfinished, journal):  # by a process that was killed over its copy
        left.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as target:
            source.backup(target)
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)
    return copy


def files_of_other(path: Path, token: str | None) -> set[str]:
    """The files that another archive's snapshots are in; none where it is a copy of the one that is asking.

    Of that one ``token`` is the first change's, which no other has. None also of what is no archive.
    """
    try:
        with closing(sqlite3.connect(reading_uri(path), uri=True)) as connection:
            if connection.execute("SELECT token FROM changes ORDER BY id").fetchone() == (token,):
                return set()
            return {name for (name,) in connection.execute("SELECT DISTINCT file FROM snapshots")}
    except (sqlite3.Error, ArchiveError):
        return set()
