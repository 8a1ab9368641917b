"""A run that is told to stop ends within seconds, whatever the server does.

Scrapy's own stop waits for every request under way: for DOWNLOAD_TIMEOUT where a server hangs, for as long as
Retry-After or Crawl-delay holds a host. Here, what waits is let go at once, what is being transferred after a
grace; the rest of Scrapy's stop then goes its usual way. A stop that Scrapy cannot carry out, because it came
while the engine was starting or came twice, still closes the archive in good order.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, Self, TypeVar

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.misc import build_from_crawler, load_object
from scrapy.utils.reactor import is_reactor_installed

from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.middleware import OverBudget

_T = TypeVar("_T")

#: Seconds that a transfer under way may still take once the run was told to stop.
GRACE: Final = 5.0
#: Seconds between two looks whether the run was told to; Scrapy sends no signal when a stop begins.
_LOOK: Final = 0.1


class RunEnds(OverBudget):
    """The run ends before this request was answered; the next run makes it."""


class Shutdown:
    """Lets go of requests once the crawler is told to stop; sees that the run is ended in the archive."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._transfers: set[asyncio.Future[Any]] = set()
        self._watch: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        if is_reactor_installed():
            self._finish_with_reactor()
        self._watch = asyncio.get_running_loop().create_task(self._end_with_crawler())

    def _finish_with_reactor(self) -> None:
        from twisted.internet import reactor  # only now it is known which

        installed: Any = reactor
        installed.addSystemEventTrigger("before", "shutdown", self._finish)

    def spider_closed(self) -> None:
        if self._watch is not None:
            self._watch.cancel()

    async def transfer(self, waiting: Coroutine[Any, Any, _T]) -> _T:
        """What ``waiting`` gives. Raises ``RunEnds`` where the run ends before it is there."""
        task = asyncio.ensure_future(waiting)
        self._transfers.add(task)
        try:
            return await task
        except asyncio.CancelledError as error:
            raise RunEnds("the run ends") from error
        finally:
            self._transfers.discard(task)

    async def _end_with_crawler(self) -> None:
        loop = asyncio.get_running_loop()
        while self._crawler.crawling:
            await asyncio.sleep(_LOOK)
        told_at = loop.time()
        while True:  # until the spider is closed: what was let go may bring up more
            self._drop_waiting()
            if loop.time() >= told_at + GRACE:
                self._drop_transfers()
            await asyncio.sleep(_LOOK)

    def _drop_waiting(self) -> None:
        for slot in self._crawler.engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(RunEnds("the run ends"))

    def _drop_transfers(self) -> None:
        for task in self._transfers:
            task.cancel()

    def _finish(self) -> None:
        """The event loop ends. Nothing is left to do here after a stop that went its usual way."""
        if run := self._crawler.get_extension(ArchiveRun):
            run.finish("shutdown")


class Downloads:
    """Scrapy's own download handler for http and https, with transfers that can be broken off."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        # the one that fits the event loop
        own = load_object(crawler.settings["DOWNLOAD_HANDLERS_BASE"]["https"])
        self._handler: Any = build_from_crawler(own, crawler)
        self._shutdown = crawler.get_extension(Shutdown)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        download = self._handler.download_request(request)
        return await (self._shutdown.transfer(download) if self._shutdown else download)

    async def close(self) -> None:
        await self._handler.close()
