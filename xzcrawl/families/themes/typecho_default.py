"""The stock theme *default* of Typecho, and themes made from it, as far as they keep its markup.

Lists show whole texts. ``time[datetime]`` has the time by the site's clock, and behind it the offset of the
server's zone, which is another one where the server runs in UTC (``Typecho\\Date``): it is left out.
"""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.between import BetweenMarks
from xzcrawl.families.family import Theme
from xzcrawl.families.tree import PageOrNode, Tree, own_text, text

_TITLE: Final = "h1.post-title"
_CONTENT: Final = ".post-content"
#: Beside the category: the author and the number of comments, which are marked for machines.
_CATEGORY: Final = ".post-meta li:not([itemprop]) a[href]"
_TIME: Final = "time[itemprop='datePublished'], .post-meta time"
_MEMBERSHIPS: Final = ".post-meta a[href], [itemprop='keywords'] a[href]"
_NEAR: Final = ".post-near a[href]"
_ARCHIVE: Final = ".archive-title"
_OWN_FILES: Final = (
    "meta[name='generator' i][content^='Typecho'], link[href*='/usr/themes/'], script[src*='/usr/themes/'],"
    " link[rel='pingback'][href*='/action/xmlrpc']"
)
_OFFSET: Final = re.compile(r"(?<=\d)(?:Z|[+-]\d\d:?\d\d)$")
_BY: Final = re.compile(r"\s*发布的文章$")


def _built(tree: Tree) -> bool:
    return tree.css_first(f".post-title, {_ARCHIVE}") is not None and tree.css_first(_OWN_FILES) is not None


def _kind(tree: Tree) -> str:
    """The kind of a page: what has a title of its own and no line about it is static."""
    if tree.css_first(_TITLE) is not None:
        return "article" if tree.css_first(".post-meta") is not None else "page"
    if tree.css_first(".error-page") is not None:
        return "404"
    return "catalog" if tree.css_first(_ARCHIVE) is not None else "index"


def _date(place: PageOrNode) -> str:
    """The time by the site's clock to the second, else what readers see."""
    time = place.css_first(_TIME)
    stamp = (time.attributes.get("datetime") or "") if time else ""
    return _OFFSET.sub("", stamp) or text(place, _TIME)


def _is_pinned(_: LexborNode) -> bool:
    return False


def _author_name(place: PageOrNode) -> str:
    return _BY.sub("", text(place, _ARCHIVE))


TYPECHO_DEFAULT: Final = Theme(
    name="default",
    rounding="down",  # ``Typecho\I18n::dateWord``, where a theme made from this one shows ages
    built=_built,
    resembles=".post-near, .page-navigator",
    kind=_kind,
    title=_TITLE,
    post="article.post",
    author="[itemprop='author'] a",
    category=_CATEGORY,
    date=_date,
    tags="[itemprop='keywords'] a[href]",
    # what a password keeps shut has a form in place of its text
    body=f"{_CONTENT}:not(:has(form.protected))",
    boundary=BetweenMarks(
        re.compile(
            # a page may have many headings, so the search ends at the next one
            r"<h1\b[^<>]*\bpost-title\b(?:(?!<h1\b).)*?<div\b[^<>]*\bclass=\"[^\"<>]*(?<![\w-])post-content(?![\w-])[^<>]*>",
            re.DOTALL,
        ),
        re.compile(r"(?:</div>\s*)?<p\b[^<>]*\bitemprop=\"keywords\""),
        "",
    ),
    memberships=_MEMBERSHIPS,
    older=".post-near li:first-child a[href]",
    newer=".post-near li:last-child a[href]",
    neighbours=_NEAR,
    column="#main",
    items="article.post",
    heading=".post-title a[href]",
    heading_text=own_text,
    item_date=_date,
    item_links=".post-meta a[href]",
    is_pinned=_is_pinned,
    names=f"{_CATEGORY}, #secondary a[href]",
    author_name=_author_name,
    pager=".page-navigator a[href]",
    articles=_NEAR,
    titles="#main article.post .post-title a[href]",
    menus="#nav-menu a[href], #footer a[href]",
)
