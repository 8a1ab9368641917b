"""All that is read off a page of the site: what it links to, and the article it shows."""

from dataclasses import dataclass

from xzcrawl.errors import NotAnArticle
from xzcrawl.extract.document import parse
from xzcrawl.extract.fields import article
from xzcrawl.extract.survey import Outline, outline
from xzcrawl.families import Site
from xzcrawl.items import Article, Page


@dataclass(frozen=True, slots=True)
class Contents:
    """What a page shows. Without an ``article``, ``problem`` says why it has none."""

    outline: Outline
    article: Article | None
    problem: str | None = None


def read(page: Page, site: Site) -> Contents:
    """The contents of a page of ``site``. Raises HostilePage for one that nobody should read."""
    tree = parse(page, site.family.theme)
    links = outline(tree, page.url, site)
    try:
        return Contents(links, article(tree, page, site))
    except NotAnArticle as error:
        return Contents(links, None, str(error))
