"""Replaces, in what a page shows, the keys that should be aliases by the keys of known articles. Pure.

It is only probable that a key is an alias. So everything that the page shows of it but its address is left
out: its date, its lists, and the articles before and after it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from xzcrawl.extract import Mention, Outline, Post
from xzcrawl.families import Site
from xzcrawl.frontier.walk_state import WalkState

#: Maps an alias to the key that replaces it, and to an address of that key.
_Names = dict[str, tuple[str, str]]


def unaliased(outline: Outline, walk: WalkState, site: Site) -> Outline:
    """The same outline with the aliases of known articles (``aliases``) replaced."""
    names = dict(_names(outline, walk, site)) if walk.aliases.found else {}
    if not names:
        return outline
    keys = {key: name for key, (name, _) in names.items()}
    walk.suspected_aliases.keys.update(keys[post.key] for post in outline.posts if post.key in keys)
    return replace(
        outline,
        posts=tuple(_supposed(post, names) for post in outline.posts),
        mentions=tuple(_renamed(mention, names) for mention in outline.mentions),
        related=frozenset(keys.get(key, key) for key in outline.related),
        older=None if outline.older in keys else outline.older,
        newer=None if outline.newer in keys else outline.newer,
    )


def _supposed(post: Post, names: _Names) -> Post:
    if post.key not in names:
        return post
    key, url = names[post.key]
    return post._replace(key=key, url=url, date_text=None, memberships=frozenset())


def _names(outline: Outline, walk: WalkState, site: Site) -> Iterator[tuple[str, tuple[str, str]]]:
    """The key and address that replace each alias on a page.

    A list shows an article once, so two keys in it that share a stem are two articles.
    """
    posts = {post.key: post.url for post in outline.posts}
    stems = Counter(walk.aliases.stem(key) or key for key in posts)
    own = {key for key in posts if stems[walk.aliases.stem(key) or key] > 1}
    walk.aliases.stable |= own | _retitled(outline, walk)
    linked = {mention.key: mention.url for mention in outline.mentions}
    for key, url in {**linked, **posts}.items():
        if stem := walk.aliases.take(key, url, walk.is_there):
            address = _address(key, url, stem, walk, site)
            if address:
                yield key, (stem, address)


def _retitled(outline: Outline, walk: WalkState) -> set[str]:
    """The keys that a page shows with another title than the article of which they should be aliases has.

    A title on the page of another article may be cut.
    """
    titles = {one.key: (one.title, True) for one in outline.mentions if one.key in outline.related}
    titles |= {post.key: (post.title, False) for post in outline.posts}
    retitled = set()
    for key, (title, cut) in titles.items():
        stem = walk.aliases.stem(key)
        if stem and walk.titles.is_other(stem, title, cut=cut):
            walk.titles.see(key, title)
            retitled.add(key)
    return retitled


def _address(key: str, url: str, stem: str, walk: WalkState, site: Site) -> str | None:
    """An address of the article's own key: a known one, else the alias's address without the addition."""
    written = url.replace(quote(key), quote(stem)).replace(key, stem)
    for one in (*walk.addresses.of(stem), written):
        address = site.article_at(one)
        if address is not None and address.key == stem:
            return one
    return None


def _renamed(mention: Mention, names: _Names) -> Mention:
    if mention.key not in names:
        return mention
    key, url = names[mention.key]
    return mention._replace(key=key, url=url)
