"""Limits how much of an article's files is asked for; what is beyond is counted and said."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.items import FileKind
from xzcrawl.runs import Count

_log = logging.getLogger(__name__)

#: Key of ``request.meta``: the ``Allowance`` of the article that shows the file.
ALLOWANCE: Final = "allowance"
#: The settings of each kind of file: how many of an article, their bytes in all, the bytes of one.
FILE_SETTINGS: Final[Mapping[FileKind, Sequence[str]]] = {
    "image": ("IMAGES_PER_ARTICLE", "IMAGE_BYTES_PER_ARTICLE", "DOWNLOAD_MAXSIZE"),
    "attachment": ("ATTACHMENTS_PER_ARTICLE", "ATTACHMENT_BYTES_PER_ARTICLE", "ATTACHMENT_MAXSIZE"),
}
_LEFT_OUT: Final[Mapping[FileKind, Count]] = {
    "image": Count.IMAGES_LEFT_OUT,
    "attachment": Count.ATTACHMENTS_LEFT_OUT,
}


@dataclass(slots=True)
class Allowance:
    """The bytes that the files of an article (its URL) may still take; ``told``: the log has it."""

    kind: FileKind
    article: str
    left: int
    told: bool = False


def leave_out(crawler: Crawler, allowance: Allowance, files: int = 1) -> None:
    """Counts files of an article that are not asked for (``images_left_out``), and says so once."""
    if not allowance.told:
        said = "%s shows more %ss than an article may have; the rest is left out"
        _log.warning(said, allowance.article, allowance.kind)
    allowance.told = True
    if run := crawler.get_extension(ArchiveRun):
        run.note_example(_LEFT_OUT[allowance.kind], allowance.article, files)


class FileBytes:
    """Lets files out as long as their article's allowance lasts; those under way may go beyond it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        allowance: Allowance | None = request.meta.get(ALLOWANCE)
        if allowance and allowance.left <= 0:
            leave_out(self._crawler, allowance)
            raise IgnoreRequest(f"the {allowance.kind}s of {allowance.article} take too much")

    def process_response(self, request: Request, response: Response) -> Response:
        if allowance := request.meta.get(ALLOWANCE):
            allowance.left -= len(response.body)
        return response
