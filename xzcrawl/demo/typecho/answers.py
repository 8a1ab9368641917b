"""Answers a request as Typecho does: with a page, a feed, a redirect to the canonical address, or a 404."""

from collections.abc import Sequence
from html import escape
from urllib.parse import unquote

from xzcrawl.demo.content.articles import AUTHORS, FIRST_TAG_ID, TAGS
from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.content.visibility import shown
from xzcrawl.demo.reply import NOT_FOUND, XML, Reply
from xzcrawl.demo.themes.template import DemoListing, Side
from xzcrawl.demo.typecho.feed import typecho_rss
from xzcrawl.demo.typecho.links import TypechoLinks
from xzcrawl.demo.typecho.routes import TypechoRoute, typecho_route
from xzcrawl.demo.zblog.answers import DemoMoment
from xzcrawl.demo.zblog.names import STATIC_PAGES

PER_PAGE = 5


def answer(path: str, at: DemoMoment) -> Reply:
    """The answer to a request for anything but files; the query of one says nothing."""
    route = typecho_route(path, at.options)
    canonical = _address(route, at) if route else None
    if route is None or canonical is None:
        return NOT_FOUND
    is_first_page = route.page == 1 and unquote(path).startswith(unquote(canonical))  # ``/page/1/``
    if unquote(path) != unquote(canonical) and not is_first_page:
        return Reply(301, headers={"Location": at.base_url.rstrip("/") + canonical})
    return _feed(route, canonical, at) if route.feed else _page(route, at)


def _address(route: TypechoRoute, at: DemoMoment) -> str | None:
    """The canonical address of a route, None for what is not there. Feeds have no further pages."""
    links = TypechoLinks(at.options)
    if route.kind == "article":
        post = at.catalog.by_id.get(int(route.key))
        return post.truth.url if post else None
    if route.kind == "static":
        return links.static(int(route.key))
    return (
        links.feed(route.kind, route.key) if route.feed else links.listing(route.kind, route.key, route.page)
    )


def _posts(route: TypechoRoute, at: DemoMoment) -> Sequence[DemoPost]:
    """All posts of a listing, the newest first."""
    if route.kind == "date":
        dated = [post for post in at.catalog.all if shown(post, "category")]
        return [post for post in dated if f"{post.truth.published:%Y-%m-%d}".startswith(route.key)]
    listed = at.catalog.all_of(route.kind, route.key)
    return sorted(listed, key=lambda post: post.truth.published, reverse=True)


def _feed(route: TypechoRoute, address: str, at: DemoMoment) -> Reply:
    """The feed of a listing."""
    fed = [post for post in at.catalog.all if shown(post, "feed")]
    posts = fed if route.kind == "home" else _posts(route, at)
    root = at.base_url.rstrip("/")
    return Reply(200, XML, typecho_rss(posts[: at.options.feed_count], at.options, root, address))


def _page(route: TypechoRoute, at: DemoMoment) -> Reply:
    if route.kind == "article":
        return _article(at.catalog.by_id[int(route.key)], at)
    if route.kind == "static":
        return _framed(STATIC_PAGES[int(route.key)], "", at.template.static(int(route.key), at.options), at)
    return _listing(route, at)


def _article(post: DemoPost, at: DemoMoment) -> Reply:
    near = at.catalog.neighbours(post.truth.id)
    main = at.template.article(post, at.view([post]), near, (), at.base_url)
    head = f'<link rel="canonical" href="{escape(post.truth.url)}" />\n'
    return _framed(post.truth.title, head, main, at)


def _listing(route: TypechoRoute, at: DemoMoment) -> Reply:
    posts = _posts(route, at)
    last = max(1, -(-len(posts) // PER_PAGE))
    if route.page > last:
        return NOT_FOUND
    on_page = posts[(route.page - 1) * PER_PAGE : route.page * PER_PAGE]
    page = DemoListing(route.kind, route.key, _name(route, at), on_page, route.page, last)
    feed = escape(TypechoLinks(at.options).feed(route.kind, route.key))
    head = f'<link rel="alternate" type="application/rss+xml" title="RSS 2.0" href="{feed}" />\n'
    return _framed(page.name, head, at.template.listing(page, at.view(on_page)), at)


def _name(route: TypechoRoute, at: DemoMoment) -> str:
    if route.kind == "category":
        return next(each.name for each in at.options.categories if str(each.id) == route.key)
    if route.kind == "author":
        return AUTHORS[int(route.key) - 1]
    if route.kind == "tag":
        return TAGS[int(route.key) - FIRST_TAG_ID]
    return route.key or at.options.site_name


def _framed(title: str, head: str, main: str, at: DemoMoment) -> Reply:
    """A whole page; Typecho writes its own addresses whole."""
    catalog = at.catalog
    side = Side(catalog.recent(), (), catalog.keys("tag"), catalog.keys("month"))
    text = at.template.frame(at.options, "", title, head, main, side)
    return Reply(200, text=text.replace('href="/', f'href="{at.base_url}'))
