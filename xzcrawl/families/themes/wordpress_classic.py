"""The themes of WordPress that are written in PHP, as far as they keep to its own examples.

Those are the yearly themes up to *Twenty Twenty-One*, themes made from Underscores (``_s``), and their child
themes: a post is an element ``hentry`` with an ``entry-title`` and an ``entry-content``.
"""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.between import BetweenMarks
from xzcrawl.families.family import Theme
from xzcrawl.families.themes.wordpress_pages import FURNITURE, instant, is_sticky, is_wordpress, kind
from xzcrawl.families.tree import PageOrNode, Tree, line, text

_CONTENT: Final = ".entry-content"
_CATEGORIES: Final = "a[rel~='category'][href]"
_AUTHOR: Final = ".byline a[href], .author.vcard a[href], .post-author a[href]"
_PUBLISHED: Final = "time.published[datetime], time.entry-date[datetime]"
_NEIGHBOURS: Final = ".post-navigation a[rel][href], .pagination-single a[href]"
#: What stands before the name of an author who has a biography.
_BY: Final = re.compile(r"^(?:By |作者\s?[:：]\s?|由\s?)")


def _built(tree: Tree) -> bool:
    """Whether a page has a title where these themes put one. Block themes have other classes beside it."""
    titles = tree.css(".entry-title, .page-title")
    return bool(titles) and is_wordpress(tree) and tree.css_first(".wp-site-blocks") is None


def _outside(place: PageOrNode, selector: str) -> list[LexborNode]:
    """The links at ``selector`` that the theme wrote, and not an editor."""
    inside = {link.mem_id for content in place.css(_CONTENT) for link in content.css("a")}
    return [link for link in place.css(selector) if link.mem_id not in inside]


def _categories(place: PageOrNode) -> list[LexborNode]:
    return _outside(place, _CATEGORIES)


def _tags(place: PageOrNode) -> list[LexborNode]:
    return _outside(place, "a[rel='tag'][href]")


def _memberships(place: PageOrNode) -> list[LexborNode]:
    return _outside(place, f"{_CATEGORIES}, a[rel='tag'][href], {_AUTHOR}, a[rel='author'][href]")


def _category(post: PageOrNode) -> str:
    return next(map(line, _categories(post)), "")


def _author(post: PageOrNode) -> str:
    """The author in the line of a post, or above the biography: *Twenty Twenty-One* shows one of both."""
    return text(post, _AUTHOR) or _BY.sub("", text(post, ".author-bio .author-title"))


def _date(post: PageOrNode) -> str:
    """The instant of publication, else the text in whose place *Twenty Twenty* and older themes have it."""
    return instant(post, _PUBLISHED) or text(post, ".post-date .meta-text, .posted-on, .entry-date")


def _heading_text(link: PageOrNode) -> str:
    return line(link) if isinstance(link, LexborNode) else ""


CLASSIC: Final = Theme(
    name="classic",
    built=_built,
    resembles=".hentry",
    kind=kind,
    title="h1.entry-title",
    post=".hentry",
    author=_author,
    category=_category,
    date=_date,
    tags=_tags,
    # what a password keeps shut has a form in place of its text
    body=f".hentry {_CONTENT}:not(:has(form.post-password-form))",
    boundary=BetweenMarks(
        re.compile(
            # a page may have many headings, so the search ends at the next one
            r"<h1\b[^<>]*\bentry-title\b(?:(?!<h1\b).)*?<div\b[^<>]*\bclass=\"[^\"<>]*(?<![\w-])entry-content(?![\w-])[^<>]*>",
            re.DOTALL,
        ),
        re.compile(
            r"<(?:nav|div)\b[^<>]*\bpage-links\b|</div>\s*<!-- \.entry-content"
            r"|(?:</div>\s*)?<footer\b[^<>]*\bentry-(?:footer|meta)\b"
        ),
        "",
    ),
    furniture=FURNITURE,
    memberships=_memberships,
    older=".post-navigation a[rel='prev'][href], a.previous-post[href]",
    newer=".post-navigation a[rel='next'][href], a.next-post[href]",
    neighbours=_NEIGHBOURS,
    column="main, #content",
    items=".hentry",
    heading=".entry-title a[href]",
    heading_text=_heading_text,
    item_date=_date,
    item_links=_memberships,
    is_pinned=is_sticky,
    names=f"{_CATEGORIES}, .cat-item > a[href]",
    author_name=".page-title .vcard, .page-title span",
    pager="a.page-numbers[href], .nav-links a[href]",
    articles=f"{_NEIGHBOURS}, .widget_recent_entries a[href]",
    titles=".hentry .entry-title a[href]",
    menus=".menu a[href], .menu-item a[href], .page_item a[href], .site-footer a[href]",
)
