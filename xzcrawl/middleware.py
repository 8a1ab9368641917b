"""Downloader middlewares: the moments of a fetch, its capture, and the budget of a run."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, Final, Self, cast, get_args
from urllib.parse import urlsplit
from uuid import uuid4

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.settings import BaseSettings

from xzcrawl.errors import UsageError
from xzcrawl.items import FILE_KINDS, Capture, SnapshotKind
from xzcrawl.runs import Count, CountOf
from xzcrawl.urls import Kind

#: Keys of ``request.meta``, aware UTC: when the request left; when the response (or the failure) came.
REQUESTED_AT: Final = "requested_at"
FETCHED_AT: Final = "fetched_at"
#: Key of ``request.meta``: the id of the response's WARC record, where it was captured.
RECORD_ID: Final = "record_id"
#: Key of ``request.meta``: what a request without a visit is for (a kind of file).
SNAPSHOT_KIND: Final = "snapshot_kind"

#: Key of ``request.meta``: whether a browser is to make the page of what comes.
BROWSER: Final = "browser"

#: Statistics that a run has once it has used up its budget, or the most that a site of its size should take.
OVER: Final = (Count.OVER_BUDGET.statistic, Count.MOST_REQUESTS.statistic)

#: What a page takes beside itself: no bound of a run by the number of articles counts that.
BESIDE_PAGES: Final = (*FILE_KINDS, "part", "script")

#: A source is kept where the page is that was made of it.
_CHOICES: Final = tuple(kind for kind in get_args(SnapshotKind) if kind != "source")

#: Signal: a response was captured. Sent at once; ``item`` is its ``Capture``.
captured: Final = object()


def snapshot_kinds(settings: BaseSettings) -> frozenset[str]:
    """The kinds of responses that are kept. UsageError where ``SNAPSHOT_KINDS`` names an unknown one."""
    kinds = {kind.strip() for kind in settings.getlist("SNAPSHOT_KINDS")}
    if unknown := kinds.difference(_CHOICES):
        known = ", ".join(_CHOICES)
        raise UsageError(f"unknown SNAPSHOT_KINDS {', '.join(sorted(unknown))}: use some of {known}")
    return frozenset(kinds | {"article"})


class OverBudget(IgnoreRequest):
    """The run has used the requests it was given. Raised for every request after them."""


class Timestamps:
    """Notes when a request left and its response came, nearest to the wire: date texts are read by that."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls()
        crawler.signals.connect(middleware.headers_received, signal=signals.headers_received)
        return middleware

    def process_request(self, request: Request) -> None:
        request.meta.pop(REQUESTED_AT, None)  # of an earlier try, or of the page that redirected here

    def headers_received(self, request: Request) -> None:
        # Scrapy's latency ends here, not when the body has come
        latency = timedelta(seconds=request.meta["download_latency"])
        request.meta[REQUESTED_AT] = datetime.now(UTC) - latency

    def process_response(self, request: Request, response: Response) -> Response:
        request.meta[FETCHED_AT] = datetime.now(UTC)
        request.meta.setdefault(REQUESTED_AT, request.meta[FETCHED_AT])
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        request.meta[FETCHED_AT] = datetime.now(UTC)


class Captures:
    """Sends every response that matters on its way into a WARC file, bodies as received.

    It stands nearer to the wire than what undoes content codings, follows redirects and tries again, so each
    of their responses is one capture; ``RECORD_ID`` is that of the last. A robots.txt is not captured.
    """

    def __init__(self, crawler: Crawler, kinds: Collection[str]) -> None:
        self._crawler = crawler
        self._kinds = kinds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler, snapshot_kinds(crawler.settings))

    def process_request(self, request: Request) -> None:
        request.meta.pop(RECORD_ID, None)  # of an earlier try, or of the page that redirected here

    def process_response(self, request: Request, response: Response) -> Response:
        asked = purpose(request)
        kind = asked if 200 <= response.status < 300 else "error"  # as Scrapy has them read
        on_its_way = asked in FILE_KINDS and 300 <= response.status < 400
        if asked is not None and (kind in self._kinds or on_its_way):
            site: str = cast("Any", self._crawler.spider).site.key
            stored = "source" if is_source(request, response) else kind
            capture = _capture(request, response, site, cast("SnapshotKind", stored))
            request.meta[RECORD_ID] = capture.record_id
            self._crawler.signals.send_catch_log(captured, item=capture)
        return response


class AddressTooLong(IgnoreRequest):
    """An address has more characters than any that is asked for."""


class AddressLengths:
    """Keeps requests back whose address is longer than URLLENGTH_LIMIT, and counts them.

    Scrapy's own middleware for that drops them, so that nothing would be known of what was not asked for.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most = crawler.settings.getint("URLLENGTH_LIMIT")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if self._most and len(request.url) > self._most:
            self._crawler.stats.inc_value(Count.ADDRESSES_TOO_LONG.statistic)
            raise AddressTooLong(f"its address has {len(request.url):,} characters, over {self._most:,}")


class Budget:
    """Lets ``max_requests`` requests out and no more, robots.txt included, and counts them by kind.

    Nor more than ``most_requests`` of the spider, but for files, parts and tries again: the last bound of a
    run on a site that makes up pages for ever. ``pages`` is how many of these went out.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._used = 0
        self.pages = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        limit: int | None = getattr(self._crawler.spider, "max_requests", None)
        if limit is not None and self._used >= limit:
            self._crawler.stats.inc_value(Count.OVER_BUDGET.statistic)
            raise OverBudget(f"the budget of {limit} requests is used up")
        self._count_page(request)
        self._used += 1
        self._crawler.stats.inc_value(CountOf.REQUESTS.statistic(_counted_as(request)))

    def _count_page(self, request: Request) -> None:
        """Raises OverBudget where the run has asked for more than a site of its size has."""
        if _counted_as(request) in BESIDE_PAGES or request.meta.get("retry_times"):
            return
        most: int | None = getattr(self._crawler.spider, "most_requests", None)
        if most is not None and self.pages >= most:
            self._crawler.stats.set_value(Count.MOST_REQUESTS.statistic, most)
            raise OverBudget(f"{most} requests are the most for a site of its size")
        self.pages += 1


def purpose(request: Request) -> str | None:
    """What a request is for: article, listing, feed, a kind of file; None for Scrapy's own robots.txt."""
    visit = request.cb_kwargs.get("visit")
    if visit is None:
        return cast("str | None", request.meta.get(SNAPSHOT_KIND))
    return str(visit.address.kind) if visit.address.kind in (Kind.ARTICLE, Kind.FEED) else "listing"


def is_source(request: Request, response: Response) -> bool:
    """Whether a response is one of which a browser is to make the page."""
    media_type = response.headers.get("Content-Type", b"text/html") or b""
    return bool(request.meta.get(BROWSER)) and 200 <= response.status < 300 and b"html" in media_type.lower()


def rendered_capture(request: Request, body: bytes, site: str) -> Capture:
    """The capture of what a browser made of the response to a request, which was captured."""
    return Capture(
        record_id=uuid4().urn,
        site=site,
        kind=cast("SnapshotKind", purpose(request)),
        url=request.url,
        status=HTTPStatus.OK,
        request_head=b"",
        response_head=b"",
        body=body,
        requested_at=request.meta[REQUESTED_AT],
        fetched_at=request.meta[FETCHED_AT],
        rendered_from=request.meta[RECORD_ID],
    )


def _counted_as(request: Request) -> str:
    """The kind of a request among the counts of a run: its purpose, ``part``, or ``robots``."""
    visit = request.cb_kwargs.get("visit")
    is_part = visit is not None and visit.address.kind is Kind.ARTICLE and visit.address.page > 1
    return "part" if is_part else purpose(request) or "robots"


def _capture(request: Request, response: Response, site: str, kind: SnapshotKind) -> Capture:
    return Capture(
        record_id=uuid4().urn,
        site=site,
        kind=kind,
        url=request.url,
        status=response.status,
        request_head=_request_head(request),
        response_head=_response_head(response),
        body=response.body,
        requested_at=request.meta[REQUESTED_AT],
        fetched_at=request.meta[FETCHED_AT],
        truncated="dataloss" in response.flags,
        redirected_from=tuple(request.meta.get("redirect_urls", ())),
    )


def _request_head(request: Request) -> bytes:
    """The head as it went out, in Scrapy's order, without what the transport may have added to it."""
    url = urlsplit(request.url)
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    host = url.netloc.rpartition("@")[2]
    lines = [f"{request.method} {target} HTTP/1.1".encode(), b"Host: " + host.encode()]
    return _head(lines, request.headers)


def _response_head(response: Response) -> bytes:
    """The head as it came, as far as Scrapy keeps it: with the standard phrase, and names in title case.

    The body's transfer coding is undone, so a line that names one would be untrue and is left out.
    """
    protocol = response.protocol if (response.protocol or "").startswith("HTTP/1") else "HTTP/1.1"
    phrase = HTTPStatus(response.status).phrase if response.status in set(HTTPStatus) else ""
    return _head([f"{protocol} {response.status} {phrase}".encode()], response.headers)


def _head(lines: list[bytes], headers: Headers) -> bytes:
    sent = ((name, values) for name, values in headers.items() if name != b"Transfer-Encoding")
    lines += [b": ".join((name, value)) for name, values in sent for value in values]
    return b"\r\n".join([*lines, b"", b""])
