"""The theme *default* of Typecho: lists show whole texts, and times with the offset of the server's zone."""

from collections.abc import Sequence
from html import escape

from dateutil.tz import gettz

from xzcrawl.demo.clock import SHANGHAI
from xzcrawl.demo.content.articles import FIRST_TAG_ID, TAGS
from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.themes.template import DemoListing, Neighbours, Side, Template, View, link
from xzcrawl.demo.typecho.links import TypechoLinks
from xzcrawl.demo.zblog.names import STATIC_PAGES, month_name

_POST = '<article class="post" itemscope itemtype="http://schema.org/BlogPosting">'
_CONTENT = '<div class="post-content" itemprop="articleBody">'
#: How many pages a pager links by their number before and after its own.
_AROUND = 3
_TITLES = {"category": "分类 {} 下的文章", "tag": "标签 {} 下的文章", "author": "{} 发布的文章", "date": "{}"}


def article(post: DemoPost, view: View, near: Neighbours, _related: Sequence[DemoPost], _base: str) -> str:
    """The main column of a post's page."""
    number = post.truth.id
    return f"""{_POST}
<h1 class="post-title" itemprop="name headline">{_title(post)}</h1>
<ul class="post-meta">{_meta(post, view.options)}</ul>
{_CONTENT}
{post.body}
{post.tail}
</div>
<p itemprop="keywords" class="tags">标签: {_tags(post, view.options)}</p>
</article>
<div id="comments"><div id="respond-post-{number}" class="respond"><h3 id="response">添加新评论</h3>
<form method="post" action="{escape(post.truth.url)}comment" id="comment-form">
<textarea name="text"></textarea></form></div></div>
<ul class="post-near">
<li>上一篇: {_step(near[0])}</li>
<li>下一篇: {_step(near[1])}</li>
</ul>"""


def _title(post: DemoPost) -> str:
    return link(post.truth.url, post.title_html, ' itemprop="url"')


def _meta(post: DemoPost, options: Options) -> str:
    links = TypechoLinks(options)
    by = links.listing("author", str(post.author_id))
    author = link(by, escape(post.truth.author), ' itemprop="name" rel="author"')
    category = link(links.listing("category", str(post.category_id)), escape(post.truth.category))
    return f"""<li itemprop="author" itemscope itemtype="http://schema.org/Person">作者: {author}</li>
<li>时间: {_time(post, options)}</li>
<li>分类: {category}</li>"""


def _time(post: DemoPost, options: Options) -> str:
    """The time by the site's clock, as if it were one of the server's zone."""
    local = post.truth.published.astimezone(SHANGHAI).replace(tzinfo=gettz(options.zone))
    return f'<time datetime="{local.isoformat()}" itemprop="datePublished">{local:%Y-%m-%d}</time>'


def _tags(post: DemoPost, options: Options) -> str:
    links = TypechoLinks(options)
    tags = (link(links.listing("tag", str(tag)), TAGS[tag - FIRST_TAG_ID]) for tag in post.tag_ids)
    return ", ".join(tags) or "none"


def _step(post: DemoPost | None) -> str:
    return link(post.truth.url, post.title_html) if post else "没有了"


def listing(shown: DemoListing, view: View) -> str:
    """The main column of a listing's page."""
    name = _TITLES[shown.kind].format(escape(shown.name)) if shown.key else ""
    title = f'<h3 class="archive-title">{name}</h3>\n' if name else ""
    items = "\n".join(_item(post, view.options) for post in shown.posts)
    return f"{title}{items}\n{_pager(shown, TypechoLinks(view.options))}"


def _item(post: DemoPost, options: Options) -> str:
    comments = link(f"{post.truth.url}#comments", f"{post.comments} 条评论", ' itemprop="discussionUrl"')
    return f"""{_POST}
<h2 class="post-title" itemprop="name headline">{_title(post)}</h2>
<ul class="post-meta">{_meta(post, options)}<li itemprop="interactionCount">{comments}</li></ul>
{_CONTENT}
{post.body}
{post.tail}
</div>
</article>"""


def _pager(shown: DemoListing, links: TypechoLinks) -> str:
    """The first and the last page, and those around its own."""
    page, last = shown.page, shown.last
    around = range(max(1, page - _AROUND), min(last, page + _AROUND) + 1)
    buttons = [_button("&laquo; 前一页", page - 1, "prev", shown, links)] if page > 1 else []
    buttons += [_button("1", 1, "", shown, links)] if around[0] > 1 else []
    buttons += ["<li><span>...</span></li>"] if around[0] > 2 else []
    buttons += [_button(str(each), each, "current" if each == page else "", shown, links) for each in around]
    buttons += ["<li><span>...</span></li>"] if around[-1] < last - 1 else []
    buttons += [_button(str(last), last, "", shown, links)] if around[-1] < last else []
    buttons += [_button("后一页 &raquo;", page + 1, "next", shown, links)] if page < last else []
    return f'<ol class="page-navigator">{"".join(buttons)}</ol>'


def _button(label: str, number: int, name: str, shown: DemoListing, links: TypechoLinks) -> str:
    to = link(links.listing(shown.kind, shown.key, number), label)
    return f'<li class="{name}">{to}</li>' if name else f"<li>{to}</li>"


def static(number: int, options: Options) -> str:
    """The main column of a static page."""
    title = link(TypechoLinks(options).static(number), STATIC_PAGES[number], ' itemprop="url"')
    return f"""{_POST}
<h1 class="post-title" itemprop="name headline">{title}</h1>
{_CONTENT}<p>服务热线:{escape(options.hotline)}</p></div>
</article>"""


def frame(options: Options, _kind: str, title: str, head: str, main: str, side: Side) -> str:
    """A whole page, which does not say of what kind it is."""
    name, links = escape(options.site_name), TypechoLinks(options)
    pages = "".join(link(links.static(number), name) for number, name in STATIC_PAGES.items())
    recent = "".join(f"<li>{link(post.truth.url, post.title_html)}</li>" for post in side.recent)
    months = "".join(f"<li>{link(_month(key, links), month_name(key))}</li>" for key in side.months)
    categories = "".join(
        f"<li>{link(links.listing('category', str(each.id)), escape(each.name))}</li>"
        for each in options.categories
    )
    return f"""<!DOCTYPE HTML>
<html>
<head>
<meta charset="UTF-8">
<title>{escape(title)} - {name}</title>
<link rel="stylesheet" href="/usr/themes/default/normalize.css">
<link rel="stylesheet" href="/usr/themes/default/style.css">
<meta name="generator" content="Typecho 1.2.1" />
<meta name="template" content="default" />
{head}</head>
<body>
<header id="header" class="clearfix"><div class="site-name"><a id="logo" href="/">{name}</a></div>
<nav id="nav-menu" class="clearfix" role="navigation">{link("/", "首页")}{pages}</nav></header>
<div id="body"><div class="container"><div class="row">
<div class="col-mb-12 col-8" id="main" role="main">
{main}
</div>
<div class="col-mb-12 col-offset-1 col-3 kit-hidden-tb" id="secondary" role="complementary">
<section class="widget"><h3 class="widget-title">最新文章</h3><ul class="widget-list">{recent}</ul></section>
<section class="widget"><h3 class="widget-title">分类</h3><ul class="widget-list">{categories}</ul></section>
<section class="widget"><h3 class="widget-title">归档</h3><ul class="widget-list">{months}</ul></section>
</div></div></div></div>
<footer id="footer">&copy; {name}. 由 <a href="http://www.typecho.org">Typecho</a> 强力驱动.</footer>
</body>
</html>
"""


def _month(key: str, links: TypechoLinks) -> str:
    year, month = key.split("-")
    return links.listing("date", f"{year}-{int(month):02d}")


TYPECHO_DEFAULT = Template(article, listing, static, frame)
