"""What an article must have to be kept, and what it should have. Pure."""

from xzcrawl.items import Article

#: Fields an article of the family has unless the theme's options hide them.
EXPECTED = ("author", "category", "views", "date_text")


def refusal(article: Article) -> str | None:
    """Why an article cannot be kept; None when it can. An article without a title is a misread page."""
    return None if article.title else f"no title on {article.url}"


def missing(article: Article) -> list[str]:
    """The expected fields that were not found, and ``body`` where neither text nor image was."""
    fields = [name for name in EXPECTED if getattr(article, name) is None]
    return fields if article.blocks else [*fields, "body"]
