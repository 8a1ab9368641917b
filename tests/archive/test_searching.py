"""Searching the archive: queries, filters, and the hits that they give."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.making import SITE, Crawl, Put
from xzcrawl.archive import Archive
from xzcrawl.errors import BadQuery
from xzcrawl.search import Piece


def test_a_hit_is_the_article_with_the_places_that_were_asked_for(
    put: Put, crawl: Crawl, opened: Callable[..., Archive]
) -> None:
    put(crawl.full_article(), crawl.article("1", lines=("别的。",)))
    archive = opened()
    found = archive.search("泉山 3月8日")
    (hit,) = found
    assert (found.query, found.total, found.behind) == ("泉山 3月8日", 1, 0)
    assert hit.article == archive.article(1)
    assert hit.score is not None
    assert hit.title == (
        Piece("全力冲刺!徐州", False), Piece("泉山", True), Piece("区定下这些“大目标”", False),
    )  # fmt: skip
    assert hit.snippet[0] == Piece("3月8日", True)


@pytest.fixture
def filtered(put: Put, crawl: Crawl, opened: Callable[..., Archive]) -> Archive:
    known, open_ = crawl.days("2022-09-24", "2022-09-24"), crawl.days("2022-09-23", "2022-09-25")
    put(
        crawl.article("1", category="产业", author="admin", tags=["泉山区"], reading=known),
        crawl.article("2", category="产业", tags=["泉山区", "厂房"], reading=open_),
        crawl.article("3", author="admin", reading=crawl.days("1969-12-31", "1969-12-31")),
        crawl.article("4", category="厂房", reading=None),
    )
    put(crawl.miss("2", status=404, at=5, gone="404"), at=5)
    return opened()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, "1234"),
        ({"category": "产业"}, "12"),
        ({"category": "产"}, ""),
        ({"tag": "厂房"}, "2"),
        ({"tag": "泉山区", "author": "admin"}, "1"),
        ({"category": ["产业", "厂房"]}, "124"),
        ({"category": ("产业",)}, "12"),
        ({"tag": ["泉山区", "厂房"]}, "2"),
        ({"tag": ["泉山区", "光伏"]}, ""),
        ({"author": ["admin", "root"]}, "13"),
        ({"site": [SITE, "sz.example"]}, "1234"),
        ({"category": ["产业", "厂房"], "tag": ["泉山区"], "author": "admin"}, "1"),
        ({"site": SITE}, "1234"),
        ({"site": "sz.example"}, ""),
        ({"gone": True}, "2"),
        ({"gone": False}, "134"),
        ({"gone": None, "tag": None}, "1234"),
        ({"since": date(2022, 9, 24)}, "12"),
        ({"since": date(2022, 9, 24), "certainty": "certainly"}, "1"),
        ({"since": date(2022, 9, 25), "certainty": "possibly"}, "2"),
        ({"since": date(2022, 9, 25)}, ""),
        ({"until": date(2022, 9, 23)}, "3"),
        ({"until": date(2022, 9, 23), "certainty": "possibly"}, "23"),
        ({"until": date(2022, 9, 24), "certainty": "certainly"}, "13"),
        ({"since": date(2022, 9, 24), "until": date(2022, 9, 24)}, "12"),
        ({"since": date(2022, 9, 24), "until": date(2022, 9, 24), "certainty": "certainly"}, "1"),
        ({"until": datetime(2022, 9, 23, 15, 59, 59, tzinfo=UTC), "certainty": "best"}, "3"),
        ({"changed_since": datetime(2999, 1, 1, tzinfo=UTC)}, ""),
    ],
)
def test_a_search_has_the_filters_of_a_list(
    filtered: Archive, filters: dict[str, Any], expected: str
) -> None:
    assert sorted(hit.article.key for hit in filtered.search("标题", **filters)) == list(expected)
    assert [article.key for article in filtered.articles(**filters)] == list(expected)
    assert [article.key for article in filtered.articles(query="标题", **filters)] == list(expected)
    assert filtered.count(**filters) == filtered.count(query="标题", **filters) == len(expected)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ({}, "1234"),
        ({"order": "newest"}, "2134"),
        ({"order": "newest", "limit": 2}, "21"),
        ({"order": "newest", "limit": 2, "offset": 1}, "13"),
        ({"offset": 3}, "4"),
        ({"limit": 0}, ""),
    ],
)
def test_a_list_by_query_has_the_order_of_a_list(
    filtered: Archive, order: dict[str, Any], expected: str
) -> None:
    assert [article.key for article in filtered.articles(**order)] == list(expected)
    assert [article.key for article in filtered.articles(query="标题", **order)] == list(expected)


def test_a_bad_query_is_refused(put: Put, crawl: Crawl, opened: Callable[..., Archive]) -> None:
    put(crawl.article())
    for ask in (lambda: opened().search("("), lambda: opened().count(query="AND")):
        with pytest.raises(BadQuery):
            ask()


@pytest.fixture
def industries(put: Put, crawl: Crawl, opened: Callable[..., Archive]) -> Archive:
    """Articles of every combination of three industries, and two that say one number in two ways."""
    lines = ["新能源", "光伏", "新能源与光伏", "储能", "新能源、储能", "光伏和储能", "新能源，光伏，储能"]
    numbers = ["总产值1,234.5亿元", "总产值1234.5亿元，泉山区大目标", "泉山区的大目标"]
    put(*(crawl.article(str(key), lines=(line,)) for key, line in enumerate((*lines, *numbers), start=1)))
    return opened()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("新能源 -光伏", "1 5"),
        ("新能源 －光伏", "1 5"),
        ("新能源 NOT 光伏", "1 5"),
        ("新能源，光伏", "3 7"),
        ("新能源、光伏、储能", "7"),
        ("新能源|光伏", "1 2 3 5 6 7"),
        ("新能源｜光伏 -储能", "1 2 3"),
        ("光伏 -(新能源|储能)", "2"),
        ("「泉山区 大目标」", "9"),
        ("泉山区 大目标", "9 10"),
        ("1234.5", "8 9"),
        ("1,234.5亿元", "8 9"),
        ("１，２３４．５", "8 9"),
    ],
)
def test_questions_are_asked_as_people_write_them(industries: Archive, query: str, expected: str) -> None:
    assert [article.key for article in industries.articles(query=query)] == expected.split()
    assert industries.search(query).total == len(expected.split())


def test_an_archive_without_articles_has_no_hits(put: Put, opened: Callable[..., Archive]) -> None:
    put()
    assert opened().search("招商").total == 0
