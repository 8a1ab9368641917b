"""WordPress: its addresses, its feeds, its ids. The same for all its themes. Pure.

A site chooses how the addresses of its posts look (``/2023/07/18/slug/``, ``/archives/118``, ``/slug/``,
``/118.html``, ``?p=118``) and WordPress answers each of its resources as a query too. Listings have a word of
their own in their path (``category``, ``tag``, ``author``), perhaps behind what stands before all posts
(``/archives/category/news/``), and ``/page/2/`` behind it (``WP_Rewrite``).

A post's key is its id where its address has one, else its slug, which no other post has
(``wp_unique_post_slug``): so it stays when the site changes its pattern or the post's date. A category's key
is the path of its slugs, for its address names the categories above it. ``Address.certain`` is False for a
path that a static page could have too.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from xzcrawl.families.family import Cms
from xzcrawl.families.paths import ThemeFolders, above, path_below
from xzcrawl.families.tree import Tree, classes
from xzcrawl.families.wordpress_rest import ROUTE, posts_urls, read_posts
from xzcrawl.urls import CONTROL, Address, Kind, decoded

_LISTING_WORD: Final = {"category": Kind.CATEGORY, "tag": Kind.TAG, "author": Kind.AUTHOR}
_LISTING_QUERY: Final = {
    "cat": Kind.CATEGORY,
    "category_name": Kind.CATEGORY,
    "tag": Kind.TAG,
    "author": Kind.AUTHOR,
    "author_name": Kind.AUTHOR,
}
#: Queries of pages that are no content of their own, or the same as without them: search, previews, replies.
_NO_CONTENT_QUERY: Final = frozenset(
    ("s", "page_id", "attachment_id", "preview", "replytocom", "share", "cpage", "sitemap")
)
#: WordPress's own folders and scripts, what hangs on a post's address, search, files: never content.
_NO_CONTENT: Final = re.compile(
    r"/wp-[\w.-]+(?:/.*)?|/search(?:/.*)?|/comments/feed(?:/.*)?"
    r"|.*/(?:feed|embed|trackback|attachment|comment-page-\d+)(?:/.*)?|.*\.(?!s?html?/?$)\w{1,5}/?",
    re.IGNORECASE | re.DOTALL,
)
_FEED: Final = re.compile(r"/feed(?:/(?:feed|rss|rss2))?/?")
_FEED_QUERY: Final = frozenset(("feed", "rss", "rss2"))
_PAGE: Final = re.compile(r"/page/(?P<page>\d{1,9})/?$")
_LISTING: Final = re.compile(r"(?:/[^/]+)?/(?P<word>category|tag|author)/(?P<key>.+?)/?")
_MONTH_AND_DAY: Final = r"(?P<month>\d{2})(?:/(?P<day>\d{2}))?"
#: The lists of a year, month or day. WordPress puts ``date`` before them where posts have numbers alone.
_DATES: Final = (
    re.compile(rf"(?:/[^/]+)?/date/(?P<year>[12]\d{{3}})(?:/{_MONTH_AND_DAY})?/?"),
    re.compile(rf"(?:/[^/]+)?/(?P<year>[12]\d{{3}})/{_MONTH_AND_DAY}/?"),
    re.compile(r"/(?P<year>[12]\d{3})/?"),
)
_DATE_QUERY: Final = re.compile(r"(?P<year>[12]\d{3})(?:(?P<month>\d{2})(?P<day>\d{2})?)?")
_END: Final = r"(?:\.s?html?)?/?"
#: The patterns that no static page has: behind a date, or a number behind the word for all posts.
_CERTAIN: Final = re.compile(
    rf"(?:/[^/]+)?/[12]\d{{3}}/\d{{2}}/(?:\d{{2}}/)?[^/]+{_END}|/(?:archives?|posts?)/\d+{_END}"
)
_LAST: Final = re.compile(rf".*/(?P<key>[^/]+?){_END}", re.DOTALL)
#: A further part of a long post (``slug/2/``), where the number cannot be an id: behind a name, or behind the
#: id of the post, which is known for one because it is neither a year nor a day.
_PART: Final = re.compile(
    r"(?P<whole>.*/(?!archives?/|posts?/)[^/]*[^/\d][^/]*"
    r"|(?:/[^/]+)?/(?:archives?|posts?)/(?!(?:19|20)\d\d/)\d+"
    r"|(?:/[^/]+)?/[12]\d{3}/\d{2}/(?:\d{2}/\d+|\d{3,}))/(?P<part>[1-9]\d?)/?",
    re.DOTALL,
)
_LONGEST_PATH: Final = 400
_PAGE_IN_PATH: Final = re.compile(r"/page/\d+")
_PAGE_IN_QUERY: Final = re.compile(r"(^|&)(paged?)=\d+")
#: Sitemaps of WordPress itself, and of the plug-ins that take its place.
_OTHER_SITEMAP: Final = re.compile(
    r"/wp-sitemap-(?!posts-post-)|/(?:page|category|post_tag|author|attachment|post_format)-sitemap\d*\.xml"
)
_SHORT_LINK: Final = re.compile(r"[?&]p=(\d{1,20})$")


def classify(url: str, base: str) -> Address | None:
    """What an absolute URL is on the site of ``base``; None for other sites and for pages without content."""
    parts = urlsplit(url)
    path = path_below(parts, base)
    if path is None:
        return None
    values = _values(parts.query)
    if values.get("rest_route", path.removeprefix("/wp-json")) == ROUTE:
        return Address(Kind.INDEX, "posts", _number(values.get("page", "")) or 1)
    if not _NO_CONTENT_QUERY.isdisjoint(values):
        return None
    if path == "/" and values:
        return _by_query(values)
    return Address(Kind.HOME, "") if path == "/" else _by_path(decoded(path))


def article_at(url: str, base: str) -> Address | None:
    """The article that a URL names where only articles are linked; elsewhere a date names a list.

    Posts whose addresses end with their id may look like a year or day: ``/2023/``, ``/2023/07/18/``.
    """
    address = classify(url, base)
    if address is None or address.kind is Kind.ARTICLE:
        return address
    if address.kind is not Kind.MONTH or address.page > 1:
        return None
    last = _LAST.fullmatch(decoded(path_below(urlsplit(url), base) or ""))
    return Address(Kind.ARTICLE, _without_zeros(last["key"]), certain=False) if last else None


def part_at(url: str, base: str) -> Address | None:
    """The post of which a URL shows a further part: ``/slug/2/``, ``?p=118&page=2``."""
    parts = urlsplit(url)
    path = path_below(parts, base)
    if path is None or classify(url, base) is not None:
        return None
    values = _values(parts.query)
    if not _NO_CONTENT_QUERY.isdisjoint(values):
        return None
    if path == "/":
        post_id, number = _number(values.get("p", "")), _number(values.get("page", ""))
        return Address(Kind.ARTICLE, str(post_id), number) if post_id and 1 < number < 100 else None
    found = _PART.fullmatch(decoded(path))
    post = _by_path(found["whole"]) if found else None
    if found is None or post is None or post.kind is not Kind.ARTICLE or found["part"] == "1":
        return None
    return post._replace(page=int(found["part"]))


def _values(query: str) -> Mapping[str, str]:
    """The first value of each name in a query."""
    values: dict[str, str] = {}
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        values.setdefault(name, decoded(value.replace("+", " ")))
    return values


def _by_query(values: Mapping[str, str]) -> Address | None:
    page = _number(values.get("paged", "1")) or 1
    if "rest_route" in values:
        return None
    if post_id := _number(values.get("p", "")):
        return Address(Kind.ARTICLE, str(post_id)) if "page" not in values else None
    named = ((kind, values[name]) for name, kind in _LISTING_QUERY.items() if values.get(name))
    listing = next(named, None)
    dated = _DATE_QUERY.fullmatch(values.get("m", ""))
    if "feed" in values:
        is_plain = listing is None and dated is None and page == 1 and values["feed"] in _FEED_QUERY
        return Address(Kind.FEED, "") if is_plain else None
    if listing:
        return Address(*listing, page)
    if dated:
        return Address(Kind.MONTH, _date(dated), page)
    return Address(Kind.HOME, "", page) if "paged" in values else None


def _by_path(path: str) -> Address | None:
    if CONTROL.search(path) or len(path) > _LONGEST_PATH:
        return None
    if _FEED.fullmatch(path):
        return Address(Kind.FEED, "")
    if _NO_CONTENT.fullmatch(path):
        return None
    paged = _PAGE.search(path)
    page = int(paged["page"]) if paged else 1
    return _listing(path[: paged.start()] if paged else path, page) or (None if paged else _article(path))


def _listing(path: str, page: int) -> Address | None:
    if not path:
        return Address(Kind.HOME, "", page or 1)
    if match := _LISTING.fullmatch(path):
        return Address(_LISTING_WORD[match["word"]], match["key"], page or 1)
    dates = (pattern.fullmatch(path) for pattern in _DATES)
    dated = next(filter(None, dates), None)
    return Address(Kind.MONTH, _date(dated), page or 1) if dated else None


def _date(match: re.Match[str]) -> str:
    """``2023``, ``2023-07`` or ``2023-07-18``."""
    parts = match.groupdict()
    return "-".join(filter(None, (parts["year"], parts.get("month"), parts.get("day"))))


def _article(path: str) -> Address | None:
    last = _LAST.fullmatch(path)
    if last is None or _PART.fullmatch(path):
        return None
    return Address(Kind.ARTICLE, _without_zeros(last["key"]), certain=_CERTAIN.fullmatch(path) is not None)


def _without_zeros(key: str) -> str:
    """An id as WordPress takes it from a path; any other key as it is."""
    return str(_number(key) or key)


def _number(text: str) -> int:
    """A positive decimal number, or 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


def with_page(url: str, page: int) -> str:
    """Another page of a listing, in the form of a later one's ``url``: ``/page/3/`` or ``paged=3``."""
    parts = urlsplit(url)
    if _PAGE_IN_QUERY.search(parts.query):
        return urlunsplit(parts._replace(query=_PAGE_IN_QUERY.sub(rf"\g<1>\g<2>={page}", parts.query)))
    return urlunsplit(parts._replace(path=_PAGE_IN_PATH.sub(f"/page/{page}", parts.path)))


def query_url(base: str, source_id: str) -> str:
    """Where WordPress answers for a post by its id: it leads on to the post's own address."""
    return urljoin(base, f"?p={quote(source_id)}")


def feed_url(base: str, **query: str) -> str:
    """The site's RSS feed, narrowed by ``date`` (a day) or ``category`` (its key)."""
    if not query:
        return urljoin(base, "feed/")
    if "date" in query:
        return urljoin(base, f"?feed=rss2&m={query['date'].replace('-', '')}")
    category = query["category"]
    name = "cat" if category.isdigit() else "category_name"
    return urljoin(base, f"?feed=rss2&{name}={quote(category)}")


def lists_posts(url: str) -> bool:
    """Whether a sitemap may list posts: others are for static pages, categories, tags and authors."""
    return _OTHER_SITEMAP.search(url) is None


def body_id(tree: Tree) -> str | None:
    """The id of the post that a page shows: ``postid-118`` among its body's classes, else its short link."""
    names = classes(tree.body) if tree.body else []
    named = (name.removeprefix("postid-") for name in names if name.startswith("postid-"))
    found = next((name for name in named if _number(name)), None)
    if found is None and (link := tree.css_first("link[rel='shortlink'][href]")):
        short = _SHORT_LINK.search(link.attributes.get("href") or "")
        return short[1] if short else None
    return found


WORDPRESS: Final = Cms(
    name="WordPress",
    classify=classify,
    article_at=article_at,
    part_at=part_at,
    page_url=with_page,
    by_id=query_url,
    author_url=None,  # ``?author=1`` answers, but firewalls take it for an attack
    feed_url=feed_url,
    feed_overlap=timedelta(0),
    true_feed=True,  # ``mysql2date('D, d M Y H:i:s +0000', …)``: feed-rss2.php
    above=above,
    indexes=posts_urls,
    read_index=read_posts,
    lists_articles=lists_posts,
    source_id=body_id,
    generator="WordPress",
    theme_folders=ThemeFolders("wp-content/themes/"),
)
