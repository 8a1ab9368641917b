"""Downloader middlewares: the moments of a fetch, and the budget of a run."""

from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

#: Key of ``request.meta``: when the response (or the failure) came, aware UTC.
FETCHED_AT = "fetched_at"


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
