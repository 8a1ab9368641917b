"""Keeps the memory of a crawl small: sets Python's garbage collection and the allocator of the C library."""

import gc
from contextlib import suppress
from ctypes import CDLL
from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler

from xzcrawl import garbage

#: ``M_ARENA_MAX`` of glibc (mallopt(3)).
_ARENA_MAX: Final = -8


class Memory:
    """Collects garbage seldom while a spider runs, and has all threads share one arena of the C library.

    An arena for each thread, some of which end with each update of the search index, would hold back what
    they freed.
    """

    def __init__(self) -> None:
        self._before = gc.get_threshold()
        with suppress(OSError, AttributeError):  # another C library
            CDLL(None).mallopt(_ARENA_MAX, 1)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls()
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        garbage.search_seldom()
        garbage.end_in_full()  # pipelines may be anybody's, and leave files open

    def spider_closed(self) -> None:
        gc.set_threshold(*self._before)
        gc.unfreeze()
