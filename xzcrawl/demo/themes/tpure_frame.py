"""The frame of every page in the theme's markup: head, nav, breadcrumb, sidebar, pagebar, footer."""

from collections.abc import Sequence
from html import escape

from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.themes.template import Side, link, menu, window
from xzcrawl.demo.zblog.links import DemoLinks
from xzcrawl.demo.zblog.names import month_name, tag_name

#: A host that is never to be fetched (RFC 2606: resolves nowhere).
_FRIEND = "http://friend.invalid/"


def frame(options: Options, body_class: str, title: str, head: str, main: str, side: Side) -> str:
    """A whole page; ``title`` is text, the rest is markup."""
    name = escape(options.site_name)
    return f"""<!DOCTYPE html>
<html xml:lang="zh-Hans" lang="zh-Hans">
<head>
    <meta charset="{options.declared_charset}">
    <meta http-equiv="X-UA-Compatible" content="ie=edge">
    <title>{escape(title)} - {name}</title>
    <meta name="generator" content="Z-BlogPHP 1.7.2">
    <link rel="stylesheet" href="/zb_users/theme/tpure/style/style.css" type="text/css" media="all">
    <script src="/zb_system/script/c_html_js_add.php"></script>
{head}</head>
<body class="{body_class}">
<div class="wrapper">
{_header(options)}
<div class="main fixed"><div class="mask"></div><div class="wrap">
{main}
<div class="sidebar fixed">{_sidebar(options, side)}</div>
</div></div></div>
<div class="footer"><div class="wrap"><h3>{name} 版权所有</h3><h4>{link("/?id=0", "网站地图")}
{link("/zb_system/login.php", "管理登录")}</h4></div></div>
</body>
</html>
"""


def _header(options: Options) -> str:
    extra = (link("javascript:;", "切换夜间"), link("/search.php?q=%E5%8E%82%E6%88%BF", "搜索"))
    nav = menu(options) + "".join(f"<li>{item}</li>" for item in extra)
    return f"""<div class="header"><div class="wrap">
<div class="logo on">{link("/", f'<img src="/zb_users/logo.png" alt="{escape(options.site_name)}">')}</div>
<div class="head"><div class="menu"><ul>{nav}</ul></div>
<form name="search" method="post" action="/zb_system/cmd.php?act=search" class="sch">
<input type="text" name="q" class="schinput"><button type="submit">搜索</button></form></div></div></div>"""


def breadcrumb(options: Options, trail: Sequence[str]) -> str:
    """``div.sitemap``; ``trail`` holds markup from the topmost step down."""
    if not options.breadcrumb:
        return ""
    return f'<div class="sitemap">当前位置:{" &gt; ".join([link("/", "首页"), *trail])}</div>'


def pagebar(links: DemoLinks, kind: str, key: str, page: int, last: int) -> str:
    """A window of ten page links, with 首页 上页 下页 尾页; nothing where there is one page."""
    if last < 2:
        return ""
    numbers = [(str(number), number) for number in window(page, last)]
    before = [("首页", 1), ("上页", page - 1)] if page > 1 else [("首页", 1)]
    after = [("下页", page + 1), ("尾页", last)] if page < last else [("尾页", last)]
    buttons = []
    for text, number in before + numbers + after:
        extra = "" if text == str(number) else ' class="m"'
        button = link(links.listing(kind, key, number), text, extra)
        buttons.append(f'<span class="now-page">{text}</span>' if text == str(page) else button)
    return f'<div class="pagebar">{" ".join(buttons)}</div>'


def _sidebar(options: Options, side: Side) -> str:
    """The side lists, the same on every page but for the hot list."""
    recent = list(side.recent)
    links = DemoLinks(options.url_form, "sidebar")
    comments = [
        link(f"{links.article(post.truth.id)}#cmt{n}", "请问还有厂房出租吗")
        for n, post in enumerate(recent[:5], 31)
    ]
    boxes = [
        _box("最近发表", [_post_link(links, post) for post in recent]),
        _box("热门文章", [_post_link(links, post) for post in side.hot]),
        _box("标签列表", [link(links.listing("tag", tag), tag_name(int(tag))) for tag in side.tags]),
        _box("文章归档", [_month_link(links, month, count) for month, count in side.months.items()]),
        _box("最新留言", comments),
        _box("友情链接", [link(_FRIEND, "淮海厂房网", ' target="_blank"')]),
    ]
    return "\n".join(boxes)


def _post_link(links: DemoLinks, post: DemoPost) -> str:
    return link(links.article(post.truth.id), post.title_html, f' title="{escape(post.truth.title)}"')


def _month_link(links: DemoLinks, month: str, count: int) -> str:
    return link(links.listing("month", month), f"{month_name(month)} ({count})")


def _box(title: str, items: Sequence[str]) -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f'<dl class="sidebox"><dt>{title}</dt><dd><ul>{rows}</ul></dd></dl>' if items else ""
