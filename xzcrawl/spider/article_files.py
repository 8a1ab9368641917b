"""The files of articles: each is asked for once, whatever host it is on, so many for an article."""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import Crawler

from xzcrawl.extensions.allowance import ALLOWANCE, FILE_SETTINGS, Allowance, leave_out
from xzcrawl.items import Article, FileKind
from xzcrawl.middleware import SNAPSHOT_KIND
from xzcrawl.urls import is_document

#: Gives the URLs of those files of a kind that the archive has, of the URLs that it is asked for.
Held = Callable[[FileKind, Collection[str]], Set[str]]

_log = logging.getLogger(__name__)


class ArticleFiles:
    """Files of one kind. It asks for those that past runs have ``left`` too, and for none that is ``held``.

    A response becomes a snapshot on its way (``middleware.Captures``); nothing is read from it. A file that
    does not come is not a problem of the run, and is asked for again when its article is fetched again.
    """

    def __init__(
        self, kind: FileKind, left: Mapping[str, Sequence[str]], held: Held, crawler: Crawler
    ) -> None:
        self._kind: FileKind = kind
        self._asked: set[str] = set()
        self._left: list[tuple[str, Sequence[str]]] = [*left.items()]
        self._held, self._crawler = held, crawler
        self._most, self._most_bytes, self._largest = (
            crawler.settings.getint(name) for name in FILE_SETTINGS[kind]
        )

    def add(self, article: Article) -> None:
        """Notes the files of a cleaned article."""
        self._left.append((article.url, _addresses(article, self._kind)))

    def rest(self) -> list[scrapy.Request]:
        """Requests for all that were noted and not asked for yet: no page waits for a host of files."""
        left, self._left = self._left, []
        if new := {url for _, urls in left for url in urls} - self._asked:
            self._asked |= self._held(self._kind, new)
        return [request for article, urls in left for request in self._requests(article, urls)]

    def _requests(self, article: str, urls: Sequence[str]) -> Iterator[scrapy.Request]:
        allowance = Allowance(self._kind, article, self._most_bytes)
        for url in urls[: self._most]:
            if url not in self._asked and urlsplit(url).scheme in ("http", "https"):
                self._asked.add(url)
                yield self._request(url, allowance)
        if more := len(urls[self._most :]):
            leave_out(self._crawler, allowance, more)

    def _request(self, url: str, allowance: Allowance) -> scrapy.Request:
        own = {SNAPSHOT_KIND: self._kind, ALLOWANCE: allowance, "download_maxsize": self._largest}
        meta = {**own, "allow_offsite": True, "dont_retry": True}
        return scrapy.Request(url, callback=_keep, errback=_missed, meta=meta)


def _addresses(article: Article, kind: FileKind) -> list[str]:
    """The URLs of the images of an article, or of the documents among its attachments."""
    if kind == "image":
        return [image.url for image in article.images]
    return [link.url for link in article.attachments if is_document(link)]


def _keep(response: Any) -> None:
    """It was kept as it came."""


def _missed(failure: Any) -> None:
    _log.debug("no file at %s: %r", failure.request.url, failure.value)
