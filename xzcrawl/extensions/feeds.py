"""Scrapy's own feed exports (``-O file.json``), of articles alone."""

from typing import Any, Final

from scrapy import Spider
from scrapy.extensions.feedexport import FeedExporter

from xzcrawl.dates import best_instant, known_precision
from xzcrawl.extract import assemble
from xzcrawl.fields import FIELDS
from xzcrawl.items import Article

#: The fields that the page of an article alone says.
_OF_PAGE: Final = tuple((field.name, field.kind.json) for field in FIELDS if field.of_page)


class ArticleFeeds(FeedExporter):
    """Scrapy's feed exports (``-O file.json``), of articles alone and as plain values.

    The names are those of the dump; dates are what the article's own page says, before the archive
    weighs them with other observations.
    """

    def item_scraped(self, item: Any, spider: Spider) -> None:
        if isinstance(item, Article):
            super().item_scraped(_plain(item), spider)


def _plain(article: Article) -> dict[str, Any]:
    interval = article.reading.interval if article.reading else None
    derived = {
        "html": assemble(article.blocks),
        "published_at": interval and best_instant(interval),
        "published_earliest": interval and interval.earliest,
        "published_latest": interval and interval.latest,
        "published_precision": interval and known_precision(interval, interval.precision),
        "published_text": article.date_text,
    }
    return {
        name: json(derived[name] if name in derived else getattr(article, name)) for name, json in _OF_PAGE
    }
