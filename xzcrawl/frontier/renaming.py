"""What a page shows, with the articles that are surely known under the keys by which they are known. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from xzcrawl.extract import Outline
from xzcrawl.frontier.book import Book
from xzcrawl.items import Link
from xzcrawl.urls import article_at

#: Another key of an article, and what it is to be known by: its key, and an address of that key.
_Names = dict[str, tuple[str, str]]


def unaliased(outline: Outline, book: Book, base: str) -> Outline:
    """The same page with the aliases of known articles (``aliases``) replaced."""
    names = dict(_names(outline, book, base)) if book.aliases.found else {}
    if not names:
        return outline
    keys = {key: name for key, (name, _) in names.items()}
    return replace(
        outline,
        posts=tuple(
            replace(post, key=names[post.key][0], url=names[post.key][1]) if post.key in names else post
            for post in outline.posts
        ),
        mentions=tuple(_renamed(link, names, base) for link in outline.mentions),
        kin=frozenset(keys.get(key, key) for key in outline.kin),
        older=keys.get(outline.older or "", outline.older),
        newer=keys.get(outline.newer or "", outline.newer),
    )


def _names(outline: Outline, book: Book, base: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """What each alias on a page stands for. A list shows an article once, so two of one stem are two."""
    posts = {post.key: post.url for post in outline.posts}
    stems = Counter(book.aliases.stem(key) or key for key in posts)
    own = {key for key in posts if stems[book.aliases.stem(key) or key] > 1}
    book.aliases.stable |= own | _retitled(outline, book, base)
    linked = {key: link.url for key, link in _linked(outline, base)}
    for key, url in {**linked, **posts}.items():
        if stem := book.aliases.take(key, url, book.is_there):
            address = _address(key, url, stem, book, base)
            if address:
                yield key, (stem, address)


def _retitled(outline: Outline, book: Book, base: str) -> set[str]:
    """The keys that a page shows by another title than that of the article of which they should be aliases.

    Beside another article a title may be cut.
    """
    linked = ((key, link.title) for key, link in _linked(outline, base) if key in outline.kin)
    titles = {key: (title, True) for key, title in linked}
    titles |= {post.key: (post.title, False) for post in outline.posts}
    retitled = set()
    for key, (title, cut) in titles.items():
        stem = book.aliases.stem(key)
        if stem and book.titles.is_other(stem, title, cut=cut):
            book.titles.see(key, title)
            retitled.add(key)
    return retitled


def _linked(outline: Outline, base: str) -> Iterator[tuple[str, Link]]:
    for link in outline.mentions:
        if address := article_at(link.url, base):
            yield address.key, link


def _address(key: str, url: str, stem: str, book: Book, base: str) -> str | None:
    """An address of an article's own key: one that is known, else this one without what is added."""
    written = url.replace(quote(key), quote(stem)).replace(key, stem)
    for one in (*book.addresses.of(stem), written):
        address = article_at(one, base)
        if address is not None and address.key == stem:
            return one
    return None


def _renamed(link: Link, names: _Names, base: str) -> Link:
    address = article_at(link.url, base)
    return replace(link, url=names[address.key][1]) if address and address.key in names else link
