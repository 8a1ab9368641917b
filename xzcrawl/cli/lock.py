"""One run of a site at a time: a lock file beside the archive."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from xzcrawl.archive.engine import is_sqlite, parse_url
from xzcrawl.errors import AlreadyRunning, ArchiveError


def lock_path(archive_url: str, site: str) -> Path:
    """``SITE.lock`` beside the archive; in this machine's temporary folder where that is on a server."""
    url = parse_url(archive_url)
    name = re.sub(r"[^\w.-]", "_", site) + ".lock"
    if is_sqlite(url):
        return Path(str(url.database)).with_name(name)
    return Path(tempfile.gettempdir()) / f"xzcrawl-{name}"


@contextmanager
def locked(archive_url: str, site: str) -> Iterator[None]:
    """Hold the site's lock; it ends with its process. Raises AlreadyRunning where another run has it."""
    path = lock_path(archive_url, site)
    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise AlreadyRunning(
            f"another run of {site} is under way (it holds {path}); try again later"
        ) from None
    except OSError as error:
        raise ArchiveError(
            f"cannot write {path}: {error.strerror or error}; the archive needs a folder that can be written"
        ) from error
    try:
        yield
    finally:
        lock.release()
