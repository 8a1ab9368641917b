"""The outline of a page of an index, which a CMS makes for programs."""

from collections.abc import Iterator

from xzcrawl.dates.numerals import LONGEST_TEXT
from xzcrawl.extract.limits import LONGEST_TITLE, within
from xzcrawl.extract.listing import Post
from xzcrawl.extract.modified import believed
from xzcrawl.extract.outline import Outline
from xzcrawl.families import Site
from xzcrawl.families.index import IndexEntry
from xzcrawl.items import Page
from xzcrawl.text import normalise
from xzcrawl.urls import Kind, absolute


def outline_of_index(page: Page, site: Site) -> Outline | None:
    """What a page of an index lists, as the outline of a list; None for a page of any other kind.

    An answer that cannot be read lists nothing.
    """
    address = site.classify(page.url)
    if address is None or address.kind is not Kind.INDEX:
        return None
    index = site.family.cms.read_index(page)
    if index is None:
        return _listing((), 1, page.url)
    posts = tuple(post for entry in index.entries for post in _post(entry, page, site))
    return _listing(posts, index.last_page, page.url)


def _post(entry: IndexEntry, page: Page, site: Site) -> Iterator[Post]:
    url = absolute(entry.url, page.url)
    address = site.article_at(url) if url else None
    if url and address:
        yield Post(
            key=address.key,
            url=url,
            title=within(normalise(entry.title), LONGEST_TITLE),
            date_text=within(entry.date, LONGEST_TEXT) or None,
            pinned=False,
            memberships=frozenset(),
            modified=believed(entry.modified, page),
        )


def _listing(posts: tuple[Post, ...], last: int, url: str) -> Outline:
    return Outline(
        page_kind=Kind.INDEX,
        posts=posts,
        mentions=(),
        static_keys=frozenset(),
        older=None,
        newer=None,
        listings=(),
        pager=(last, url) if last > 1 else None,
        next_page=None,
        memberships=frozenset(),
    )
