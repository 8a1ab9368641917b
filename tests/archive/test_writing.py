"""What becomes of articles, listings and misses in the archive."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import pytest

from tests.making import Crawl, Put, Rows, Sizes, Start, record_id
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.archive.write.batches import growing
from xzcrawl.errors import ArchiveError
from xzcrawl.items import Block, Image, Link, Removed

NOON = datetime(2023, 7, 20, 4, 0, tzinfo=UTC)


def hours(count: int) -> datetime:
    return NOON + timedelta(hours=count)


def test_an_article_is_kept_as_its_page_shows_it(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.full_article())
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert record == ArticleRecord(
        id=1,
        site="xz.example",
        key="6202",
        url="http://xz.example/index.php/post/6202.html",
        source_id="6202",
        title="全力冲刺!徐州泉山区定下这些“大目标”",
        author="admin",
        category="徐州产业信息",
        breadcrumbs=("产业", "徐州产业信息"),
        tags=("泉山区", "产业"),
        views=38,
        published_at=datetime(2022, 9, 23, 16, 0, tzinfo=UTC),
        published_earliest=datetime(2022, 9, 23, 16, 0, tzinfo=UTC),
        published_latest=datetime(2022, 9, 24, 15, 59, 59, tzinfo=UTC),
        published_precision="day",
        published_text="10个月前 (09-24)",
        published_source="page",
        published_contradicted=False,
        text="3月8日,在广大干群…\n…奋力铸就高质量发展新辉煌。",
        html=record.html,  # judged below: the markup is the extractor's
        images=(Image("http://xz.example/a.jpg", "泉山区"), Image("http://xz.example/b.jpg", "")),
        related=(Link("http://xz.example/index.php/post/4787.html", "徐州厂房"),),
        removed=(Removed("葛毅明微信号", "contact-footer"),),
        first_seen_at=NOON,
        last_seen_at=NOON,
        changed_at=NOON,
        gone_at=None,
        gone_kind=None,
        author_source="page",
        category_source="page",
        next_visit_at=datetime(2023, 8, 26, 1, 0, tzinfo=UTC),  # 298 days old: in 37, three hours early
        revision=1,
        # printf '%s\n%s\n%s' TITLE LINE1 LINE2 | sha256sum
        content_sha256="9ea3eabd4ca9e4bf2e4250cefa1f9919f2c7415987deb8e5493c49289d30ad57",
        extractor="7",
        snapshot=None,
    )
    assert "<p>3月8日,在广大干群…</p>" in record.html
    assert record.published_at.utcoffset() == timedelta(0)


def test_an_article_may_have_nothing_but_a_title(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article(lines=(), reading=None))
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert (record.text, record.html, record.images, record.tags) == ("", "", (), ())
    assert (record.published_at, record.published_precision, record.views) == (None, None, None)


def test_an_article_of_one_image_keeps_it(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article(lines=(), images=[("http://xz.example/1.jpg", "")]))
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert (record.text, record.images) == ("", (Image("http://xz.example/1.jpg", ""),))


def test_the_same_crawl_put_twice_adds_no_row(
    archive_url: str, put: Put, crawl: Crawl, table_sizes: Sizes
) -> None:
    week_ago = crawl.reading("2022-09-20T00:00:00", "2022-09-30T00:00:00", source="listing", text="10个月前")
    items = [
        crawl.listing(crawl.observation("6202", week_ago), crawl.observation("4787"), crawl.observation("9")),
        crawl.full_article(),
        crawl.miss("9"),
        crawl.article("4787", tags=["产业"], at=1),
        crawl.article("4787", tags=["产业"], at=2, lines=("改了。",), reading=None),
    ]
    put(*items)
    with Archive(archive_url) as archive:
        before, known = list(archive.articles()), archive.known_keys("xz.example")
    sizes = table_sizes()
    counts = put(*items)
    with Archive(archive_url) as archive:
        assert list(archive.articles()) == before
        assert archive.known_keys("xz.example") == known
    assert table_sizes() == sizes | {"runs": 2}
    assert counts == {"articles_unchanged": 2, "articles_stale": 1}


def test_changed_text_replaces_the_content_and_counts_a_revision(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    put(crawl.article(lines=("旧。",), tags=["甲", "乙"], images=[("http://xz.example/1.jpg", "")]))
    counts = put(crawl.article(lines=("新。",), tags=["乙", "丙"], at=5))
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert (record.text, record.tags, record.images) == ("新。", ("乙", "丙"), ())
    assert (record.revision, record.first_seen_at, record.last_seen_at, record.changed_at) == (
        2, NOON, hours(5), hours(5),
    )  # fmt: skip
    assert counts == {"articles_changed": 1, "readings_added": 1}


def test_a_changed_title_is_a_change(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article(title="旧题"))
    put(crawl.article(title="新题", at=5))
    with Archive(archive_url) as archive:
        assert (archive.article(1).title, archive.article(1).revision) == ("新题", 2)


def test_views_and_other_details_are_renewed_without_a_revision(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    put(crawl.article(views=38, category="旧", removed=[]))
    counts = put(crawl.article(views=45, category="新", removed=[Removed("电话", "contact-footer")], at=5))
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert (record.views, record.category, record.removed) == (45, "新", (Removed("电话", "contact-footer"),))
    assert (record.revision, record.changed_at, record.last_seen_at) == (1, NOON, hours(5))
    assert counts == {"articles_unchanged": 1, "readings_added": 1}


def test_an_older_page_does_not_undo_a_newer_one(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article(lines=("新。",), at=5))
    counts = put(crawl.article(lines=("旧。",), at=1, reading=None))
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert (record.text, record.revision, record.last_seen_at) == ("新。", 1, hours(5))
    assert counts == {"articles_stale": 1}


def test_two_versions_in_one_batch_are_two_revisions(archive_url: str, put: Put, crawl: Crawl) -> None:
    counts = put(crawl.article(lines=("一",)), crawl.article("7"), crawl.article(lines=("二",), at=1))
    with Archive(archive_url) as archive:
        assert [(r.key, r.text, r.revision) for r in archive.articles()] == [
            ("6202", "二", 2),
            ("7", "第一段。", 1),
        ]
    assert (counts["articles_new"], counts["articles_changed"], counts["urls_found"]) == (2, 1, 2)


def test_a_tag_named_twice_counts_once(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article(tags=["产业", "厂房", "产业"]))
    with Archive(archive_url) as archive:
        assert archive.article(1).tags == ("产业", "厂房")


@pytest.mark.parametrize("one_run", [True, False], ids=["in one run", "in two runs"])
def test_an_alias_and_an_id_of_one_article_are_one_row(
    archive_url: str, put: Put, crawl: Crawl, one_run: bool
) -> None:
    by_id = crawl.article("6202")
    by_alias = crawl.article("quanshan", source_id="6202", at=1)
    for items in [[by_id, by_alias]] if one_run else [[by_id], [by_alias]]:
        put(*items)
    with Archive(archive_url) as archive:
        assert archive.count() == 1
        record = archive.article(1)
        assert (record.source_id, record.url, record.revision) == ("6202", crawl.url("quanshan"), 2)
        assert archive.article(crawl.url("quanshan")) == archive.article(crawl.url("6202")) == record
        known = archive.known_keys("xz.example")
    assert {key: url.state for key, url in known.items()} == {"6202": "fetched", "quanshan": "fetched"}
    assert known["quanshan"].published_latest == known["6202"].published_latest == record.published_latest


def test_the_address_an_article_was_fetched_from_is_known_too(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    put(crawl.listing(crawl.observation("6202")))
    put(crawl.article("quanshan", fetched_from="http://xz.example/?id=6202"))
    with Archive(archive_url) as archive:
        known = archive.known_keys("xz.example")
    assert {key: (url.state, url.url) for key, url in known.items()} == {
        "6202": ("fetched", "http://xz.example/?id=6202"),
        "quanshan": ("fetched", "http://xz.example/index.php/post/quanshan.html"),
    }


@pytest.mark.parametrize("held", [True, False], ids=["of an archived article", "of one not fetched yet"])
@pytest.mark.parametrize("known", [True, False], ids=["to an archived article", "to a new one"])
def test_an_address_that_leads_to_another_article_was_missed(
    archive_url: str, put: Put, crawl: Crawl, rows: Rows, held: bool, known: bool
) -> None:
    """A site under repair may lead every address to one notice."""
    young = crawl.reading("2023-07-20T08:00:00", "2023-07-20T08:00:59", text="2023-07-20 08:00")
    put(*[crawl.article("6202", reading=young)] if held else [crawl.listing(crawl.observation("6202"))])
    put(*[crawl.article("7001", at=1)] if known else [])
    notice = crawl.article("7001", asked_key="6202", lines=("网站升级公告。",), at=48)
    put(notice, at=48)
    (url,) = [row for row in rows("urls") if row["key"] == "6202"]
    assert (url["state"], url["alias_of"], url["url"]) == ("failed", None, crawl.url("6202"))
    with Archive(archive_url) as archive:
        texts = {one.source_id: (one.text, one.revision) for one in archive.articles()}
        due = archive.known_keys("xz.example")["6202"].next_visit_at
    assert texts.get("6202") == (("第一段。", 1) if held else None)
    assert texts["7001"] == ("网站升级公告。", 2 if known else 1)
    assert due == (crawl.noon + timedelta(hours=68) if held else None)


def test_what_was_read_about_an_alias_counts_for_the_article(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    morning = crawl.reading("2022-09-24T08:00:00", "2022-09-24T11:59:59", source="listing", precision="hour")
    put(crawl.listing(crawl.observation("6202", morning)))
    put(crawl.article("quanshan", fetched_from="http://xz.example/?id=6202"))
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert record.published_earliest == datetime(2022, 9, 24, 0, 0, tzinfo=UTC)
    assert record.published_latest == datetime(2022, 9, 24, 3, 59, 59, tzinfo=UTC)


def test_a_source_id_found_later_keeps_the_row(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article("quanshan", source_id="quanshan"))
    put(crawl.article("quanshan", source_id="6202", at=1))
    with Archive(archive_url) as archive:
        assert [(r.id, r.source_id) for r in archive.articles()] == [(1, "6202")]


def test_two_articles_that_turn_out_to_be_one_are_both_kept(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article("6202"), crawl.article("quanshan", source_id="quanshan"))
    put(crawl.article("quanshan", source_id="6202", at=1))
    with Archive(archive_url) as archive:
        assert [(r.key, r.source_id, r.last_seen_at) for r in archive.articles()] == [
            ("6202", "6202", hours(1)),
            ("quanshan", "quanshan", NOON),
        ]
        assert archive.article(crawl.url("quanshan")).id == 2


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


def test_a_observation_never_takes_a_state_back(put: Put, crawl: Crawl, rows: Rows) -> None:
    put(
        crawl.article("1"),
        crawl.miss("2"),
        crawl.miss("3", "not_article", 200),
        crawl.miss("4", "forbidden", None),
    )
    put(crawl.listing(*map(crawl.observation, "1234"), at=1))
    assert [r["state"] for r in rows("urls")] == ["fetched", "failed", "not_article", "forbidden"]


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


def test_misses_are_counted_and_an_article_ends_the_count(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(
        crawl.listing(crawl.observation("6202")),
        crawl.miss("6202", at=1),
        crawl.miss("6202", at=2, status=None),
    )
    with Archive(archive_url) as archive:
        known = archive.known_keys("xz.example")["6202"]
    assert (known.state, known.failures, known.tried_at, known.fetched_at) == ("failed", 2, hours(2), None)
    put(crawl.article(at=3))
    with Archive(archive_url) as archive:
        known = archive.known_keys("xz.example")["6202"]
    assert (known.state, known.failures, known.tried_at, known.fetched_at) == (
        "fetched",
        0,
        hours(3),
        hours(3),
    )


def test_an_article_that_comes_after_a_try_of_the_same_run_that_failed_was_not_missed(
    put: Put, crawl: Crawl
) -> None:
    counts = put(crawl.miss("6202", at=1), crawl.article(at=2))
    assert [counts.get(name, 0) for name in ("misses", "articles_failed", "articles_new")] == [1, 0, 1]
    later = put(crawl.miss("7", at=25), at=25), put(crawl.article("7", at=49), at=49)
    assert [each.get("articles_failed", 0) for each in later] == [1, 0]  # what an earlier run missed stays


def test_a_fetched_article_that_fails_later_stays(
    archive_url: str, put: Put, crawl: Crawl, rows: Rows
) -> None:
    put(crawl.article())
    counts = put(crawl.miss("6202", "gone", 404, at=2))
    (row,) = rows("urls")
    assert (row["state"], row["status"], row["reason"], row["failures"]) == ("failed", 404, "gone", 1)
    assert (row["fetched_at"], row["tried_at"]) == (NOON, hours(2))
    assert counts == {"misses": 1, "articles_failed": 1}
    with Archive(archive_url) as archive:
        assert archive.count() == 1


def test_a_miss_of_an_address_nobody_linked_is_kept(put: Put, crawl: Crawl, rows: Rows) -> None:
    put(crawl.miss("77", "not_article", 200))
    (row,) = rows("urls")
    assert (row["key"], row["state"], row["found_on"], row["found_at"]) == ("77", "not_article", None, NOON)


def test_two_sites_keep_their_own_keys_and_tags(
    archive_url: str, put: Put, crawl: Crawl, start: Start
) -> None:
    put(crawl.article("1", tags=["产业"]))
    other = replace(crawl.article("1", tags=["产业"]), site="sz.example")
    writer = start(archive_url)
    with pytest.raises(ValueError, match=r"an item of sz\.example in a run of xz\.example"):
        writer.put(other)
    writer.close()
    from xzcrawl.archive.writer import Writer

    with Writer(archive_url, clock=lambda: NOON) as writer:
        writer.begin_run(
            site="sz.example", base_url="http://sz.example/", spider="sz", mode="full", started_at=NOON,
            versions={"extractor": "7"}, name="苏州厂房网",
        )  # fmt: skip
        writer.put(other)
    with Archive(archive_url) as archive:
        assert [(r.site, r.key, r.tags) for r in archive.articles()] == [
            ("xz.example", "1", ("产业",)),
            ("sz.example", "1", ("产业",)),
        ]
        assert [(site.key, site.name) for site in archive.stats().sites] == [
            ("sz.example", "苏州厂房网"),
            ("xz.example", None),
        ]


def test_a_site_without_a_name_has_that_of_its_feed(put: Put, crawl: Crawl, rows: Rows) -> None:
    put(crawl.listing(crawl.observation("1"), site_name=None))
    put(crawl.listing(crawl.observation("1"), site_name="徐州厂房网"))
    put(crawl.listing(crawl.observation("1"), site_name="另一个名字"))
    assert [row["name"] for row in rows("sites")] == ["徐州厂房网"]


def test_a_run_is_recorded_with_the_counts_of_both(archive_url: str, crawl: Crawl, start: Start) -> None:
    with start(archive_url) as writer:
        writer.put(crawl.article("1", observations=[crawl.observation("2")]))
        writer.finish_run(outcome="finished", ended_at=hours(1), counts={"requests": 3})
    with start(archive_url, at=2):
        pass  # killed, as it were: never finished
    with Archive(archive_url) as archive:
        killed, finished = archive.runs()
        assert archive.runs(1) == [killed]
        assert archive.runs(site="sz.example") == []
    assert (finished.id, finished.site, finished.spider, finished.mode) == (1, "xz.example", "xz", "full")
    assert (finished.started_at, finished.ended_at, finished.outcome) == (NOON, hours(1), "finished")
    assert finished.counts == {"articles_new": 1, "urls_found": 2, "readings_added": 1, "requests": 3}
    assert finished.versions == {"extractor": "7"}
    assert (killed.started_at, killed.ended_at, killed.outcome) == (hours(2), None, None)


def test_a_run_ends_with_the_count_of_what_it_read_without_any_date(
    archive_url: str, crawl: Crawl, start: Start
) -> None:
    with start(archive_url) as writer:
        for key, reading in (("1", crawl.reading()), ("2", crawl.reading(None, None))):
            article = crawl.article(key, reading=reading)
            page = crawl.page(article.url, record_id=record_id(key))
            writer.put(crawl.capture(key))
            writer.put(replace(article, page=page))
        writer.finish_run(outcome="finished", ended_at=hours(1), counts={})
    with Archive(archive_url) as archive:
        assert archive.runs(1)[0].counts["articles_undated"] == 1


def test_flush_makes_everything_so_far_readable(archive_url: str, crawl: Crawl, start: Start) -> None:
    with start(archive_url) as writer, Archive(archive_url) as archive:
        for key in range(1, 4):
            writer.put(crawl.article(str(key)))
        writer.flush()
        assert archive.count() == 3


def test_a_writer_wants_its_run_first_and_nothing_after_its_end(
    archive_url: str, crawl: Crawl, start: Start
) -> None:
    from xzcrawl.archive.writer import Writer

    with (
        Writer(archive_url, clock=lambda: NOON) as writer,
        pytest.raises(ValueError, match="begin_run comes first"),
    ):
        writer.put(crawl.article())
    writer = start(archive_url)
    writer.close()
    with pytest.raises(ValueError, match="closed"):
        writer.put(crawl.article())


def test_a_failure_in_the_thread_ends_the_crawl_with_one_line(
    archive_url: str, put: Put, crawl: Crawl, start: Start
) -> None:
    put(crawl.article("1"))
    writer = start(archive_url)
    too_large = crawl.article("2", views=2**63)  # more than any database's integer
    writer.put(too_large)
    with pytest.raises(ArchiveError, match=r"cannot write|writing the archive failed") as failure:
        writer.flush()
    assert "\n" not in str(failure.value)
    for call in (lambda: writer.put(crawl.article("3")), writer.flush, writer.close):
        with pytest.raises(ArchiveError):
            call()  # type: ignore[no-untyped-call]
    with Archive(archive_url) as archive:
        assert [record.key for record in archive.articles()] == ["1"]


def test_nothing_is_written_after_a_failure(archive_url: str, crawl: Crawl, start: Start) -> None:
    writer = start(archive_url, batch_items=1)
    for item in (crawl.article("1"), crawl.article("2", views=2**63), crawl.article("3")):
        writer._queue.put(item)  # as put does before it knows of the failure
    with pytest.raises(ArchiveError):
        writer.close()
    with Archive(archive_url) as archive:
        assert [record.key for record in archive.articles()] == ["1"]


def test_a_failed_writer_blocks_nobody_however_much_is_put(
    archive_url: str, crawl: Crawl, start: Start
) -> None:
    writer = start(archive_url)
    writer.put(crawl.article("1", views=2**63))
    with pytest.raises(ArchiveError):  # noqa: PT012 - which of the calls raises depends on the thread
        for key in range(5_000):
            writer.put(crawl.article(str(key)))
        writer.flush()
    with pytest.raises(ArchiveError):
        writer.close()


def test_a_batch_is_ended_by_its_size_too(archive_url: str, crawl: Crawl, start: Start) -> None:
    with start(archive_url, batch_items=2, batch_seconds=3600) as writer:
        for key in range(1, 6):
            writer.put(crawl.article(str(key), observations=[crawl.observation(str(key + 1))]))
    assert writer.counts["articles_new"] == 5
    assert writer.counts["urls_found"] == 6


def test_blocks_are_the_html(archive_url: str, put: Put, crawl: Crawl) -> None:
    article = crawl.article(lines=())
    blocks = (Block("item", "一", "<li>一</li>"), Block("item", "二", "<li>二</li>"))
    put(replace(article, blocks=blocks))
    with Archive(archive_url) as archive:
        assert archive.article(1).html.replace("\n", "") == "<ul><li>一</li><li>二</li></ul>"


def test_the_first_batches_wait_less_than_the_later_ones() -> None:
    assert list(islice(growing(2), 7)) == [0.1, 0.2, 0.4, 0.8, 1.6, 2, 2]
