"""The stock theme *WhitePage*: days alone, tags, a line of values parted by commas, no neighbours."""

from collections.abc import Sequence
from html import escape

from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.themes.fallback import inside, static
from xzcrawl.demo.themes.stock import page_bar, tag_links, values
from xzcrawl.demo.themes.template import (
    DemoListing,
    Neighbours,
    Side,
    Template,
    View,
    excerpt,
    is_pin,
    link,
)
from xzcrawl.demo.zblog.links import DemoLinks

_KINDS = {"article": "single article", "page": "single page"}


def article(
    post: DemoPost, view: View, _near: Neighbours, _related: Sequence[DemoPost], _base_url: str
) -> str:
    """The main column of an article's page."""
    links = DemoLinks(view.options.url_form, f"article {post.truth.id}")
    tags = f'<p class="post-tags">标签:{tag_links(post, links)}</p>' if post.tag_ids else ""
    return f"""<div class="post single">
{_date(post, view)}
<h2 class="post-title">{post.title_html}</h2>
<div class="post-body">{post.body}
{post.tail}</div>
{tags}
{_footer(post, view)}
</div>"""


def _date(post: DemoPost, view: View) -> str:
    return f'<p class="post-date">{view.date(post, "Y年m月d日")}</p>'


def _footer(post: DemoPost, view: View) -> str:
    return f'<p class="post-footer">\n{"&nbsp;,&nbsp;".join(values(post, view))}\n</p>'


def listing(shown: DemoListing, view: View) -> str:
    """The main column of a listing's page."""
    links = DemoLinks(view.options.url_form, f"{shown.kind} {shown.key} {shown.page}")
    items = "\n".join(_item(post, view, links, shown.kind) for post in shown.posts)
    return f'{items}\n<div class="pagebar">{page_bar(shown, links, ("<<", "<", ">", ">>"))}</div>'


def _item(post: DemoPost, view: View, links: DemoLinks, kind: str) -> str:
    title = f'<h2 class="post-title">{link(links.article(post.truth.id), post.title_html)}</h2>'
    if is_pin(post, kind):
        return f'<div class="post istop">{title}</div>'
    return f"""<div class="post multi">
{_date(post, view)}
{title}
<div class="post-body">{escape(excerpt(post))}<!--autointro--></div>
{_footer(post, view)}
</div>"""


def frame(options: Options, kind: str, title: str, head: str, main: str, side: Side) -> str:
    """A whole page; ``title`` is text, the rest is markup."""
    return f"""<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="{options.declared_charset}">
<title>{escape(options.site_name)}-{escape(title)}</title>
<meta name="generator" content="Z-BlogPHP 1.7.5">
<link rel="stylesheet" rev="stylesheet" href="/zb_users/theme/WhitePage/style/default.css" media="all">
<script src="/zb_system/script/common.js"></script>
{head}</head>
<body class="{_KINDS.get(kind, f"multi {kind}")}">
{inside(options, main, side)}
</body>
</html>
"""


WHITEPAGE = Template(article, listing, static, frame)
