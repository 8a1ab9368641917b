"""The theme *Twenty Twenty-One* of WordPress: written in PHP; lists show excerpts, articles a name below."""

from collections.abc import Sequence
from html import escape

from xzcrawl.demo.content.articles import FIRST_TAG_ID, TAGS
from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.themes.template import DemoListing, Neighbours, Side, Template, View, excerpt, link
from xzcrawl.demo.wordpress.links import WordPressLinks
from xzcrawl.demo.zblog.names import STATIC_PAGES, month_name

#: What stands before the name of a listing.
TITLES = {"category": "分类", "tag": "标签", "author": "作者", "date": "月份"}


def article(post: DemoPost, view: View, near: Neighbours, _related: Sequence[DemoPost], _base: str) -> str:
    """The main column of a post's page."""
    older = _step(near[0], "nav-previous", "prev", "上一篇文章")
    newer = _step(near[1], "nav-next", "next", "下一篇文章")
    return f"""<article id="post-{post.truth.id}" class="{_classes(post)} entry">
<header class="entry-header alignwide"><h1 class="entry-title">{post.title_html}</h1></header>
<div class="entry-content">
{post.body}
{post.tail}
</div><!-- .entry-content -->
<footer class="entry-footer default-max-width">
<div class="posted-by">{_time(post, view)}{_by(post, view)}</div>
{_terms(post, view)}</footer><!-- .entry-footer -->
</article><!-- #post-{post.truth.id} -->
<div id="comments" class="comments-area"><form action="/wp-comments-post.php" method="post" id="commentform">
<textarea name="comment"></textarea><input type='hidden' name='comment_post_ID' value='{post.truth.id}' />
</form></div>
<nav class="navigation post-navigation" aria-label="文章"><h2 class="screen-reader-text">文章导航</h2>
<div class="nav-links">{older}{newer}</div></nav>"""


def _classes(post: DemoPost) -> str:
    number, category = post.truth.id, post.category_id
    return f"post-{number} post type-post status-publish format-standard hentry category-{category}"


def day_of(post: DemoPost) -> str:
    """The day of a post as readers see it."""
    published = post.truth.published
    return f"{published:%Y}年{published.month}月{published.day}日"


def is_sticky(post: DemoPost, shown: DemoListing) -> bool:
    """Whether a list says of a post that it stands on top."""
    return post.truth.pinned is not None and shown.kind == "home" and shown.page == 1


def _time(post: DemoPost, view: View) -> str:
    stamp = view.instant(post)
    time = f'<time class="entry-date published updated" datetime="{stamp}">{day_of(post)}</time>'
    return f'<span class="posted-on">发布于{time}</span>'


def _by(post: DemoPost, view: View) -> str:
    href = WordPressLinks(view.options).listing("author", str(post.author_id))
    author = link(href, escape(post.truth.author), ' rel="author"')
    return f'<span class="byline">作者：{author}</span>'


def _terms(post: DemoPost, view: View) -> str:
    links = WordPressLinks(view.options)
    category = link(
        links.listing("category", str(post.category_id)),
        escape(post.truth.category),
        ' rel="category tag"',
    )
    tags = "、".join(
        link(links.listing("tag", str(tag)), TAGS[tag - FIRST_TAG_ID], ' rel="tag"') for tag in post.tag_ids
    )
    tagged = f'<span class="tags-links">标签为{tags}</span>' if tags else ""
    return f'<div class="post-taxonomies"><span class="cat-links">分类为{category} </span>{tagged}</div>'


def _step(post: DemoPost | None, name: str, rel: str, label: str) -> str:
    if post is None:
        return ""
    inside = f'<p class="meta-nav">{label}</p><p class="post-title">{post.title_html}</p>'
    to = link(post.truth.url.lower(), inside, f' rel="{rel}"')
    return f'<div class="{name}">{to}</div>'


def listing(shown: DemoListing, view: View) -> str:
    """The main column of a listing's page."""
    name = escape(shown.name)
    title = f'<h1 class="page-title">{TITLES[shown.kind]}：<span>{name}</span></h1>' if shown.key else ""
    header = f'<header class="page-header alignwide">{title}</header>' if title else ""
    items = "\n".join(_item(post, view, shown) for post in shown.posts)
    return f"{header}\n{items}\n{_pager(shown, view.options)}"


def _item(post: DemoPost, view: View, shown: DemoListing) -> str:
    sticky = " sticky" if is_sticky(post, shown) else ""
    heading = link(post.truth.url.lower(), post.title_html)
    return f"""<article id="post-{post.truth.id}" class="{_classes(post)}{sticky} entry">
<header class="entry-header"><h2 class="entry-title default-max-width">{heading}</h2></header>
<div class="entry-content"><p>{escape(excerpt(post))}</p>
{link(post.truth.url.lower(), "继续阅读", ' class="more-link"')}</div><!-- .entry-content -->
<footer class="entry-footer default-max-width">{_time(post, view)}{_terms(post, view)}</footer>
</article>"""


def _pager(shown: DemoListing, options: Options) -> str:
    """The first and the last page, and the own one between them (``mid_size`` 0)."""
    if shown.last == 1:
        return ""
    links, page = WordPressLinks(options), shown.page
    named = [("较新文章", page - 1)] if page > 1 else []
    named += [(f"第{number}页", number) for number in sorted({1, page, shown.last})]
    named += [("较早文章", page + 1)] if page < shown.last else []
    buttons = [
        f'<span aria-current="page" class="page-numbers current">{label}</span>'
        if number == page
        else link(links.listing(shown.kind, shown.key, number), label, ' class="page-numbers"')
        for label, number in named
    ]
    return f'<nav class="navigation pagination"><div class="nav-links">{"".join(buttons)}</div></nav>'


def static(number: int, options: Options) -> str:
    """The main column of a static page."""
    return f"""<article id="post-{number}" class="post-{number} page type-page status-publish hentry entry">
<header class="entry-header alignwide"><h1 class="entry-title">{STATIC_PAGES[number]}</h1></header>
<div class="entry-content"><p>服务热线:{escape(options.hotline)}</p></div><!-- .entry-content --></article>"""


def frame(options: Options, classes: str, title: str, head: str, main: str, side: Side) -> str:
    """A whole page; ``classes`` are those of its body."""
    name, links = escape(options.site_name), WordPressLinks(options)
    recent = "".join(f"<li>{link(post.truth.url.lower(), post.title_html)}</li>" for post in side.recent)
    months = "".join(f"<li>{link(_month(key, links), month_name(key))}</li>" for key in side.months)
    return f"""<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="UTF-8" />
<title>{escape(title)} &#8211; {name}</title>
<link rel="alternate" type="application/rss+xml" title="{name} &raquo; Feed" href="{escape(links.feed())}" />
<link rel='stylesheet' href='/wp-content/themes/twentytwentyone/style.css?ver=2.2' media='all' />
<link rel="https://api.w.org/" href="{links.api()}" />
<meta name="generator" content="WordPress 6.5.3" />
{head}</head>
<body class="{classes} wp-embed-responsive is-light-theme no-js">
<div id="page" class="site">
<header id="masthead" class="site-header"><p class="site-title">{link("/", name)}</p>
<nav class="primary-navigation"><ul class="menu-wrapper">{wordpress_menu(options)}</ul></nav></header>
<div id="content" class="site-content"><main id="main" class="site-main">
{main}
</main></div>
<aside class="widget-area">
<section class="widget widget_recent_entries"><h2>近期文章</h2><ul>{recent}</ul></section>
<section class="widget widget_archive"><h2>归档</h2><ul>{months}</ul></section></aside>
<footer id="colophon" class="site-footer">自豪地采用 <a href="https://cn.wordpress.org/">WordPress</a></footer>
</div>
</body>
</html>
"""


def wordpress_menu(options: Options) -> str:
    """The items of the site's menu: categories and static pages."""
    links = WordPressLinks(options)
    items = [link(links.listing("category", str(each.id)), escape(each.name)) for each in options.categories]
    items += [link(links.static(number), name) for number, name in STATIC_PAGES.items()]
    return "".join(f'<li class="menu-item">{item}</li>' for item in items)


def _month(key: str, links: WordPressLinks) -> str:
    year, month = key.split("-")
    return links.listing("date", f"{year}-{int(month):02d}")


TWENTY_TWENTY_ONE = Template(article, listing, static, frame)
