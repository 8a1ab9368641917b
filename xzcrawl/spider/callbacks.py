"""Types for Scrapy's callbacks: what they give, what makes a request of a visit, what reads its response."""

from collections.abc import Callable, Iterator

import scrapy
from scrapy.http import Response

from xzcrawl.frontier import Visit
from xzcrawl.items import Article, Listing, Miss

Output = Iterator[Article | Listing | Miss | scrapy.Request]
RequestVisit = Callable[[Visit], scrapy.Request]
ParseVisit = Callable[[Response, Visit], Output]
