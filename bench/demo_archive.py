"""Articles of the embedded site as items, and an archive of all of them as a finished crawl leaves it."""

from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import Final

from bench.rows import ArticleRows
from xzcrawl.chunks import chunks
from xzcrawl.demo import DemoSite, Truth
from xzcrawl.demo.content.articles import AUTHORS, FIRST_TAG_ID, TAGS
from xzcrawl.demo.options import CATEGORIES
from xzcrawl.families import ZBLOG_TPURE, Site
from xzcrawl.items import Article, Block, DateInterval, ListingPage, Page, Reading

_A_PAGE: Final = 10
_CATEGORY_IDS: Final = {category.name: category.id for category in CATEGORIES}


def demo_site(base: str) -> Site:
    """The embedded site as our crawler knows it."""
    return Site.at(base, ZBLOG_TPURE)


def article_of(truth: Truth, site: Site, seen_at: datetime, lines: int | None = None) -> Article:
    """An article as its page shows it to us; of its paragraphs only so many ``lines``. No images."""
    key, published = str(truth.id), truth.published
    interval = DateInterval(published, published, "second", f"{published:%Y-%m-%d %H:%M:%S}")
    return Article(
        page=Page(truth.url, 200, {}, b"", seen_at, seen_at),
        site=site.key,
        key=key,
        url=truth.url,
        source_id=key,
        title=truth.title,
        author=truth.author,
        category=truth.category,
        breadcrumbs=truth.breadcrumbs,
        tags=truth.tags,
        views=truth.views,
        reading=Reading("page", seen_at, interval.text, interval),
        blocks=tuple(Block("paragraph", text, f"<p>{escape(text)}</p>") for text in truth.paragraphs[:lines]),
        memberships=tuple(_memberships(truth)),
    )


def _memberships(truth: Truth) -> Iterator[tuple[str, str]]:
    yield "author", str(AUTHORS.index(truth.author) + 1)
    yield from (("category", str(_CATEGORY_IDS[name])) for name in truth.breadcrumbs)
    yield from (("tag", str(FIRST_TAG_ID + TAGS.index(name))) for name in truth.tags)


def archive_all(url: str, demo: DemoSite, seen_at: datetime, lines: int | None = None) -> None:
    """An archive of what ``demo`` has at ``seen_at``, and of its home pages; no other list was read."""
    site = demo_site(demo.base_url)
    rows = ArticleRows(url, site, seen_at)
    truths = demo.articles
    rows.add(article_of(truth, site, seen_at, lines) for truth in truths)
    rows.add_pages(list(_home_pages(truths, site)))
    rows.finish()


def _home_pages(truths: list[Truth], site: Site) -> Iterator[ListingPage]:
    pinned = tuple(str(truth.id) for truth in truths if truth.pinned)
    pages = list(chunks((str(truth.id) for truth in truths if not truth.pinned), _A_PAGE))
    for number, keys in enumerate(pages, 1):
        yield ListingPage(
            kind="home",
            key="",
            page=number,
            url=_home_url(site, number),
            posts=tuple(keys),
            pinned=pinned if number == 1 else (),
            last_page=len(pages),
            last_url=_home_url(site, len(pages)),
        )


def _home_url(site: Site, page: int) -> str:
    return site.base_url if page == 1 else f"{site.base_url}index.php/page_{page}.html"
