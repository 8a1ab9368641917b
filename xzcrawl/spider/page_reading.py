"""Reads the pages that come: here, or in a process of their own.

A page that is costly to read goes to a process that ends itself over one that is too costly. In a crawl that
makes many requests a second all others go there too, once it has loaded: so two processors share the work.
"""

import asyncio
from collections.abc import Container
from dataclasses import replace
from typing import Final, Self, cast

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from xzcrawl import extract
from xzcrawl.errors import HostilePage
from xzcrawl.extensions.run import ArchiveRun, RecordedSpider
from xzcrawl.extensions.shutdown import Shutdown
from xzcrawl.extract import Contents
from xzcrawl.families import Site
from xzcrawl.frontier import Visit
from xzcrawl.items import Page, Zones
from xzcrawl.page_reader import read_bodiless, read_contents
from xzcrawl.reader import StreamReader
from xzcrawl.spider.answers import page_of
from xzcrawl.urls import Kind

#: Key of ``request.meta``: what was read off a page elsewhere, or what was raised there.
_CONTENTS: Final = "contents"
_OK: Final = 200
#: All pages are read elsewhere once so many have come within so many seconds. Whoever leaves a site half a
#: second between two requests needs no second process.
_MANY: Final = 100
_SECONDS: Final = 5.0


def contents_of(
    response: Response, site: Site, zones: Zones | None = None, repeated: Container[str] = ()
) -> Contents:
    """What a response shows; an article is dated and cleaned (``page_reader``). Raises HostilePage."""
    found: Contents | Exception | None = response.meta.get(_CONTENTS)
    if isinstance(found, Exception):
        raise found
    return found or read_contents(page_of(response), site, zones or Zones(), repeated)


def contents_if_readable(response: Response, site: Site) -> Contents | None:
    """What a response shows; None where it cannot be read."""
    try:
        return contents_of(response, site)
    except HostilePage:
        return None


class PageReading:
    """Has pages read elsewhere before the spider sees them: the downloader middleware nearest to it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._shutdown = crawler.get_extension(Shutdown)
        self._reader = StreamReader(read_bodiless)
        self._is_fast = False
        self._pages, self._begun = 0, 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    async def process_response(self, request: Request, response: Response) -> Response:
        visit: Visit | None = request.cb_kwargs.get("visit")
        is_page = visit is not None and visit.address.kind is not Kind.FEED and response.status == _OK
        if is_page and (self._is_read_apart() or extract.is_costly(response.body)):
            response.request = request  # as Scrapy does next
            reading = self._contents(page_of(response))
            request.meta[_CONTENTS] = await (self._shutdown.transfer(reading) if self._shutdown else reading)
        return response  # without contents it is read where the spider asks for them

    def _is_read_apart(self) -> bool:
        """Whether the second process is to read a page: pages come fast, and it has loaded."""
        is_fast = self._comes_fast()
        if is_fast:
            self._reader.start()
        return is_fast and self._reader.is_ready

    def _comes_fast(self) -> bool:
        """Counts a page; whether pages come so fast that a second process is of use."""
        if self._is_fast:
            return True
        if self._pages % _MANY == 0:
            now = asyncio.get_running_loop().time()
            self._is_fast = self._pages > 0 and now < self._begun + _SECONDS
            self._begun = now
        self._pages += 1
        return self._is_fast

    async def _contents(self, page: Page) -> Contents | Exception | None:
        """What a page shows, or what reading it raises; None where it is to be read here."""
        spider = cast(RecordedSpider, self._crawler.spider)
        run = self._crawler.get_extension(ArchiveRun)
        repeated = run.known_images if run else frozenset()
        try:
            found = await self._reader.read(page, spider.site, spider.zones, repeated)
        except OSError as error:  # no process can be started
            return error if extract.is_costly(page.body) else None
        except Exception as error:  # noqa: BLE001 - raised again where the spider reads the page
            return error
        return replace(found, article=found.article and replace(found.article, page=page))

    def spider_closed(self) -> None:
        self._reader.close()
