"""Fetches the pages of a first look, politely: robots.txt, pauses and limits are those of a crawl."""

from collections.abc import AsyncIterator, Callable
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

import scrapy
from scrapy.http import TextResponse
from scrapy.settings import Settings

from xzcrawl import extract
from xzcrawl.errors import HostilePage, UsageError
from xzcrawl.extensions import chromium
from xzcrawl.extensions.robots import RobotsUnreachable
from xzcrawl.items import Page, UrlState
from xzcrawl.middleware import BROWSER
from xzcrawl.spider.answers import page_of, reason_of
from xzcrawl.survey.first_look import FirstLook
from xzcrawl.survey.look import look

#: What belongs to a run that is recorded in an archive.
_OF_RUNS: Final[dict[str, dict[str, None]]] = {
    "EXTENSIONS": dict.fromkeys(
        ("xzcrawl.extensions.run.ArchiveRun", "xzcrawl.extensions.feeds.ArticleFeeds")
    ),
    "DOWNLOADER_MIDDLEWARES": dict.fromkeys(
        (
            "xzcrawl.spider.page_reading.PageReading",
            "xzcrawl.extensions.silent_hosts.SilentHosts",
            "xzcrawl.extensions.allowance.FileBytes",
            "xzcrawl.middleware.Budget",
            "xzcrawl.extensions.breaker.Breaker",
            "xzcrawl.middleware.Captures",
        )
    ),
}


def without_archive(settings: Settings) -> None:
    """Takes out of the project's settings what records a run."""
    for name, parts in _OF_RUNS.items():
        settings.set(name, {**settings.getdict(name), **parts}, priority="cmdline")
    settings.set("ITEM_PIPELINES", {}, priority="cmdline")


class LookSpider(scrapy.Spider):
    """Fetches what ``look`` asks for. What the pages tell is the last of ``looks``.

    A site whose pages show no articles, but have scripts, is looked at a second time through a browser, or
    at once with ``browser``.
    """

    name = "new-site"

    def __init__(
        self, base_url: str, looks: list[FirstLook], tell: Callable[[str], None], *, browser: bool = False
    ) -> None:
        """``tell`` is given a line for each page that is asked for."""
        super().__init__()
        self.base_url, self.looks, self.tell, self.browser = base_url, looks, tell, browser
        self.asked = 0
        self.allowed_domains = [str(urlsplit(self.base_url).hostname)]

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Makes all requests itself, each when the page before has come."""
        await self._look()
        if not self.seen.is_understood and self.seen.has_scripts and not self.browser:
            await self._look_through_browser()
        for request in list[scrapy.Request]():
            yield request

    @property
    def seen(self) -> FirstLook:
        return self.looks[-1]

    async def _look(self) -> None:
        self.looks.append(FirstLook(self.base_url, browser=self.browser))
        await look(self.fetch, self.seen)

    async def _look_through_browser(self) -> None:
        try:
            chromium.installed(self.settings)
        except UsageError as error:
            self.seen.no_browser = str(error)
            return
        self.tell("     these pages show no articles, but have scripts: a browser loads them")
        plain, self.browser = self.seen, True
        await self._look()
        if not self.seen.is_understood:
            self.looks.append(plain)

    async def fetch(self, url: str) -> Page | None:
        """A page of the site; None where it does not come or nobody should read it, which ``seen`` notes."""
        self.asked += 1
        self.tell(f"{self.asked:3}  {url}")
        request = scrapy.Request(url, meta={BROWSER: self.browser})
        try:
            response = await self.crawler.engine.download_async(request)
        except RobotsUnreachable as error:
            self._not_read(url, str(error))
            return None
        except Exception as error:  # noqa: BLE001 - whatever keeps a page away is told in words
            reason = reason_of(error)
            self._not_read(url, "robots.txt forbids it" if reason == UrlState.FORBIDDEN else reason)
            return None
        if response.status != HTTPStatus.OK:
            self._not_read(url, f"HTTP {response.status}")
            return None
        page = page_of(response)
        if not isinstance(response, TextResponse) or not page.body.strip():
            kind = page.headers.get("content-type", "no content type")
            self._not_read(url, f"{len(page.body):,} bytes of {kind}, no text")
            return None
        try:
            extract.plain_tree(page)
        except HostilePage as error:
            self._not_read(url, str(error))
            return None
        return page

    def _not_read(self, url: str, why: str) -> None:
        self.seen.problems.append(f"{url}: {why}")
