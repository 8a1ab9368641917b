"""The settings of a demo site: its size, its texts, and the values the theme's options can take."""

from dataclasses import dataclass
from typing import Literal

from xzcrawl.demo.clock import DateStyle
from xzcrawl.demo.outages import Refusal

ThemeName = Literal[
    "tpure", "default", "Zit", "fallback", "WhitePage", "garland", "HTML5CSS3", "metro", "os2020",
    "twentytwentyone", "twentytwentyfive", "typecho-default",
]  # fmt: skip
UrlForm = Literal["rewrite", "query", "mixed"]
#: How WordPress writes a post's address: ``/2023/07/18/slug/``, ``/archives/118``, ``/slug/``, ``/?p=118``;
#: and Typecho: ``/2023/07/18/slug.html``, ``/archives/118/``, ``/archives/slug.html``, and where nothing is
#: rewritten ``/index.php/archives/118/``.
Permalinks = Literal["dated", "archives", "postname", "plain"]
RelatedStyle = Literal["relatecon", "relatelist", "off"]
InfoPart = Literal["user", "date", "cate", "view", "cmt"]
#: Where a pinned article stands on top: on the first page of the home list and of its categories ("lists", as
#: the CMS had it first), on every page of every list, on the first page of the home list, of every category,
#: or of its own category.
PinScope = Literal["lists", "global", "index", "categories", "category"]


@dataclass(frozen=True, slots=True)
class Category:
    """A category as the CMS knows it; ``parent`` is another category's id."""

    id: int
    name: str
    parent: int | None = None


CATEGORIES = (
    Category(2, "徐州产业信息"),
    Category(3, "招商政策"),
    Category(4, "厂房资讯"),
    Category(5, "铜山厂房", parent=4),
    Category(6, "经开区厂房", parent=4),
    Category(7, "企业动态"),
)

ROBOTS = "User-agent: *\nDisallow: /zb_system/\nDisallow: /search.php\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """One site. The defaults are the site this project was specified from."""

    articles: int = 300
    seed: int = 1
    categories: tuple[Category, ...] = CATEGORIES
    site_name: str = "徐州厂房网"
    contact_name: str = "葛毅明"
    hotline: str = "400 0123 021"
    mobile: str = "13391219793"
    theme: ThemeName = "tpure"  # what else is said of dates and parts holds for tpure
    permalinks: Permalinks = "dated"  # of WordPress and Typecho
    sitemap: bool = True  # whether robots.txt of WordPress names one
    rest: bool = True  # whether the REST API of WordPress is open
    date_style: DateStyle = "ago"
    info_order: tuple[InfoPart, ...] = ("user", "date", "cate", "view")  # a part not named is off
    breadcrumb: bool = True
    url_form: UrlForm = "rewrite"
    related: RelatedStyle = "relatecon"
    pinned: int = 1  # how many are pinned to "lists"
    pins: tuple[PinScope, ...] = ()  # one more article is pinned for each of these
    tags: bool = True
    feed_count: int = 10
    by_views: bool = False  # the most read first, in lists and before and after an article; else the newest
    feed_filters: bool = True
    feed_zone: str | None = None  # what the feed calls its zone, true or not; None: its offset
    zone: str = "Asia/Shanghai"  # of the server: of every date and time that it writes
    feed_notice: str = ""  # what PHP prints before the feed
    date_header: str | None = None  # in place of the true one
    categories_hidden_from_home: frozenset[int] = frozenset()
    hidden_each: int = 1  # articles reachable in one way only, for each such way
    encoding: Literal["utf-8", "gbk"] = "utf-8"
    declared_charset: str = "utf-8"  # what the header and the meta element say, true or not
    cache_lag: int = 0  # seconds by which a page's clock lags
    errors_500_every: int = 0  # every n-th CMS request answers 500 once; 0 for never
    missing: Refusal = "404"  # what the address of an article answers that does not exist (any more)
    robots: str = ROBOTS
    crawl_delay: float | None = None
