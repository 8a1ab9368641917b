"""Scrapy's own feed exports (``-O file.json``), of articles alone."""

from typing import Any

from scrapy import Spider
from scrapy.extensions.feedexport import FeedExporter

from xzcrawl.dates import best_instant, known_precision
from xzcrawl.extract import assemble
from xzcrawl.items import Article


class ArticleFeeds(FeedExporter):
    """Scrapy's feed exports (``-O file.json``), of articles alone and as plain values.

    The names are those of the dump; dates are what the article's own page says, before the archive
    weighs them with other sights.
    """

    def item_scraped(self, item: Any, spider: Spider) -> None:
        if isinstance(item, Article):
            super().item_scraped(_plain(item), spider)


def _plain(article: Article) -> dict[str, Any]:
    interval = article.reading.interval if article.reading else None
    return {
        "site": article.site,
        "url": article.url,
        "source_id": article.source_id,
        "title": article.title,
        "author": article.author,
        "category": article.category,
        "breadcrumbs": article.breadcrumbs,
        "tags": article.tags,
        "views": article.views,
        "published_at": best_instant(interval).isoformat() if interval else None,
        "published_earliest": interval.earliest.isoformat() if interval else None,
        "published_latest": interval.latest.isoformat() if interval else None,
        "published_precision": known_precision(interval, interval.precision) if interval else None,
        "published_text": article.date_text,
        "text": article.text,
        "html": assemble(article.blocks),
        "images": [{"url": image.url, "alt": image.alt} for image in article.images],
        "related": [link.url for link in article.related],
        "removed": [{"text": removed.text, "rule": removed.rule} for removed in article.removed],
    }
