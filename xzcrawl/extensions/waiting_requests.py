"""Lets requests wait in the queue, and not in the few places of those that are under way.

Scrapy hands a request to the downloader however long its host must not be asked. There it takes one of
CONCURRENT_REQUESTS places, so a few hosts that ask to be left alone for minutes would hold up all others.
"""

import asyncio
from collections.abc import Iterable
from time import monotonic
from typing import Any, Final

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface

#: Key of ``request.meta``: how many seconds a request waits before it goes out.
PAUSE: Final = "pause"
#: Key of ``request.meta``: the host whose pace the downloader keeps; a redirect has that of its page.
SLOT: Final = "download_slot"
#: Seconds after which the engine looks into the queue again, at the latest (its heartbeat).
LOOK: Final = 5.0


class _ReadyHosts(DownloaderInterface):
    """Leaves out hosts that must not be asked before the engine's next look into the queue."""

    def stats(self, possible_slots: Iterable[str]) -> Any:
        return super().stats([key for key in possible_slots if self._wait(key) <= LOOK])

    def _wait(self, key: str) -> float:
        slot = self.downloader.slots.get(key)
        return slot.lastseen + slot.delay - monotonic() if slot else 0.0


class PatientQueue(DownloaderAwarePriorityQueue):
    """Scrapy's queue; requests of hosts that must wait are kept back, and each for as long as its PAUSE."""

    def __init__(self, crawler: Crawler, *args: Any, **kwargs: Any) -> None:
        super().__init__(crawler, *args, **kwargs)
        self._downloader_interface = _ReadyHosts(crawler)
        self._pausing = 0

    def push(self, request: Request) -> None:
        request.meta.pop(SLOT, None)
        seconds: float = request.meta.pop(PAUSE, 0.0)
        if seconds > 0:
            self._pausing += 1
            asyncio.get_running_loop().call_later(seconds, self._go_on, request)
        else:
            super().push(request)

    def _go_on(self, request: Request) -> None:
        self._pausing -= 1
        engine = self.crawler.engine
        if self.crawler.crawling and engine.spider:  # else the run ends, and the next one asks for it
            engine.crawl(request)

    def __len__(self) -> int:
        """With those that pause: the spider is not idle while any is to come."""
        return super().__len__() + self._pausing
