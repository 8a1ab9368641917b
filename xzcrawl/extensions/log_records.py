"""Makes no record of what the log leaves out."""

import logging
from typing import Self

from scrapy.crawler import Crawler


class LogRecords:
    """Gives Scrapy's loggers the level of the log.

    Scrapy sets ``LOG_LEVEL`` at the handler alone, so that two records are made for each page and dropped.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        logging.getLogger("scrapy").setLevel(crawler.settings["LOG_LEVEL"])
        return cls()
