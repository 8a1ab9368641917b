"""A lock file beside the archive, which allows one run of a site at a time."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from xzcrawl.archive.engine import MAIN_NAME, file_of, is_sqlite, own_path, parse_url
from xzcrawl.errors import AlreadyRunning, ArchiveError

#: Seconds to wait for the lock: a check whether a run is under way (``is_running``) takes it for an instant.
_PATIENCE: Final = 0.5


def lock_path(archive_url: str, site: str) -> Path:
    """The lock file: ``SITE.lock`` beside ``archive.db``, ``OTHER.db.SITE.lock`` beside any other file.

    For an archive on a server it is in this machine's temporary folder.
    """
    url = parse_url(archive_url)
    name = re.sub(r"[^\w.-]", "_", site) + ".lock"
    own = own_path(url, name)
    if not is_sqlite(url):
        return Path(tempfile.gettempdir()) / f"xzcrawl-{own.name}"
    return own.with_name(name) if file_of(url).name == MAIN_NAME else own


@contextmanager
def locked(archive_url: str, site: str) -> Iterator[None]:
    """Keeps the site's lock until the end of the ``with`` or of the process.

    Raises AlreadyRunning where another run has it, and ArchiveError where no lock file can be made.
    """
    path = lock_path(archive_url, site)
    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=_PATIENCE, poll_interval=0.01)
    except Timeout:
        # where no file can be made (/proc), filelock goes on trying as if another process had the lock
        if not path.exists():
            raise _unwritable(path, "no file can be made there") from None
        raise AlreadyRunning(
            f"another run of {site} is under way (it holds {path}); try again later"
        ) from None
    except OSError as error:
        raise _unwritable(path, error.strerror or str(error)) from error
    try:
        yield
    finally:
        lock.release()


def is_running(archive_url: str, site: str) -> bool:
    """Whether a run has the site's lock. A run of ``scrapy crawl`` takes no lock."""
    path = lock_path(archive_url, site)
    try:
        with FileLock(path, timeout=0) if path.exists() else nullcontext():
            return False
    except Timeout:
        return True
    except OSError:  # another user's lock file cannot be opened, so nothing is known
        return False


def _unwritable(path: Path, reason: str) -> ArchiveError:
    return ArchiveError(f"cannot write {path}: {reason}; the archive needs a folder that can be written")
