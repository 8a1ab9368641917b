"""The images of articles: each is asked for once, whatever host it is on, so many for an article."""

import logging
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import Crawler

from xzcrawl.extensions.allowance import ALLOWANCE, Allowance, leave_out
from xzcrawl.extensions.past import Past
from xzcrawl.items import Article
from xzcrawl.middleware import SNAPSHOT_KIND

_log = logging.getLogger(__name__)


class Images:
    """Images that ``past`` runs have kept are not asked for; those that they did not come to are.

    A response becomes a snapshot on its way (``middleware.Captures``); nothing is read from it. An image
    that does not come is not a problem of the run, and is asked for again when its article is fetched again.
    """

    def __init__(self, past: Past, crawler: Crawler) -> None:
        self._asked = set(past.images)
        self._left: list[tuple[str, Sequence[str]]] = [*past.missing_images.items()]
        self._crawler = crawler
        self._most = crawler.settings.getint("IMAGES_PER_ARTICLE")
        self._most_bytes = crawler.settings.getint("IMAGE_BYTES_PER_ARTICLE")

    def add(self, article: Article) -> None:
        """Notes the images of a cleaned article."""
        self._left.append((article.url, [image.url for image in article.images]))

    def rest(self) -> list[scrapy.Request]:
        """Requests for all that were noted and not asked for yet: no page waits for a host of images."""
        left, self._left = self._left, []
        return [request for article, urls in left for request in self._requests(article, urls)]

    def _requests(self, article: str, urls: Sequence[str]) -> Iterator[scrapy.Request]:
        allowance = Allowance(article, self._most_bytes)
        for url in urls[: self._most]:
            if url not in self._asked and urlsplit(url).scheme in ("http", "https"):
                self._asked.add(url)
                yield _request(url, allowance)
        if more := len(urls[self._most :]):
            leave_out(self._crawler, allowance, more)


def _request(url: str, allowance: Allowance) -> scrapy.Request:
    meta = {SNAPSHOT_KIND: "image", ALLOWANCE: allowance, "allow_offsite": True, "dont_retry": True}
    return scrapy.Request(url, callback=_keep, errback=_missed, meta=meta)


def _keep(response: Any) -> None:
    """It was kept as it came."""


def _missed(failure: Any) -> None:
    _log.debug("no image at %s: %r", failure.request.url, failure.value)
