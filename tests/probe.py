"""Crawls given addresses without an archive, and keeps the captures and what the spider saw.

``python -m tests.probe BASE OUT SETTINGS ASKED``: the settings are a dict, what is asked for pairs of a path
and a kind, both as Python writes them. The results are pickled into OUT.
"""

import pickle
import sys
from ast import literal_eval
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess

from xzcrawl import settings
from xzcrawl.frontier import Visit
from xzcrawl.items import Capture
from xzcrawl.middleware import captured
from xzcrawl.urls import Address, Kind

#: The settings of a crawl that matter here.
NAMES = (
    "DOWNLOADER_MIDDLEWARES", "DEFAULT_REQUEST_HEADERS", "DUPEFILTER_CLASS", "SNAPSHOT_KINDS",
    "ROBOTSTXT_OBEY", "LOG_LEVEL",
)  # fmt: skip

#: No second try, and no port of its own.
_ALONE = {"RETRY_TIMES": 1, "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}


class Probe(scrapy.Spider):
    """Asks for ``asked`` at ``base``; keeps what it ``saw`` and what was ``captured``."""

    name, site = "probe", SimpleNamespace(key="xz.example")

    def __init__(self, base: str, asked: list[tuple[str, str]], max_requests: int | None) -> None:
        super().__init__()
        self.base, self.asked, self.max_requests = base, asked, max_requests
        self.saw: list[tuple[Any, ...]] = []
        self.captured: list[Capture] = []

    async def start(self) -> AsyncIterator[scrapy.Request]:
        self.crawler.signals.connect(self.keep, signal=captured)
        for path, kind in self.asked:
            url = self.base + path
            is_image = kind == "image"
            meta = {"snapshot_kind": kind} if is_image else {}
            visit = {} if is_image else {"visit": Visit(_address(kind), url)}
            yield scrapy.Request(url, self.parse, errback=self.missed, meta=meta, cb_kwargs=visit)

    def keep(self, item: Capture) -> None:
        self.captured.append(item)

    def parse(self, response: Any, visit: object = None) -> None:
        self.saw.append((response.url, response.status, response.body, dict(response.meta)))

    def missed(self, failure: Any) -> None:
        self.saw.append((failure.request.url, None, None, dict(failure.request.meta)))


def _address(kind: str) -> Address:
    return Address(Kind.ARTICLE, "1", page=2) if kind == "part" else Address(Kind(kind), "1")


def main(base: str, out: str, more: dict[str, Any], asked: list[tuple[str, str]]) -> None:
    most = more.pop("max_requests", None)
    process = CrawlerProcess({name: getattr(settings, name) for name in NAMES} | _ALONE | more)
    crawler = process.create_crawler(Probe)
    process.crawl(crawler, base, asked, most)
    process.start()
    stats = {key: value for key, value in crawler.stats.get_stats().items() if key.startswith("xzcrawl/")}
    Path(out).write_bytes(pickle.dumps((crawler.spider.saw, crawler.spider.captured, stats)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], literal_eval(sys.argv[3]), literal_eval(sys.argv[4]))
