"""The theme *Zit* of Z-BlogPHP."""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.between import BetweenMarks
from xzcrawl.families.family import Theme
from xzcrawl.families.tree import PageOrNode, Tree, line, own_text

_NEAR: Final = "#rel li.log a[href]"
_FIGURES: Final = ("kico-time", "kico-view", "kico-eye", "kico-cmt")
_AUTHOR: Final = "h5 a" + "".join(f":not(.{name})" for name in _FIGURES)


def _built(tree: Tree) -> bool:
    return tree.css_first("article#cont") is not None and tree.css_first("#topic h1") is not None


def _kind(tree: Tree) -> str:
    """Nothing but the body tells an article's page: on a list a random article may stand as ``#topic``."""
    return "article" if tree.css_first("article#cont") is not None else ""


def _date(place: PageOrNode) -> str:
    """The date behind its label, which is an element of its own."""
    return own_text(place.css_first("h5 .kico-time"))


def _is_pinned(item: LexborNode) -> bool:
    return item.css_first("b.kico-flag") is not None


ZIT: Final = Theme(
    name="Zit",
    built=_built,
    kind=_kind,
    title="#topic h1",
    post="#topic",
    author=_AUTHOR,
    date=_date,
    views=".kico-eye",
    tags="h4 a.tag[href]",
    body="article#cont",
    boundary=BetweenMarks(
        re.compile(r"<article\b[^<>]*\bid=\"?cont\b[^<>]*>"), re.compile(r"</article>"), ""
    ),
    breadcrumbs="nav#path a[href]:not([href*='/date-'], [href*='?date='])",
    related=_NEAR,
    memberships="nav#path a[href], #topic h5 a[href], #topic h4 a[href]",
    neighbours=_NEAR,
    column=":has(> article.log)",
    items="article.log",
    heading="h3 a[href]",
    heading_text=line,
    item_date=_date,
    item_links="h4 a[href], h5 a[href]",
    is_pinned=_is_pinned,
    names="nav#path a[href]",
    pager="nav#pagi a[href]",
    articles=_NEAR,
    titles="article.log h3 a[href]",
    side="aside a[href]",
    menus="header a[href], footer a[href]",
)
