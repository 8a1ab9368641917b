"""Keeping the search index up while a crawl writes."""

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Self

from xzcrawl.errors import XzcrawlError

_log = logging.getLogger(__name__)


class IndexFollower:
    """A thread that catches up whenever it is told of a commit.

    What goes wrong with the index is logged once and is no fault of the crawl: who searches next catches up.
    """

    def __init__(self, catch_up: Callable[[], object]) -> None:
        self._catch_up = catch_up
        self._told, self._ended = Event(), False
        self._thread = Thread(target=self._work, name="search-index", daemon=True)
        self._thread.start()

    def tell(self) -> None:
        """Something was committed."""
        self._told.set()

    def close(self) -> None:
        """Take in what was committed last, and end."""
        self._ended = True
        self._told.set()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _work(self) -> None:
        last = False
        while not last:
            self._told.wait()
            self._told.clear()
            last = self._ended
            try:
                self._catch_up()
            except XzcrawlError as error:
                _log.warning("the search index cannot follow: %s", error)
                return
