"""The article of a page that its site's description does not fit, as ``generic`` finds it."""

from xzcrawl.dates.numerals import LONGEST_TEXT
from xzcrawl.errors import NotAnArticle
from xzcrawl.extract.attachments import attachments
from xzcrawl.extract.body import blocks
from xzcrawl.extract.document import base_url
from xzcrawl.extract.identity import identify
from xzcrawl.extract.labelled_date import labelled_date
from xzcrawl.extract.limits import LONGEST_NAME, within
from xzcrawl.extract.metadata import distinct
from xzcrawl.extract.mirror import linked_site
from xzcrawl.extract.part_links import without_pager
from xzcrawl.families import Site
from xzcrawl.families.tree import Tree, find
from xzcrawl.generic import find_article
from xzcrawl.items import Article, Page


def generic_article_of(tree: Tree, page: Page, site: Site) -> Article | None:
    """The article of a page at the address of one, or of a part; None where the page seems to show none.

    A page that the description takes for a list is none, nor is any page of a family that is exact.
    ``observations`` and all that only a description names (tags, breadcrumbs, views) stay empty.
    """
    theme, address = site.family.theme, site.article_at(page.url) or site.part_at(page.url)
    if site.family.is_exact or address is None or theme.kind(tree):
        return None
    try:
        named = identify(tree, page.url, site)
    except NotAnArticle:
        return None
    origin = base_url(tree, page.url)
    linked = linked_site(tree, page.url, origin, site)
    found = find_article(tree, page.fetched_at)
    if found is None:
        return None
    own_keys = {named.key, named.landed_key}
    body = without_pager(blocks(found.body, origin, theme), page.url, linked, own_keys)
    return Article(
        page=page,
        site=site.key,
        key=named.key,
        url=named.url,
        source_id=named.source_id,
        landed_key=named.landed_key,
        title=found.title,
        author=within(found.author, LONGEST_NAME) or None,
        origin=within(found.origin, LONGEST_NAME) or None,
        stated_origin=within(found.stated_origin, LONGEST_NAME) or None,
        date_text=within(found.date_text, LONGEST_TEXT) or None,
        body_date_text=labelled_date(body),
        metadata_dates=distinct(found.stated_dates),
        blocks=tuple(body),
        attachments=attachments(found.body, find(tree, theme.attachments), origin, site),
        read_by="generic",
    )
