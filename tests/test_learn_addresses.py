"""Patterns of addresses, learned from those that a site links to."""

import re

import pytest

from xzcrawl.learn.addresses import (
    article_pattern,
    list_pattern,
    numbered_apart,
    page_pattern,
    shapes,
    widened,
)
from xzcrawl.learn.issues import issue_pattern
from xzcrawl.learn.part_addresses import part_pattern, usual_parts

TITLES: dict[str, set[str]] = {}


def only_group(*addresses: str) -> list[str]:
    (group,) = shapes(addresses).values()
    return group


@pytest.mark.parametrize(
    ("addresses", "pattern"),
    [
        (("/a/news/2022/0308/1234.html", "/a/hangqing/2023/0109/1288.html"), "/a/{*}/{*}/{*}/{id}.html"),
        (("/zwgk/202203/t20220308_12345.html", "/xqdt/202204/t20220401_12399.html"),
         "/{*}/{*}/t{*}_{id}.html"),
        (("/art/2022/3/8/art_123_45678.html", "/art/2022/3/9/art_124_45679.html"),
         "/art/{*}/{*}/{*}/art_{*}_{id}.html"),
        (("/news/show-12-345.html", "/news/show-14-346.html"), "/news/show-{*}-{id}.html"),
        (("/show.php?id=12", "/show.php?id=13"), "/show.php?id={id}"),
        (("/show.php?cid=1&id=12", "/show.php?cid=2&id=13"), "/show.php?cid={*}&id={id}"),
        (("/portal.php?mod=view&aid=12", "/portal.php?mod=view&aid=13"), "/portal.php?mod=view&aid={id}"),
        (("/?news/12.html", "/?news/14.html"), "/?news/{id}.html"),
        (("/archives/12/", "/archives/13/"), "/archives/{id}/"),
        (("/insights/robot-report/", "/insights/battery-prices/"), "/insights/{key}/"),
        (("/news/robot-report.html", "/news/battery-prices.html"), "/news/{key}.html"),
    ],
)  # fmt: skip
def test_the_number_of_an_article_is_told_from_dates_and_folders(
    addresses: tuple[str, ...], pattern: str
) -> None:
    assert article_pattern(only_group(*addresses), TITLES) == pattern


def test_names_without_a_shape_of_their_own_are_one_group() -> None:
    names = ["/p/5f3c1ab2", "/p/b21e07aa", "/p/0c9d4e11", "/p/a7710bcd", "/p/99f0aa12"]
    assert article_pattern(only_group(*names), TITLES) == "/p/{key}"


def test_a_number_that_many_addresses_share_is_part_of_the_pattern() -> None:
    many = [f"/v2/news/{number}.html" for number in range(100, 106)]
    assert article_pattern(many, TITLES) == "/v2/news/{id}.html"
    assert article_pattern(many[:2], TITLES) == "/v{*}/news/{id}.html"  # two do not tell


@pytest.mark.parametrize(
    "day", ["2026-11/28", "2026/11/28", "20261128", "2026-11-28", "202611/28", "2026/1/8"]
)
def test_a_day_is_no_part_of_the_pattern_though_all_addresses_share_it(day: str) -> None:
    many = [f"/html/{day}/content_{number}.htm" for number in range(700, 706)]
    digits = re.sub(r"\d+", "{*}", day)
    assert article_pattern(many, TITLES) == f"/html/{digits}/content_{{id}}.htm"


@pytest.mark.parametrize(
    ("addresses", "pattern"),
    [
        (("/html/2026-11/28/node_2.htm", "/html/2026-11/28/node_3.htm"), "/html/{issue}.htm"),
        (("/html/2026-11/28/node_2.htm", "/html/2026-11/27/node_2.htm"), "/html/{issue}.htm"),
        (("/html/2026-11/28/node_2.htm",), "/html/{issue}.htm"),
        (("/pc/layout/202611/28/node_A01.html", "/pc/layout/202611/28/node_B02.html"),
         "/pc/layout/{issue}.html"),
        (("/paper/20261128/", "/paper/20261121/"), "/paper/{issue}/"),
        (("/paper/20261128/index.htm", "/paper/20261121/index.htm"), "/paper/{issue}/index.htm"),
        (("/paper-2026-11-28.html",), "/paper-{issue}.html"),
        (("/paper20261128/1.html",), "/{issue}.html"),
        (("/paper.php?date=2026-11-28&p=1", "/paper.php?date=2026-11-28&p=2"), None),
        (("/paper.php?date=2026-11-28", "/paper.php?date=2026-11-21"), "/paper.php?date={issue}"),
        (("/html/node_2.htm",), None),
    ],
)  # fmt: skip
def test_a_page_of_a_newspaper_is_named_by_its_day_and_what_comes_behind(
    addresses: tuple[str, ...], pattern: str | None
) -> None:
    assert issue_pattern(addresses) == pattern


def test_a_year_is_no_part_of_the_pattern_though_all_addresses_share_it() -> None:
    many = [f"/html/2026/{number}.html" for number in range(100, 106)]
    assert article_pattern(many, TITLES) == "/html/{*}/{id}.html"


def test_where_each_list_numbers_its_own_the_list_is_part_of_the_name() -> None:
    titles = {
        "/show-12-1.html": {"全市工业经济运行平稳向好"},
        "/show-12-2.html": {"高新区新开工项目二十个"},
        "/show-14-1.html": {"市场监管局发布抽查结果"},
        "/show-14-2.html": {"关于举办培训班的通知"},
    }
    assert article_pattern(list(titles), titles) == "/show-{list}-{id}.html"


def test_a_number_under_two_addresses_with_a_title_that_one_list_has_cut_names_one_article() -> None:
    titles = {
        "/show-12-1.html": {"全市工业经济运行平稳向好"},
        "/show-14-1.html": {"全市工业经济…"},
        "/show-14-2.html": {"关于举办培训班的通知"},
    }
    assert article_pattern(list(titles), titles) == "/show-{*}-{id}.html"


def test_folders_of_several_depths_are_any_folders() -> None:
    found = ["/zwgk/{*}/{*}/t{*}_{id}.html", "/xqdt/{*}/t{*}_{id}.html"]
    assert widened(found) == ["/{*}/{*}/{*}/t{*}_{id}.html", "/{*}/{*}/t{*}_{id}.html"]
    assert widened(["/a/{*}/{id}.html", "/a/{*}/{*}/{id}.html"]) == [
        "/a/{*}/{id}.html",
        "/a/{*}/{*}/{id}.html",
    ]
    assert widened(["/news/{id}.html"]) == ["/news/{id}.html"]


def test_folders_with_words_and_a_number_name_articles_by_both() -> None:
    found = ["/{*}/{*}/{*}/daxue-{id}/", "/{*}/{*}/{*}/lidong-hou-{id}/"]
    assert widened(found) == ["/{*}/{*}/{*}/{key}/"] * 2
    assert (
        numbered_apart("/{*}/{*}/{*}/{key}/", ["/a/b/page/2/"], ["/2026/11/28/daxue-92/"])
        == "/{*}/{*}/{*}/{key}/"
    )


@pytest.mark.parametrize(
    ("firsts", "pattern"),
    [
        (("/zwgk/zwdt/", "/xqdt/"), "/{list}/"),
        (("/a/news/", "/a/jishu/"), "/a/{list}/"),
        (("/news/index.html", "/newsflash/index.html"), "/{list}/index.html"),
        (("/list.php?cid=1", "/list.php?cid=12"), "/list.php?cid={list}"),
        (("/list-1-1.html", "/list-2-1.html"), "/list-{list}-1.html"),
        (("/channel/2", "/channel/3"), "/channel/{list}"),
        (("/news/",), "/{list}/"),
        (("/col/col1201/index.html", "/col/col1202/index.html"), "/col/col{list}/index.html"),
        (("/col/col1201/index.html", "/col/news/index.html"), "/col/{list}/index.html"),
        (("/list.php?cid=1",), "/list.php?cid={list}"),
    ],
)
def test_what_differs_between_first_pages_names_the_list(firsts: tuple[str, ...], pattern: str) -> None:
    assert list_pattern(firsts) == pattern


@pytest.mark.parametrize(
    ("first", "later", "pattern", "found"),
    [
        ("/a/news/", {2: "/a/news/list_5_2.html", 3: "/a/news/list_5_3.html"},
         "/a/{list}/", "/a/{list}/list_{*}_{page}.html"),
        ("/zwgk/zwdt/", {2: "/zwgk/zwdt/index_1.html"}, "/{list}/", "/{list}/index_{page-1}.html"),
        ("/news/", {2: "/news/index_2.html"}, "/{list}/", "/{list}/index_{page}.html"),
        ("/list.php?cid=1", {2: "/list.php?cid=1&p=2"},
         "/list.php?cid={list}", "/list.php?cid={list}&p={page}"),
        ("/news/", {2: "/news/2022-03-02.html", 5: "/hr/"}, "/{list}/", "/{list}/{*}-{*}-{page}.html"),
        ("/news/", {2: "/other/2.html"}, "/{list}/", None),
        ("/news/", {}, "/{list}/", None),
        ("/col/col12/", {2: "/more.jsp?page=2&webid=2&path=/&columnid=12&unitid=7"}, "/col/col{list}/",
         "/more.jsp?page={page}&{**}&columnid={list}&{**}"),
        ("/col/col12/", {2: "/more.jsp?startrecord=16&endrecord=30&perpage=5&columnid=12",
                         4: "/more.jsp?startrecord=46&endrecord=60&perpage=5&columnid=12"}, "/col/col{list}/",
         "/more.jsp?startrecord={first}&endrecord={last}&{**}&columnid={list}"),
        ("/col/col12/", {2: "/more.jsp?columnid=12&curPage=1"}, "/col/col{list}/",
         "/more.jsp?columnid={list}&curPage={page-1}"),
        ("/col/col2/", {2: "/more.jsp?page=2&columnid=2"}, "/col/col{list}/",
         "/more.jsp?page={page}&columnid={list}"),
        ("/col/col1/", {2: "/more.jsp?appid=1&columnid=1&page=2"}, "/col/col{list}/",
         "/more.jsp?{**}&columnid={list}&page={page}"),
        ("/col/col2/", {2: "/more.jsp?page=2&columnid=x"}, "/col/col{list}/", None),
        ("/col/col12/", {2: "/more.jsp?columnid=12&webid=2"}, "/col/col{list}/", None),
        ("/col/col12/", {2: "/more.jsp?startrecord=17&endrecord=30&columnid=12"}, "/col/col{list}/", None),
        ("/col/col12/", {2: "/more.jsp?page=2&columnid=13"}, "/col/col{list}/", None),
    ],
)  # fmt: skip
def test_the_number_of_a_page_is_told_by_several_pages(
    first: str, later: dict[int, str], pattern: str, found: str | None
) -> None:
    assert page_pattern(first, later, pattern) == found


@pytest.mark.parametrize(
    ("first", "parts", "pattern", "found"),
    [
        ("/a/5/12.html", {2: "/a/5/12_2.html", 3: "/a/5/12_3.html"},
         "/a/{*}/{id}.html", "/a/{*}/{id}_{part}.html"),
        ("/t2026_12.html", {2: "/t2026_12_1.html"}, "/t{*}_{id}.html", "/t{*}_{id}_{part-1}.html"),
        ("/v.php?aid=12", {2: "/v.php?aid=12&page=2"}, "/v.php?aid={id}", "/v.php?aid={id}&page={part}"),
        ("/archives/12/", {2: "/archives/12/2/"}, "/archives/{id}/", "/archives/{id}/{part}/"),
        ("/show-9-12-1.html", {2: "/show-9-12-2.html"},
         "/show-{*}-{id}-1.html", "/show-{*}-{id}-{part}.html"),
        ("/a/5/12.html", {2: "/a/5/13.html"}, "/a/{*}/{id}.html", None),
        ("/a/5/12.html", {}, "/a/{*}/{id}.html", None),
    ],
)  # fmt: skip
def test_the_parts_of_an_article_have_its_address_and_a_number(
    first: str, parts: dict[int, str], pattern: str, found: str | None
) -> None:
    assert part_pattern(first, parts, pattern) == found


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("/a/{*}/{id}.html", ["/a/{*}/{id}_{part}.html", "/a/{*}/{id}-{part}.html"]),
        ("/show-{*}-{id}-1.html", ["/show-{*}-{id}-{part}.html"]),
        ("/show.php?id={id}", ["/show.php?id={id}&page={part}"]),
        ("/insights/{key}/", []),
    ],
)
def test_where_no_part_was_seen_the_usual_addresses_are_taken(pattern: str, parts: list[str]) -> None:
    assert usual_parts(pattern, from_zero=False) == parts


def test_a_system_that_counts_parts_from_zero_has_the_number_before() -> None:
    assert usual_parts("/{*}/t{*}_{id}.html", from_zero=True) == ["/{*}/t{*}_{id}_{part-1}.html"]
