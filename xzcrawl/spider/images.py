"""The images of articles: each is asked for once, whatever host it is on."""

import logging
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import scrapy

from xzcrawl.items import Article
from xzcrawl.middleware import SNAPSHOT_KIND

_log = logging.getLogger(__name__)

#: After everything else.
_LAST: Final = -10


class Images:
    """``held`` are the URLs of images that earlier runs have kept, ``left`` of those they did not come to.

    A response becomes a snapshot on its way (``middleware.Captures``); nothing is read from it. An image
    that does not come is no problem of the run, and is asked for again when its article is fetched again.
    """

    def __init__(self, held: Collection[str], left: Iterable[str] = ()) -> None:
        self._asked = set(held)
        self._left = left

    def start(self) -> Iterator[scrapy.Request]:
        """Requests for the images that runs which were broken off have left."""
        return self._requests(self._left)

    def requests(self, article: Article) -> Iterator[scrapy.Request]:
        """Requests for the images of a cleaned article that were not asked for yet."""
        return self._requests(image.url for image in article.images)

    def _requests(self, urls: Iterable[str]) -> Iterator[scrapy.Request]:
        for url in urls:
            if url not in self._asked and urlsplit(url).scheme in ("http", "https"):
                self._asked.add(url)
                yield self._request(url)

    def _request(self, url: str) -> scrapy.Request:
        meta = {SNAPSHOT_KIND: "image", "allow_offsite": True, "dont_retry": True}
        return scrapy.Request(url, callback=_keep, errback=_missed, meta=meta, priority=_LAST)


def _keep(response: Any) -> None:
    """It was kept as it came."""


def _missed(failure: Any) -> None:
    _log.debug("no image at %s: %r", failure.request.url, failure.value)
