"""Lists that go on in pieces of pages: what follows them, and where an empty answer is their end."""

import pytest

from tests.generic_pages import HTML, NOON
from xzcrawl.extract import Outline, read
from xzcrawl.families import Family, Site, described, named
from xzcrawl.families.registry import FAMILIES
from xzcrawl.items import Page

BASE = "http://news.example.cn/"
ROW = '<li><a href="/p/12.html">全市工业经济运行平稳</a></li>'
END = "<p>没有更多了</p>"
MORE, COUNT = "查看更多", "共{pages}页"
ASKED, LINKED = "/{list}/?page={page}", "/{list}/{page}.html"


def family(told: str = MORE) -> Family:
    return described(
        articles=["/p/{id}.html"],
        lists=[ASKED, LINKED, "/{list}/"],
        pages={told: ASKED},
        title="h1",
        body=".body",
        items="li",
    )


def shown(body: str, path: str, made: Family) -> Outline:
    page = Page(f"{BASE}{path}", 200, HTML, body.encode(), NOON, NOON)
    return read(page, Site.at(BASE, made)).outline


@pytest.mark.parametrize(
    ("path", "body", "following"),
    [
        ("gongye/?page=2", ROW, f"{BASE}gongye/?page=3"),
        ("gongye/?page=2", f"<html><body>{ROW}</body></html>", None),
        ("gongye/?page=2", f"<html><body>{ROW}查看更多</body></html>", f"{BASE}gongye/?page=3"),
        ("gongye/?page=2", END, None),
        ("gongye/?page=2", "", None),
        ("gongye/2.html", ROW, None),
        ("gongye/", ROW, None),
        ("gongye/", f"{ROW}<p>查看更多</p>", f"{BASE}gongye/?page=2"),
        ("", ROW, None),
    ],
)
def test_a_piece_that_a_script_asks_for_is_followed_by_another(
    path: str, body: str, following: str | None
) -> None:
    outline = shown(body, path, family())
    assert outline.next_page == following
    assert len(outline.posts) == body.count("<li>")


def test_pieces_that_are_counted_are_not_followed_beyond_their_number() -> None:
    made = family(COUNT)
    assert shown(f"{ROW}<p>共3页</p>", "gongye/", made).pager == (3, f"{BASE}gongye/?page=3")
    assert shown(ROW, "gongye/?page=2", made).pager is None
    assert not shown("", "gongye/?page=3", made).lists_nothing


@pytest.mark.parametrize("body", ["", END, "已经到底", "<ul></ul>"])
@pytest.mark.parametrize(
    ("path", "ends"),
    [
        ("gongye/?page=3", True),
        ("gongye/", False),
        ("gongye/3.html", False),
        ("", False),
        ("p/12.html", False),
    ],
)
def test_only_where_a_script_asks_for_more_an_empty_answer_says_that_there_are_no_more(
    path: str, body: str, ends: bool
) -> None:
    assert shown(body, path, family()).lists_nothing is ends


@pytest.mark.parametrize(
    "body",
    [
        f"<html><head><title>{MORE}</title></head><body>{END}</body></html>",
        "<p>系统繁忙，请稍后再试</p>",
        "<form action='/login'><p>没有更多了</p></form>",
        "<p>请登录后查看更多</p>",
        ROW,
    ],
)
def test_a_page_an_error_or_a_login_is_no_end(body: str) -> None:
    assert not shown(body, "gongye/?page=3", family()).lists_nothing


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("path", ["category-3_2.html", "category/news/page/2", "index.php/category/news/2/"])
def test_a_known_family_has_no_pieces(name: str, path: str) -> None:
    made = named(name)
    assert [shown(body, path, made).lists_nothing for body in ("", END)] == [False, False]
    assert made.cms.asked_for(f"{BASE}{path}", BASE) == ""
