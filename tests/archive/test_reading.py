"""What readers get: filters, orders, names of articles, figures."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.known_keys import known_keys
from tests.making import Crawl, Put, record_id
from xzcrawl.archive import Archive, KnownUrl
from xzcrawl.archive.archive import ARTICLES_PER_SELECT
from xzcrawl.archive.engine import connections
from xzcrawl.archive.reparse_writer import ReparseWriter
from xzcrawl.errors import NotInArchive
from xzcrawl.items import KnownAddress, Reading, UrlState

NOON = datetime(2023, 7, 20, 4, 0, tzinfo=UTC)


def day(crawl: Crawl, text: str) -> Reading:
    return crawl.reading(f"{text}T00:00:00", f"{text}T23:59:59", text=text)


@pytest.fixture
def archive(archive_url: str, put: Put, crawl: Crawl) -> Iterator[Archive]:
    """Five articles: 1 to 4 with dates out of id order, 5 without one."""
    put(
        crawl.article(
            "1", category="产业", author="admin", tags=["泉山区"], reading=day(crawl, "2022-09-24")
        ),
        crawl.article(
            "2", category="产业", author="张三", tags=["泉山区", "厂房"], reading=day(crawl, "2022-12-31")
        ),
        crawl.article(
            "3", category="厂房出租", author="admin", tags=["厂房"], reading=day(crawl, "2022-09-30")
        ),
        crawl.article("4", category="厂房出租", author="admin", reading=day(crawl, "2023-01-01")),
        crawl.article("5", reading=None),
    )
    with Archive(archive_url) as archive:
        yield archive


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ({}, "12345"),
        ({"category": "产业"}, "12"),
        ({"tag": "厂房"}, "23"),
        ({"tag": "没有"}, ""),
        ({"author": "admin"}, "134"),
        ({"author": "admin", "category": "厂房出租", "tag": "厂房"}, "3"),
        ({"site": "xz.example"}, "12345"),
        ({"site": "sz.example"}, ""),
        ({"since": date(2022, 9, 30)}, "234"),
        ({"until": date(2022, 9, 30)}, "13"),
        ({"until": date(2022, 9, 29)}, "1"),
        ({"since": date(2022, 9, 30), "until": date(2022, 9, 30)}, "3"),
        ({"since": datetime(2022, 9, 30, 0, 0, 1)}, "24"),  # noqa: DTZ001 - without a zone: Asia/Shanghai
        ({"since": datetime(2022, 9, 29, 16, 0, tzinfo=UTC)}, "234"),
        ({"until": datetime(2022, 9, 29, 15, 59, 59, tzinfo=UTC)}, "1"),
        ({"changed_since": datetime(1999, 1, 1, tzinfo=UTC)}, "12345"),
        ({"changed_since": datetime(2999, 1, 1, tzinfo=UTC)}, ""),
        ({"limit": 2}, "12"),
        ({"offset": 3}, "45"),
        ({"limit": 2, "offset": 1, "category": None}, "23"),
        ({"limit": 0}, ""),
        ({"order": "id"}, "12345"),
        ({"order": "newest"}, "42315"),
        ({"order": "newest", "limit": 2, "offset": 1}, "23"),
        ({"order": "newest", "author": "admin"}, "431"),
    ],
)
def test_filters_choose_and_order(archive: Archive, filters: dict[str, Any], keys: str) -> None:
    assert "".join(record.key for record in archive.articles(**filters)) == keys
    assert archive.count(**filters) == len(keys)


def test_more_articles_than_are_loaded_at_once_come_in_order(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    put(*(crawl.article(str(key), tags=[f"标签{key}"]) for key in range(1, 1203)))
    with Archive(archive_url) as archive:
        assert [(r.id, r.tags) for r in archive.articles()] == [(n, (f"标签{n}",)) for n in range(1, 1203)]


def test_a_walk_through_the_archive_may_be_left_half_way(archive: Archive) -> None:
    for record in archive.articles():
        assert record.id == 1
        break
    assert archive.count() == 5


def test_a_walk_sees_the_archive_as_it_was_at_its_start(
    archive_url: str, put: Put, crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "SETTLE_SECONDS", 0.05)  # for which a writer waits for this walk
    put(*(crawl.article(str(key)) for key in range(1, ARTICLES_PER_SELECT + 2)))
    with Archive(archive_url) as archive:
        walk = archive.articles()
        next(walk)
        last = str(ARTICLES_PER_SELECT + 1)
        put(crawl.article(last, lines=("改了。",), at=1, reading=None), crawl.article("new", at=1))
        *_, record = walk
        assert (record.key, record.text) == (last, "第一段。")
        assert (archive.article(int(last)).text, archive.count()) == ("改了。", ARTICLES_PER_SELECT + 2)


@pytest.mark.parametrize(
    "name",
    [
        2,
        "2",
        "http://xz.example/index.php/post/2.html",
        "http://xz.example/post/2.html",
        "http://xz.example/?id=2",
        "http://XZ.example:80/index.php?id=2",
        "https://xz.example/index.php/post/2.html#cmt",
    ],
)
def test_an_article_answers_to_its_id_and_every_form_of_its_url(archive: Archive, name: int | str) -> None:
    assert archive.article(name).key == "2"


def test_the_cms_id_in_a_url_finds_an_article_with_an_alias(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article("quanshan", source_id="6202"))
    with Archive(archive_url) as archive:
        assert archive.article("http://xz.example/?id=6202").key == "quanshan"


@pytest.mark.parametrize(
    "name",
    [
        6, 0, -1, "6", "", "标题1", "http://xz.example/index.php/post/6.html", "http://other.example/?id=2",
        "http://xz.example/index.php/category-2.html", "http://[", str(2**70), 2**70,
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_to_be_missing(archive: Archive, name: Any) -> None:
    with pytest.raises(NotInArchive, match="no article"):
        archive.article(name)


def test_known_keys_hold_what_a_crawl_asks_first(archive: Archive, put: Put, crawl: Crawl) -> None:
    put(crawl.listing(crawl.observation("6")), crawl.miss("7", at=1))
    known = known_keys(archive, "xz.example")
    assert sorted(known) == list("1234567")
    fetched = KnownAddress(crawl.url("1"), "canonical", None, NOON, NOON)
    assert known["1"] == KnownUrl(
        id=known["1"].id,
        key="1",
        url="http://xz.example/index.php/post/1.html",
        state=UrlState.FETCHED,
        failures=0,
        tried_at=NOON,
        fetched_at=NOON,
        alias_of=None,
        listed_at=None,
        unlisted_title="标题1",
        next_visit_at=known["1"].next_visit_at,
        gone_at=None,
        memberships=[],
        published_earliest=datetime(2022, 9, 23, 16, 0, tzinfo=UTC),
        published_latest=datetime(2022, 9, 24, 15, 59, 59, tzinfo=UTC),
        found_at=NOON,
        source_id="1",
        content_sha256=archive.article("http://xz.example/index.php/post/1.html").content_sha256,
        published_source="page",
        addresses=[fetched],
    )
    one = NOON + timedelta(hours=1)
    linked, missed = KnownAddress(crawl.url("6"), "link"), KnownAddress(crawl.url("7"), "link", None, one)
    nothing = KnownUrl(known["6"].id, "6", linked.url, UrlState.DISCOVERED, 0, *[None] * 9, NOON)  # type: ignore[arg-type, call-arg]
    assert known["6"] == replace(nothing, addresses=[linked])
    assert known["7"] == replace(
        nothing,
        id=known["7"].id,
        key="7",
        url=missed.url,
        state=UrlState.FAILED,
        failures=1,
        tried_at=one,
        found_at=one,
        reason="server error",
        addresses=[missed],
    )
    assert known_keys(archive, "sz.example") == {}


def test_only_articles_whose_pages_are_kept_call_for_a_reparse(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    page = crawl.page(crawl.url("1"), record_id=record_id("1"))
    put(crawl.capture("1"), replace(crawl.article("1"), page=page), crawl.article("2"))
    with Archive(archive_url) as archive:
        assert archive.read_otherwise("xz.example", "8", "fastener") == 1
        assert archive.read_otherwise("xz.example", "7", "fastener") == 0  # nobody has said by what
        with closing(ReparseWriter(archive_url, "7")) as writer:
            writer.settle_family(replace(archive.sites()[0], family="fastener"))
        assert archive.read_otherwise("xz.example", "7", "fastener") == 0
        assert archive.read_otherwise("xz.example", "7", "linjiang") == 1


def test_stats_count_what_is_there(archive: Archive, put: Put, crawl: Crawl) -> None:
    put(crawl.listing(crawl.observation("6")), crawl.miss("7"))
    stats = archive.stats()
    assert (stats.articles, stats.contradicted) == (5, 0)
    assert list(stats.by_category.items()) == [("产业", 2), ("厂房出租", 2), (None, 1)]
    assert list(stats.by_month.items()) == [("2022-09", 2), ("2022-12", 1), ("2023-01", 1)]
    assert dict(stats.by_precision) == {"day": 4, None: 1}
    assert dict(stats.urls_by_state) == {"fetched": 5, "discovered": 1, "failed": 1}
    assert stats.oldest == datetime(2022, 9, 23, 16, 0, tzinfo=UTC)
    assert stats.newest == datetime(2022, 12, 31, 16, 0, tzinfo=UTC)
    assert (stats.last_run.id, stats.last_run.outcome) == (2, None)
    assert [(site.key, site.base_url, site.first_seen_at) for site in stats.sites] == [
        ("xz.example", "http://xz.example/", NOON)
    ]
    assert stats.size > 10_000


def test_an_empty_archive_has_figures_too(archive_url: str) -> None:
    with Archive(archive_url, write=True) as archive:
        stats = archive.stats()
        assert (list(archive.articles()), archive.runs(), known_keys(archive, "xz.example")) == ([], [], {})
    assert (stats.articles, stats.by_month, stats.newest, stats.last_run, stats.sites) == (
        0,
        {},
        None,
        None,
        (),
    )
