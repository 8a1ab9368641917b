"""All that is read off a page of the site: what it links to, and the article it shows."""

from dataclasses import dataclass

from xzcrawl.errors import NotAnArticle
from xzcrawl.extract.fields import article
from xzcrawl.extract.source import parse
from xzcrawl.extract.survey import Outline, outline
from xzcrawl.items import Article, Page


@dataclass(frozen=True, slots=True)
class Contents:
    """What a page shows. Without an ``article``, ``problem`` says why it has none."""

    outline: Outline
    article: Article | None
    problem: str | None = None


def read(page: Page, site: str, base: str) -> Contents:
    """The contents of a page of ``site`` at ``base``. Raises HostilePage for one that nobody should read."""
    tree = parse(page)
    links = outline(tree, page.url, base)
    try:
        return Contents(links, article(tree, page, site, base))
    except NotAnArticle as error:
        return Contents(links, None, str(error))
