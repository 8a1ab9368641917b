"""What an archive remembers of an article: revisions, re-datings, that it went and came back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.making import Crawl, Put, Rows
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.items import Link, Reading, Removed


def events(rows: Rows) -> list[tuple[str, Any]]:
    return [(row["kind"], row["details"]) for row in rows("events")]


@pytest.fixture
def now(archive_url: str) -> Callable[[], ArticleRecord]:
    """The one article of the archive as it is now."""

    def read() -> ArticleRecord:
        with Archive(archive_url) as archive:
            (record,) = archive.articles()
        return record

    return read


def test_every_version_of_a_text_is_kept(put: Put, rows: Rows, crawl: Crawl) -> None:
    put(crawl.article(lines=("第一版。",)))
    put(crawl.article(lines=("第二版。",), at=24), at=24)
    put(crawl.article(lines=("第一版。",), at=48), at=48)
    kept = [(row["number"], row["cause"], row["text"], row["run_id"]) for row in rows("revisions")]
    assert kept == [
        (1, "first", "第一版。", 1),
        (2, "changed", "第二版。", 2),
        (3, "changed", "第一版。", 3),
    ]
    assert [row["seen_at"] - crawl.noon for row in rows("revisions")] == [
        timedelta(0), timedelta(hours=24), timedelta(hours=48),
    ]  # fmt: skip


def test_a_new_title_is_a_revision(put: Put, rows: Rows, crawl: Crawl) -> None:
    put(crawl.article(title="旧标题"))
    put(crawl.article(title="新标题", at=24), at=24)
    assert [row["title"] for row in rows("revisions")] == ["旧标题", "新标题"]


def test_what_varies_from_fetch_to_fetch_is_no_revision(put: Put, rows: Rows, crawl: Crawl) -> None:
    put(crawl.full_article())
    again = crawl.full_article()
    blocks = tuple(block for block in again.blocks if block.kind != "image")
    varied: Any = {
        "views": 99,
        "related": (Link(crawl.url("1"), "别的"),),
        "removed": (Removed("孙晓梅", "x"),),
    }
    put(replace(again, page=crawl.page(again.url, at=24), blocks=blocks, **varied), at=24)
    assert len(rows("revisions")) == 1


def test_a_text_that_comes_back_within_one_batch_is_two_revisions(put: Put, rows: Rows, crawl: Crawl) -> None:
    counted = put(
        crawl.article(lines=("甲。",)),
        crawl.article(lines=("乙。",), at=1),
        crawl.article(lines=("甲。",), at=2),
    )
    assert (counted["articles_new"], counted["articles_changed"]) == (1, 2)
    assert [row["number"] for row in rows("revisions")] == [1, 2, 3]


@pytest.mark.parametrize("kind", ["404", "410", "home", "error_page"])
def test_an_article_that_went_is_kept_and_says_between_when(
    put: Put, rows: Rows, now: Callable[[], ArticleRecord], crawl: Crawl, kind: str
) -> None:
    put(crawl.article())
    counted = put(crawl.miss("6202", "gone", 404, at=24, gone=kind), at=24)
    record = now()
    assert (record.text, record.gone_kind) == ("第一段。", kind)
    assert (record.last_seen_at, record.gone_at) == (crawl.noon, crawl.noon + timedelta(hours=24))
    details = {"how": kind, "status": 404, "last_seen_at": "2023-07-20T12:00:00+08:00"}
    assert events(rows) == [("gone", details)]
    assert counted["articles_gone"] == 1
    assert [row["state"] for row in rows("urls")] == ["gone"]


def test_an_article_goes_once_however_often_it_is_missed(
    put: Put, rows: Rows, now: Callable[[], ArticleRecord], crawl: Crawl
) -> None:
    put(crawl.article())
    for day, kind in ((1, "404"), (2, "error_page"), (3, "404")):
        put(crawl.miss("6202", "gone", 404, at=24 * day, gone=kind), at=24 * day)
        assert (now().gone_at, now().gone_kind) == (crawl.noon + timedelta(hours=24), "404")
    assert len(events(rows)) == 1


@pytest.mark.parametrize(("status", "reason"), [(500, "HTTP 500"), (None, "time-out"), (503, "HTTP 503")])
def test_an_outage_is_no_deletion(
    put: Put, rows: Rows, now: Callable[[], ArticleRecord], crawl: Crawl, status: int | None, reason: str
) -> None:
    put(crawl.article())
    counted = put(crawl.miss("6202", reason, status, at=24), at=24)
    assert (now().gone_at, events(rows)) == (None, [])
    assert (counted.get("articles_gone"), counted["articles_failed"]) == (None, 1)


def test_a_miss_from_before_the_last_observation_says_nothing(
    put: Put, rows: Rows, now: Callable[[], ArticleRecord], crawl: Crawl
) -> None:
    put(crawl.article(at=24))
    put(crawl.miss("6202", "gone", 404, at=23, gone="404"), at=24)
    assert (now().gone_at, events(rows)) == (None, [])


def test_an_article_that_comes_back_is_recorded(
    put: Put, rows: Rows, now: Callable[[], ArticleRecord], crawl: Crawl
) -> None:
    put(crawl.article())
    put(crawl.miss("6202", "gone", 404, at=24, gone="404"), at=24)
    counted = put(crawl.article(at=48), at=48)
    assert (now().gone_at, now().gone_kind, counted["articles_returned"]) == (None, None, 1)
    assert events(rows)[1] == ("returned", {"gone_at": "2023-07-21T12:00:00+08:00"})
    assert [row["state"] for row in rows("urls")] == ["fetched"]


def test_an_address_that_never_gave_an_article_is_gone_without_an_event(
    put: Put, rows: Rows, crawl: Crawl
) -> None:
    put(crawl.miss("77", "HTTP 404", 404, gone="404"))
    assert ([row["state"] for row in rows("urls")], rows("events")) == (["gone"], [])


def day(crawl: Crawl, number: int, **more: Any) -> Reading:
    return crawl.reading(
        f"2022-09-{number}T00:00:00", f"2022-09-{number}T23:59:59", text=f"10个月前 (09-{number})", **more
    )


def test_a_changed_date_is_a_re_dating_and_not_silently_overwritten(
    put: Put, rows: Rows, now: Callable[[], ArticleRecord], crawl: Crawl
) -> None:
    put(crawl.article(reading=day(crawl, 24)))
    counted = put(crawl.article(at=24, reading=day(crawl, 26, at=24)), at=24)
    assert events(rows) == [
        (
            "redated",
            {
                "from": {
                    "earliest": "2022-09-24T00:00:00+08:00",
                    "latest": "2022-09-24T23:59:59+08:00",
                    "text": "10个月前 (09-24)",
                },
                "to": {
                    "earliest": "2022-09-26T00:00:00+08:00",
                    "latest": "2022-09-26T23:59:59+08:00",
                    "text": "10个月前 (09-26)",
                },
            },
        )
    ]
    assert (now().published_text, now().published_contradicted) == ("10个月前 (09-26)", False)
    assert counted["articles_redated"] == 1
    assert len(rows("revisions")) == 1


def test_a_listing_or_the_feed_is_enough_to_show_a_re_dating(
    put: Put, rows: Rows, now: Callable[[], ArticleRecord], crawl: Crawl
) -> None:
    put(crawl.article(reading=day(crawl, 24)))
    observation = crawl.observation("6202", day(crawl, 26, at=24, source="listing"))
    put(crawl.listing(observation, at=24), at=24)
    exact = crawl.reading(
        "2022-09-28T10:05:33",
        "2022-09-28T10:05:33",
        source="feed",
        precision="second",
        text="Wed, 28 Sep",
        at=48,
    )
    put(crawl.listing(crawl.observation("6202", exact), at=48), at=48)
    assert [kind for kind, _ in events(rows)] == ["redated", "redated"]
    assert now().published_at.isoformat() == "2022-09-28T02:05:33+00:00"


def test_a_re_dated_article_is_due_at_once(
    put: Put, rows: Rows, now: Callable[[], ArticleRecord], crawl: Crawl
) -> None:
    put(crawl.article(reading=day(crawl, 24)))
    put(crawl.listing(crawl.observation("6202", day(crawl, 26, at=24, source="listing")), at=24), at=24)
    assert now().next_visit_at == crawl.noon + timedelta(hours=24)


def test_pages_that_disagree_within_one_run_are_no_re_dating(put: Put, rows: Rows, crawl: Crawl) -> None:
    put(
        crawl.listing(crawl.observation("6202", day(crawl, 25, source="listing"))),
        crawl.article(at=0.1, reading=day(crawl, 24, at=0.1)),
    )
    assert events(rows) == []


def test_a_cached_listing_does_not_date_an_article_back(
    put: Put, rows: Rows, now: Callable[[], ArticleRecord], crawl: Crawl
) -> None:
    put(crawl.article(reading=day(crawl, 24)))
    put(
        crawl.article(at=24, reading=day(crawl, 26, at=24)),
        crawl.listing(crawl.observation("6202", day(crawl, 24, at=25, source="listing")), at=25),
        at=24,
    )
    put(crawl.listing(crawl.observation("6202", day(crawl, 24, at=30, source="listing")), at=30), at=30)
    assert [kind for kind, _ in events(rows)] == ["redated"]
    assert (now().published_text, now().published_contradicted) == ("10个月前 (09-26)", False)


def test_an_article_can_be_dated_back_later(
    put: Put, rows: Rows, now: Callable[[], ArticleRecord], crawl: Crawl
) -> None:
    put(crawl.article(reading=day(crawl, 24)))
    put(crawl.article(at=24, reading=day(crawl, 26, at=24)), at=24)
    put(crawl.article(at=72, reading=day(crawl, 24, at=72)), at=72)
    assert [kind for kind, _ in events(rows)] == ["redated", "redated"]
    assert now().published_text == "10个月前 (09-24)"


def test_every_observation_narrows_the_date(
    put: Put, rows: Rows, now: Callable[[], ArticleRecord], crawl: Crawl
) -> None:
    wide = crawl.reading("2023-07-16T12:00:00", "2023-07-17T12:00:00", text="3天前")
    put(crawl.article(reading=wide))
    later = crawl.reading("2023-07-17T00:00:00", "2023-07-18T00:00:00", text="4天前", at=30)
    put(crawl.article(at=30, reading=later), at=30)
    record = now()
    assert (record.published_earliest.isoformat(), record.published_latest.isoformat()) == (
        "2023-07-16T16:00:00+00:00",
        "2023-07-17T04:00:00+00:00",
    )
    assert events(rows) == []


def test_visits_grow_rarer_while_nothing_changes_and_frequent_after_a_change(
    put: Put, now: Callable[[], ArticleRecord], crawl: Crawl
) -> None:
    fresh = crawl.reading("2023-07-20T11:00:00", "2023-07-20T11:00:00", text="1小时前")
    put(crawl.article(reading=fresh))
    waits = []
    for at, lines in [(21, "第一段。"), (21 + 45, "第一段。"), (21 + 45 + 93, "改过。"), (240, "改过。")]:
        put(crawl.article(at=at, lines=(lines,), reading=fresh), at=at)
        waits.append((now().next_visit_at - crawl.noon) / timedelta(hours=1) - at)
    assert waits == [45, 93, 21, 45]


def test_an_article_that_failed_is_asked_for_again_the_next_night(
    put: Put, now: Callable[[], ArticleRecord], crawl: Crawl
) -> None:
    put(crawl.article())
    due = (now().next_visit_at - crawl.noon) / timedelta(hours=1)
    put(crawl.miss("6202", at=due), at=due)
    assert now().next_visit_at == crawl.noon + timedelta(hours=due + 20)
