"""Does what a host asks: Crawl-delay in robots.txt, Retry-After in a response. Each host slows itself alone.

What a host may ask for is bounded, for any host that a page names can ask: one wait by ``_LONGEST_WAIT``, the
seconds between two requests by ``_LONGEST_DELAY``, and all waits of a run by MOST_WAITED for each host.
"""

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any, Final, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.extensions.waiting_requests import LOOK, SLOT
from xzcrawl.runs import Count

_WAIT_STATUSES = frozenset({429, 503})
_LONGEST_WAIT: Final = 600.0
_LONGEST_DELAY: Final = 60.0

_log = logging.getLogger(__name__)


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
        asked = robotparser.crawl_delay(settings["ROBOTSTXT_USER_AGENT"]) or 0.0
        if not asked > settings.getfloat("DOWNLOAD_DELAY"):  # nor where it is not a number
            return
        delay = min(asked, _LONGEST_DELAY)
        downloader = self._crawler.engine.downloader
        key = downloader.get_slot_key(request)
        # for the slot that is, and for those Scrapy makes again after a minute of silence
        downloader.per_slot_settings[key] = {"delay": delay, "concurrency": 1, "jitter": 0.0}
        if slot := downloader.slots.get(key):
            slot.delay, slot.concurrency, slot.jitter = delay, 1, 0.0
        kept = "" if delay == asked else f"; {delay:.0f} s are kept, the most there is"
        _log.info("robots.txt of %s asks for %.1f s between requests%s", key, asked, kept)


class GivenUp(IgnoreRequest):
    """The host has asked for more waits than it is given. Raised for every further request to it."""


class _Later(IgnoreRequest):
    """The request had not gone out when its host asked to wait; it goes back into the queue."""


@dataclass(frozen=True, slots=True)
class _Hold:
    """A host that is waited for: what its delay was, and the timer that restores it."""

    delay: float
    jitter: float
    timer: asyncio.TimerHandle


class RetryAfter:
    """Leaves a host alone for as long as its 429 or 503 response asks (RFC 9110, 10.2.3).

    It listens to the downloader itself: a middleware sees the response after the next request went out.
    A host that would be waited for longer than MOST_WAITED in all is given up: the site ends the run, of
    another host what is left is not asked for. There Crawl-delay counts too, for images are all it has.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most = crawler.settings.getfloat("MOST_WAITED")
        self._held: dict[str, _Hold] = {}
        self._waited: defaultdict[str, float] = defaultdict(float)
        self._given_up: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.response_downloaded, signal=signals.response_downloaded)
        return middleware

    def process_request(self, request: Request) -> None:
        key = self._downloader.get_slot_key(request)
        if key not in self._given_up and not self._spend(key, self._delay(key)):
            self._give_up(key)
        if key in self._given_up:
            if self._run:
                self._run.note_example(Count.GIVEN_UP, request.url)
            raise GivenUp(f"{key} asks to wait too long")

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        return request if isinstance(exception, _Later) else None

    def response_downloaded(self, response: Response, request: Request) -> None:
        key: str = request.meta[SLOT]
        wait = min(seconds(response), _LONGEST_WAIT) if response.status in _WAIT_STATUSES else 0.0
        more = wait - self._left(key)  # than was asked for already
        if wait > 0:
            _log.warning("%s asks to wait %.0f s (HTTP %d)", request.url, wait, response.status)
        if more > 0 and self._spend(key, more):
            self._hold(key, wait)
        elif more > 0:
            self._give_up(key)

    @property
    def _downloader(self) -> Any:
        return self._crawler.engine.downloader

    @property
    def _run(self) -> ArchiveRun | None:
        return self._crawler.get_extension(ArchiveRun)

    def _is_site(self, key: str) -> bool:
        return self._run is not None and self._downloader.get_slot_key(Request(self._run.home)) == key

    def _delay(self, key: str) -> float:
        """The Crawl-delay of a host beside the site."""
        asked = self._downloader.per_slot_settings.get(key)
        return float(asked["delay"]) if asked and not self._is_site(key) else 0.0

    def _left(self, key: str) -> float:
        """The seconds for which a host is still left alone."""
        held = self._held.get(key)
        return held.timer.when() - asyncio.get_running_loop().time() if held else 0.0

    def _spend(self, key: str, wait: float) -> bool:
        """Whether the host may have this wait, which is then counted."""
        if self._waited[key] + wait > self._most:
            return False
        if wait > 0:
            self._waited[key] += wait
            self._crawler.stats.set_value(Count.SECONDS_WAITED.statistic, round(sum(self._waited.values())))
        return True

    def _give_up(self, key: str) -> None:
        reason = f"{key} asks to wait longer than {self._most:.0f} s in all"
        if self._run and self._is_site(key):
            self._run.end(reason)
        elif key not in self._given_up:
            self._given_up.add(key)
            if slot := self._downloader.slots.get(key):
                slot.delay = 0.0  # what waits for it in the queue is dropped now
            _log.warning("%s: nothing more is asked of it in this run", reason)

    def _hold(self, key: str, wait: float) -> None:
        """Makes the host's next request come ``wait`` seconds from now, then restores its delay."""
        slot = self._downloader.slots[key]
        held = self._held.pop(key, None)
        if held is not None:
            held.timer.cancel()
        delay, jitter = (held.delay, held.jitter) if held else (slot.delay, slot.jitter)
        # first the timer: with the longer delay still there at the host's next request, one more would follow
        timer = asyncio.get_running_loop().call_later(wait, self._release, key)
        slot.delay, slot.jitter, slot.lastseen = wait, 0.0, monotonic()
        self._held[key] = _Hold(delay, jitter, timer)
        while wait > LOOK and slot.queue:
            slot.queue.popleft()[1].errback(_Later())

    def _release(self, key: str) -> None:
        held = self._held.pop(key)
        if slot := self._downloader.slots.get(key):
            slot.delay, slot.jitter = held.delay, held.jitter


def seconds(response: Response) -> float:
    """The seconds a Retry-After header asks for, given as a number or as a date; 0 or less for none."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return 0.0
