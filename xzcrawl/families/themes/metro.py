"""The stock theme *metro* of Z-BlogPHP: a day in three pieces, and nothing finer."""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.between import BetweenMarks
from xzcrawl.families.family import Theme
from xzcrawl.families.labelled import labelled
from xzcrawl.families.menus import LinksByName
from xzcrawl.families.tree import PageOrNode, Tree, classes, line

_INFO: Final = "div.post_info"
_CATEGORY: Final = labelled(_INFO, "分类")
_MENU: Final = "div.navbar a[href]"
_NAMES: Final = f"{_MENU}, #divCatalog a[href]"
#: Outside of what was pasted into a text.
_POST: Final = "div.post:not(div.post *)"
#: In lists the title is a link.
_TITLE: Final = f"{_POST} > div.post_r > div.post_body > h2:not(:has(> a[href]))"
_STEPS: Final = "div.post_nav a.l[href], div.post_nav a.r[href]"
_YEAR_MONTH: Final = re.compile(r"(\d{4})\s?(\d{2})")


def _built(tree: Tree) -> bool:
    """Whether a day in pieces, or the mark of a static page in its place, stands beside a title."""
    mark = tree.css_first(f"{_POST} > :is(div.post_time, div.post_fu)")
    return mark is not None and tree.css_first(_TITLE) is not None


def _kind(tree: Tree) -> str:
    if tree.css_first(_TITLE) is None:
        return ""
    return "page" if tree.css_first(f"{_POST} > div.post_fu") is not None else "article"


def _date(place: PageOrNode) -> str:
    """``2026-11-20`` from ``20`` above ``2026`` and ``11``; "" of a pinned item, which has none of them."""
    day = line(place.css_first("div.post_time > h5"))
    found = _YEAR_MONTH.fullmatch(line(place.css_first("div.post_time > h6")))
    return f"{found[1]}-{found[2]}-{day}" if found else ""


def _is_pinned(item: LexborNode) -> bool:
    return "istop-post" in classes(item)


METRO: Final = Theme(
    name="metro",
    built=_built,
    kind=_kind,
    title=_TITLE,
    post=_POST,
    author=labelled(_INFO, "作者"),
    category=_CATEGORY,
    date=_date,
    views=labelled(_INFO, "浏览"),
    tags="div.post_tags a[href]",
    body=f"{_TITLE} + div.post_content",
    boundary=BetweenMarks(
        re.compile(
            r"<div\b[^<>]*\bclass=\"post_body\"[^<>]*>\s*<h2>(?:(?!</?h2\b|<a\b).)*</h2>\s*<div\b[^<>]*\bclass=\"post_content\"[^<>]*>",
            re.DOTALL,
        ),
        re.compile(r"(?:</div>\s*)?<div\b[^<>]*\bclass=\"post_(?:tags|info)\""),
        "",
    ),
    memberships=LinksByName(_CATEGORY, _NAMES),
    older="div.post_nav a.l[href]",
    newer="div.post_nav a.r[href]",
    neighbours=_STEPS,
    column="#main",
    items=_POST,
    heading="div.post_body > h2 > a[href]",
    heading_text=line,
    item_date=_date,
    is_pinned=_is_pinned,
    names=_NAMES,
    pager="div.pagebar a[href]",
    articles=_STEPS,
    titles="#main div.post_body > h2 > a[href]",
    side="#sidebar a[href]",
    menus=f"{_MENU}, #footer a[href]",
)
