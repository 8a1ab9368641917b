"""Says what every theme of the embedded site is given, and what it has to give."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from dateutil.tz import gettz

from xzcrawl.demo.clock import DateStyle, date_html
from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.zblog.links import DemoLinks
from xzcrawl.demo.zblog.names import STATIC_PAGES

_EXCERPT = 150
_WINDOW = 10

#: The article before one and the one after it.
Neighbours = tuple[DemoPost | None, DemoPost | None]


@dataclass(frozen=True, slots=True)
class View:
    """The values that the templates read at one request: the page's clock (aware) and the view counts."""

    options: Options
    clock: datetime
    views: Mapping[int, int]

    def date(self, post: DemoPost, style: DateStyle | None = None) -> str:
        """When a post was published, in the style of the options unless the theme has its own."""
        zone = gettz(self.options.zone)
        return date_html(post.truth.published, self.clock, style or self.options.date_style, zone)

    def instant(self, post: DemoPost) -> str:
        """When a post was published, as machines read it: with the offset of the site's zone."""
        return post.truth.published.astimezone(gettz(self.options.zone)).isoformat()


@dataclass(frozen=True, slots=True)
class DemoListing:
    """One page of a listing: its kind and key, what it is called, its posts, its number and the last."""

    kind: str
    key: str
    name: str
    posts: Sequence[DemoPost]
    page: int
    last: int


@dataclass(frozen=True, slots=True)
class Side:
    """Contents of side lists: the newest posts, the most read, the tags and the months by number of posts."""

    recent: Iterable[DemoPost]
    hot: Iterable[DemoPost]
    tags: Iterable[str]
    months: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Template:
    """The pages of a theme: main columns, and the whole page around one.

    ``article`` takes a post, the view, its neighbours, posts related to it, and the site's base URL;
    ``frame`` the options, the kind of page, its title, markup for its head, main column and side lists.
    """

    article: Callable[[DemoPost, View, Neighbours, Sequence[DemoPost], str], str]
    listing: Callable[[DemoListing, View], str]
    static: Callable[[int, Options], str]
    frame: Callable[[Options, str, str, str, str, Side], str]


def link(href: str, html: str, extra: str = "") -> str:
    """An ``a`` element around markup."""
    return f'<a href="{escape(href)}"{extra}>{html}</a>'


def is_pin(post: DemoPost, kind: str) -> bool:
    """Whether a post is shown as a pinned one in a list of this kind."""
    is_apart = kind in ("home", "category") or post.truth.pinned != "lists"
    return post.truth.pinned is not None and is_apart


def excerpt(post: DemoPost) -> str:
    """The first 150 characters of a body, as the CMS strips it of tags."""
    lines = (*post.truth.paragraphs, *post.truth.footer)
    return " ".join(lines)[:_EXCERPT] + "..."


def menu(options: Options) -> str:
    """The items of the site's menu: categories and static pages."""
    links = DemoLinks(options.url_form, "nav")
    items = [link("/", "首页")]
    items += [link(links.listing("category", str(c.id)), escape(c.name)) for c in options.categories]
    items += [link(links.static(number), name) for number, name in STATIC_PAGES.items()]
    return "".join(f"<li>{item}</li>" for item in items)


def window(page: int, last: int) -> range:
    """The pages that a pager links by their number: ten of them, around its own."""
    first = max(1, min(page - _WINDOW // 2, last - _WINDOW + 1))
    return range(first, min(first + _WINDOW, last + 1))


def by_author(post: DemoPost, links: DemoLinks) -> str:
    """The link to the posts of a post's author."""
    return link(links.listing("author", str(post.author_id)), escape(post.truth.author))


def in_category(post: DemoPost, links: DemoLinks) -> str:
    """The link to the category of a post."""
    return link(links.listing("category", str(post.category_id)), escape(post.truth.category))
