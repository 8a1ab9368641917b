"""The least a Scrapy spider can do, in another way, on a site made with Typecho.

The home page names the number of its further pages. The spider asks for all of them at once, and for every
article that they link. No item is made, and an article's page is not looked at.
"""

import re
from collections.abc import AsyncIterator, Iterator

import scrapy
from scrapy.http import Response

_PAGE = re.compile(rb"/page/(\d+)/")
_ARTICLE = re.compile(rb'<h2 [^>]*><a [^>]*href="([^"]+)"')


class BareNumberedSpider(scrapy.Spider):
    name = "bare-numbered"
    base: str

    async def start(self) -> AsyncIterator[scrapy.Request]:
        yield scrapy.Request(self.base, callback=self.parse_home)

    def parse_home(self, response: Response) -> Iterator[scrapy.Request]:
        last = max(map(int, _PAGE.findall(response.body)))
        for number in range(2, last + 1):
            yield scrapy.Request(f"{self.base}page/{number}/", callback=self.parse_page)
        yield from self.parse_page(response)

    def parse_page(self, response: Response) -> Iterator[scrapy.Request]:
        for url in _ARTICLE.findall(response.body):
            yield scrapy.Request(url.decode(), callback=self.ignore)

    def ignore(self, response: Response) -> None:
        """An article has come: that is all."""
