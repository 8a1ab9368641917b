"""Pages that are costly to read are read in a process of their own, while the run goes on."""

import asyncio
from typing import Final, Self, cast

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from xzcrawl import extract
from xzcrawl.errors import HostilePage
from xzcrawl.extensions.run import RecordedSpider
from xzcrawl.extensions.shutdown import Shutdown
from xzcrawl.extract import Contents
from xzcrawl.families import Site
from xzcrawl.frontier import Visit
from xzcrawl.items import Page
from xzcrawl.reader import KillableReader
from xzcrawl.spider.answers import page_of
from xzcrawl.urls import Kind

#: Key of ``request.meta``: what was read off a page that is costly, or why it was not read.
_CONTENTS: Final = "contents"
_OK: Final = 200


def contents_of(response: Response, site: Site) -> Contents:
    """What a response shows. Raises HostilePage."""
    found: Contents | HostilePage | None = response.meta.get(_CONTENTS)
    if isinstance(found, HostilePage):
        raise found
    return found or extract.read(page_of(response), site)


def contents_if_readable(response: Response, site: Site) -> Contents | None:
    """What a response shows; None where it cannot be read."""
    try:
        return contents_of(response, site)
    except HostilePage:
        return None


class CostlyPages:
    """Has costly pages read before the spider sees them. A downloader middleware, nearest to the spider."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._shutdown = crawler.get_extension(Shutdown)
        self._reader = KillableReader(extract.read)
        self._turn = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    async def process_response(self, request: Request, response: Response) -> Response:
        visit: Visit | None = request.cb_kwargs.get("visit")
        is_page = visit is not None and visit.address.kind is not Kind.FEED and response.status == _OK
        if is_page and extract.is_costly(response.body):
            reading = self._read(page_of(response.replace(request=request)))
            found = await (self._shutdown.transfer(reading) if self._shutdown else reading)
            request.meta[_CONTENTS] = found
        return response

    async def _read(self, page: Page) -> Contents | HostilePage:
        async with self._turn:  # so that no thread waits for a process that the end of the run has ended
            return await asyncio.to_thread(self._outcome, page)

    def _outcome(self, page: Page) -> Contents | HostilePage:
        spider = cast(RecordedSpider, self._crawler.spider)
        try:
            return self._reader.read(page, spider.site)
        except HostilePage as error:
            return error

    def spider_closed(self) -> None:
        self._reader.close()
