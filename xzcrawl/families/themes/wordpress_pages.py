"""Reads what pages of WordPress have in common, whatever theme writes them. Pure.

WordPress itself writes the classes of the body and of each post (``body_class``, ``post_class``), and the
links to a post's categories and tags.
"""

from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.tree import PageOrNode, Tree, classes

#: The kinds of page by the classes of the body, the first that is there.
_KINDS: Final = {
    "error404": "404",
    "single": "article",
    "search": "search",
    "category": "category",
    "tag": "tag",
    "author": "author",
    "date": "date",
    "archive": "catalog",
    "blog": "index",
    "page": "page",
}
#: What plug-ins write below a text: share buttons of Jetpack and AddToAny, related posts of Jetpack, YARPP
#: and Contextual Related Posts.
_PLUG_INS: Final = (
    *("sd-sharing-enabled", "sd-like", "addtoany_share_save_container"),
    *("jp-relatedposts", "yarpp", "yarpp-related", "crp_related"),
)
#: What WordPress writes into a text anew at each request: links to its other parts, the newest posts.
FURNITURE: Final = {
    "nav": frozenset(("page-links",)),
    "div": frozenset(("page-links", *_PLUG_INS)),
    "ul": frozenset(("wp-block-latest-posts",)),
}
_OWN_FILES: Final = (
    "link[href*='/wp-content/'], link[href*='/wp-includes/'], script[src*='/wp-includes/'],"
    " link[rel='https://api.w.org/'], meta[name='generator' i][content^='WordPress']"
)


def is_wordpress(tree: Tree) -> bool:
    """Whether WordPress made a page, by the files it loads."""
    return tree.css_first(_OWN_FILES) is not None


def kind(tree: Tree) -> str:
    """The kind of a page by the classes of its body; that of an attachment is none."""
    names = classes(tree.body) if tree.body else []
    return "" if "attachment" in names else next((_KINDS[name] for name in _KINDS if name in names), "")


def instant(place: PageOrNode, selector: str) -> str:
    """The machine's form of a time (``2023-07-18T09:31:07+08:00``), "" where there is none."""
    time = place.css_first(selector)
    return (time.attributes.get("datetime") or "") if time else ""


def is_sticky(item: LexborNode) -> bool:
    """Whether a post stands before the others: the home page says so of it, and no later page."""
    return "sticky" in classes(item)
