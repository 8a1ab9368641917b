"""The images of articles: each is asked for once, whatever host it is on."""

import logging
from collections.abc import Collection, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import scrapy

from xzcrawl.items import Article
from xzcrawl.middleware import SNAPSHOT_KIND

_log = logging.getLogger(__name__)

#: After everything else.
_LAST: Final = -10


class Images:
    """``held`` are the URLs of images that earlier runs have kept.

    A response becomes a snapshot on its way (``middleware.Captures``); nothing is read from it. An image
    that does not come is no problem of the run, and is asked for again when its article is fetched again.
    """

    def __init__(self, held: Collection[str]) -> None:
        self._asked = set(held)

    def requests(self, article: Article) -> Iterator[scrapy.Request]:
        """Requests for the images of a cleaned article that were not asked for yet."""
        for url in [image.url for image in article.images]:
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
