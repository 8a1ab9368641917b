"""The stock theme *garland*: the minute in lists, the day alone on articles, whose titles are links."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Final

from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.themes.fallback import static
from xzcrawl.demo.themes.stock import modules, page_bar, tag_links, values
from xzcrawl.demo.themes.template import (
    DemoListing,
    Neighbours,
    Side,
    Template,
    View,
    excerpt,
    in_category,
    is_pin,
    link,
    menu,
)
from xzcrawl.demo.zblog.links import DemoLinks

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def article(
    post: DemoPost, view: View, _near: Neighbours, _related: Sequence[DemoPost], _base_url: str
) -> str:
    """The main column of an article's page."""
    links = DemoLinks(view.options.url_form, f"article {post.truth.id}")
    title = link(links.article(post.truth.id), post.title_html)
    return f"""<div id="mission"></div><ins></ins>
<div class="post single">
<h4 class="post-date">{view.date(post, "Y年m月d日")}</h4>
<h2 class="post-title">{title}</h2>
<div class="post-body">{post.body}
{post.tail}</div>
<h5 class="post-tags"></h5>
<h6 class="post-footer">
{" | ".join(values(post, view))}
</h6>
</div>"""


def listing(shown: DemoListing, view: View) -> str:
    """The main column of a listing's page."""
    links = DemoLinks(view.options.url_form, f"{shown.kind} {shown.key} {shown.page}")
    items = "\n".join(_item(post, view, links, shown.kind) for post in shown.posts)
    return f"""<div id="mission"></div><ins></ins>
{items}
<div class="pager"><span class="pager-list">{page_bar(shown, links)}</span></div>"""


def _item(post: DemoPost, view: View, links: DemoLinks, kind: str) -> str:
    href = links.article(post.truth.id)
    title = link(href, post.title_html, f' title="{escape(post.truth.title)}"')
    is_top = is_pin(post, kind)
    return f"""<!-- article node -->
<div id="node-{post.truth.id}" class="node">
<h2>{"[置顶] " if is_top else ""}{title}</h2>
<span class="submitted">{_moment(post, view)} - {escape(post.truth.author)}</span>
{"" if is_top else _rest(post, links)}
</div>"""


def _moment(post: DemoPost, view: View) -> str:
    text = view.date(post, "Y-m-d H:i")
    return f"{_DAYS[date.fromisoformat(text[:10]).weekday()]} {text}"


def _rest(post: DemoPost, links: DemoLinks) -> str:
    comments = link(links.article(post.truth.id) + "#comment", f"{post.comments} 条评论")
    category, tags = in_category(post, links), tag_links(post, links)
    return f"""<div class="content">{escape(excerpt(post))}<!--autointro--></div>
<div class="clear-block clear">
<div class="meta"><div class="terms"><ul class="links inline"><li>{tags}</li></ul></div></div>
<div class="links"><ul class="links inline"><li class="first blog_usernames_blog">{category}</li>
<li class="last comment_add">{comments}</li></ul></div>
</div>"""


def frame(options: Options, _kind: str, title: str, head: str, main: str, side: Side) -> str:
    """A whole page; ``title`` is text, the rest is markup."""
    name = escape(options.site_name)
    return f"""<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="{options.declared_charset}">
<title>{name}-{escape(title)}</title>
<meta name="generator" content="Z-BlogPHP 1.7.5">
<link rel="stylesheet" rev="stylesheet" href="/zb_users/theme/garland/style.css.php" media="screen">
<script src="/zb_system/script/common.js"></script>
{head}</head>
<body class="multi default">
<div id="wrapper"><div id="container" class="clear-block">
<div id="header"><div id="logo-floater"><h1>{link("/", f"<span>{name}</span>")}</h1></div>
<ul id="divNavBar" class="links primary-links">{menu(options)}</ul></div>
<div id="center"><div id="squeeze"><div class="right-corner"><div class="left-corner">
{main}
<span class="clear"></span>{link("/feed.php", "聚合内容", ' class="feed-icon"')}
<div id="footer"><p>Powered By {link("http://www.zblogcn.com/", "Z-BlogPHP")}. Copyright {name}</p></div>
</div></div></div></div>
<div id="sidebar-right" class="sidebar">{modules(options, side)}</div>
</div></div>
</body>
</html>
"""


GARLAND = Template(article, listing, static, frame)
