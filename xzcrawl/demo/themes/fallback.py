"""The CMS's own templates, which a theme has where it brings none of its own: days alone, no neighbours."""

from collections.abc import Sequence
from html import escape

from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.themes.stock import modules, page_bar, values
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

_BODIES = {"article": "single article", "page": "single page"}


def article(
    post: DemoPost, view: View, _near: Neighbours, _related: Sequence[DemoPost], _base_url: str
) -> str:
    """The main column of an article's page."""
    return f"""<div class="post single">
{_date(post, view)}
<h2 class="post-title">{post.title_html}</h2>
<div class="post-body">{post.body}
{post.tail}</div>
<h5 class="post-tags"></h5>
{_footer(post, view)}
</div>"""


def _date(post: DemoPost, view: View) -> str:
    return f'<h4 class="post-date">{view.date(post, "Y年m月d日")}</h4>'


def _footer(post: DemoPost, view: View) -> str:
    return f'<h6 class="post-footer">\n{" | ".join(values(post, view))}\n</h6>'


def listing(shown: DemoListing, view: View) -> str:
    """The main column of a listing's page."""
    links = DemoLinks(view.options.url_form, f"{shown.kind} {shown.key} {shown.page}")
    items = "\n".join(_item(post, view, links, shown.kind) for post in shown.posts)
    return f'{items}\n<div class="post pagebar">{page_bar(shown, links)}</div>'


def _item(post: DemoPost, view: View, links: DemoLinks, kind: str) -> str:
    href = links.article(post.truth.id)
    if is_pin(post, kind):
        title = link(href, post.title_html, f' title="{escape(post.truth.title)}"')
        return f'<div class="post istop"><h2 class="post-title">[置顶]{title}</h2></div>'
    return f"""<div class="post multi">
{_date(post, view)}
<h2 class="post-title">{link(href, post.title_html)}</h2>
<div class="post-body">{escape(excerpt(post))}<!--autointro--></div>
<h5 class="post-tags"></h5>
{_footer(post, view)}
</div>"""


def static(number: int, options: Options) -> str:
    """The main column of a static page, which has neither date nor footer."""
    return f"""<div class="post page"><h2 class="post-title">{STATIC_PAGES[number]}</h2>
<div class="post-body"><p>服务热线:{escape(options.hotline)}</p></div></div>"""


def frame(options: Options, kind: str, title: str, head: str, main: str, side: Side) -> str:
    """A whole page; ``title`` is text, the rest is markup."""
    name = escape(options.site_name)
    return f"""<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="{options.declared_charset}">
<title>{name}-{escape(title)}</title>
<meta name="generator" content="Z-BlogPHP 1.7.5">
<link rel="stylesheet" rev="stylesheet" href="/zb_users/theme/yunlong/style.css.php" media="screen">
<script src="/zb_system/script/common.js"></script>
{head}</head>
<body class="{_BODIES.get(kind, "multi default")}">
{inside(options, main, side)}
</body>
</html>
"""


def inside(options: Options, main: str, side: Side) -> str:
    """What stands in the body of a page around its main column."""
    return f"""<div id="divAll"><div id="divPage"><div id="divMiddle">
<div id="divTop"><h1 id="BlogTitle">{link("/", escape(options.site_name))}</h1></div>
<div id="divNavBar"><ul>{menu(options)}</ul></div>
<div id="divMain">
{main}
</div>
<div id="divSidebar">{modules(options, side)}</div>
<div id="divBottom"><h4 id="BlogPowerBy">Powered By {link("http://www.zblogcn.com/", "Z-BlogPHP")}</h4></div>
</div></div></div>"""


FALLBACK = Template(article, listing, static, frame)
