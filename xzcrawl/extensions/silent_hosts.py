"""Ends waiting for hosts of files that do not answer."""

from collections.abc import Mapping
from typing import Final, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from xzcrawl.extensions.allowance import ALLOWANCE, Allowance
from xzcrawl.extensions.robots import RobotsUnreachable
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.items import FileKind
from xzcrawl.runs import Count

#: After so many that did not answer only those are asked that have answered.
MOST_SILENT: Final = 10
_UNANSWERED: Final[Mapping[FileKind, Count]] = {
    "image": Count.IMAGES_UNANSWERED,
    "attachment": Count.ATTACHMENTS_UNANSWERED,
}


class SilentHosts:
    """Asks no host for files that has not answered, and after ``MOST_SILENT`` of these no unknown one.

    Each may take a minute, and a text may show a thousand pictures, each of another host. What is not asked
    for is counted as ``images_unanswered``, and asked for when its article is read again.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._answered: set[str] = set()
        self._silent: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        allowance: Allowance | None = request.meta.get(ALLOWANCE)
        host = urlparse_cached(request).netloc
        if allowance is None or host in self._answered:
            return
        if host in self._silent or len(self._silent) >= MOST_SILENT:
            if run := self._crawler.get_extension(ArchiveRun):
                run.note_example(_UNANSWERED[allowance.kind], allowance.article)
            why = f"{host} has not answered" if host in self._silent else "too many hosts have not answered"
            raise IgnoreRequest(why)

    def process_response(self, request: Request, response: Response) -> Response:
        self._answered.add(urlparse_cached(request).netloc)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        is_refusal = isinstance(exception, IgnoreRequest) and not isinstance(exception, RobotsUnreachable)
        if not is_refusal and not isinstance(exception, DownloadCancelledError):
            self._silent.add(urlparse_cached(request).netloc)
