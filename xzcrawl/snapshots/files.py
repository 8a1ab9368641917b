"""The files in a folder of snapshots: their names, their locks, and how they are made durable.

A file that is being written is called ``NAME.open``, and its writer has the lock ``NAME.open.lock``. The lock
ends with the process, however that ends: an open file whose lock is free was left by a killed process.
"""

import errno
import os
import re
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

SUFFIX: Final = ".warc.gz"
OPEN: Final = ".open"
REMOVED: Final = ".removed"
_LOCK: Final = ".lock"


def stem(site: str, started_at: datetime, run_id: int) -> str:
    """The name of a run's files without their number: ``xuzhou.021cf.cn-20261124063000-r00012`` (UTC)."""
    host = re.sub(r"[^\w.-]", "_", site)
    return f"{host}-{started_at.astimezone(UTC):%Y%m%d%H%M%S}-r{run_id:05d}"


def opened(path: Path) -> Path:
    """The name of a file while it is being written."""
    return path.with_name(path.name + OPEN)


def closed(path: Path) -> Path:
    """The final name of a file, which may still be open."""
    return path.with_name(path.name.removesuffix(OPEN))


def warc_files(folder: Path) -> list[Path]:
    """Every WARC file of a folder by name, with those being written; empty if there is no folder."""
    found = (path for end in (SUFFIX, SUFFIX + OPEN) for path in folder.glob(f"*{end}"))
    return sorted(found, key=lambda path: path.name)


def set_aside(folder: Path, stems: Collection[str], keep: Collection[str] = ()) -> list[Path]:
    """Take the files of these runs out of use, closed or open: ``.removed`` is added to their names.

    Returns their new paths. Files with the final names ``keep``, and files that are being written, stay.
    """
    aside = []
    for path in warc_files(folder):
        name = closed(path).name
        if name.rpartition("-")[0] in stems and name not in keep and not is_live(path):
            aside.append(path.rename(path.with_name(name + REMOVED)))
    return aside


def is_live(path: Path) -> bool:
    """Whether a process is writing this file now, so that its end may be half a record."""
    if not path.name.endswith(OPEN) or not _lock_file(path).exists():
        return False
    try:
        lock = acquire(path)
    except OSError:  # the lock cannot be tried (another user's file, a read-only disk): assume a writer
        return True
    if lock is not None:
        lock.release()
    return lock is None


def _lock_file(path: Path) -> Path:
    return path.with_name(path.name + _LOCK)


def acquire(path: Path) -> FileLock | None:
    """The lock of an open file, acquired; None if another process or writer has it."""
    # the writer's file is opened by one thread and may be closed by another
    lock = FileLock(_lock_file(path), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    return lock


def release(lock: FileLock) -> None:
    """Release a lock and remove its file: the WARC file has its final name now, or is removed."""
    Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()


def settle(path: Path) -> None:
    """Durably give an open file its final name. It must be durable already, and the caller has its lock."""
    path.rename(closed(path))
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, if the system can do so."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def reading(folder: Path, file: str) -> Iterator[int]:
    """A descriptor of the file with this final name, closed or still open. Raises FileNotFoundError."""
    descriptor = _descriptor(folder / file)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _descriptor(path: Path) -> int:
    # the final name is tried twice: the file may get it between the first two tries
    for name in (path, opened(path)):
        try:
            return open_file(name)
        except FileNotFoundError:
            continue
    return open_file(path)


def open_file(path: Path, flags: int = os.O_RDONLY) -> int:
    """A descriptor of a regular file. Raises OSError also for anything else: a FIFO lets its reader wait."""
    descriptor = os.open(path, flags | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    return descriptor
