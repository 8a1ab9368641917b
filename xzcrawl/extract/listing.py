"""The main list of a listing page, in every list template of the theme."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from xzcrawl.dates.numerals import LONGEST_TEXT
from xzcrawl.extract.limits import LONGEST_NAME, LONGEST_TITLE, within
from xzcrawl.extract.links import HEADINGS, Found, Links
from xzcrawl.extract.source import Tree, classes, line
from xzcrawl.text import normalise
from xzcrawl.urls import Address, Kind

_DATES = ".info .date, .forumdate, .albuminfo span"
#: Where links to a category are its name alone: a widget may add the number of its articles.
_NAMED = ".sitemap a[href], .header a[href], .menu a[href], nav a[href]"
_PINNED = frozenset(("置顶", "[置顶]", "【置顶】"))


@dataclass(frozen=True, slots=True)
class Post:
    """One article of a listing's main list. ``memberships`` are the listings named beside it."""

    key: str
    url: str
    title: str
    date_text: str | None
    pinned: bool
    memberships: frozenset[Address]


def posts(tree: Tree, links: Links) -> tuple[Post, ...]:
    """The articles of the content column, each once, in page order."""
    column = tree.css_first(".content")
    if column is None:
        return ()
    items = column.css(".post, .item")
    found = list(_own_posts(items, links)) or _bare_posts(column, links)
    unique: dict[str, Post] = {}
    for post in found:
        unique.setdefault(post.key, post)
    return tuple(unique.values())


def _own_posts(items: Iterable[LexborNode], links: Links) -> Iterator[Post]:
    """The articles of the elements that hold one each, each at the first that shows its title."""
    seen: set[int] = set()
    for item in items:
        title = item.css_first(HEADINGS)
        if title is None or title.mem_id in seen:
            continue
        seen.add(title.mem_id)
        if found := links.article(title):
            yield _post(item, title, found, links)


def _post(item: LexborNode, title: LexborNode, found: Found, links: Links) -> Post:
    return Post(
        key=found.address.key,
        url=found.url,
        title=_title(title),
        date_text=within(line(item.css_first(_DATES)), LONGEST_TEXT) or None,
        pinned=any(map(_is_pin, item.css(".istop, em"))),
        memberships=links.memberships(item.css(".info a[href]")),
    )


def listing_name(tree: Tree, links: Links) -> str | None:
    """What the first page of a category or author calls it; None where it names none, or is another page.

    A category is named by the link to it in its breadcrumb (the theme's ``tpure_navcate``) or in a menu; an
    author by the heading of the author's card, without the badge of rank, else at the end of the breadcrumb.
    """
    if links.kind is Kind.CATEGORY:
        names = (within(line(link), LONGEST_NAME) for link in links.to_itself(_NAMED))
        return next(filter(None, names), None)
    if links.kind is not Kind.AUTHOR or links.page > 1:
        return None
    card = tree.css_first(".authinfo h1")
    own = card.text(deep=False) if card else line(tree.css_first(".sitemap")).rpartition(">")[2]
    return within(normalise(own), LONGEST_NAME) or None


def _is_pin(node: LexborNode) -> bool:
    return "istop" in classes(node) or line(node) in _PINNED


def _title(link: LexborNode) -> str:
    """The text of a title link without the pin that forum lists write into it."""
    marks = link.css("em")
    is_pinned = bool(marks) and _is_pin(link.parent or link)
    pins = [node for node in marks if is_pinned or _is_pin(node)]
    text = line(link)
    return within(normalise(text.removesuffix(line(pins[-1]))) if pins else text, LONGEST_TITLE)


def _bare_posts(column: LexborNode, links: Links) -> list[Post]:
    """The article links of a content column in a markup the theme does not have."""
    found = [(link, line(node)) for node in column.css("a[href]") if (link := links.article(node))]
    titles = {link.address.key: within(text, LONGEST_TITLE) for link, text in reversed(found) if text}
    return [
        Post(link.address.key, link.url, titles.get(link.address.key, ""), None, False, frozenset())
        for link, _ in found
    ]
