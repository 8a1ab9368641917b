"""Answers a request as WordPress does: with a page, a feed, a redirect to the canonical address, or a 404."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from urllib.parse import parse_qsl, unquote

from xzcrawl.demo.content.articles import AUTHORS, FIRST_TAG_ID, TAGS
from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.content.visibility import shown
from xzcrawl.demo.reply import NOT_FOUND, XML, Reply
from xzcrawl.demo.themes.template import DemoListing, Side
from xzcrawl.demo.wordpress.feed import wordpress_rss
from xzcrawl.demo.wordpress.links import WordPressLinks
from xzcrawl.demo.wordpress.rest import posts_reply
from xzcrawl.demo.wordpress.routes import VARIABLES, WordPressRoute, wordpress_route
from xzcrawl.demo.wordpress.sitemap import sitemap
from xzcrawl.demo.zblog.answers import DemoMoment
from xzcrawl.demo.zblog.catalog import PER_PAGE
from xzcrawl.demo.zblog.names import STATIC_PAGES


def answer(path: str, query: str, at: DemoMoment, modified: Mapping[int, datetime]) -> Reply:
    """The answer to a request for anything but files. A 404 has no text: the caller has its page.

    ``modified`` are the instants at which posts were changed that were.
    """
    values = dict(parse_qsl(query))
    if values.get("rest_route", path.removeprefix("/wp-json")) == "/wp/v2/posts":
        root = at.base_url.rstrip("/")
        return Reply(*posts_reply(at.catalog.all, values, modified, at.options, root))
    if path == "/sitemap.xml" and at.options.sitemap:
        return Reply(301, headers={"Location": f"{at.base_url}wp-sitemap.xml"})
    if path.startswith("/wp-sitemap"):
        text = sitemap(path, at.catalog.all, modified, at.options, at.base_url.rstrip("/"))
        return (
            Reply(200, "application/xml; charset=UTF-8", text) if text and at.options.sitemap else NOT_FOUND
        )
    route = wordpress_route(path, query, at.options)
    if route is None:
        return NOT_FOUND
    found = _Lists(at)
    canonical = found.address(route)
    if canonical is None:
        return NOT_FOUND
    if not route.feed and not _is_at(path, query, canonical):
        return Reply(301, headers={"Location": at.base_url.rstrip("/") + canonical})
    return _feed(route, found, at) if route.feed else _page(route, found, at)


def _is_at(path: str, query: str, canonical: str) -> bool:
    """Whether a request is for its canonical address; what WordPress does not know of a query stays."""
    own = [pair for pair in parse_qsl(query) if pair[0] in VARIABLES]
    where, _, what = canonical.partition("?")
    return unquote(path) == unquote(where) and own == parse_qsl(what)


class _Lists:
    """The lists of the site at one request."""

    def __init__(self, at: DemoMoment) -> None:
        self._at, self.links = at, WordPressLinks(at.options)

    def address(self, route: WordPressRoute) -> str | None:
        """The canonical address of a route, None for what is not there."""
        if route.kind == "article":
            post = self.post(route)
            return post.truth.url.lower() if post else None
        if route.kind == "static":
            return self.links.static(int(route.key))
        return self.links.listing(route.kind, route.key, route.page)

    def post(self, route: WordPressRoute) -> DemoPost | None:
        """The post of an article's route."""
        return self._at.catalog.by_id.get(int(route.key)) if route.key.isdigit() else None

    def posts(self, route: WordPressRoute) -> Sequence[DemoPost]:
        """All posts of a listing, in their order."""
        if route.kind == "date":
            dated = [post for post in self._at.catalog.all if shown(post, "category")]
            return [post for post in dated if f"{post.truth.published:%Y-%m-%d}".startswith(route.key)]
        return sorted(self._at.catalog.all_of(route.kind, route.key), key=_newest_first)


def _newest_first(post: DemoPost) -> tuple[float, int]:
    return -post.truth.published.timestamp(), -post.truth.id


def _feed(route: WordPressRoute, lists: _Lists, at: DemoMoment) -> Reply:
    """The feed of a listing, in pages as the listing is. That of a post has its comments: there are none."""
    size = at.options.feed_count
    posts = () if route.kind in ("article", "static") else lists.posts(route)
    if route.kind == "home":
        posts = [post for post in at.catalog.all if shown(post, "feed")]
    page = posts[(route.page - 1) * size : route.page * size]
    if route.page > 1 and not page:
        return NOT_FOUND
    root = at.base_url.rstrip("/")
    kind = "home" if route.kind in ("article", "static") else route.kind
    return Reply(
        200, XML, wordpress_rss(page, at.options, root, lists.links.feed(kind, route.key if page else ""))
    )


def _page(route: WordPressRoute, lists: _Lists, at: DemoMoment) -> Reply:
    if route.kind == "article":
        post = lists.post(route)
        return _article(post, at) if post else NOT_FOUND
    if route.kind == "static":
        main = at.template.static(int(route.key), at.options)
        classes = f"page-template-default page page-id-{route.key}"
        return _framed(classes, STATIC_PAGES[int(route.key)], "", main, at)
    return _listing(route, lists, at)


def _article(post: DemoPost, at: DemoMoment) -> Reply:
    near = at.catalog.neighbours(post.truth.id)
    main = at.template.article(post, at.view([post]), near, (), at.base_url)
    address = escape(post.truth.url.lower())
    head = (
        f'<link rel="canonical" href="{address}" />\n<link rel=\'shortlink\' href="/?p={post.truth.id}" />\n'
    )
    classes = f"post-template-default single single-post postid-{post.truth.id} single-format-standard"
    return _framed(classes, post.truth.title, head, main, at)


def _listing(route: WordPressRoute, lists: _Lists, at: DemoMoment) -> Reply:
    posts = lists.posts(route)
    last = max(1, -(-len(posts) // PER_PAGE))
    if route.page > last or (route.kind == "date" and not posts):
        return NOT_FOUND
    on_page = list(posts[(route.page - 1) * PER_PAGE : route.page * PER_PAGE])
    if route.kind == "home" and route.page == 1:  # on top, in addition to the ten, and later in their place
        sticky = [post for post in posts if post.truth.pinned]
        on_page = [*sticky, *(post for post in on_page if not post.truth.pinned)]
    page = DemoListing(route.kind, route.key, _name(route, at), on_page, route.page, last)
    paged = f" paged paged-{route.page}" if route.page > 1 else ""
    classes = "home blog" if route.kind == "home" else f"archive {route.kind}"
    return _framed(classes + paged, page.name, "", at.template.listing(page, at.view(on_page)), at)


def _name(route: WordPressRoute, at: DemoMoment) -> str:
    if route.kind == "category":
        return next(each.name for each in at.options.categories if str(each.id) == route.key)
    if route.kind == "author":
        return AUTHORS[int(route.key) - 1]
    if route.kind == "tag":
        return TAGS[int(route.key) - FIRST_TAG_ID]
    return route.key or at.options.site_name


def _framed(classes: str, title: str, head: str, main: str, at: DemoMoment) -> Reply:
    """A whole page; WordPress writes its own addresses whole."""
    catalog = at.catalog
    side = Side(catalog.recent()[:5], (), catalog.keys("tag"), catalog.keys("month"))
    text = at.template.frame(at.options, classes, title, head, main, side)
    return Reply(200, text=text.replace('href="/', f'href="{at.base_url}'))
