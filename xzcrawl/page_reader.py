"""A page of a site read to the end: what it links to, and its article as it is archived. Pure.

The steps are those of a crawl, in its order: ``extract.read``, then what the pipelines of dates, boilerplate
and check do, each of which is a shell around the function that is called here.
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
    tried = attempt_article(article, site.rounding, zones)
    dated = replace(article, reading=tried.reading, metadata_readings=tried.metadata)
    finished = clean(dated, repeated)
    problem = refusal(finished)
    return Finished(outline, None if problem else finished, problem)
