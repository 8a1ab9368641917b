"""Answers for scripts as pages of links; and texts that would take a reader of them for ever."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from xzcrawl.families.records import lists_nothing, readable
from xzcrawl.learn.sample import uncut

LINK = '<a href="/news/12.html">全市工业经济运行平稳</a>'
RECORD = '{"id": 12, "title": "全市工业经济运行平稳", "url": "/news/12.html"}'


@pytest.mark.parametrize(
    "text",
    [
        f"[{RECORD}]",
        f'{{"code": 0, "data": {{"rows": [{RECORD}]}}}}',
        f"jQuery_17([{RECORD}]);",
        f" back.call({RECORD}) ; \n",
    ],
)
def test_each_record_is_a_link(text: str) -> None:
    assert LINK in readable(text)


@pytest.mark.parametrize("text", ["<p>新闻</p>", '[{"title": "工业经济"', "a({})" + " " * 20_000 + "x"])
def test_what_is_no_record_stays_as_it_is(text: str) -> None:
    assert readable(text) == text


@pytest.mark.parametrize(
    ("text", "are_none"),
    [
        ('{"code": 0, "data": {"list": [], "total": 25}}', True),
        ('back({"rows": []});', True),
        ("[]", True),
        ('{"next": 0, "html": ""}', True),
        ('{"code": 500, "msg": "系统繁忙"}', False),
        ('{"code": 0, "data": null, "msg": ""}', False),
        ("{}", False),
        (f'{{"data": [{RECORD}], "tops": []}}', False),
        ("<p>[]</p>", False),
        ("", False),
    ],
)
def test_an_empty_list_says_that_there_are_no_more(text: str, are_none: bool) -> None:
    assert lists_nothing(LexborHTMLParser(readable(text))) is are_none


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("全市工业…", "全市工业"),
        ("全市工业......", "全市工业"),
        ("全市工业.", "全市工业."),
        ("." * 60 + "x",) * 2,
    ],
)
def test_the_dots_of_a_title_that_was_cut_are_no_part_of_it(title: str, left: str) -> None:
    assert uncut(title) == left
