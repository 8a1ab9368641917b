"""A page whose elements lie deep in each other costs the generic reader as much as its length."""

import sys
from datetime import UTC, datetime
from types import FrameType

import pytest

from xzcrawl import extract
from xzcrawl.families import Site, described
from xzcrawl.items import Page

SEEN = datetime(2026, 11, 26, tzinfo=UTC)
#: A site whose description fits none of these pages.
SITE = Site.at(
    "http://xz.example/",
    described(articles=["/{id}.html"], lists=["/{list}/"], items="li.none", title="h1.none", body="div.none"),
)
TEXT = "<p>徐州市今年上半年新增工业用地12宗，面积共计一百亩，用于新建厂房和仓库。</p>" * 5
NESTED = {
    "tables with text": ("<table><tr><td>文字，共一百亩。", "</td></tr></table>"),
    "tables with pictures": ("<table><tr><td><img src=a.jpg>", "</td></tr></table>"),
    "elements with pictures": ("<div><img src=a.jpg>", "</div>"),
    "elements with paragraphs": ("<section><p>文字，共一百亩。</p>", "</section>"),
}


def calls(begin: str, end: str, depth: int) -> int:
    """How many functions are called to read such a page."""
    title = "徐州产业园区开工建设"
    body = f"<div class=content>{begin * depth}{end * depth}{TEXT}</div>"
    page = f"<title>{title}</title><h1>{title}</h1><p>发布时间：2026-03-08 10:00</p>{body}"
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        contents = extract.read(Page("http://xz.example/1.html", 200, {}, page.encode(), SEEN, SEEN), SITE)
    finally:
        sys.setprofile(before)
    assert contents.article is not None
    assert contents.article.read_by == "generic"
    return count


@pytest.mark.parametrize(("begin", "end"), NESTED.values(), ids=NESTED)
def test_twice_the_depth_is_twice_the_work(begin: str, end: str) -> None:
    calls(begin, end, 10)  # fills caches
    assert calls(begin, end, 300) < 2.5 * calls(begin, end, 150)
