"""Looking around in an archive: counts, what happened, what is near an article. On either database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.making import NOON, Crawl, Put
from xzcrawl.archive import Archive
from xzcrawl.archive.overview import Overview
from xzcrawl.archive.records import ArchiveExtent, Facet, MonthCount
from xzcrawl.errors import NotInArchive
from xzcrawl.items import Link, Reading

DAY = datetime(2022, 9, 23, 16, tzinfo=UTC)


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    with Archive(archive_url, write=True) as opened:
        yield opened


@pytest.fixture
def overview(archive: Archive) -> Overview:
    return Overview(archive.database)


def on(crawl: Crawl, first: str, last: str | None = None) -> Reading:
    """A reading of an article published at this moment, or between two."""
    return crawl.reading(first, last or first, precision="second")


def test_an_empty_archive_has_nothing_to_see(overview: Overview) -> None:
    assert (overview.categories(), overview.authors(), overview.tags(), overview.months()) == ([], [], [], [])
    assert (overview.activity(limit=9), overview.count_activity(), overview.vanished(limit=9)) == (
        [],
        {},
        [],
    )
    names = overview.names(9)
    assert (names.categories, names.authors, names.tags, names.sites) == ([], [], [], [])
    extent = overview.extent()
    assert extent == ArchiveExtent(0, None, None, extent.size)


def test_categories_authors_and_tags_are_counted_the_most_frequent_first(
    overview: Overview, put: Put, crawl: Crawl
) -> None:
    put(
        crawl.article("1", category="招商政策", author="admin", tags=["产业", "泉山区"]),
        crawl.article("2", category="招商政策", author="小编", tags=["产业"]),
        crawl.article("3", category="产业信息", author="admin"),
        crawl.article("4", reading=crawl.reading(None, None)),
    )
    assert overview.categories() == [
        Facet("招商政策", 2, DAY),
        Facet("产业信息", 1, DAY),
        Facet(None, 1, None),
    ]
    assert [(one.name, one.articles) for one in overview.authors()] == [("admin", 2), ("小编", 1), (None, 1)]
    assert overview.tags() == [Facet("产业", 2, None), Facet("泉山区", 1, None)]
    assert overview.tags(1) == [Facet("产业", 2, None)]
    names = overview.names(9)
    assert (sorted(names.categories), sorted(names.tags)) == (["产业信息", "招商政策"], ["产业", "泉山区"])
    assert (sorted(names.authors), names.sites) == (["admin", "小编"], ["xz.example"])
    assert len(overview.names(1).categories) == 1


def test_counts_follow_what_is_written(overview: Overview, put: Put, crawl: Crawl) -> None:
    put(crawl.article("1", category="招商政策"))
    assert [one.articles for one in overview.categories()] == [1]
    assert overview.names(9).categories == ["招商政策"]
    put(crawl.article("2", category="招商政策"), at=1)
    assert [one.articles for one in overview.categories()] == [2]
    put(crawl.article("2", category="产业信息", at=2), at=2)
    assert [(one.name, one.articles) for one in overview.categories()] == [("产业信息", 1), ("招商政策", 1)]
    assert overview.names(9).categories == ["产业信息", "招商政策"]


def test_months_are_those_of_the_sites_clock(overview: Overview, put: Put, crawl: Crawl) -> None:
    put(
        crawl.article("1", category="甲", reading=on(crawl, "2022-09-30T23:59:59")),
        crawl.article("2", category="甲", reading=on(crawl, "2022-10-01T00:00:00")),
        crawl.article("3", reading=on(crawl, "2022-10-31T23:59:59")),
        crawl.article("4", reading=crawl.reading(None, None)),
        crawl.article("5", category="甲", reading=on(crawl, "2022-10-31T23:59:59")),
        crawl.article("6", category="乙", reading=on(crawl, "1999-12-31T23:59:59")),
        crawl.article("7", category="乙", reading=on(crawl, "9998-01-01T00:00:00")),  # a feed said so
    )
    assert overview.months() == [
        MonthCount("1999-12", "乙", 1),
        MonthCount("2022-09", "甲", 1),
        MonthCount("2022-10", None, 1),
        MonthCount("2022-10", "甲", 2),
        MonthCount("9998-01", "乙", 1),
    ]


def told(overview: Overview, *kinds: Any, **page: Any) -> list[tuple[str, str, int | None]]:
    found = overview.activity(kinds, **{"limit": 9, **page})
    return [(one.kind, one.article.title, one.revision) for one in found]


def test_what_happened_comes_latest_first(
    archive: Archive, overview: Overview, put: Put, crawl: Crawl
) -> None:
    put(crawl.article("1", title="甲"), crawl.article("2", title="乙", at=1))
    put(crawl.article("1", title="甲", lines=("改过。",), at=24), at=24)
    put(crawl.miss("2", "404", 404, at=48, gone="404"), at=48)
    put(crawl.article("2", title="乙", at=72), at=72)
    assert told(overview, "first", "changed", "gone", "returned") == [
        ("returned", "乙", None),
        ("gone", "乙", None),
        ("changed", "甲", 2),
        ("first", "乙", 1),
        ("first", "甲", 1),
    ]
    assert told(overview, "first", "gone", limit=1, offset=1) == [("first", "乙", 1)]
    assert told(overview) == []
    (gone,) = overview.activity(("gone",), limit=9)  # type: ignore[arg-type]
    assert (gone.at, gone.day, gone.details["how"]) == (NOON + timedelta(hours=48), "2023-07-22", "404")
    assert overview.count_activity() == {"first": 2, "changed": 1, "gone": 1, "returned": 1}


def test_what_vanished_last_is_told_first(overview: Overview, put: Put, crawl: Crawl) -> None:
    put(crawl.article("1"), crawl.article("2"), crawl.article("3"))
    put(crawl.miss("2", "404", 404, at=24, gone="404"), at=24)
    put(crawl.miss("1", "410", 410, at=48, gone="410"), at=48)
    assert [(one.title, one.gone_kind) for one in overview.vanished(limit=9)] == [
        ("标题1", "410"),
        ("标题2", "404"),
    ]
    assert [one.title for one in overview.vanished(limit=1, offset=1)] == ["标题2"]
    assert overview.count_vanished() == 2


def test_what_changed_last_comes_first_whether_filtered_or_searched(
    archive: Archive, put: Put, crawl: Crawl
) -> None:
    put(crawl.article("1", lines=("招商。",)))
    put(crawl.article("2", lines=("招商。",), category="甲"), at=1)
    put(crawl.article("1", lines=("招商引资。",), at=24), at=24)
    assert [one.source_id for one in archive.latest(9, {})] == ["1", "2"]
    assert [one.source_id for one in archive.latest(1, {})] == ["1"]
    assert [one.source_id for one in archive.latest(9, {"category": "甲"})] == ["2"]
    assert [one.source_id for one in archive.latest(9, {"query": "招商"})] == ["1", "2"]
    assert [one.source_id for one in archive.latest(1, {"query": "招商"})] == ["1"]
    assert archive.latest(9, {"query": "厂房"}) == []


def test_related_articles_are_those_in_the_archive_in_the_order_of_the_page(
    overview: Overview, put: Put, crawl: Crawl
) -> None:
    links = [
        Link(crawl.url("3"), "丙"),
        Link("http://xz.example/?id=2", "乙"),
        Link(crawl.url("3"), "丙又一次"),
        Link(crawl.url("1"), "自己"),
        Link(crawl.url("99"), "不在"),
        Link("http://elsewhere.example/index.php/post/2.html", "别处"),
        Link("http://xz.example/index.php/category-2.html", "分类"),
    ]
    put(crawl.article("1", related=links), crawl.article("2"), crawl.article("3"))
    assert [one.title for one in overview.detail(1).related] == ["标题3", "标题2"]
    assert overview.detail(2).related == []


def test_the_neighbours_are_those_published_just_before_and_after(
    overview: Overview, put: Put, crawl: Crawl
) -> None:
    put(
        crawl.article("1", reading=on(crawl, "2022-09-24T10:00:00")),
        crawl.article("2", reading=on(crawl, "2022-09-26T10:00:00")),
        crawl.article("3", reading=on(crawl, "2022-09-25T10:00:00")),
        crawl.article("4", reading=on(crawl, "2022-09-25T10:00:00")),
        crawl.article("5", reading=crawl.reading(None, None)),
    )

    def around(number: int) -> tuple[Any, ...]:
        found = overview.detail(number)
        return tuple(one and one.title for one in (found.older, found.newer))

    assert around(1) == (None, "标题3")
    assert around(3) == ("标题1", "标题4")
    assert around(4) == ("标题3", "标题2")
    assert around(2) == ("标题4", None)
    assert around(5) == (None, None)


@pytest.mark.parametrize("number", [0, 7])
def test_there_is_no_detail_of_what_is_not_there(
    overview: Overview, put: Put, crawl: Crawl, number: int
) -> None:
    put(crawl.article())
    with pytest.raises(NotInArchive, match=f"no article {number} "):
        overview.detail(number)


@pytest.mark.parametrize("what", ["detail", "history"])
def test_what_is_told_of_an_article_is_of_one_state(
    archive: Archive, overview: Overview, put: Put, crawl: Crawl, what: str
) -> None:
    put(crawl.article())
    states: list[object] = []
    note = states.append
    event.listen(Engine, "begin", note)
    try:
        getattr(overview if what == "detail" else archive, what)(1)
    finally:
        event.remove(Engine, "begin", note)
    assert len(states) == 1
