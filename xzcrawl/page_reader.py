"""A page of a site read to the end: what it links to, and its article as it is archived. Pure.

The steps are those of a crawl, in its order: ``extract.read``, then dates and boilerplate, of which the
pipelines tell what they gave, then the check.
"""

from collections.abc import Container
from dataclasses import dataclass, replace

from xzcrawl import extract
from xzcrawl.boilerplate import clean
from xzcrawl.check import refusal
from xzcrawl.dates import attempt_article
from xzcrawl.extract import Contents, Outline
from xzcrawl.families import Site
from xzcrawl.items import Article, Page, Zones


@dataclass(frozen=True, slots=True)
class Finished:
    """What a page gives: its links, and its article. Without one, ``problem`` says why it has none."""

    outline: Outline
    article: Article | None
    problem: str | None = None


def read_page(page: Page, site: Site, zones: Zones | None = None, repeated: Container[str] = ()) -> Finished:
    """Reads a page of a site whose times are in ``zones`` and whose articles have ``repeated`` pictures.

    Raises HostilePage for a page that nobody should read.
    """
    return finish(extract.read(page, site), site, zones or Zones(), repeated)


def finish(contents: Contents, site: Site, zones: Zones, repeated: Container[str]) -> Finished:
    """The same of a page whose contents were read before, or by another process."""
    outline, article = contents.outline, contents.article
    if article is None:
        return Finished(outline, None, contents.problem)
    finished = finish_article(article, site, zones, repeated)
    problem = refusal(finished)
    return Finished(outline, None if problem else finished, problem)


def read_contents(page: Page, site: Site, zones: Zones, repeated: Container[str]) -> Contents:
    """The contents of a page, its article dated and cleaned but not checked. Raises HostilePage.

    An article whose text goes on on other pages is left as it is: it is finished once it is whole.
    """
    found = extract.read(page, site)
    if found.article is None or found.outline.parts or site.part_at(page.url):
        return found
    return replace(found, article=finish_article(found.article, site, zones, repeated))


def read_bodiless(page: Page, site: Site, zones: Zones, repeated: Container[str]) -> Contents:
    """The same for a process that has the page: it is given back without its body. Raises HostilePage."""
    found = read_contents(page, site, zones, repeated)
    return replace(found, article=found.article and replace(found.article, page=replace(page, body=b"")))


def finish_article(article: Article, site: Site, zones: Zones, repeated: Container[str]) -> Article:
    """The article dated and cleaned."""
    tried, cleaned = attempt_article(article, site.rounding, zones), clean(article, repeated)
    return replace(cleaned, reading=tried.reading, metadata_readings=tried.metadata, finished_in=zones)
