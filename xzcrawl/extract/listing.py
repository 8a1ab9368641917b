"""The main list of a listing page."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from xzcrawl.dates.numerals import LONGEST_TEXT
from xzcrawl.extract.limits import LONGEST_NAME, LONGEST_TITLE, within
from xzcrawl.extract.links import FoundLink, PageLinks
from xzcrawl.families import Theme
from xzcrawl.families.tree import Tree, find, first, line, text
from xzcrawl.urls import Address, Kind


class Post(NamedTuple):
    """One article of a listing's main list. ``memberships`` are the listings named beside it.

    ``modified`` is when it was last changed (aware), where the list tells that.
    """

    key: str
    url: str
    title: str
    date_text: str | None
    pinned: bool
    memberships: frozenset[Address]
    modified: datetime | None = None


def posts(tree: Tree, links: PageLinks, theme: Theme) -> tuple[Post, ...]:
    """The articles of the content column, each once, in page order."""
    column = first(tree, theme.column)
    if column is None:
        return ()
    items = column.css(theme.items)
    found = list(_own_posts(items, links, theme)) or _bare_posts(column, links)
    unique: dict[str, Post] = {}
    for post in found:
        unique.setdefault(post.key, post)
    return tuple(unique.values())


def _own_posts(items: Iterable[LexborNode], links: PageLinks, theme: Theme) -> Iterator[Post]:
    """The articles of the elements that hold one each, each at the first that shows its title."""
    seen: set[int] = set()
    for item in items:
        title = item.css_first(theme.heading)
        if title is None or title.mem_id in seen:
            continue
        seen.add(title.mem_id)
        if found := links.article(title):
            yield _post(item, title, found, links, theme)


def _post(item: LexborNode, title: LexborNode, found: FoundLink, links: PageLinks, theme: Theme) -> Post:
    return Post(
        key=found.address.key,
        url=found.url,
        title=within(text(title, theme.heading_text), LONGEST_TITLE),
        date_text=within(text(item, theme.item_date), LONGEST_TEXT) or None,
        pinned=theme.is_pinned(item),
        memberships=links.memberships(find(item, theme.item_links)),
    )


def listing_name(tree: Tree, links: PageLinks, theme: Theme) -> str | None:
    """What the first page of a category or author calls it; None where it names none, or is another page.

    A category is named by the links to it in its breadcrumb or in a menu, an author by the theme.
    """
    if links.kind is Kind.CATEGORY:
        names = (within(line(link), LONGEST_NAME) for link in links.to_itself(theme.names))
        return next(filter(None, names), None)
    if links.kind is not Kind.AUTHOR or links.page > 1:
        return None
    return within(text(tree, theme.author_name), LONGEST_NAME) or None


def _bare_posts(column: LexborNode, links: PageLinks) -> list[Post]:
    """The article links of a content column in a markup the theme does not have."""
    found = [(link, line(node)) for node in column.css("a[href]") if (link := links.article(node))]
    titles = {link.address.key: within(said, LONGEST_TITLE) for link, said in reversed(found) if said}
    return [
        Post(link.address.key, link.url, titles.get(link.address.key, ""), None, False, frozenset())
        for link, _ in found
    ]
