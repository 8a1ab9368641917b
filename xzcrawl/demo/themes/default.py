"""The stock theme *default*: dates to the second inside titles, no neighbours, a line of labelled values."""

from collections.abc import Sequence
from html import escape

from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.themes.stock import page_bar
from xzcrawl.demo.themes.template import (
    DemoListing,
    Neighbours,
    Side,
    Template,
    View,
    by_author,
    excerpt,
    in_category,
    is_pin,
    link,
    menu,
)
from xzcrawl.demo.zblog.links import DemoLinks
from xzcrawl.demo.zblog.names import STATIC_PAGES, tag_name

_KINDS = {"article": "single article", "page": "single page"}


def article(
    post: DemoPost, view: View, _near: Neighbours, _related: Sequence[DemoPost], _base_url: str
) -> str:
    """The main column of an article's page."""
    links = DemoLinks(view.options.url_form, f"article {post.truth.id}")
    return f"""<div class="post single">
<h2 class="post-title">{post.title_html}<span class="post-date">{view.date(post, "Y-m-d H:i:s")}</span></h2>
<div class="post-body">
{post.body}
{post.tail}
</div>
{_tags(post, links)}
{_footer(post, view, links)}
</div>"""


def _tags(post: DemoPost, links: DemoLinks) -> str:
    tags = " ".join(link(links.listing("tag", str(tag)), tag_name(tag)) for tag in post.tag_ids)
    return f'<p class="post-tags">{tags}</p>'


def _footer(post: DemoPost, view: View, links: DemoLinks) -> str:
    values = (
        f"作者:{by_author(post, links)}",
        f"分类:{in_category(post, links)}",
        f"查看:{view.views[post.truth.id]}",
        f"评论:{post.comments}",
    )
    return f'<p class="post-footer">{" <small>|</small> ".join(values)}</p>'


def listing(shown: DemoListing, view: View) -> str:
    """The main column of a listing's page."""
    links = DemoLinks(view.options.url_form, f"{shown.kind} {shown.key} {shown.page}")
    return "\n".join([*(_item(post, view, links, shown.kind) for post in shown.posts), _pager(shown, links)])


def _item(post: DemoPost, view: View, links: DemoLinks, kind: str) -> str:
    title = link(links.article(post.truth.id), post.title_html)
    if is_pin(post, kind):
        return f'<div class="post istop-post"><h2 class="post-title">[置顶]{title}</h2></div>'
    date = f'<span class="post-date">{view.date(post, "Y-m-d H:i:s")}</span>'
    return f"""<div class="post multi">
<h2 class="post-title">{title}{date}</h2>
<div class="post-body">{escape(excerpt(post))}<!--autointro--></div>
{_tags(post, links)}
{_footer(post, view, links)}
</div>"""


def _pager(shown: DemoListing, links: DemoLinks) -> str:
    return f'<div class="pagebar">{page_bar(shown, links)}</div>'


def static(number: int, options: Options) -> str:
    """The main column of a static page, which has no date."""
    return f"""<div class="post single"><h2 class="post-title">{STATIC_PAGES[number]}</h2>
<div class="post-body"><p>服务热线:{escape(options.hotline)}</p></div></div>"""


def frame(options: Options, kind: str, title: str, head: str, main: str, side: Side) -> str:
    """A whole page; ``title`` is text, the rest is markup."""
    name, links = escape(options.site_name), DemoLinks(options.url_form, "sidebar")
    recent = "".join(
        f"<li>{link(links.article(post.truth.id), post.title_html)}</li>" for post in side.recent
    )
    return f"""<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="{options.declared_charset}">
<meta name="generator" content="Z-BlogPHP 1.7.5">
<title>{name}-{escape(title)}</title>
<link rel="stylesheet" rev="stylesheet" href="/zb_users/theme/default/style/default.css" media="all">
<script src="/zb_system/script/common.js"></script>
{head}</head>
<body class="{_KINDS.get(kind, f"multi {kind}")}">
<div id="divAll"><div id="divPage"><div id="divMiddle">
<div id="divTop"><h1 id="BlogTitle">{link("/", name)}</h1></div>
<div id="divNavBar"><ul>{menu(options)}</ul></div>
<div id="divMain">
{main}
</div>
<div id="divSidebar"><dl class="function"><dt>最近发表</dt><dd><ul>{recent}</ul></dd></dl></div>
<div id="divBottom"><p id="BlogPowerBy">Powered By {link("http://www.zblogcn.com/", "Z-BlogPHP")}</p></div>
</div></div></div>
</body>
</html>
"""


DEFAULT = Template(article, listing, static, frame)
