"""Turns a route into a whole page: what the CMS does between its router and its templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from random import Random

from xzcrawl.demo.content.articles import AUTHORS
from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.themes import TEMPLATES
from xzcrawl.demo.themes.template import DemoListing, Side, Template, View
from xzcrawl.demo.zblog.catalog import PER_PAGE, Catalog
from xzcrawl.demo.zblog.names import STATIC_PAGES, month_name, tag_name
from xzcrawl.demo.zblog.routes import Route

_RELATED = 8
_FEED_LINK = '    <link rel="alternate" type="application/rss+xml" href="/feed.php" title="RSS">\n'
_PAGE_KINDS = {"home": "index", "month": "date"}


@dataclass(frozen=True, slots=True)
class DemoMoment:
    """The site at one request: ``now`` is the server's clock, ``rng`` what varies from request to request."""

    options: Options
    catalog: Catalog
    views: Mapping[int, int]
    now: datetime
    base_url: str
    rng: Random

    @property
    def template(self) -> Template:
        """The theme that is chosen."""
        return TEMPLATES[self.options.theme]

    def view(self, dated: Sequence[DemoPost]) -> View:
        """The page's clock: late by the cache's age, but never before the newest article it dates."""
        lagging = self.now - timedelta(seconds=self.options.cache_lag)
        newest = max((post.truth.published for post in dated), default=lagging)
        return View(self.options, max(lagging, min(newest, self.now)), self.views)


def page(route: Route, at: DemoMoment) -> str | None:
    """The page a route leads to; None for an unknown id, an unknown listing, and past a listing's end."""
    if route.kind == "article":
        return _article(route.key, at)
    if route.kind == "static":
        main = at.template.static(int(route.key), at.options)
        return _frame("page", STATIC_PAGES[int(route.key)], "", main, at)
    return _listing(route, at)


def _article(key: str, at: DemoMoment) -> str | None:
    post = at.catalog.by_id.get(int(key)) if key.isascii() and key.isdigit() else None
    if post is None:
        return None
    related = _related(post, at)
    dated = [post, *related] if at.options.related == "relatelist" else [post]
    main = at.template.article(
        post, at.view(dated), at.catalog.neighbours(post.truth.id), related, at.base_url
    )
    return _frame("article", post.truth.title, _canonical(at.base_url, post.truth.url), main, at)


def _canonical(base_url: str, path: str) -> str:
    """The canonical link of an article."""
    return f'    <link rel="canonical" href="{escape(base_url.rstrip("/") + path)}">\n'


def _related(post: DemoPost, at: DemoMoment) -> list[DemoPost]:
    if at.options.related == "off":
        return []
    always, pool = at.catalog.related(post)
    chosen = always + at.rng.sample(pool, min(len(pool), max(0, _RELATED - len(always))))
    at.rng.shuffle(chosen)
    return chosen


def _listing(route: Route, at: DemoMoment) -> str | None:
    posts = at.catalog.listing(route.kind, route.key)
    if posts is None:
        return None
    last = max(1, -(-len(posts) // PER_PAGE))
    if route.page > last:
        return None
    own = posts[(route.page - 1) * PER_PAGE : route.page * PER_PAGE]
    on_page = at.catalog.on_top(route.kind, route.key, route.page) + own
    shown = DemoListing(route.kind, route.key, _name(route, at.options), on_page, route.page, last)
    main = at.template.listing(shown, at.view(on_page))
    head = _FEED_LINK if (route.kind, route.page) == ("home", 1) else ""
    return _frame(_PAGE_KINDS.get(route.kind, route.kind), shown.name, head, main, at)


def _name(route: Route, options: Options) -> str:
    if route.kind == "category":
        return next(category.name for category in options.categories if str(category.id) == route.key)
    if route.kind == "author":
        return AUTHORS[int(route.key) - 1]
    if route.kind == "tag":
        return tag_name(int(route.key))
    return month_name(route.key) if route.kind == "month" else options.site_name


def _frame(kind: str, title: str, head: str, main: str, at: DemoMoment) -> str:
    catalog = at.catalog
    side = Side(catalog.recent(), catalog.hot(at.views), catalog.keys("tag"), catalog.keys("month"))
    timing = (
        f"<!--{at.rng.uniform(9, 80):.2f} ms , {at.rng.randint(8, 19)} queries , 3145kb memory , 0 error-->"
    )
    return at.template.frame(at.options, kind, title, head, main, side) + timing
