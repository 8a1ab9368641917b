"""Pages that need JavaScript: their responses become the documents that a browser makes of them."""

import asyncio
import logging
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final, Self, cast

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Request, Response
from scrapy.http.request import NO_CALLBACK

from xzcrawl.extensions.breaker import Breaker
from xzcrawl.extensions.chromium import Chromium, installed, what_failed
from xzcrawl.extensions.page_load import Asked, NeverRendered, NotRendered, PageLoad
from xzcrawl.extensions.redirects import REDIRECT_HOSTS
from xzcrawl.extensions.retries import Retries
from xzcrawl.extensions.shutdown import Shutdown
from xzcrawl.middleware import FETCHED_AT, RECORD_ID, SNAPSHOT_KIND, captured, is_source, rendered_capture
from xzcrawl.snapshots import RENDERED_TYPE
from xzcrawl.urls import host

_log = logging.getLogger(__name__)

#: Bytes of a run's scripts that are kept: every page of a site asks for the same ones.
_MOST_KEPT: Final = 32 * 1024 * 1024


class Rendering:
    """Loads what a request with ``BROWSER`` brought in Chromium, after all else was done to the response.

    What its scripts fetch is counted as ``requests/script``. A page that cannot be rendered, because its data
    or the browser fails, is asked for again like one that did not come; not where it may not have its data.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler, self._settings = crawler, crawler.settings
        self._retries = Retries.from_crawler(crawler)
        self._shutdown = crawler.get_extension(Shutdown)
        self._chromium: Chromium | None = None
        self._scripts: dict[str, asyncio.Future[Response]] = {}
        self._kept = 0
        self._told: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    async def process_response(self, request: Request, response: Response) -> Response | Request:
        """The rendered page, or another try. Raises NotRendered after the last try, and OverBudget."""
        if not is_source(request, response):
            return response
        breaker = self._crawler.get_downloader_middleware(Breaker)
        rendering = self._html(response)
        try:
            html = await (self._shutdown.transfer(rendering) if self._shutdown else rendering)
            page = self._rendered(request, response, html)
        except NotRendered as error:
            if breaker:
                breaker.failed(request, str(error))
            return self._again(request, error)
        if breaker:
            breaker.came(request)
        return page

    def _again(self, request: Request, error: NotRendered) -> Request:
        """Another try. Raises ``error`` after the last one."""
        again = None if isinstance(error, NeverRendered) else self._retries.again(request, str(error))
        if again is None:
            raise error
        return again

    async def _html(self, response: Response) -> str:
        """Raises NotRendered whatever fails but the budget."""
        from playwright.async_api import Error

        seconds = self._settings.getfloat("BROWSER_TIMEOUT")
        self._chromium = self._chromium or Chromium(installed(self._settings), self._settings["USER_AGENT"])
        load = PageLoad(response, self._hosts, self._fetch)
        try:
            async with asyncio.timeout(seconds), self._chromium.context() as context:
                html = await load.html(context)
        except TimeoutError as error:
            raise NotRendered(f"it did not come to rest in {seconds:g} s") from error
        except Error as error:
            raise NotRendered(f"the browser failed: {what_failed(error)}") from error
        self._tell(load.elsewhere)
        return html

    def _tell(self, hosts: set[str]) -> None:
        for name in sorted(hosts - self._told):
            _log.info("scripts and data of %s are not loaded: browser_hosts does not name it", name)
        self._told |= hosts

    @property
    def _hosts(self) -> frozenset[str]:
        """The hosts whose scripts and data pages get: the site's, and those that it declares."""
        spider = cast("Any", self._crawler.spider)
        return frozenset((host(Request(spider.base_url).url), *getattr(spider, "browser_hosts", ())))

    async def _fetch(self, asked: Asked) -> Response:
        """What a page asks for. A script is asked for once, though several pages want it at a time."""
        if asked.kind != "script":
            return await self._download(asked)
        if asked.url not in self._scripts:
            self._scripts[asked.url] = asyncio.ensure_future(self._script(asked))
        return await self._scripts[asked.url]

    async def _script(self, asked: Asked) -> Response:
        """A script, which is kept where it came and there is room for it."""
        keeps = False
        try:
            response = await self._download(asked)
            keeps = response.status == HTTPStatus.OK and self._kept + len(response.body) <= _MOST_KEPT
            self._kept += len(response.body) if keeps else 0
            return response
        finally:
            if not keeps:
                del self._scripts[asked.url]

    async def _download(self, asked: Asked) -> Response:
        meta = {
            SNAPSHOT_KIND: "script", REDIRECT_HOSTS: self._hosts, "allow_offsite": True, "dont_retry": True,
        }  # fmt: skip
        request = scrapy.Request(
            asked.url, method=asked.method, headers=dict(asked.headers), body=asked.body,
            callback=NO_CALLBACK, meta=meta,
        )  # fmt: skip
        response: Response = await self._crawler.engine.download_async(request)
        return response

    def _rendered(self, request: Request, response: Response, html: str) -> Response:
        body = html.encode("utf-8", "replace")  # scripts can write half of a character
        if len(body) > self._settings.getint("DOWNLOAD_MAXSIZE"):
            raise NeverRendered(f"the browser made {len(body):,} bytes of it")
        request.meta[FETCHED_AT] = datetime.now(UTC)  # what a script says of the time it says by now
        if RECORD_ID in request.meta:
            capture = rendered_capture(request, body, cast("Any", self._crawler.spider).site.key)
            request.meta[RECORD_ID] = capture.record_id
            self._crawler.signals.send_catch_log(captured, item=capture)
        headers = {"Content-Type": RENDERED_TYPE}
        return HtmlResponse(response.url, HTTPStatus.OK, headers, body, request=request, encoding="utf-8")

    async def spider_closed(self) -> None:
        if self._chromium is not None:
            await self._chromium.close()
