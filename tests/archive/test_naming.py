"""Authors and categories that lists tell, where the pages of the articles do not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.making import Crawl, Put
from xzcrawl.archive import Archive
from xzcrawl.items import Listing, ListingPage


@pytest.fixture
def listed(crawl: Crawl) -> Callable[..., Listing]:
    """A page of the listing of a category or author, as the home listing's item has it."""

    def make(
        kind: Any,
        key: str,
        name: str,
        *posts: str,
        page: int = 1,
        last: int = 1,
        pinned: tuple[str, ...] = (),
        at: float = 0.0,
    ) -> Listing:
        url = f"http://xz.example/index.php/{kind}-{key}.html"
        shown = ListingPage(kind, key, page, url, posts, pinned, last, "", name)
        observations = [crawl.observation(post) for post in (*posts, *pinned)]
        item = crawl.listing(*observations, at=at, shown=shown)
        return replace(item, kind=kind)

    return make


@pytest.fixture
def ended(put: Put) -> Put:
    """As ``put``, in a run that came to its end."""
    return lambda *items, at=0: put(*items, at=at, outcome="finished")


def named(archive_url: str) -> dict[str, tuple[str | None, ...]]:
    with Archive(archive_url) as archive:
        return {
            one.key: (one.author, one.author_source, one.category, one.category_source)
            for one in archive.articles()
        }


def test_what_the_page_names_stays_whatever_a_list_shows(
    archive_url: str, ended: Put, crawl: Crawl, listed: Callable[..., Listing]
) -> None:
    ended(
        crawl.article("1", author="admin", category="招商政策"),
        listed("category", "5", "铜山厂房", "1"),
        listed("author", "1", "编辑", "1"),
    )
    assert named(archive_url) == {"1": ("admin", "page", "招商政策", "page")}


def test_a_list_names_what_the_page_leaves_out(
    archive_url: str, ended: Put, crawl: Crawl, listed: Callable[..., Listing]
) -> None:
    ended(
        crawl.article("1"),
        crawl.article("2", author="admin"),
        listed("category", "5", "铜山厂房", "1", "2"),
        listed("author", "1", "编辑", "1", "2"),
    )
    assert named(archive_url) == {
        "1": ("编辑", "listing", "铜山厂房", "listing"),
        "2": ("admin", "page", "铜山厂房", "listing"),
    }


def test_the_smallest_of_the_categories_that_show_an_article_is_its_own(
    archive_url: str, ended: Put, crawl: Crawl, listed: Callable[..., Listing]
) -> None:
    ended(
        *(crawl.article(key) for key in "123456"),
        listed("category", "4", "厂房资讯", "1", "2", "3", last=2),
        listed("category", "4", "厂房资讯", "4", "5", page=2, last=2),
        listed("category", "5", "铜山厂房", "1", "4"),
        listed("category", "7", None, "6"),
    )
    assert {key: (one[2], one[3]) for key, one in named(archive_url).items()} == {
        "1": ("铜山厂房", "listing"),
        "2": ("厂房资讯", "listing"),
        "3": ("厂房资讯", "listing"),
        "4": ("铜山厂房", "listing"),
        "5": ("厂房资讯", "listing"),
        "6": (None, None),  # its list has no name
    }


def test_of_two_categories_as_small_neither_is_taken(
    archive_url: str, ended: Put, crawl: Crawl, listed: Callable[..., Listing]
) -> None:
    ended(
        crawl.article("1"),
        listed("category", "4", "厂房资讯", "1"),
        listed("category", "5", "铜山厂房", "1"),
    )
    assert named(archive_url)["1"][2:] == (None, None)


def test_a_pinned_post_stands_in_lists_that_it_is_not_in(
    archive_url: str, ended: Put, crawl: Crawl, listed: Callable[..., Listing]
) -> None:
    ended(crawl.article("1"), listed("category", "5", "铜山厂房", pinned=("1",)))
    assert named(archive_url)["1"][2:] == (None, None)


@pytest.mark.parametrize("outcome", ["stopped", "budget", "failed"])
def test_nothing_is_named_by_lists_that_were_not_read_to_their_end(
    archive_url: str, put: Put, ended: Put, crawl: Crawl, listed: Callable[..., Listing], outcome: str
) -> None:
    put(crawl.article("1"), listed("category", "4", "厂房资讯", "1"), outcome=outcome)
    assert named(archive_url)["1"][2:] == (None, None)
    ended(
        listed("category", "5", "铜山厂房", "1", at=1),
        listed("category", "4", "厂房资讯", "2", "1", at=1),
        at=1,
    )
    assert named(archive_url)["1"][2:] == ("铜山厂房", "listing")


def test_a_later_visit_without_names_takes_none_away(
    archive_url: str, ended: Put, crawl: Crawl, listed: Callable[..., Listing]
) -> None:
    ended(
        crawl.article(
            "1", author="admin", category="招商政策", memberships=[("category", "3"), ("tag", "9")]
        ),
        crawl.article("2"),
        listed("category", "5", "铜山厂房", "2"),
    )
    ended(crawl.article("1", at=24), crawl.article("2", at=24), at=24)
    assert named(archive_url) == {
        "1": ("admin", "page", "招商政策", "page"),
        "2": (None, None, "铜山厂房", "listing"),
    }


def test_what_the_page_names_at_last_replaces_what_a_list_told(
    archive_url: str, ended: Put, crawl: Crawl, listed: Callable[..., Listing]
) -> None:
    ended(crawl.article("1"), listed("category", "5", "铜山厂房", "1"))
    ended(crawl.article("1", category="铜山", at=24), at=24)
    assert named(archive_url)["1"][2:] == ("铜山", "page")


def test_an_article_that_a_list_names_has_changed_for_who_follows(
    archive_url: str, ended: Put, crawl: Crawl, listed: Callable[..., Listing]
) -> None:
    ended(crawl.article("1"), crawl.article("2", category="招商政策", author="admin"))
    ended(listed("category", "5", "铜山厂房", "1", at=24), at=24)
    with Archive(archive_url) as archive:
        since = crawl.noon + timedelta(hours=1)
        assert [one.key for one in archive.articles(changed_since=since)] == ["1"]
        assert [one.revision for one in archive.articles()] == [1, 1]
