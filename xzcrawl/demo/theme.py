"""The frame of every page in the theme's markup: head, nav, breadcrumb, sidebar, pagebar, footer."""

from collections.abc import Iterable, Sequence
from html import escape

from xzcrawl.demo.content import FIRST_TAG_ID, TAGS
from xzcrawl.demo.links import Links
from xzcrawl.demo.options import Options
from xzcrawl.demo.truth import Post

#: Static pages: no articles, though they share the articles' sequence of ids.
STATIC_PAGES = {2: "留言本", 3: "关于我们"}
_WINDOW = 10
#: A host that is never to be fetched (RFC 2606: resolves nowhere).
_FRIEND = "http://friend.invalid/"


def tag_name(tag_id: int) -> str:
    """The name of a tag's page."""
    return TAGS[tag_id - FIRST_TAG_ID]


def month_name(key: str) -> str:
    """``2022-9`` as the archive list shows it: ``2022年09月``."""
    year, month = key.split("-")
    return f"{year}年{int(month):02d}月"


def link(href: str, html: str, extra: str = "") -> str:
    """An ``a`` element around markup."""
    return f'<a href="{escape(href)}"{extra}>{html}</a>'


def frame(options: Options, body_class: str, title: str, head: str, main: str, sidebar: str) -> str:
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
<div class="sidebar fixed">{sidebar}</div>
</div></div></div>
<div class="footer"><div class="wrap"><h3>{name} 版权所有</h3><h4>{link("/?id=0", "网站地图")}
{link("/zb_system/login.php", "管理登录")}</h4></div></div>
</body>
</html>
"""


def _header(options: Options) -> str:
    links = Links(options.url_form, "nav")
    items = [link("/", "首页")]
    items += [link(links.listing("category", str(c.id)), escape(c.name)) for c in options.categories]
    items += [link(links.static(number), name) for number, name in STATIC_PAGES.items()]
    items += [link("javascript:;", "切换夜间"), link("/search.php?q=%E5%8E%82%E6%88%BF", "搜索")]
    nav = "".join(f"<li>{item}</li>" for item in items)
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


def pagebar(links: Links, kind: str, key: str, page: int, last: int) -> str:
    """A window of ten page links, with 首页 上页 下页 尾页; nothing where there is one page."""
    if last < 2:
        return ""
    first = max(1, min(page - _WINDOW // 2, last - _WINDOW + 1))
    numbers = [(str(number), number) for number in range(first, min(first + _WINDOW, last + 1))]
    before = [("首页", 1), ("上页", page - 1)] if page > 1 else [("首页", 1)]
    after = [("下页", page + 1), ("尾页", last)] if page < last else [("尾页", last)]
    buttons = []
    for text, number in before + numbers + after:
        extra = "" if text == str(number) else ' class="m"'
        button = link(links.listing(kind, key, number), text, extra)
        buttons.append(f'<span class="now-page">{text}</span>' if text == str(page) else button)
    return f'<div class="pagebar">{" ".join(buttons)}</div>'


def sidebar(
    options: Options, recent: Iterable[Post], hot: Iterable[Post], tags: Iterable[str], months: dict[str, int]
) -> str:
    """The side lists, the same on every page but for the hot list."""
    recent = list(recent)
    links = Links(options.url_form, "sidebar")
    comments = [
        link(f"{links.article(post.truth.id)}#cmt{n}", "请问还有厂房出租吗")
        for n, post in enumerate(recent[:5], 31)
    ]
    boxes = [
        _box("最近发表", [_post_link(links, post) for post in recent]),
        _box("热门文章", [_post_link(links, post) for post in hot]),
        _box("标签列表", [link(links.listing("tag", tag), tag_name(int(tag))) for tag in tags]),
        _box("文章归档", [_month_link(links, month, count) for month, count in months.items()]),
        _box("最新留言", comments),
        _box("友情链接", [link(_FRIEND, "淮海厂房网", ' target="_blank"')]),
    ]
    return "\n".join(boxes)


def _post_link(links: Links, post: Post) -> str:
    return link(links.article(post.truth.id), post.title_html, f' title="{escape(post.truth.title)}"')


def _month_link(links: Links, month: str, count: int) -> str:
    return link(links.listing("month", month), f"{month_name(month)} ({count})")


def _box(title: str, items: Sequence[str]) -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f'<dl class="sidebox"><dt>{title}</dt><dd><ul>{rows}</ul></dd></dl>' if items else ""
