"""The theme *tpure*: an article, a listing, a static page; its options are those of the site."""

from collections.abc import Sequence
from html import escape

from xzcrawl.demo.content import footer
from xzcrawl.demo.content.articles import article_path
from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.themes.template import (
    DemoListing,
    Neighbours,
    Template,
    View,
    excerpt,
    is_pin,
    link,
)
from xzcrawl.demo.themes.tpure_frame import breadcrumb, frame, pagebar
from xzcrawl.demo.zblog.links import DemoLinks
from xzcrawl.demo.zblog.names import STATIC_PAGES, tag_name


def info(post: DemoPost, view: View, links: DemoLinks) -> str:
    """``div.info``: the parts the options name, in their order."""
    category = link(links.listing("category", str(post.category_id)), escape(post.truth.category))
    author = link(links.listing("author", str(post.author_id)), post.truth.author, ' rel="nofollow"')
    parts = {
        "user": author,
        "date": view.date(post),
        "cate": category,
        "view": str(view.views[post.truth.id]),
        "cmt": str(post.comments),
    }
    spans = "".join(f'<span class="{part}">{parts[part]}</span>' for part in view.options.info_order)
    return f'<div class="info">{spans}</div>'


def article(
    post: DemoPost,
    view: View,
    neighbours: Neighbours,
    related: Sequence[DemoPost],
    base_url: str,
) -> str:
    """The main column of an article page."""
    links = DemoLinks(view.options.url_form, f"article {post.truth.id}")
    return f"""{_trail(post, view.options, links)}
<div id="sticky"><div class="content"><div class="block"><div class="post">
<h1>{post.title_html}</h1>
{info(post, view, links)}
<div class="single viewall indent">
{post.body}
{post.tail}
</div>
{_copynotice(post, view.options, base_url)}
{_tags(post, links)}
<div class="sharebox"><div class="label">分享给朋友:</div><div class="sharebtn"></div></div>
</div></div>
{_pages(neighbours, links)}
{_related(related, view, links)}
</div></div>"""


def _trail(post: DemoPost, options: Options, links: DemoLinks) -> str:
    ids = {category.name: str(category.id) for category in options.categories}
    steps = [link(links.listing("category", ids[name]), escape(name)) for name in post.truth.breadcrumbs]
    return breadcrumb(options, [*steps, "正文内容"])


def _copynotice(post: DemoPost, options: Options, base_url: str) -> str:
    if post.truth.notice:
        return ""
    address = escape(base_url.rstrip("/") + article_path(post.truth.id, post.truth.published, options))
    text = f"<p>{escape(footer.notice_line(options))}</p><p>本文链接:{link(address, address)}</p>"
    return f'<div class="copynotice"><div class="copynoticetxt">{text}</div></div>'


def _tags(post: DemoPost, links: DemoLinks) -> str:
    tags = " ".join(link(links.listing("tag", str(tag)), tag_name(tag), ' rel="tag"') for tag in post.tag_ids)
    return f'<div class="tags">标签: {tags}</div>' if tags else ""


def _pages(neighbours: Neighbours, links: DemoLinks) -> str:
    older = _step(neighbours[0], "single-prev", "<em>上一篇</em>", links)
    newer = _step(neighbours[1], "single-next", "<em>下一篇</em>", links)
    return f'<div class="pages">{older}{newer}</div>'


def _step(post: DemoPost | None, name: str, label: str, links: DemoLinks) -> str:
    if post is None:
        return f'<span class="{name}">{label}没有了</span>'
    return link(links.article(post.truth.id), label + post.title_html, f' class="{name}"')


def _related(posts: Sequence[DemoPost], view: View, links: DemoLinks) -> str:
    if not posts:
        return ""
    one = _relate if view.options.related == "relatecon" else _relate_line
    rows = "\n".join(one(post, view, links) for post in posts)
    heading = '<div class="posttitle"><h4>相关文章</h4></div>'
    return f'<div class="block">{heading}\n<div class="relatecon">{rows}</div></div>'


def _relate(post: DemoPost, _view: View, links: DemoLinks) -> str:
    href, title = links.article(post.truth.id), escape(post.truth.title)
    image = post.truth.images[0].url if post.truth.images else "/zb_users/theme/tpure/include/thumb.png"
    picture = link(href, f'<img src="{image}" alt="{title}">', f' title="{title}"')
    shows = post.truth.images or post.truth.id % 2
    box = f'<div class="relateimg">{picture}</div>' if shows else ""
    heading = link(href, post.title_html, f' title="{title}"')
    text = escape(excerpt(post))
    return f'<div class="relate">{box}<div class="relateinfo"><h3>{heading}</h3><p>{text}</p></div></div>'


def _relate_line(post: DemoPost, view: View, links: DemoLinks) -> str:
    heading = link(links.article(post.truth.id), post.title_html)
    return f'<div class="relatelist">{heading}<span class="posttime">{view.date(post)}</span></div>'


def listing(shown: DemoListing, view: View) -> str:
    """The main column of a listing page."""
    links = DemoLinks(view.options.url_form, f"{shown.kind} {shown.key} {shown.page}")
    trail = breadcrumb(view.options, [escape(shown.name)]) if shown.kind != "home" else ""
    card = _author_card(shown) if shown.kind == "author" and shown.page == 1 else ""
    posts = "\n".join(_item(post, view, links, shown.kind) for post in shown.posts)
    bar = pagebar(links, shown.kind, shown.key, shown.page, shown.last)
    return f"""{trail}
<div id="sticky"><div class="content listcon">{card}<div class="block custom">
{posts}
</div>
{bar}
</div></div>"""


def _author_card(shown: DemoListing) -> str:
    counts = f'<span class="cate"> {len(shown.posts)} 篇文章</span><span class="cmt"> 0 条评论</span>'
    card = f'<div class="authinfo"><h1>{escape(shown.name)}</h1>{counts}</div>'
    return f'<div class="block"><div class="auth">{card}</div></div>'


def _item(post: DemoPost, view: View, links: DemoLinks, kind: str) -> str:
    href = links.article(post.truth.id)
    istop = '<em class="istop">置顶</em>' if is_pin(post, kind) else ""
    image = post.truth.images[0].url if post.truth.images else ""
    picture = link(href, f'<img src="{image}" alt="{escape(post.truth.title)}">')
    box = f'<div class="postimg">{picture}</div>' if image else ""
    return f"""<div class="post item">
<h2>{link(href, post.title_html)}{istop}</h2>
{info(post, view, links)}
{box}<div class="intro{" isimg" if image else ""}">{escape(excerpt(post))}</div>
<div>{link(href, "阅读全文", ' class="readmore"')}</div>
</div>"""


def static(number: int, options: Options) -> str:
    """The main column of a static page: a body and a comment form, but no category."""
    name = STATIC_PAGES[number]
    return f"""{breadcrumb(options, [name])}
<div id="sticky"><div class="content"><div class="block"><div class="post">
<h1>{name}</h1>
<div class="single"><p>欢迎在此留言,我们会尽快回复。服务热线:{escape(options.hotline)}</p></div></div></div>
<div class="block cmt" id="comments">
<form method="post" action="/zb_system/cmd.php?act=cmt&amp;postid={number}">
<textarea name="txaArticle"></textarea></form></div></div></div>"""


TPURE = Template(article, listing, static, frame)
