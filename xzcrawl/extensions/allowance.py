"""How much of an article's images is asked for; what is beyond is counted and said."""

import logging
from dataclasses import dataclass
from typing import Final, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.runs import Count

_log = logging.getLogger(__name__)

#: Key of ``request.meta``: the ``Allowance`` of the article that shows the image.
ALLOWANCE: Final = "allowance"


@dataclass(slots=True)
class Allowance:
    """The bytes that the images of an article (its URL) may still take; ``told``: the log has it."""

    article: str
    left: int
    told: bool = False


def leave_out(crawler: Crawler, allowance: Allowance, images: int = 1) -> None:
    """Counts images of an article that are not asked for as ``images_left_out``, and says so once."""
    if not allowance.told:
        _log.warning("%s shows more images than an article may have; the rest is left out", allowance.article)
    allowance.told = True
    if run := crawler.get_extension(ArchiveRun):
        run.note_example(Count.IMAGES_LEFT_OUT, allowance.article, images)


class ImageBytes:
    """Lets images out as long as their article's allowance lasts; those under way may go beyond it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        allowance: Allowance | None = request.meta.get(ALLOWANCE)
        if allowance and allowance.left <= 0:
            leave_out(self._crawler, allowance)
            raise IgnoreRequest(f"the images of {allowance.article} take too much")

    def process_response(self, request: Request, response: Response) -> Response:
        if allowance := request.meta.get(ALLOWANCE):
            allowance.left -= len(response.body)
        return response
