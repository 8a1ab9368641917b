"""A canonical link that names another article makes one of two in no order, whichever came first."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.known_keys import known_keys
from tests.making import Crawl, Put, Rows
from xzcrawl.archive import Archive
from xzcrawl.items import Article


def misnamed(crawl: Crawl, at: float = 0) -> Article:
    """The article 12, whose canonical link names the one after it by its alias."""
    return crawl.article(
        "story-103", source_id="12", asked_key="12", fetched_from=crawl.url("12"), lines=("甲。",), at=at
    )


def named(crawl: Crawl, at: float = 0) -> Article:
    return crawl.article("story-103", source_id="103", asked_key="story-103", lines=("乙。",), at=at)


@pytest.mark.parametrize("batches", [1, 2])
@pytest.mark.parametrize("order", [(misnamed, named), (named, misnamed)], ids=["before", "after"])
def test_two_articles_of_which_one_names_the_other_stay_two(
    archive_url: str, put: Put, crawl: Crawl, rows: Rows, order: tuple[Any, ...], batches: int
) -> None:
    items = [make(crawl, at) for at, make in enumerate(order)]
    if batches == 1:
        put(*items)
    else:
        for at, item in enumerate(items):
            put(item, at=at)
    for at, make in enumerate(order):
        put(make(crawl, at + 5), at=at + 5)
    with Archive(archive_url) as archive:
        found = {one.source_id: (one.text, one.revision) for one in archive.articles()}
        assert found == {"12": ("甲。", 1), "103": ("乙。", 1)}
        ids = {one.source_id: one.id for one in archive.articles()}
        assert (archive.article(crawl.url("12")).id, archive.article(crawl.url("story-103")).id) == (
            ids["12"],
            ids["103"],
        )


def test_an_address_that_was_seen_of_both_goes_to_the_one_that_it_names(
    archive_url: str, put: Put, crawl: Crawl, rows: Rows
) -> None:
    """A revisit asks for the first article by its wrong key, at its own address."""
    put(misnamed(crawl))
    again = crawl.article(
        "story-103",
        source_id="12",
        asked_key="story-103",
        fetched_from=crawl.url("12"),
        lines=("甲。",),
        at=1,
    )
    put(replace(again, asked_url=crawl.url("12")), at=1)
    put(named(crawl, 2), at=2)
    with Archive(archive_url) as archive:
        assert {one.source_id: one.text for one in archive.articles()} == {"12": "甲。", "103": "乙。"}
        known = known_keys(archive, "xz.example")
    seen = {key: sorted(each.url for each in known[key].addresses) for key in ("12", "story-103")}
    assert seen == {"12": [crawl.url("12")], "story-103": [crawl.url("story-103")]}


def test_an_article_that_has_another_id_now_is_still_the_same(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    """After a new installation the CMS gives each article another number; the texts are the same."""
    put(misnamed(crawl))
    put(crawl.article("story-103", source_id="512", asked_key="story-103", lines=("甲。",), at=1), at=1)
    with Archive(archive_url) as archive:
        assert [(one.source_id, one.text, one.revision) for one in archive.articles()] == [("512", "甲。", 1)]


def test_what_lists_told_of_either_is_left_out_when_two_are_parted(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    """Nothing tells of which of the two they did; the first is visited again at once."""
    told = crawl.reading("2023-07-18T08:00:00", "2023-07-18T08:00:59", source="listing", text="2天前")
    put(crawl.listing(crawl.observation("story-103", told)))
    put(misnamed(crawl, 1), at=1)
    put(named(crawl, 2), at=2)
    with Archive(archive_url) as archive:
        first = next(one for one in archive.articles() if one.source_id == "12")
        sources = {observation.source for observation in archive.history(first.id).readings}
        due = known_keys(archive, "xz.example")["12"].next_visit_at
    assert (sources, due) == ({"page"}, crawl.noon + timedelta(hours=2))
