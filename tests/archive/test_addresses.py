"""The keys, ids and addresses of one article in the archive."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.known_keys import known_keys
from tests.making import NOON, Crawl, Put, Rows, hours
from xzcrawl.archive import Archive


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
        known = known_keys(archive, "xz.example")
    assert {key: url.state for key, url in known.items()} == {"6202": "fetched", "quanshan": "fetched"}
    assert known["quanshan"].published_latest == known["6202"].published_latest == record.published_latest


def test_the_address_an_article_was_fetched_from_is_known_too(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    put(crawl.listing(crawl.observation("6202")))
    put(crawl.article("quanshan", fetched_from="http://xz.example/?id=6202"))
    with Archive(archive_url) as archive:
        known = known_keys(archive, "xz.example")
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
        due = known_keys(archive, "xz.example")["6202"].next_visit_at
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
