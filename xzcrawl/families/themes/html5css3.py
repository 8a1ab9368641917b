"""The stock theme *HTML5CSS3* of Z-BlogPHP: seconds on articles, days in lists, ids in the markup."""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.between import BetweenMarks
from xzcrawl.families.family import Theme
from xzcrawl.families.labelled import labelled_element
from xzcrawl.families.menus import LinksByName
from xzcrawl.families.themes.fallback import is_static
from xzcrawl.families.tree import PageOrNode, Tree, line

#: In lists the title is a link. What was pasted into a text stands in an article.
_POST: Final = "article[id^='log']:not(article *):not(:has(> header a[href]))"
_VALUES: Final = "footer > h5 > em"
_CATEGORY: Final = labelled_element(_VALUES, "分类")
_NAMES: Final = "body > header nav a[href], #divCatalog a[href]"
_NEIGHBOURS: Final = "article > nav a.l[href], article > nav a.r[href]"
_PIN: Final = re.compile(r"^\[置顶\]\s*")


def _built(tree: Tree) -> bool:
    """Whether an article has its number as its id, and a time before its title."""
    return tree.css_first(f"{_POST} > header > time + h2") is not None or is_static(tree)


def _kind(tree: Tree) -> str:
    if tree.css_first(_POST) is not None:
        return "article"
    return "page" if is_static(tree) else ""


def _source_id(tree: Tree) -> str | None:
    post = tree.css_first(_POST)
    number = (post.id or "").removeprefix("log") if post else ""
    return number if number.isascii() and number.isdigit() else None


def _is_pinned(item: LexborNode) -> bool:
    """Pinned items have no id; the class that says so is on every item."""
    return not item.id


def _heading_text(link: PageOrNode) -> str:
    """The text of a title link, without what the theme writes into that of a pinned item."""
    item = link if isinstance(link, LexborNode) else None
    while item is not None and item.tag != "article":
        item = item.parent
    text = line(link)
    return _PIN.sub("", text) if item is not None and _is_pinned(item) else text


HTML5CSS3: Final = Theme(
    name="HTML5CSS3",
    built=_built,
    kind=_kind,
    title=f"{_POST} > header > h2",
    post=_POST,
    author=labelled_element(_VALUES, "作者"),
    category=_CATEGORY,
    date="header > time",
    views=labelled_element(_VALUES, "浏览"),
    tags="footer > h4 > a[href]",
    body=f"{_POST} > section",
    boundary=BetweenMarks(
        re.compile(
            r"<article\b[^<>]*\bid=\"log\d+\"[^<>]*>\s*<header>(?:(?!</?header\b|<h2>\s*<a\b).)*</header>\s*<section>",
            re.DOTALL,
        ),
        re.compile(r"(?:</section>\s*)?<footer>\s*(?:<h4>标签|<h5><em>作者)"),
        "",
    ),
    memberships=LinksByName(_CATEGORY, _NAMES),
    older="article > nav a.l[href]",
    newer="article > nav a.r[href]",
    neighbours=_NEIGHBOURS,
    source_id=_source_id,
    column="#main",
    items="article.top:not(article *)",
    heading="header > h2 > a[href], header > h3 > a[href]",
    heading_text=_heading_text,
    item_date="header > time",
    item_links="footer > h4 > a[href]",
    is_pinned=_is_pinned,
    names=_NAMES,
    pager="#main nav a[href]",
    articles=_NEIGHBOURS,
    titles="#main article header a[href]",
    side="aside a[href]",
    menus="body > header a[href], body > footer a[href]",
)
