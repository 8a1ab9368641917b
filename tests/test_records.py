"""Answers for scripts as pages of links; and texts that would take a reader of them for ever."""

import pytest

from xzcrawl.families.records import readable
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
