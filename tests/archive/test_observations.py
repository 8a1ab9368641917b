"""What listings, feeds and other pages show of articles, in the archive."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tests.making import NOON, Crawl, Put, Rows, hours
from xzcrawl.archive import Archive


def test_a_listing_discovers_addresses_once(put: Put, crawl: Crawl, rows: Rows) -> None:
    counts = put(crawl.listing(crawl.observation("2"), crawl.observation("1"), crawl.observation("2")))
    counts_again = put(crawl.listing(crawl.observation("1"), at=3))
    assert [(r["key"], r["state"], r["url"], r["found_on"], r["found_at"]) for r in rows("urls")] == [
        ("2", "discovered", "http://xz.example/index.php/post/2.html", "http://xz.example/", NOON),
        ("1", "discovered", "http://xz.example/index.php/post/1.html", "http://xz.example/", NOON),
    ]
    assert (counts, counts_again) == ({"urls_found": 2}, {})


def test_an_article_discovers_what_it_links_to(put: Put, crawl: Crawl, rows: Rows) -> None:
    put(crawl.article("1", observations=[crawl.observation("2")]))
    assert [(r["key"], r["state"], r["found_on"]) for r in rows("urls")] == [
        ("1", "fetched", None),
        ("2", "discovered", "http://xz.example/index.php/post/1.html"),
    ]


def test_an_observation_never_takes_a_state_back(put: Put, crawl: Crawl, rows: Rows) -> None:
    put(
        crawl.article("1"),
        crawl.miss("2"),
        crawl.miss("3", "not_article", 200),
        crawl.miss("4", "forbidden", None),
    )
    put(crawl.listing(*map(crawl.observation, "1234"), at=1))
    assert [r["state"] for r in rows("urls")] == ["fetched", "failed", "not_article", "forbidden"]


def test_what_metadata_tell_is_kept_where_it_narrows_or_contradicts_the_page(
    archive_url: str, put: Put, crawl: Crawl, rows: Rows
) -> None:
    second, day = "2022-09-24T10:05:33", "2022-09-20"
    narrow, contradiction = (
        crawl.reading(first, last, source="metadata", text=first, precision=unit, at=at)
        for first, last, unit, at in (
            (second, second, "second", 0),
            (f"{day}T00:00:00", f"{day}T23:59:59", "day", 24),
        )
    )
    put(crawl.article(metadata_readings=(narrow,)))
    put(crawl.article(metadata_readings=(replace(narrow, seen_at=hours(12)),), at=12), at=12)
    with Archive(archive_url) as archive:
        exact = archive.article(1)
    assert (exact.published_source, exact.published_contradicted) == ("metadata", False)
    assert exact.published_earliest == exact.published_latest == datetime(2022, 9, 24, 2, 5, 33, tzinfo=UTC)
    put(crawl.article(metadata_readings=(contradiction,), at=24), at=24)
    with Archive(archive_url) as archive:
        doubted = archive.article(1)
    assert doubted.published_earliest == exact.published_earliest
    assert doubted.published_contradicted
    told = [row["text"] for row in rows("readings") if row["source"] == "metadata"]
    assert (told, rows("events")) == ([second, f"{day}T00:00:00"], [])


def test_a_listing_that_narrows_a_date_sharpens_the_article(
    archive_url: str, put: Put, crawl: Crawl, rows: Rows
) -> None:
    put(crawl.article())
    narrow = crawl.reading(
        "2022-09-24T10:00:00", "2022-09-24T10:59:59", source="listing", text="3小时前", precision="hour", at=1
    )
    counts = put(crawl.listing(crawl.observation("6202", narrow), at=1))
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert (record.published_earliest, record.published_latest, record.published_precision) == (
        datetime(2022, 9, 24, 2, 0, tzinfo=UTC), datetime(2022, 9, 24, 2, 59, 59, tzinfo=UTC), "hour",
    )  # fmt: skip
    assert (record.published_source, record.published_text) == ("listing", "10个月前 (09-24)")
    assert (record.revision, record.last_seen_at) == (1, NOON)
    assert counts == {"readings_added": 1}
    assert [(r["source"], r["run_id"]) for r in rows("readings")] == [("page", 1), ("listing", 2)]


def test_a_listing_that_says_nothing_new_is_not_stored(put: Put, crawl: Crawl, rows: Rows) -> None:
    wide = crawl.reading(
        "2022-09-20T00:00:00", "2022-09-30T00:00:00", source="listing", text="10个月前", at=1
    )
    unread = crawl.reading(None, None, source="listing", text="很久以前")
    put(crawl.article())
    put(crawl.listing(crawl.observation("6202", wide), crawl.observation("6202", unread), at=1))
    assert [r["source"] for r in rows("readings")] == ["page"]


def test_a_listing_that_disagrees_is_stored_once_and_shown(
    archive_url: str, put: Put, crawl: Crawl, rows: Rows
) -> None:
    items: list[Any] = [crawl.article()]
    for at in (1, 2):
        other = crawl.reading(
            "2021-01-01T00:00:00", "2021-01-01T23:59:59", source="listing", text="2021-01-01", at=at
        )
        items.append(crawl.listing(crawl.observation("6202", other), at=at))
    put(*items)
    assert [r["source"] for r in rows("readings")] == ["page", "listing"]
    with Archive(archive_url) as archive:
        record = archive.article(1)
        assert archive.stats().contradicted == 1
    assert (record.published_contradicted, record.published_at) == (
        True,
        datetime(2022, 9, 23, 16, 0, tzinfo=UTC),
    )


def test_the_feed_gives_the_second_before_the_page_was_fetched(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    exact = crawl.reading(
        "2022-09-24T10:05:33", "2022-09-24T10:05:33", source="feed", text="Sat, 24 Sep 2022 10:05:33 +0800",
        precision="second",
    )  # fmt: skip
    put(crawl.listing(crawl.observation("6202", exact)))
    put(crawl.article(at=1))
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert record.published_at == datetime(2022, 9, 24, 2, 5, 33, tzinfo=UTC)
    assert (record.published_precision, record.published_source) == ("second", "feed")


def test_a_date_text_that_could_not_be_read_is_kept_as_evidence(
    archive_url: str, put: Put, crawl: Crawl, rows: Rows
) -> None:
    put(crawl.article(reading=crawl.reading(None, None, text="很久以前", views=5)))
    (row,) = rows("readings")
    assert (row["text"], row["earliest"], row["precision"], row["views"]) == ("很久以前", None, None, 5)
    with Archive(archive_url) as archive:
        assert archive.article(1).published_at is None
