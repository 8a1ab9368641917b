"""What readers get of an article's past, and what a crawl is told of the past of a site."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.known_keys import known_keys
from tests.making import Crawl, Put, record_id
from xzcrawl.archive import Archive
from xzcrawl.errors import NotInArchive
from xzcrawl.items import ListingLink, ListingPage


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    with Archive(archive_url, write=True) as archive:
        yield archive


def with_page(item: Any, name: str) -> Any:
    """The item as read from the snapshot of this name."""
    page = type(item.page)(
        item.page.url, 200, {}, b"<html>", item.page.requested_at, item.page.fetched_at, record_id(name)
    )
    return replace(item, page=page)


def test_a_revision_names_the_page_it_was_read_from(archive: Archive, put: Put, crawl: Crawl) -> None:
    put(crawl.capture("a", b"one"), with_page(crawl.article(lines=("甲。",)), "a"))
    put(crawl.capture("b", b"two", at=1), with_page(crawl.article(lines=("乙。",), at=1), "b"), at=1)
    found = list(archive.revisions(1))
    assert [(r.number, r.cause, r.text, r.extractor) for r in found] == [
        (1, "first", "甲。", "7"),
        (2, "changed", "乙。", "7"),
    ]
    assert [r.seen_at - crawl.noon for r in found] == [timedelta(0), timedelta(hours=1)]
    assert [r.snapshot.record_id for r in found] == [record_id("a"), record_id("b")]
    assert archive.article(1).snapshot == found[1].snapshot


def test_what_was_not_captured_has_no_snapshot(archive: Archive, put: Put, crawl: Crawl) -> None:
    put(crawl.article())
    assert (archive.article(1).snapshot, next(archive.revisions(1)).snapshot) == (None, None)


def test_events_come_in_the_order_they_happened(archive: Archive, put: Put, crawl: Crawl) -> None:
    put(crawl.article())
    put(crawl.capture("x", status=404, kind="error", at=24), at=24)
    put(crawl.miss("6202", status=404, at=24, gone="404", record_id=record_id("x")), at=24)
    put(crawl.article(at=48), at=48)
    gone, back = archive.history(1).events
    assert (gone.kind, gone.details["how"], gone.snapshot.status) == ("gone", "404", 404)
    assert (back.kind, back.at - crawl.noon, back.snapshot) == ("returned", timedelta(hours=48), None)
    assert archive.article(1).gone_at is None


def test_each_end_of_a_date_is_traced_to_the_observation_that_gave_it(
    archive: Archive, put: Put, crawl: Crawl
) -> None:
    own = crawl.reading("2022-09-20T00:00:00", "2022-09-30T23:59:59", text="10个月前")
    later = crawl.reading(
        "2022-09-24T00:00:00", "2022-10-09T23:59:59", text="9个月前", source="listing", at=1
    )
    put(crawl.capture("own", b"own"), with_page(crawl.article(reading=own), "own"))
    put(
        crawl.capture("list", b"list", kind="listing", at=1),
        with_page(crawl.listing(crawl.observation("6202", later), at=1), "list"),
        at=1,
    )
    earliest, latest = archive.history(1).bounds
    assert (earliest.source, earliest.text, earliest.snapshot.kind) == ("listing", "9个月前", "listing")
    assert (latest.source, latest.text, latest.snapshot.kind) == ("page", "10个月前", "article")
    assert [
        (observation.source, observation.seen_at - crawl.noon) for observation in archive.history(1).readings
    ] == [
        ("page", timedelta(0)),
        ("listing", timedelta(hours=1)),
    ]


def test_a_date_says_which_observation_gave_it_only_since_it_was_changed(
    archive: Archive, put: Put, crawl: Crawl
) -> None:
    put(crawl.article(reading=crawl.reading("2022-09-24T00:00:00", "2022-09-24T23:59:59", text="2022-09-24")))
    new = crawl.reading("2023-07-01T00:00:00", "2023-07-01T23:59:59", text="2023-07-01", at=24)
    put(crawl.article(at=24, reading=new), at=24)
    assert [observation.text for observation in archive.history(1).bounds] == ["2023-07-01", "2023-07-01"]
    assert len(archive.history(1).readings) == 2


def test_an_article_without_a_date_has_no_bounds(archive: Archive, put: Put, crawl: Crawl) -> None:
    put(crawl.article(reading=crawl.reading(None, None, text="刚才")))
    assert archive.history(1).bounds == (None, None)


@pytest.mark.parametrize("name", [0, -1, 2, 2**70])
@pytest.mark.parametrize("what", ["revisions", "history", "snapshots_of"])
def test_the_history_of_what_is_not_there_is_missing(
    archive: Archive, put: Put, crawl: Crawl, name: int, what: str
) -> None:
    put(crawl.article())
    with pytest.raises(NotInArchive, match=f"no article {name} "):
        getattr(archive, what)(name)


def test_known_articles_tell_in_which_listings_they_are(archive: Archive, put: Put, crawl: Crawl) -> None:
    put(crawl.article(memberships=[("category", "2"), ("author", "1")]))
    put(crawl.miss("6202", status=404, at=24, gone="404"), at=24)
    known = known_keys(archive, "xz.example")["6202"]
    assert known.memberships == [("category", "2"), ("author", "1")]
    assert (known.state, known.gone_at - crawl.noon) == ("gone", timedelta(hours=24))  # type: ignore[operator]
    assert known.next_visit_at == archive.article(1).next_visit_at


def test_listing_pages_are_known_with_what_they_showed(archive: Archive, put: Put, crawl: Crawl) -> None:
    shown = ListingPage("home", "", 1, crawl.base, ("6202", "6201"), ("6000",), 9, f"{crawl.base}page_9.html")
    put(crawl.listing(shown=shown, listings=[ListingLink("category", "2", "http://xz.example/cate")]))
    category, home = archive.known_listings("xz.example")
    assert (home.shown, home.read_at) == (shown, crawl.noon)
    assert (category.key, category.page, category.url) == ("2", 1, "http://xz.example/cate")
    assert (category.read_at, category.shown) == (None, None)
    assert archive.known_listings("sz.example") == []


def test_images_are_held_once_a_crawl_has_their_snapshot(archive: Archive, put: Put, crawl: Crawl) -> None:
    put(crawl.capture("a", b"jpeg", kind="image"), crawl.capture("b", b"html"))
    asked = [crawl.url("a"), crawl.url("b"), crawl.url("c")]
    assert archive.held_files("xz.example", "image", asked) == {crawl.url("a")}
    assert archive.held_files("sz.example", "image", asked) == set()


def test_images_that_are_missing_are_those_of_articles_fetched_since(
    archive: Archive, put: Put, crawl: Crawl
) -> None:
    """By their articles; not those that are held, nor of articles that are gone."""
    before, since = (
        crawl.article("1", images=[("http://xz.example/old.jpg", "")]),
        crawl.noon + timedelta(hours=1),
    )
    both = [("http://xz.example/b.jpg", ""), ("http://xz.example/a.jpg", ""), (crawl.url("held"), "")]
    put(before, crawl.capture("held", b"jpeg", kind="image"))
    put(crawl.article("2", at=2, images=both), crawl.article("3", at=2, images=both[:1]), at=2)
    gone = crawl.article("4", at=3, images=[("http://xz.example/gone.jpg", "")])
    put(gone, crawl.miss("4", at=4, gone="404"), at=4)
    assert archive.missing_files("xz.example", "image", since) == {
        crawl.url("2"): ["http://xz.example/b.jpg", "http://xz.example/a.jpg"],
        crawl.url("3"): ["http://xz.example/b.jpg"],
    }
    assert archive.missing_files("xz.example", "image", None)[crawl.url("1")] == ["http://xz.example/old.jpg"]
    assert archive.missing_files("sz.example", "image", None) == {}
