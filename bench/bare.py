"""The least a Scrapy spider can do: it downloads every page of the home listing and every article.

The links of a listing's page are what one regular expression finds in it. No item is made, and an article's
page is not looked at.
"""

import re
from collections.abc import AsyncIterator, Iterator

import scrapy
from scrapy.http import Response

_LINK = re.compile(rb'href="(/index\.php/(?:(post)/\d+|page_\d+)\.html)"')


class BareSpider(scrapy.Spider):
    name = "bare"
    base: str

    async def start(self) -> AsyncIterator[scrapy.Request]:
        self._seen = {b""}
        yield scrapy.Request(self.base, callback=self.parse_listing)

    def parse_listing(self, response: Response) -> Iterator[scrapy.Request]:
        for path, is_article in _LINK.findall(response.body):
            if path not in self._seen:
                self._seen.add(path)
                callback = self.ignore if is_article else self.parse_listing
                yield scrapy.Request(response.urljoin(path.decode()), callback=callback)

    def ignore(self, response: Response) -> None:
        """An article has come: that is all."""
