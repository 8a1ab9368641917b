"""The themes of WordPress that are made of blocks, such as *Twenty Twenty-Five*: it writes their parts.

Lists show whole texts. A post's page may name no date; below its text stands a list of other posts, with
dates of their own.
"""

from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.family import Theme
from xzcrawl.families.themes.wordpress_pages import FURNITURE, instant, is_sticky, kind
from xzcrawl.families.tree import PageOrNode, Tree, line, text

_TITLE: Final = ".wp-block-post-title"
_ITEM: Final = ".wp-block-post"
_NEAR: Final = ".wp-block-post-navigation-link a[href]"
_CATEGORIES: Final = ".taxonomy-category.wp-block-post-terms a[href]"
_TAGS: Final = ".taxonomy-post_tag.wp-block-post-terms a[href]"
_AUTHOR: Final = ".wp-block-post-author-name, .wp-block-post-author__name"
_MEMBERSHIPS: Final = f"{_CATEGORIES}, {_TAGS}, .wp-block-post-author-name a[href]"


def _built(tree: Tree) -> bool:
    return tree.css_first(".wp-site-blocks") is not None


def _own(place: PageOrNode, selector: str) -> list[LexborNode]:
    """The elements at ``selector`` that no list of other posts holds, and no editor wrote."""
    others = place.css(f"{_ITEM} {selector}, .entry-content {selector}")
    listed = {node.mem_id for node in others}
    return [node for node in place.css(selector) if node.mem_id not in listed]


def _date(post: PageOrNode) -> str:
    """The time of the post itself, and not of a list below it or of its last change."""
    dates = _own(post, ".wp-block-post-date:not(.wp-block-post-date__modified-date)")
    return instant(dates[0], "time[datetime]") if dates else ""


def _item_date(item: PageOrNode) -> str:
    return instant(item, ".wp-block-post-date time[datetime]")


def _category(post: PageOrNode) -> str:
    return text(post, _CATEGORIES)


def _heading_text(link: PageOrNode) -> str:
    return line(link) if isinstance(link, LexborNode) else ""


BLOCK: Final = Theme(
    name="block",
    built=_built,
    kind=kind,
    title=f"h1{_TITLE}",
    post="main",
    author=_AUTHOR,
    category=_category,
    date=_date,
    tags=_TAGS,
    body="main .wp-block-post-content:not(:has(form.post-password-form))",
    furniture=FURNITURE,
    memberships=_MEMBERSHIPS,
    older=".post-navigation-link-previous a[href]",
    newer=".post-navigation-link-next a[href]",
    neighbours=_NEAR,
    column="main",
    items=_ITEM,
    heading=f"{_TITLE} a[href]",
    heading_text=_heading_text,
    item_date=_item_date,
    item_links=_MEMBERSHIPS,
    is_pinned=is_sticky,
    names=_CATEGORIES,
    author_name=".wp-block-query-title span",
    pager=".wp-block-query-pagination a[href]",
    articles=f"{_NEAR}, {_ITEM} {_TITLE} a[href], .wp-block-latest-posts a[href]",
    titles=f"{_ITEM} {_TITLE} a[href]",
    menus=".wp-block-navigation a[href], .wp-block-page-list a[href], footer a[href]",
)
