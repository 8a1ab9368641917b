"""A sample of a page for the tests, as a draft: what was read, for a person to judge. Pure."""

from typing import Any

from xzcrawl.families import Family
from xzcrawl.families.described import declared
from xzcrawl.items import Article, Page


def sample_values(article: Article) -> dict[str, Any]:
    """What a sample (``tests/samples``) says of an article that was read to the end."""
    return {
        "key": article.key,
        "canonical": article.url,
        "title": article.title,
        "author": article.author,
        "origin": article.origin,
        "stated_origin": article.stated_origin,
        "category": article.category,
        "breadcrumbs": list(article.breadcrumbs),
        "tags": list(article.tags),
        "views": article.views,
        "date_text": article.date_text,
        "body_date_text": article.body_date_text,
        "metadata_dates": list(article.metadata_dates),
        "paragraphs": article.text.splitlines(),
        "images": [{"url": image.url, "alt": image.alt} for image in article.images],
        "related": [link.title for link in article.related],
        "removed": [{"text": cut.text, "rule": cut.rule} for cut in article.removed],
    }


def draft(page: Page, article: Article, family: Family) -> dict[str, Any]:
    """A whole sample but for ``why``, which whoever has judged it fills in.

    ``family`` is the name of the family, or what a described one was declared with.
    """
    served = {
        "why": "",
        "family": declared(family) or family.name,
        "url": page.url,
        "content_type": page.headers.get("content-type", ""),
        "seen_at": page.fetched_at.isoformat(),
    }
    return served | sample_values(article)
