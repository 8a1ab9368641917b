"""Keeps the search index up to date while a crawl writes."""

import logging
from threading import Event, Thread
from typing import Final, Protocol, Self

from xzcrawl.errors import XzcrawlError

_log = logging.getLogger(__name__)


#: Seconds between two updates. Each starts threads and waits for the disk, whatever it adds. Who searches on
#: the command line updates the index first; the web pages say how many articles are not searched yet.
_PAUSE: Final = 20.0
#: Seconds that the last update waits for another process that updates the index, such as the crawl of another
#: site, and may have begun before the last commit.
_LAST_WAIT: Final = 5.0


class CatchUp(Protocol):
    """``Archive.catch_up``: waits up to ``wait`` seconds for another process that updates the index."""

    def __call__(self, *, wait: float) -> object: ...


class IndexFollower:
    """A thread that updates the index after a commit, and then pauses.

    An error of the index is logged once, and does not fail the crawl: the next search updates the index.
    """

    def __init__(self, catch_up: CatchUp) -> None:
        self._catch_up = catch_up
        self._committed, self._ended = Event(), Event()
        self._thread = Thread(target=self._work, name="search-index", daemon=True)
        self._thread.start()

    def tell(self) -> None:
        """Tell the thread that there was a commit."""
        self._committed.set()

    def close(self) -> None:
        """Update the index once more, and end the thread."""
        self._ended.set()
        self._committed.set()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _work(self) -> None:
        last = False
        while not last:
            self._committed.wait()
            self._committed.clear()
            last = self._ended.is_set()
            try:
                self._catch_up(wait=_LAST_WAIT if last else 0)
            except XzcrawlError as error:
                _log.warning("the search index cannot follow: %s", error)
                return
            if not last:
                self._ended.wait(_PAUSE)
