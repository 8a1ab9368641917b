"""The theme *Twenty Twenty-Five* of WordPress, made of blocks: lists show whole texts, articles no date."""

from collections.abc import Sequence
from html import escape

from xzcrawl.demo.content.articles import FIRST_TAG_ID, TAGS
from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.themes.template import DemoListing, Neighbours, Side, Template, View, link
from xzcrawl.demo.themes.twentytwentyone import TITLES, day_of, is_sticky, wordpress_menu
from xzcrawl.demo.wordpress.links import WordPressLinks
from xzcrawl.demo.zblog.names import STATIC_PAGES


def article(post: DemoPost, view: View, near: Neighbours, _related: Sequence[DemoPost], _base: str) -> str:
    """The main column of a post's page, without the list of other posts, which the frame has."""
    links = WordPressLinks(view.options)
    author = link(links.listing("author", str(post.author_id)), escape(post.truth.author))
    category = link(
        links.listing("category", str(post.category_id)), escape(post.truth.category), ' rel="tag"'
    )
    tags = '<span class="wp-block-post-terms__separator">  </span>'.join(
        link(links.listing("tag", str(tag)), TAGS[tag - FIRST_TAG_ID], ' rel="tag"') for tag in post.tag_ids
    )
    tagged = f'<div class="taxonomy-post_tag wp-block-post-terms">{tags}</div>' if tags else ""
    older, newer = _step(near[0], "previous", "prev"), _step(near[1], "next", "next")
    return f"""<div class="wp-block-group alignfull">
<h1 class="wp-block-post-title">{post.title_html}</h1>
<div class="wp-block-group"><p>作者： </p><div class="wp-block-post-author-name">{author}</div><p>，分类：</p>
<div class="taxonomy-category wp-block-post-terms">{category}</div></div>
<div class="entry-content alignfull wp-block-post-content is-layout-constrained">
{post.body}
{post.tail}
</div>
<div class="wp-block-group">{tagged}</div>
<nav class="wp-block-group alignwide" aria-label="文章导航">{older}{newer}</nav>
</div>"""


def _step(post: DemoPost | None, name: str, rel: str) -> str:
    if post is None:
        return ""
    to = link(post.truth.url.lower(), post.title_html, f' rel="{rel}"')
    return f'<div class="post-navigation-link-{name} wp-block-post-navigation-link">{to}</div>'


def listing(shown: DemoListing, view: View) -> str:
    """The main column of a listing's page."""
    name = escape(shown.name)
    title = (
        f'<h1 class="wp-block-query-title">{TITLES[shown.kind]}：<span>{name}</span></h1>'
        if shown.key
        else ""
    )
    items = "\n".join(_item(post, view, shown) for post in shown.posts)
    return f"""{title}<div class="wp-block-query alignfull"><ul class="alignfull wp-block-post-template">
{items}
</ul>
{_pager(shown, view.options)}</div>"""


def _item(post: DemoPost, view: View, shown: DemoListing) -> str:
    sticky = " sticky" if is_sticky(post, shown) else ""
    url = post.truth.url.lower()
    time = f'<time datetime="{view.instant(post)}">{link(url, day_of(post))}</time>'
    return f"""<li class="wp-block-post post-{post.truth.id} post type-post hentry{sticky}">
<h2 class="wp-block-post-title has-x-large-font-size">{link(url, post.title_html, ' target="_self" ')}</h2>
<div class="entry-content alignfull wp-block-post-content is-layout-constrained">
{post.body}
{post.tail}
</div>
<div class="has-small-font-size wp-block-post-date">{time}</div></li>"""


def _pager(shown: DemoListing, options: Options) -> str:
    if shown.last == 1:
        return ""
    links, page = WordPressLinks(options), shown.page
    numbers = sorted({1, shown.last, *range(max(1, page - 2), min(shown.last, page + 2) + 1)})
    buttons = [
        f'<span aria-current="page" class="page-numbers current">{number}</span>'
        if number == page
        else link(links.listing(shown.kind, shown.key, number), str(number), ' class="page-numbers"')
        for number in numbers
    ]
    return f'<nav class="wp-block-query-pagination">{"".join(buttons)}</nav>'


def static(number: int, options: Options) -> str:
    """The main column of a static page."""
    return f"""<h1 class="wp-block-post-title">{STATIC_PAGES[number]}</h1>
<div class="entry-content wp-block-post-content"><p>服务热线:{escape(options.hotline)}</p></div>"""


def frame(options: Options, classes: str, title: str, head: str, main: str, side: Side) -> str:
    """A whole page; ``classes`` are those of its body. Below a post stand the newest others."""
    name, links = escape(options.site_name), WordPressLinks(options)
    more = "".join(_more(post) for post in side.recent) if "single" in classes.split() else ""
    others = f'<h2 class="wp-block-heading">更多文章</h2><ul class="wp-block-post-template">{more}</ul>'
    return f"""<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="UTF-8" />
<title>{escape(title)} &#8211; {name}</title>
<link rel="alternate" type="application/rss+xml" title="{name} &raquo; Feed" href="{escape(links.feed())}" />
<link rel='stylesheet' href='/wp-content/themes/twentytwentyfive/style.css?ver=1.2' media='all' />
<link rel="https://api.w.org/" href="{links.api()}" />
<meta name="generator" content="WordPress 6.8.1" />
{head}</head>
<body class="{classes} wp-embed-responsive wp-theme-twentytwentyfive">
<div class="wp-site-blocks"><header class="wp-block-template-part">
<p class="wp-block-site-title">{link("/", name)}</p>
<nav class="wp-block-navigation"><ul>{wordpress_menu(options)}</ul></nav></header>
<main class="wp-block-group">
{main}
{others if more else ""}
</main>
<footer class="wp-block-template-part"><a href="https://cn.wordpress.org">WordPress</a></footer></div>
</body>
</html>
"""


def _more(post: DemoPost) -> str:
    heading = f'<h3 class="wp-block-post-title">{link(post.truth.url.lower(), post.title_html)}</h3>'
    return f'<li class="wp-block-post post-{post.truth.id} hentry">{heading}</li>'


TWENTY_TWENTY_FIVE = Template(article, listing, static, frame)
