"""What a walk remembers in the archive, so that the next run can go on with it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.making import Crawl, Put, Rows
from xzcrawl.items import ListingLink, ListingPage


def page(number: int, *posts: str, pinned: tuple[str, ...] = (), last: int = 3) -> ListingPage:
    url = f"http://xz.example/index.php/page_{number}.html"
    return ListingPage(
        "home", "", number, url, posts, pinned, last, "http://xz.example/index.php/page_3.html"
    )


def listings(rows: Rows) -> list[tuple[Any, ...]]:
    return [
        (row["kind"], row["key"], row["page"], row["read_at"] is not None) for row in rows("listing_pages")
    ]


def test_a_page_that_was_read_is_remembered(put: Put, rows: Rows, crawl: Crawl) -> None:
    put(crawl.listing(shown=page(2, "11", "10", pinned=("3",))))
    (row,) = rows("listing_pages")
    assert (row["posts"], row["pinned"], row["last_page"], row["read_at"]) == (
        ["11", "10"],
        ["3"],
        3,
        crawl.noon,
    )


def test_a_page_that_is_read_again_is_renewed(put: Put, rows: Rows, crawl: Crawl) -> None:
    put(crawl.listing(shown=page(2, "11", "10")))
    put(crawl.listing(shown=page(2, "12", "11", last=4), at=24), at=24)
    (row,) = rows("listing_pages")
    assert (row["posts"], row["last_page"]) == (["12", "11"], 4)
    assert row["read_at"] == crawl.noon + timedelta(hours=24)


def test_a_listing_that_a_page_links_to_waits_to_be_read(put: Put, rows: Rows, crawl: Crawl) -> None:
    tag = ListingLink("tag", "10", "http://xz.example/index.php/tags-10.html")
    put(crawl.article(listings=[tag]), crawl.listing(listings=[tag], shown=page(1, "6202")))
    assert listings(rows) == [("tag", "10", 1, False), ("home", "", 1, True)]


def test_home_says_when_it_last_showed_an_article(put: Put, rows: Rows, crawl: Crawl) -> None:
    put(crawl.listing(crawl.observation("7"), crawl.observation("8"), shown=page(1, "8", pinned=("7",))))
    put(crawl.listing(crawl.observation("8"), shown=page(1, "8"), at=24), at=24)
    seen = {row["key"]: row["listed_at"] for row in rows("urls")}
    assert seen == {"7": crawl.noon, "8": crawl.noon + timedelta(hours=24)}


def test_an_article_that_home_shows_by_another_title_is_due_until_it_is_read(
    put: Put, rows: Rows, crawl: Crawl
) -> None:
    """A run that is broken off between the two leaves it to the next one."""
    put(crawl.article("7"), crawl.listing(crawl.observation("7"), shown=page(1, "7")))
    (before,) = rows("articles")
    put(crawl.listing(crawl.observation("7"), shown=page(1, "7"), at=24), at=24)
    assert rows("articles")[0]["next_visit_at"] == before["next_visit_at"]
    changed = replace(crawl.observation("7"), title="改过的标题")
    put(crawl.listing(changed, shown=page(1, "7"), at=48), at=48)
    assert rows("articles")[0]["next_visit_at"] == crawl.noon + timedelta(hours=48)
    put(
        crawl.article("7", title="改过的标题", at=49),
        crawl.listing(changed, shown=page(1, "7"), at=49),
        at=49,
    )
    assert rows("articles")[0]["next_visit_at"] > crawl.noon + timedelta(hours=50)
