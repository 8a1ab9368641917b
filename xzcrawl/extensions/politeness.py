"""What a server asks for (Crawl-delay in robots.txt, Retry-After in a response), and pauses of our own."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Final, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from xzcrawl.extensions.shutdown import Shutdown

_WAIT_STATUSES = frozenset({429, 503})
_LONGEST_WAIT = 600.0

#: Key of ``request.meta``: how many seconds a request waits before it goes out.
PAUSE: Final = "pause"

_log = logging.getLogger(__name__)


class Pauses:
    """Lets a request wait as long as its ``PAUSE`` says; a run that is told to stop does not wait for it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        seconds: float = request.meta.pop(PAUSE, 0.0)
        if seconds > 0:
            _log.info("waiting %.0f s before %s is looked at again", seconds, request.url)
            shutdown = self._crawler.get_extension(Shutdown)
            await (shutdown.transfer(asyncio.sleep(seconds)) if shutdown else asyncio.sleep(seconds))


class CrawlDelay:
    """Honours robots.txt's Crawl-delay, which Scrapy reads but does not apply.

    The slower of it and DOWNLOAD_DELAY holds; with it requests go one by one and without jitter, since
    half the delay would be less than was asked for.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.robots_parsed, signal=signals.robots_parsed)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        settings = self._crawler.settings
        delay = robotparser.crawl_delay(settings["ROBOTSTXT_USER_AGENT"])
        if delay is None or delay <= settings.getfloat("DOWNLOAD_DELAY"):
            return
        downloader = self._crawler.engine.downloader
        key = downloader.get_slot_key(request)
        # for the slot that is, and for those Scrapy makes anew after a minute of silence
        downloader.per_slot_settings[key] = {"delay": delay, "concurrency": 1, "jitter": 0.0}
        if slot := downloader.slots.get(key):
            slot.delay, slot.concurrency, slot.jitter = delay, 1, 0.0
        _log.info("robots.txt asks for %.1f s between requests", delay)


@dataclass(frozen=True, slots=True)
class _Hold:
    """A host that is waited for: what its delay was, and the timer that restores it."""

    delay: float
    jitter: float
    timer: asyncio.TimerHandle


class RetryAfter:
    """Leaves a host alone for as long as its 429 or 503 response asks (RFC 9110, 10.2.3).

    It listens to the downloader itself: a middleware sees the response after the next request went out.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._held: dict[str, _Hold] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.response_downloaded, signal=signals.response_downloaded)
        return extension

    def response_downloaded(self, response: Response, request: Request) -> None:
        wait = _seconds(response) if response.status in _WAIT_STATUSES else 0.0
        if wait > 0:
            _log.warning("%s asks to wait %.0f s (HTTP %d)", request.url, wait, response.status)
            self._hold(request.meta["download_slot"], min(wait, _LONGEST_WAIT))

    def _hold(self, key: str, wait: float) -> None:
        """Makes the host's next request come ``wait`` seconds from now, then restores its delay."""
        slot = self._crawler.engine.downloader.slots[key]
        held = self._held.pop(key, None)
        if held is not None:
            held.timer.cancel()
        delay, jitter = (held.delay, held.jitter) if held else (slot.delay, slot.jitter)
        slot.delay, slot.jitter, slot.lastseen = wait, 0.0, monotonic()
        timer = asyncio.get_running_loop().call_later(wait, self._release, key)
        self._held[key] = _Hold(delay, jitter, timer)

    def _release(self, key: str) -> None:
        held = self._held.pop(key)
        if slot := self._crawler.engine.downloader.slots.get(key):
            slot.delay, slot.jitter = held.delay, held.jitter


def _seconds(response: Response) -> float:
    """The seconds a Retry-After header asks for, given as a number or as a date; 0 where there is none."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if text.isdigit():
        return float(text)
    try:
        return (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return 0.0
