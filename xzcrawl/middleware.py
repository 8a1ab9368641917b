"""Downloader middlewares: the moments of a fetch, the budget of a run, a server's request to wait."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

#: Key of ``request.meta``: when the response (or the failure) came, aware UTC.
FETCHED_AT = "fetched_at"

_WAIT_STATUSES = frozenset({429, 503})
_LONGEST_WAIT = 600.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Hold:
    """A host that is waited for: what its delay was, and the timer that restores it."""

    delay: float
    jitter: float
    timer: asyncio.TimerHandle


class OverBudget(IgnoreRequest):
    """The run has used the requests it was given. Raised for every request after them."""


class Timestamps:
    """Notes when a response came, nearest to the wire: date texts are read by that moment."""

    def process_response(self, request: Request, response: Response) -> Response:
        request.meta[FETCHED_AT] = datetime.now(UTC)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        request.meta[FETCHED_AT] = datetime.now(UTC)


class Budget:
    """Lets ``max_requests`` requests out and no more, retries and robots.txt included."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._used = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        limit: int | None = getattr(self._crawler.spider, "max_requests", None)
        if limit is not None and self._used >= limit:
            self._crawler.stats.inc_value("xzcrawl/over_budget")
            raise OverBudget(f"the budget of {limit} requests is used up")
        self._used += 1


class RetryAfter:
    """Leaves a host alone for as long as its 429 or 503 response asks (RFC 9110, 10.2.3)."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._held: dict[str, _Hold] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        wait = _seconds(response) if response.status in _WAIT_STATUSES else 0.0
        if wait > 0:
            _log.warning("%s asks to wait %.0f s (HTTP %d)", request.url, wait, response.status)
            self._hold(request.meta["download_slot"], min(wait, _LONGEST_WAIT))
        return response

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
