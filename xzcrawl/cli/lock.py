"""One run of a site at a time: a lock file beside the archive."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from xzcrawl.archive.engine import MAIN_NAME, file_of, is_sqlite, own_path, parse_url
from xzcrawl.errors import AlreadyRunning, ArchiveError

#: Seconds: whoever asks whether a run is under way (``is_running``) holds the lock for an instant.
_PATIENCE: Final = 0.5


def lock_path(archive_url: str, site: str) -> Path:
    """``SITE.lock`` beside ``archive.db``, ``OTHER.db.SITE.lock`` beside another.

    In this machine's temporary folder where the archive is on a server.
    """
    url = parse_url(archive_url)
    name = re.sub(r"[^\w.-]", "_", site) + ".lock"
    own = own_path(url, name)
    if not is_sqlite(url):
        return Path(tempfile.gettempdir()) / f"xzcrawl-{own.name}"
    return own.with_name(name) if file_of(url).name == MAIN_NAME else own


@contextmanager
def locked(archive_url: str, site: str) -> Iterator[None]:
    """Hold the site's lock; it ends with its process. Raises AlreadyRunning where another run has it."""
    path = lock_path(archive_url, site)
    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=_PATIENCE, poll_interval=0.01)
    except Timeout:
        # where no file can be made (/proc), filelock goes on trying as if it were held
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
    """Whether a run holds the site's lock. A run made by ``scrapy crawl`` holds none."""
    path = lock_path(archive_url, site)
    try:
        with FileLock(path, timeout=0) if path.exists() else nullcontext():
            return False
    except Timeout:
        return True
    except OSError:  # another user's lock file: it cannot be told
        return False


def _unwritable(path: Path, reason: str) -> ArchiveError:
    return ArchiveError(f"cannot write {path}: {reason}; the archive needs a folder that can be written")
