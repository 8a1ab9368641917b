"""The theme *tpure* (拓源) of Z-BlogPHP, old and new versions side by side.

Selectors follow its templates in the Z-BlogPHP repository (``zb_users/theme/tpure/template``).
"""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.family import Theme, kind_of_body
from xzcrawl.families.themes.tpure_body import boundary
from xzcrawl.families.tree import PageOrNode, Tree, classes, first, line
from xzcrawl.text import normalise

_VIEW_SCRIPT: Final = re.compile(r"AddViewCount\(\s*(\d{1,20})(?!\d)")
_PINNED: Final = frozenset(("置顶", "[置顶]", "【置顶】"))
_NEIGHBOURS: Final = "a.single-prev[href], a.single-next[href], .singlenext h3 a[href]"
_HEADINGS: Final = ("h2 a[href]", "h3 a[href]", ".albumcon > a[href]")


def _built(tree: Tree) -> bool:
    """Whether a title stands where tpure puts it. A theme made from tpure has its markup under another name.

    Themes made from the CMS's default have ``single`` and ``post`` on one element.
    """
    mixed = any("post" in classes(node) for node in tree.css("div.single"))
    return tree.css_first("div.post > h1") is not None and not mixed


def _post(place: PageOrNode) -> list[LexborNode]:
    """The block of the article itself: new versions show the next article in a second ``div.post`` below."""
    heading = place.css_first("div.post > h1")
    own = heading.parent if heading else place.css_first("div.post")
    return [own] if own else []


def _tags(post: PageOrNode) -> list[LexborNode]:
    """The links of the theme's own ``div.tags``; an editor's stands inside ``div.single``."""
    parts = post.iter() if isinstance(post, LexborNode) else ()
    return [link for part in parts if "tags" in classes(part) for link in part.css("a[href]")]


def _memberships(place: PageOrNode) -> list[LexborNode]:
    post = first(place, _post) if place.css_first("div.post > h1") else None
    named = [*post.css(".info a[href]"), *_tags(post)] if post else []
    return [*place.css(".sitemap a[href], .pages a.backlist[href]"), *named]


def _abstract(body: LexborNode) -> LexborNode | None:
    """The theme's excerpt above the body, a ``blockquote.abstract`` with a ``span`` for its label and a text.

    An editor's own quotation of that class stands elsewhere, or holds more than text.
    """
    top = body.first_child
    while top is not None and top.tag in ("-text", "-comment") and not (top.text_content or "").strip():
        top = top.next
    if top is None or top.tag != "blockquote" or top.attributes.get("class") != "abstract":
        return None
    match [*top.iter()]:
        case [label] if label.tag == "span" and not label.attributes and not [*label.iter()]:
            return top
    return None


def _counter_id(tree: Tree) -> str | None:
    """The id that the theme's view counter is called with."""
    counters = (_VIEW_SCRIPT.search(script.text()) for script in tree.css("script"))
    return next((counter[1] for counter in counters if counter), None)


def _is_pin(node: LexborNode) -> bool:
    return "istop" in classes(node) or line(node) in _PINNED


def _is_pinned(item: LexborNode) -> bool:
    return any(map(_is_pin, item.css(".istop, em")))


def _heading_text(link: PageOrNode) -> str:
    """The text of a title link without the pin that forum lists write into it."""
    if not isinstance(link, LexborNode):
        return ""
    text = line(link)
    for mark in reversed(link.css("em")):
        if _is_pin(mark) or _is_pin(link.parent or link):
            text = text.removesuffix(line(mark)).rstrip()
    return text


def _author_name(place: PageOrNode) -> str:
    """The heading of the author's card, without the badge of rank, else the end of the breadcrumb."""
    card = place.css_first(".authinfo h1")
    return normalise(card.text(deep=False) if card else line(place.css_first(".sitemap")).rpartition(">")[2])


TPURE: Final = Theme(
    name="tpure",
    rounding="half-up",
    built=_built,
    kind=kind_of_body,
    title="div.post > h1",
    post=_post,
    author=".info .user",
    category=".info .cate",
    date=".info .date, .info time",
    views=".info .view",
    tags=_tags,
    body="div.single",
    boundary=boundary,
    # share buttons in old versions, the player of a recording (``tpure_ZBaudioLoad``) in new ones
    furniture={"div": frozenset(("bdshare", "sharebox")), "span": frozenset(("zbaudio",))},
    abstract=_abstract,
    notices=frozenset(("copynotice",)),
    breadcrumbs=".sitemap a[href]",
    back=".pages a.backlist[href]",
    related=".relatecon h3 a[href], .relatelist a[href]",
    memberships=_memberships,
    older="a.single-prev[href]",
    newer="a.single-next[href]",
    neighbours=_NEIGHBOURS,
    source_id=_counter_id,
    column=".content",
    items=".post, .item",
    heading=", ".join(_HEADINGS),
    heading_text=_heading_text,
    item_date=".info .date, .forumdate, .albuminfo span",
    item_links=".info a[href]",
    is_pinned=_is_pinned,
    # where links to a category are its name alone: a widget may add the number of its articles
    names=".sitemap a[href], .header a[href], .menu a[href], nav a[href]",
    author_name=_author_name,
    pager=".pagebar a[href]",
    articles=f"{_NEIGHBOURS}, .relatecon a[href], .relatelist a[href]",
    titles=", ".join(f".content {item} {link}" for item in (".post", ".item") for link in _HEADINGS),
    side=".pages a[href], .sidebar a[href], .sidebox a[href]",
    menus=".header a[href], .menu a[href], nav a[href], #divNavBar a[href], .footer a[href], footer a[href]",
)
