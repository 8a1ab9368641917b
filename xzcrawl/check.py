"""What an article must have to be kept, and what it should have. Pure."""

from collections.abc import Container
from typing import Final

from xzcrawl.boilerplate import clean
from xzcrawl.items import Article, Miss
from xzcrawl.text import content_sha256

#: Fields an article of the family has unless the theme's options hide them.
EXPECTED = ("author", "category", "views", "date_text")
#: Reasons of a miss that are nobody's failure but what an address is (a ``UrlState``): a static page of the
#: CMS, or kept back by robots.txt.
_IN_ORDER: Final = frozenset({"not_article", "forbidden"})


def refusal(article: Article) -> str | None:
    """Why an article cannot be kept; None when it can. An article without a title is a misread page."""
    return None if article.title else f"no title on {article.url}"


def missing(article: Article) -> list[str]:
    """The expected fields that were not found, and ``body`` where neither text nor image was."""
    fields = [name for name in EXPECTED if getattr(article, name) is None]
    return fields if article.blocks else [*fields, "body"]


def failed(miss: Miss) -> bool:
    """Whether an article should have come and did not; a site that says it is gone has answered."""
    return miss.gone is None and miss.reason not in _IN_ORDER


def has_changed(article: Article, known: str | None, repeated: Container[str]) -> bool:
    """Whether an article, once cleaned, has another content than the archive's of this SHA-256 (None: none).

    ``repeated`` are the URLs of the pictures that the site's articles repeat.
    """
    return content_sha256(article.title, clean(article, repeated).text) != known
