"""The templates of Z-BlogPHP itself (``zb_system/defend/default``), and what themes have that copy them.

The CMS takes them for each template that a theme does not have. So a half-finished theme has their markup
under its own name, and several stock themes have much of it.
"""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.between import BetweenMarks
from xzcrawl.families.family import Theme
from xzcrawl.families.labelled import labelled
from xzcrawl.families.menus import LinksByName
from xzcrawl.families.tree import Tree, classes, line

#: Not one that was pasted into the introduction of a list.
POST: Final = "div.post.single:not(div.post *)"
FOOTER: Final = ".post-footer"
CATEGORY: Final = labelled(FOOTER, "分类")
_MENU: Final = "#divNavBar a[href]"
_STATIC: Final = "div.post.page > h2.post-title"


def _built(tree: Tree) -> bool:
    """Whether the date is a heading before a title that is no link, and no commas part the values below."""
    title = tree.css_first(f"{POST} > h4.post-date + h2.post-title:not(:has(> a[href]))")
    return is_static(tree) or (title is not None and not has_commas(tree))


def has_commas(tree: Tree) -> bool:
    """Whether the values below an article are parted otherwise than by bars."""
    footer = line(tree.css_first(f"{POST} > {FOOTER}"))
    return footer != "" and "|" not in footer


def is_static(tree: Tree) -> bool:
    """Whether a page is a static one by the CMS's own template, which stock themes seldom replace."""
    return tree.css_first(_STATIC) is not None


def kind_of_post(tree: Tree) -> str:
    """The kind of a page by its posts: some of these themes write no kind, or a wrong one, into the body."""
    if tree.css_first(POST) is not None:
        return "article"
    return "page" if is_static(tree) else ""


def _is_pinned(item: LexborNode) -> bool:
    return "istop" in classes(item)


FALLBACK: Final = Theme(
    name="fallback",
    built=_built,
    kind=kind_of_post,
    title=f"{POST} > h2.post-title",
    post=POST,
    author=labelled(FOOTER, "作者"),
    category=CATEGORY,
    date=".post-date",
    views=labelled(FOOTER, "浏览", "查看"),
    tags=".post-tags a[href]",
    body=f"{POST} > div.post-body",
    boundary=BetweenMarks(
        re.compile(
            r"<div\b[^<>]*\bclass=\"post single\"(?:(?!<div\b).)*<div\b[^<>]*\bclass=\"post-body\"[^<>]*>",
            re.DOTALL,
        ),
        re.compile(r"(?:</div>\s*)?<(?:p|h5|h6)\b[^<>]*\bclass=\"post-(?:tags|footer)\""),
        "",
    ),
    memberships=LinksByName(CATEGORY, f"{_MENU}, #divCatalog a[href]"),
    column="#divMain",
    items=":is(div.post.multi, div.post.istop):not(div.post *)",
    heading="h2.post-title > a[href]",
    heading_text=line,
    item_date=".post-date",
    is_pinned=_is_pinned,
    names=f"{_MENU}, #divCatalog a[href]",
    pager="div.pagebar a[href]",
    titles="#divMain div.post h2.post-title > a[href]",
    side="#divSidebar a[href]",
    menus=f"{_MENU}, #divBottom a[href]",
)
