"""The parts that the CMS gives all its themes: side lists, a page bar, labelled values below an article."""

from collections.abc import Sequence
from html import escape

from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.themes.template import DemoListing, Neighbours, Side, View, link, window
from xzcrawl.demo.zblog.links import DemoLinks
from xzcrawl.demo.zblog.names import tag_name


def values(post: DemoPost, view: View) -> list[str]:
    """Author, category, views and comments with their labels, none of them a link."""
    return [
        f"作者:{escape(post.truth.author)}",
        f"分类:{escape(post.truth.category)}",
        f"浏览:{view.views[post.truth.id]}",
        f"评论:{post.comments}",
    ]


def tag_links(post: DemoPost, links: DemoLinks) -> str:
    """The links to the tags of a post."""
    return "&nbsp;".join(link(links.listing("tag", str(tag)), tag_name(tag)) for tag in post.tag_ids)


def steps(near: Neighbours, links: DemoLinks) -> str:
    """The links to the articles before and after one; one that there is not has no link."""
    older, newer = near
    return "\n".join(
        link(links.article(post.truth.id), text, f' class="{name}" title="{escape(post.truth.title)}"')
        for post, name, text in ((older, "l", "« 上一篇"), (newer, "r", " 下一篇 »"))
        if post
    )


def page_bar(shown: DemoListing, links: DemoLinks, steps: Sequence[str] = ("‹‹", "‹", "›", "››")) -> str:
    """The links to ten pages around this one; ``steps`` lead to the first, previous, next and last page."""
    first, previous, following, last = steps
    ends = [(first, 1), *[(previous, shown.page - 1)][: shown.page > 1]]
    numbers = [(str(number), number) for number in window(shown.page, shown.last)]
    rest = [*[(following, shown.page + 1)][: shown.page < shown.last], (last, shown.last)]
    return " ".join(_button(text, number, shown, links) for text, number in (*ends, *numbers, *rest))


def _button(text: str, number: int, shown: DemoListing, links: DemoLinks) -> str:
    label = escape(text)
    if text == str(shown.page):
        return f'<span class="page now-page">{label}</span>'
    return link(links.listing(shown.kind, shown.key, number), f'<span class="page">{label}</span>')


def modules(options: Options, side: Side) -> str:
    """The side lists: all categories, the newest articles, the tags."""
    links = DemoLinks(options.url_form, "sidebar")
    categories = [link(links.listing("category", str(c.id)), escape(c.name)) for c in options.categories]
    recent = [link(links.article(post.truth.id), post.title_html) for post in side.recent]
    tags = [link(links.listing("tag", tag), tag_name(int(tag))) for tag in side.tags]
    return "\n".join(
        (
            _module("divCatalog", "网站分类", categories),
            _module("divPrevious", "最新文章", recent),
            _module("divTags", "标签列表", tags),
        )
    )


def _module(name: str, title: str, items: Sequence[str]) -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"""<dl class="function" id="{name}"><dt class="function_t">{title}</dt>
<dd class="function_c"><ul>{rows}</ul></dd></dl>"""
