"""Checks what an article must have to be kept, and what it should have. Pure."""

from collections.abc import Container
from typing import Final

from xzcrawl.boilerplate import clean
from xzcrawl.items import Article, Miss, UrlState
from xzcrawl.text import content_sha256

#: The fields that an article of the family has unless the theme's options hide them.
EXPECTED = ("author", "category", "views", "date_text")
#: The reasons of a miss that are not a failure but a property of the address (a ``UrlState``): a static page
#: of the CMS, or an address that robots.txt forbids.
_IN_ORDER: Final = frozenset({UrlState.NOT_ARTICLE, UrlState.FORBIDDEN})


def refusal(article: Article) -> str | None:
    """The reason why an article cannot be kept; None when it can. A page without a title was misread."""
    return None if article.title else f"no title on {article.url}"


def missing(article: Article) -> list[str]:
    """The names of the expected fields that were not found, and ``body`` where neither text nor image was."""
    fields = [name for name in EXPECTED if getattr(article, name) is None]
    return fields if article.blocks else [*fields, "body"]


def failed(miss: Miss) -> bool:
    """Whether an article should have come and did not; a site that says that it is gone has answered."""
    return miss.gone is None and miss.reason not in _IN_ORDER


def has_changed(article: Article, known: str | None, repeated: Container[str]) -> bool:
    """Whether an article, once cleaned, has other content than the archive.

    ``known`` is the SHA-256 of the archive's content, None where there is none. ``repeated`` are the URLs of
    the pictures that the site's articles repeat.
    """
    return content_sha256(article.title, clean(article, repeated).text) != known
