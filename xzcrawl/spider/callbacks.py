"""What Scrapy's callbacks give, and what makes a request of a visit."""

from collections.abc import Callable, Iterator

import scrapy

from xzcrawl.frontier import Visit
from xzcrawl.items import Article, Listing, Miss

Output = Iterator[Article | Listing | Miss | scrapy.Request]
RequestVisit = Callable[[Visit], scrapy.Request]
