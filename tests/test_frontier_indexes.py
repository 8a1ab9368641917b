"""What a walk makes of lists for programs: indexes, which show what is there, and sitemaps, which may not."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from xzcrawl.extract import Mention, Outline, Post
from xzcrawl.families import Site, named
from xzcrawl.frontier import HOME, Frontier, Known, KnownArticle, KnownArticles, Visit
from xzcrawl.urls import Address, Kind

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
BASE = "http://news.example.cn/"
SITE = Site.at(BASE, named("wordpress-classic"))
INDEX = Address(Kind.INDEX, "posts"), f"{BASE}wp-json/wp/v2/posts?per_page=100&page=1"
CATEGORY = Address(Kind.CATEGORY, "news"), f"{BASE}category/news/"
TAG = Address(Kind.TAG, "rent"), f"{BASE}tag/rent/"
SITEMAP = f"{BASE}sitemap.xml"
#: Long after the walk before, and long before it.
CHANGED, UNCHANGED = NOW - timedelta(hours=1), NOW - timedelta(days=9)


def outline(
    *keys: str,
    listings: Sequence[tuple[Address, str]] = (),
    mentions: Sequence[Mention] = (),
    modified: datetime | None = None,
    last: int = 1,
) -> Outline:
    posts = tuple(
        Post(key, f"{BASE}archives/{key}", f"标题{key}", None, False, frozenset(), modified) for key in keys
    )
    return Outline(
        page_kind="index",
        posts=posts,
        mentions=tuple(mentions),
        static_keys=frozenset(),
        older=None,
        newer=None,
        listings=tuple(listings),
        pager=(last, INDEX[1]) if last > 1 else None,
        next_page=None,
        memberships=frozenset(),
    )


def archived(*keys: str) -> Known:
    """Articles that came yesterday."""
    fetched = NOW - timedelta(days=1)
    return Known(
        articles=KnownArticles({key: KnownArticle(key, fetched_at=fetched) for key in keys}),
        addresses={key: (f"{BASE}archives/{key}",) for key in keys},
    )


def paths(visits: Sequence[Visit]) -> list[str]:
    return [visit.url.removeprefix(BASE) for visit in visits]


def asked_when_idle(frontier: Frontier) -> list[str]:
    return paths(frontier.idle(NOW, 3))


def test_a_whole_walk_reads_all_pages_of_an_index_and_what_they_show() -> None:
    frontier = Frontier(SITE)
    frontier.start()
    frontier.saw_listing(HOME, outline("1", "2", listings=[INDEX, TAG]))
    (first,) = frontier.idle(NOW, 3)
    assert (first.address, first.guessed) == (INDEX[0], True)
    visits = frontier.saw_listing(INDEX[0], outline("1", "2", "3", last=3))
    assert paths(visits) == [
        "archives/3",
        "wp-json/wp/v2/posts?per_page=100&page=2",
        "wp-json/wp/v2/posts?per_page=100&page=3",
    ]


def test_tags_are_read_only_where_no_index_shows_all_that_lists_show() -> None:
    for shown, expected in ((("1", "2"), ["feed/"]), (("1",), ["tag/rent/"])):
        frontier = Frontier(SITE)
        frontier.start()
        frontier.saw_listing(HOME, outline("1", "2", listings=[INDEX, TAG]))
        frontier.idle(NOW, 3)
        frontier.saw_listing(INDEX[0], outline(*shown))
        assert asked_when_idle(frontier) == expected


def test_an_index_that_is_shut_is_asked_for_once() -> None:
    frontier = Frontier(SITE)
    frontier.start()
    frontier.saw_listing(HOME, outline("1", listings=[INDEX, TAG]))
    frontier.idle(NOW, 3)
    assert frontier.missed_listing(INDEX[0], absent=True) == []
    assert asked_when_idle(frontier) == ["tag/rent/"]


def test_an_update_reads_an_index_in_place_of_categories_and_sees_what_was_changed() -> None:
    frontier = Frontier(SITE, archived("1", "2"), "news")
    frontier.start()
    frontier.saw_listing(HOME, outline("1", listings=[INDEX, CATEGORY]))
    assert asked_when_idle(frontier) == ["wp-json/wp/v2/posts?per_page=100&page=1"]
    frontier.saw_listing(INDEX[0], outline("2", "1", modified=CHANGED))
    assert asked_when_idle(frontier) == ["archives/1", "archives/2"]


@pytest.mark.parametrize(("modified", "more"), [(CHANGED, True), (UNCHANGED, False)])
def test_an_update_reads_on_while_the_last_of_an_index_is_changed(modified: datetime, more: bool) -> None:
    frontier = Frontier(SITE, archived("1"), "news")
    frontier.start()
    frontier.saw_listing(HOME, outline("1", listings=[INDEX]))
    frontier.idle(NOW, 3)
    visits = frontier.saw_listing(INDEX[0], outline("1", modified=modified, last=9))
    assert paths(visits) == (["wp-json/wp/v2/posts?per_page=100&page=2"] if more else [])


@pytest.mark.parametrize(
    ("modified", "is_asked"),
    [
        (NOW, True),
        (NOW - timedelta(days=1, minutes=9), True),  # by clocks that do not agree
        (NOW - timedelta(days=1, minutes=11), False),
        (None, False),
    ],
)
def test_what_was_changed_since_it_came_is_fetched_again(modified: datetime | None, is_asked: bool) -> None:
    frontier = Frontier(SITE, archived("1"))
    frontier.saw_sitemaps([SITEMAP, "http://other.example.cn/sitemap.xml"])
    frontier.start()
    frontier.saw_listing(HOME, outline("1"))
    assert asked_when_idle(frontier) == ["sitemap.xml"]
    mention = Mention("1", f"{BASE}archives/1", "", modified)
    frontier.saw_listing(Address(Kind.SITEMAP, "/sitemap.xml"), outline(mentions=[mention]))
    assert ("archives/1" in asked_when_idle(frontier)) is is_asked


@pytest.mark.parametrize(("changed", "expected"), [(50, 50), (51, 0)])
def test_changes_of_too_many_articles_at_once_are_not_believed(changed: int, expected: int) -> None:
    keys = [str(number) for number in range(100, 300)]
    frontier = Frontier(SITE, archived(*keys))
    frontier.saw_sitemaps([SITEMAP])
    frontier.start()
    frontier.saw_listing(HOME, outline(*keys))
    frontier.idle(NOW, 3)
    mentions = [
        Mention(key, f"{BASE}archives/{key}", "", CHANGED if place < changed else UNCHANGED)
        for place, key in enumerate(keys)
    ]
    frontier.saw_listing(Address(Kind.SITEMAP, "/sitemap.xml"), outline(mentions=mentions))
    assert sum("archives/" in path for path in asked_when_idle(frontier)) == expected


def test_what_a_sitemap_alone_shows_is_visited_and_does_not_count_as_listed() -> None:
    frontier = Frontier(SITE)
    frontier.saw_sitemaps([SITEMAP])
    frontier.start()
    frontier.saw_listing(HOME, outline("1"))
    frontier.idle(NOW, 3)
    mention = Mention("7", f"{BASE}archives/7", "")
    found = frontier.saw_listing(Address(Kind.SITEMAP, "/sitemap.xml"), outline(mentions=[mention]))
    assert paths(found) + asked_when_idle(frontier) == ["archives/7"]
    assert not frontier.is_listed("7")


def test_a_sitemap_names_others_and_none_is_read_beside_an_index_that_shows_all() -> None:
    other = Address(Kind.SITEMAP, "/post-sitemap.xml"), f"{BASE}post-sitemap.xml"
    frontier = Frontier(SITE)
    frontier.saw_sitemaps([SITEMAP])
    frontier.start()
    frontier.saw_listing(HOME, outline("1", listings=[INDEX]))
    frontier.idle(NOW, 3)
    frontier.missed_listing(INDEX[0], absent=True)
    assert asked_when_idle(frontier) == ["sitemap.xml"]
    frontier.saw_listing(Address(Kind.SITEMAP, "/sitemap.xml"), outline(listings=[other]))
    assert asked_when_idle(frontier) == ["post-sitemap.xml"]
    told = Frontier(SITE)
    told.saw_sitemaps([SITEMAP])
    told.start()
    told.saw_listing(HOME, outline("1", listings=[INDEX]))
    told.idle(NOW, 3)
    told.saw_listing(INDEX[0], outline("1"))
    assert asked_when_idle(told) == ["feed/"]
