"""The least a Scrapy spider can do: follow every listing page and article, and read the titles."""

import re
from collections.abc import AsyncIterator, Iterator

import scrapy
from scrapy.http import Response

_WANTED = re.compile(r"/index\.php/(?:post/\d+|page_\d+)\.html$")


class BareSpider(scrapy.Spider):
    name = "bare"
    base: str

    async def start(self) -> AsyncIterator[scrapy.Request]:
        yield scrapy.Request(self.base)

    def parse(self, response: Response) -> Iterator[scrapy.Request | dict[str, str | None]]:
        yield {"title": response.css("h1::text").get()}
        for href in response.css("a::attr(href)").getall():
            if _WANTED.search(href):
                yield response.follow(href)
