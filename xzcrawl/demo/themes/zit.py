"""The theme *Zit*: days in lists, seconds on articles, a random article on top of every list."""

from collections.abc import Sequence
from html import escape

from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
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
    window,
)
from xzcrawl.demo.zblog.links import DemoLinks
from xzcrawl.demo.zblog.names import STATIC_PAGES, tag_name


def article(post: DemoPost, view: View, near: Neighbours, related: Sequence[DemoPost], _base_url: str) -> str:
    """The main column of an article's page."""
    links = DemoLinks(view.options.url_form, f"article {post.truth.id}")
    tags = "".join(
        link(links.listing("tag", str(tag)), tag_name(tag), ' class="tag"') for tag in post.tag_ids
    )
    others = [other for other in (*near, *related) if other is not None]
    return f"""<nav id="path">{_path(post, view, links)}</nav>
<section id="topic"><h1>{post.title_html}</h1>
<h5>{by_author(post, links)} <span class="kico-time"><dfn>发布</dfn>{view.date(post, "Y-m-d H:i:s")}</span>
<span class="kico-eye"><dfn>浏览</dfn>{view.views[post.truth.id]}</span></h5>
<h4>{tags}</h4></section>
<article id="cont">
{post.body}
{post.tail}
</article>
<section id="rel"><ul>{"".join(_near(other, view, links) for other in others)}</ul></section>"""


def _path(post: DemoPost, view: View, links: DemoLinks) -> str:
    names = {category.name: str(category.id) for category in view.options.categories}
    steps = [link(links.listing("category", names[name]), escape(name)) for name in post.truth.breadcrumbs]
    return " ".join([link("/", "首页"), *steps, _day(post, view, "")])


def _day(post: DemoPost, view: View, label: str) -> str:
    """A date as a link to the list of its day."""
    day = view.date(post, "Y-m-d")
    year, month, number = map(int, day.split("-"))
    return link(f"/?date={year}-{month}-{number}", f"{label}{day}", ' class="kico-time"')


def _near(post: DemoPost, view: View, links: DemoLinks) -> str:
    time = f'<time class="zit">{view.date(post, "Y-m-d")}</time>'
    return f'<li class="log">{link(links.article(post.truth.id), post.title_html)}{time}</li>'


def listing(shown: DemoListing, view: View) -> str:
    """The main column of a listing's page."""
    links = DemoLinks(view.options.url_form, f"{shown.kind} {shown.key} {shown.page}")
    items = "\n".join(_item(post, view, links, shown.kind) for post in shown.posts)
    top = shown.posts[-1]
    random = link(links.article(top.truth.id), top.title_html)
    return f"""<article id="topic"><h2>{random}</h2></article>
<section id="logs">
{items}
</section>
{_pager(shown, links)}"""


def _item(post: DemoPost, view: View, links: DemoLinks, kind: str) -> str:
    flag = '<b class="kico-flag">置顶</b>' if is_pin(post, kind) else ""
    return f"""<article class="log{" pin" if flag else ""}"><h4 class="zit">{in_category(post, links)}</h4>
<section class="pane">{flag}<h3>{link(links.article(post.truth.id), post.title_html)}</h3>
<h5>{by_author(post, links)} {_day(post, view, "<dfn>发布</dfn>")}
<a class="kico-view" href="javascript:;">{view.views[post.truth.id]}</a>
<a class="kico-cmt" href="javascript:;">{post.comments}</a></h5>
<p>{escape(excerpt(post))}</p></section></article>"""


def _pager(shown: DemoListing, links: DemoLinks) -> str:
    pages = sorted({1, *window(shown.page, shown.last), shown.last})
    buttons = [
        f'<b class="zit">{page}</b>'
        if page == shown.page
        else link(links.listing(shown.kind, shown.key, page), str(page))
        for page in pages
    ]
    return f'<nav id="pagi">{"".join(buttons)}</nav>'


def static(number: int, options: Options) -> str:
    """The main column of a static page."""
    return f"""<section id="topic"><h1>{STATIC_PAGES[number]}</h1></section>
<article id="cont"><p>服务热线:{escape(options.hotline)}</p></article>"""


def frame(options: Options, _kind: str, title: str, head: str, main: str, side: Side) -> str:
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
<meta name="theme" content="Zit">
<title>{escape(title)} - {name}</title>
<link rel="stylesheet" href="/zb_users/theme/Zit/style/zit.css">
{head}</head>
<body>
<header><h2>{link("/", name)}</h2><nav><ul>{menu(options)}</ul></nav></header>
<main>
{main}
</main>
<aside><ul>{recent}</ul></aside>
<footer>Powered By Z-BlogPHP</footer>
</body>
</html>
"""


ZIT = Template(article, listing, static, frame)
