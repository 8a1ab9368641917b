"""The stock theme *default* of Z-BlogPHP 1.7 (``zb_users/theme/default/template``)."""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.between import BetweenMarks
from xzcrawl.families.family import Theme, kind_of_body
from xzcrawl.families.labelled import labelled
from xzcrawl.families.tree import PageOrNode, Tree, classes, own_text

_POST: Final = "div.post.single"
_FOOTER: Final = "p.post-footer"


def _built(tree: Tree) -> bool:
    """Whether the date stands inside the title: *WhitePage* puts it before."""
    is_article = tree.css_first(f"{_POST} h2.post-title > span.post-date") is not None
    return is_article or (kind_of_body(tree) == "page" and tree.css_first(_POST) is not None)


def _title(place: PageOrNode) -> str:
    return own_text(place.css_first(f"{_POST} > h2.post-title"))


def _is_pinned(item: LexborNode) -> bool:
    return "istop-post" in classes(item)


DEFAULT: Final = Theme(
    name="default",
    built=_built,
    resembles=_POST,
    kind=kind_of_body,
    title=_title,
    post=_POST,
    author=labelled(_FOOTER, "作者"),
    category=labelled(_FOOTER, "分类"),
    date="h2.post-title > span.post-date",
    views=labelled(_FOOTER, "查看", "浏览"),
    tags="p.post-tags a[href]",
    body=f"{_POST} > div.post-body",
    boundary=BetweenMarks(
        re.compile(
            r"<div\b[^<>]*\bclass=\"post single\"(?:(?!<div\b).)*<div\b[^<>]*\bclass=\"post-body\"[^<>]*>",
            re.DOTALL,
        ),
        re.compile(r"(?:</div>\s*)?<p\b[^<>]*\bclass=\"post-(?:tags|footer)\""),
        "",
    ),
    memberships=f"{_POST} > p.post-tags a[href], {_POST} > {_FOOTER} a[href]",
    column="#divMain",
    items="div.post.multi, div.post.istop-post",
    heading="h2.post-title > a[href]",
    heading_text=own_text,
    item_date="h2.post-title > span.post-date",
    item_links=f"{_FOOTER} a[href], p.post-tags a[href]",
    is_pinned=_is_pinned,
    names="#divNavBar a[href]",
    pager="div.pagebar a[href]",
    titles="#divMain div.post h2.post-title > a[href]",
    side="#divSidebar a[href]",
    menus="#divNavBar a[href], #divBottom a[href]",
)
