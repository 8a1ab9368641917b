"""All that is read off a page of the site: what it links to, and the article it shows."""

from dataclasses import dataclass

from xzcrawl.errors import NotAnArticle
from xzcrawl.extract.article import article_of
from xzcrawl.extract.document import parse
from xzcrawl.extract.generic_article import generic_article_of
from xzcrawl.extract.index import outline_of_index
from xzcrawl.extract.outline import Outline, outline_of
from xzcrawl.extract.sitemap import outline_of_sitemap
from xzcrawl.families import Site
from xzcrawl.items import Article, Page


@dataclass(frozen=True)
class Contents:
    """What a page shows. Without an ``article``, ``problem`` says why it has none."""

    outline: Outline
    article: Article | None
    problem: str | None = None


def read(page: Page, site: Site) -> Contents:
    """The contents of a page of ``site``. Raises HostilePage for one that nobody should read."""
    if listed := outline_of_index(page, site) or outline_of_sitemap(page, site):
        return Contents(listed, None, f"{page.url} is a list of articles for programs")
    site = site.as_of(page.fetched_at)
    tree = parse(page, site.family.theme)
    links = outline_of(tree, page.url, site)
    try:
        return Contents(links, article_of(tree, page, site))
    except NotAnArticle as error:
        article = generic_article_of(tree, page, site)
        if article is None:
            return Contents(links, None, str(error))
    whole = parse(page, site.family.theme)  # of the first tree only the text of the article is left
    return Contents(outline_of(whole, page.url, site, shows_article=True), article)
