"""Typecho: its addresses, its feeds, its ids. The same for all its themes. Pure.

A site chooses how the addresses of its posts look (``/archives/118/``, ``/archives/slug.html``,
``/2023/07/18/slug.html``, ``/category/slug.html``, or any pattern of its own). Listings have a word of their
own (``/category/slug/2/``) or are dates (``/2023/07/page/2/``). All of it stands behind ``/index.php`` where
the server does not rewrite, and is answered there where it does (``install.php``, ``Widget/Archive.php``).

A post's key is its id where its address has one, else its slug, which no other post or page has.
``Address.certain`` is False for a path that a static page (``/about.html``) could have too.
"""

import re
from datetime import timedelta
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from xzcrawl.families.family import Cms
from xzcrawl.families.paths import ThemeFolders, above, path_below
from xzcrawl.families.tree import Tree
from xzcrawl.urls import CONTROL, Address, Kind, decoded

_LISTING_WORD: Final = {"category": Kind.CATEGORY, "tag": Kind.TAG, "author": Kind.AUTHOR}
_NUMBER: Final = r"[1-9]\d{0,8}"
_END: Final = r"(?:\.s?html?)?/?"
#: Typecho's own folders and scripts, what hangs on a post's address, search, feeds, files: never content.
_NO_CONTENT: Final = re.compile(
    r"/(?:action|admin|usr|var|attachment|search|feed|category|tag|author|page|archives?)(?:/.*)?"
    r"|.*/(?:comment|trackback|comment-page-\d+|page/\d+)/?|.*\.(?!s?html?/?$)\w{1,5}/?",
    re.IGNORECASE | re.DOTALL,
)
#: Queries that ask for a search, or for the form in which a comment is answered.
_NO_CONTENT_QUERY: Final = re.compile(r"(?:^|&)(?:s|replyTo)=")
_FEED: Final = re.compile(r"/feed/?")
_HOME: Final = re.compile(rf"/page/(?P<page>{_NUMBER})/?")
_LISTING: Final = re.compile(rf"/(?P<word>category|tag|author)/(?P<key>[^/].*?)(?:/(?P<page>{_NUMBER}))?/?")
#: The lists of a year, month or day.
_DATE: Final = re.compile(
    rf"/(?P<year>[12]\d{{3}})(?:/(?P<month>\d{{2}})(?:/(?P<day>\d{{2}}))?)?(?:/page/(?P<page>{_NUMBER}))?/?"
)
#: The patterns that no static page has: behind the word for all posts, or behind a date.
_CERTAIN: Final = re.compile(rf"/(?:archives?/|[12]\d{{3}}/\d{{2}}/(?:\d{{2}}/)?)(?P<key>[^/]+?){_END}")
_LAST: Final = re.compile(rf".*/(?P<key>[^/]+?){_END}", re.DOTALL)
_LONGEST_PATH: Final = 400
_PAGE: Final = re.compile(r"(?<=/)\d+(?=/?$)")
_RESPOND: Final = "respond-post-"


def classify(url: str, base: str) -> Address | None:
    """What an absolute URL is on the site of ``base``; None for other sites and for pages without content."""
    parts = urlsplit(url)
    path = path_below(parts, base)
    if path is None or _NO_CONTENT_QUERY.search(parts.query):
        return None
    return Address(Kind.HOME, "") if path == "/" else _by_path(decoded(path))


def article_at(url: str, base: str) -> Address | None:
    """The article that a URL names where only articles are linked; elsewhere a number may name a year.

    So ``/2023/`` is the list of a year, or the post 2023 of a site whose addresses are ids alone.
    """
    address = classify(url, base)
    if address is None or address.kind is not Kind.MONTH:
        return address if address and address.kind is Kind.ARTICLE else None
    is_number = address.key.isdigit() and address.page == 1
    return Address(Kind.ARTICLE, address.key, certain=False) if is_number else None


def _by_path(path: str) -> Address | None:
    if CONTROL.search(path) or len(path) > _LONGEST_PATH:
        return None
    return Address(Kind.FEED, "") if _FEED.fullmatch(path) else _listing(path) or _article(path)


def _listing(path: str) -> Address | None:
    if home := _HOME.fullmatch(path):
        return Address(Kind.HOME, "", int(home["page"]))
    if found := _LISTING.fullmatch(path):
        return Address(_LISTING_WORD[found["word"]], found["key"], int(found["page"] or 1))
    if dated := _DATE.fullmatch(path):
        key = "-".join(filter(None, dated.group("year", "month", "day")))
        return Address(Kind.MONTH, key, int(dated["page"] or 1))
    return None


def _article(path: str) -> Address | None:
    if certain := _CERTAIN.fullmatch(path):
        return Address(Kind.ARTICLE, certain["key"])
    last = None if _NO_CONTENT.fullmatch(path) else _LAST.fullmatch(path)
    return Address(Kind.ARTICLE, last["key"], certain=False) if last else None


def with_page(url: str, page: int) -> str:
    """Another page of a listing, in the form of a later one's ``url``: its path ends with the page."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=_PAGE.sub(str(page), parts.path)))


def author_url(base: str, author_id: int) -> str:
    """Where Typecho lists the posts of an author by the author's id."""
    return urljoin(base, f"index.php/author/{author_id}/")


def feed_url(base: str, **query: str) -> str:
    """The site's RSS feed, narrowed by ``date`` (a day) or ``category`` (its key).

    Any listing's path behind ``/feed`` is the address of its feed.
    """
    listing = query["date"].replace("-", "/") if "date" in query else ""
    if "category" in query:
        listing = f"category/{quote(query['category'])}"
    return urljoin(base, f"index.php/feed/{listing}{'/' if listing else ''}")


def form_id(tree: Tree) -> str | None:
    """The id of the post that the form for comments belongs to; None without one."""
    form = tree.css_first(f"[id^='{_RESPOND}']")
    found = (form.id or "").removeprefix(_RESPOND) if form else ""
    return found if re.fullmatch(_NUMBER, found, re.ASCII) else None


TYPECHO: Final = Cms(
    name="Typecho",
    classify=classify,
    article_at=article_at,
    page_url=with_page,
    # where the site has a pattern of its own, the address of an id says 404 of articles that are there
    by_id=None,
    author_url=author_url,
    feed_url=feed_url,
    feed_overlap=timedelta(0),
    true_feed=True,  # ``Typecho\Feed`` writes the instant itself; pages add the site's zone to it
    above=above,
    source_id=form_id,
    generator="Typecho",
    theme_folders=ThemeFolders("usr/themes/"),
)
