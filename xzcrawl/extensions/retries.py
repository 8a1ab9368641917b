"""Tries of a page that did not come: each later than the one before."""

from typing import Any, Final

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware

from xzcrawl.extensions.waiting_requests import PAUSE

_LONGEST: Final = 60.0


class Retries(RetryMiddleware):
    """Scrapy's retries, which would go out at once; but with pauses, each twice as long as the one before.

    RETRY_BACKOFF is the first, in seconds. Other pages are asked for meanwhile.
    """

    def again(self, request: Request, reason: str) -> Request | None:
        """Another try of a request whose response turned out to be of no use; None after the last one."""
        return self._retry(request, reason)

    def _retry(self, request: Request, reason: Any) -> Request | None:
        again: Request | None = super()._retry(request, reason)
        if again is not None:
            first = self.crawler.settings.getfloat("RETRY_BACKOFF")
            again.meta[PAUSE] = min(first * 2 ** (again.meta["retry_times"] - 1), _LONGEST)
        return again
