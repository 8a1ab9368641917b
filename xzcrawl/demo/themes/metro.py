"""The stock theme *metro*: days alone, each in three pieces, ids of categories and authors in classes."""

from collections.abc import Sequence
from html import escape

from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.themes.stock import modules, page_bar, steps, values
from xzcrawl.demo.themes.template import (
    DemoListing,
    Neighbours,
    Side,
    Template,
    View,
    excerpt,
    is_pin,
    link,
    menu,
)
from xzcrawl.demo.zblog.links import DemoLinks
from xzcrawl.demo.zblog.names import STATIC_PAGES


def article(
    post: DemoPost, view: View, near: Neighbours, _related: Sequence[DemoPost], _base_url: str
) -> str:
    """The main column of an article's page."""
    links = DemoLinks(view.options.url_form, f"article {post.truth.id}")
    return f"""<div class="post {_classes(post)}">
{_time(post, view)}
<div class="post_r"><div class="post_body">
<h2>{post.title_html}</h2>
<div class="post_content">
{post.body}
{post.tail}
</div>
<div class="post_tags"></div>
{_info(post, view)}
</div>
<div class="post_nav">{steps(near, links)}</div>
</div><div class="clear"></div></div>"""


def _classes(post: DemoPost) -> str:
    return f"cate{post.category_id}  auth{post.author_id}"


def _time(post: DemoPost, view: View) -> str:
    year, month, day = view.date(post, "Y-m-d").split("-")
    return f'<div class="post_time"><h5>{day}</h5><h6>{year}<br />{month}</h6></div>'


def _info(post: DemoPost, view: View) -> str:
    return f'<div class="post_info">\n{" | ".join(values(post, view))}\n</div>'


def listing(shown: DemoListing, view: View) -> str:
    """The main column of a listing's page."""
    links = DemoLinks(view.options.url_form, f"{shown.kind} {shown.key} {shown.page}")
    items = "\n".join(_item(post, view, links, shown.kind) for post in shown.posts)
    return f'{items}\n<div class="pagebar">{page_bar(shown, links)}</div>'


def _item(post: DemoPost, view: View, links: DemoLinks, kind: str) -> str:
    title = link(links.article(post.truth.id), post.title_html, f' title="{escape(post.truth.title)}"')
    if is_pin(post, kind):
        return f"""<div class="istop-post postistop post {_classes(post)}"><div class="post_time"></div>
<div class="post_r"><div class="post_body"><h2>{title}</h2></div></div><div class="clear"></div></div>"""
    return f"""<div class="post {_classes(post)}">
{_time(post, view)}
<div class="post_r"><div class="post_body">
<h2>{title}</h2>
<div class="post_content">{escape(excerpt(post))}<!--autointro--></div>
{_info(post, view)}
</div></div><div class="clear"></div></div>"""


def static(number: int, options: Options) -> str:
    """The main column of a static page, which has no date."""
    return f"""<div class="post cate0  auth1"><div class="post_fu"></div>
<div class="post_r"><div class="post_body"><h2>{STATIC_PAGES[number]}</h2>
<div class="post_content"><p>服务热线:{escape(options.hotline)}</p></div></div></div></div>"""


def frame(options: Options, kind: str, title: str, head: str, main: str, side: Side) -> str:
    """A whole page; ``title`` is text, the rest is markup."""
    name = escape(options.site_name)
    return f"""<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="{options.declared_charset}">
<title>{name}-{escape(title)}</title>
<meta name="generator" content="Z-BlogPHP 1.7.5">
<link rel="stylesheet" rev="stylesheet" href="/zb_users/theme/metro/style/style.css" media="all">
<script src="/zb_system/script/common.js"></script>
{head}</head>
<body class="{"single" if kind in ("article", "page") else "multi"} default">
<div id="headerbg"><div class="header"><div class="logo"><h1>{link("/", name)}</h1></div></div></div>
<div class="nevbarbg"><div class="navbar"><ul>{menu(options)}</ul></div></div>
<div id="content"><div id="main">
{main}
</div><div id="sidebar">{modules(options, side)}</div><div class="clear"></div></div>
<div id="footer"><div class="copyright">Powered By {link("http://www.zblogcn.com/", "Z-BlogPHP")}</div></div>
</body>
</html>
"""


METRO = Template(article, listing, static, frame)
