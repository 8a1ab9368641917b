"""The stock theme *garland* of Z-BlogPHP: lists of its own, articles by the CMS's own templates.

The lists are finer than the articles: they have the minute, behind the weekday and before the author.
"""

from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.themes.fallback import FALLBACK, POST, is_static
from xzcrawl.families.tree import PageOrNode, Tree, line, own_text


def _built(tree: Tree) -> bool:
    """Whether the title of an article links to itself, in the theme's frame."""
    title = tree.css_first(f"#squeeze {POST} > h4.post-date + h2.post-title > a[href]")
    return title is not None or is_static(tree)


def _item_date(item: PageOrNode) -> str:
    """``Friday 2026-11-20 10:05``, without the author."""
    return line(item.css_first("span.submitted")).partition(" - ")[0]


def _is_pinned(item: LexborNode) -> bool:
    return own_text(item.css_first("h2")).startswith("[置顶]")


GARLAND: Final = replace(
    FALLBACK,
    name="garland",
    built=_built,
    column="#squeeze",
    items="div.node:not(div.node *)",
    heading="h2 > a[href]",
    item_date=_item_date,
    item_links="div.terms a[href], li.blog_usernames_blog a[href]",
    is_pinned=_is_pinned,
    pager="div.pager a[href]",
    titles="#squeeze div.node > h2 > a[href]",
    side="#sidebar-right a[href]",
    menus="#divNavBar a[href], #footer a[href]",
)
