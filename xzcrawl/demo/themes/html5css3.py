"""The stock theme *HTML5CSS3*: days in lists, seconds on articles, ids in ids and classes."""

from collections.abc import Sequence
from html import escape

from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.themes.fallback import static
from xzcrawl.demo.themes.stock import modules, page_bar, steps, tag_links, values
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


def article(
    post: DemoPost, view: View, near: Neighbours, _related: Sequence[DemoPost], _base_url: str
) -> str:
    """The main column of an article's page."""
    links = DemoLinks(view.options.url_form, f"article {post.truth.id}")
    return f"""<article id="log{post.truth.id}" class="{_classes(post)}">
<header><time>{view.date(post, "Y年m月d日 H:i:s")}</time>
<h2>{post.title_html}</h2></header>
<section>{post.body}
{post.tail}</section>
{_footer(post, view, links)}
<nav>{steps(near, links)}</nav>
</article>"""


def _classes(post: DemoPost) -> str:
    return f"top cate{post.category_id} auth{post.author_id}"


def _footer(post: DemoPost, view: View, links: DemoLinks) -> str:
    tags = f"<h4>标签: {tag_links(post, links)}</h4>\n" if post.tag_ids else ""
    said = " ".join(f"<em>{value}</em>" for value in values(post, view))
    return f"<footer>\n{tags}<h5>{said}</h5>\n</footer>"


def listing(shown: DemoListing, view: View) -> str:
    """The main column of a listing's page."""
    links = DemoLinks(view.options.url_form, f"{shown.kind} {shown.key} {shown.page}")
    items = "\n".join(_item(post, view, links, shown.kind) for post in shown.posts)
    return f"{items}\n<nav>{page_bar(shown, links)}</nav>"


def _item(post: DemoPost, view: View, links: DemoLinks, kind: str) -> str:
    href, time = links.article(post.truth.id), f"<time>{view.date(post, 'Y年m月d日')}</time>"
    if is_pin(post, kind):
        title = link(href, f"[置顶] {post.title_html}")
        return f'<article class="{_classes(post)}"><header>{time}\n<h3>{title}</h3></header></article>'
    return f"""<article id="log{post.truth.id}" class="{_classes(post)}">
<header>{time}
<h2>{link(href, post.title_html)}</h2></header>
<section>{escape(excerpt(post))}<!--autointro--></section>
{_footer(post, view, links)}
</article>"""


def frame(options: Options, kind: str, title: str, head: str, main: str, side: Side) -> str:
    """A whole page; ``title`` is text, the rest is markup."""
    name = escape(options.site_name)
    return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="{options.declared_charset}">
<title>{name}-{escape(title)}</title>
<meta name="generator" content="Z-BlogPHP 1.7.5">
<link rel="stylesheet" rev="stylesheet" href="/zb_users/theme/HTML5CSS3/style/style.css" media="all">
<script src="/zb_system/script/common.js"></script>
{head}</head>
<body class="{"single" if kind in ("article", "page") else "multi"}">
<header><h2>{link("/", name)} <sup>每日更新</sup></h2><nav><ul>{menu(options)}</ul></nav></header>
<section><section id="main"><section>
{main}
</section><aside>{modules(options, side)}</aside></section><aside id="extra"></aside></section>
<footer><h4>Copyright {name}</h4><h5>Powered By {link("http://www.zblogcn.com/", "Z-BlogPHP")}</h5></footer>
</body>
</html>
"""


HTML5CSS3 = Template(article, listing, static, frame)
