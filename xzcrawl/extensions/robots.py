"""robots.txt, also where it cannot be had (RFC 9309, 2.3.1)."""

import asyncio
import logging
from typing import Final
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from xzcrawl.extensions.reasons import reason_of
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.extensions.shutdown import RunEnds, Shutdown
from xzcrawl.middleware import OverBudget
from xzcrawl.runs import Count

_log = logging.getLogger(__name__)

#: "Too many requests" says nothing of the rules, as the other statuses of its class do.
_BUSY: Final = 429


class RobotsUnreachable(IgnoreRequest):
    """Nothing may be fetched from the host of this robots.txt. Raised for every request to it."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url} unreachable ({reason}): nothing may be fetched until it answers")


class RobotsTxt(RobotsTxtMiddleware):
    """Scrapy's middleware; but where robots.txt cannot be had, nothing is fetched.

    Scrapy takes a status of 500 or a broken connection for a robots.txt without rules, and reads none of the
    hosts beside the site. Here a status of 4xx alone means that there are no rules, and so do more redirects
    than REDIRECT_MAX_TIMES. Anything else is tried RETRY_TIMES again, later each time, and then closes the
    host for the run; that of the site ends the run. Of a host that is asked for images it is tried once.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._hosts: dict[str, asyncio.Future[RobotParser | None]] = {}
        self._shutdown = crawler.get_extension(Shutdown)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host, None without any. Raises RobotsUnreachable, OverBudget."""
        netloc = urlparse_cached(request).netloc
        if netloc not in self._hosts:
            self._hosts[netloc] = asyncio.ensure_future(self._read(request))
        try:
            return await self._hosts[netloc]
        except RobotsUnreachable as error:
            run = self.crawler.get_extension(ArchiveRun)
            if run is None or netloc != urlsplit(run.home).netloc:
                raise
            run.end(str(error))
            raise RunEnds("the run ends") from error

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """As Scrapy's, but a redirect that leads where it is forbidden to go does not count as forbidden.

        The address that was asked for is allowed: a site that sends to its login forbids nothing.
        """
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest:
            if request.meta.get("redirect_urls"):
                self.crawler.stats.inc_value(Count.FORBIDDEN.statistic, -1)
            raise

    async def _read(self, request: Request) -> RobotParser | None:
        for wait in self._waits(request):
            try:
                return await self._ask(request)
            except RobotsUnreachable as error:
                _log.warning("%s; it is asked again in %g s", error, wait)
            await self._pause(wait)
        return await self._ask(request)

    def _waits(self, request: Request) -> list[float]:
        """The seconds between one try and the next."""
        settings = self.crawler.settings
        tries = 0 if request.meta.get("dont_retry") else settings.getint("RETRY_TIMES")
        return [settings.getfloat("ROBOTSTXT_RETRY_DELAY") * 2**number for number in range(tries)]

    async def _pause(self, seconds: float) -> None:
        """Waits; a run that is told to stop does not wait for it."""
        pause = asyncio.sleep(seconds)
        await (self._shutdown.transfer(pause) if self._shutdown else pause)

    async def _ask(self, request: Request) -> RobotParser | None:
        host = urlparse_cached(request)
        url = f"{host.scheme}://{host.netloc}/robots.txt"
        meta = {"dont_obey_robotstxt": True, "allow_offsite": True, "dont_retry": True}
        asked = Request(url, callback=NO_CALLBACK, meta=meta, priority=self.DOWNLOAD_PRIORITY)
        try:
            response = await self.crawler.engine.download_async(asked)
        except OverBudget:
            raise
        except IgnoreRequest:
            return None  # redirected too often
        except Exception as error:
            raise RobotsUnreachable(url, reason_of(error)) from error
        if response.status // 100 == 2:
            return await self._parsed(response, request)
        if response.status // 100 == 4 and response.status != _BUSY:
            return None
        raise RobotsUnreachable(url, f"HTTP {response.status}")

    async def _parsed(self, response: Response, request: Request) -> RobotParser:
        parser = build_from_crawler(self._parserimpl, self.crawler, response.body)
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=parser, request=request
        )
        return parser
