"""Pages that stop midway, told from those that came to their end."""

from datetime import UTC, datetime

import pytest

from xzcrawl.items import Page
from xzcrawl.spider.answers import PageEnds

NOON = datetime(2026, 3, 15, 4, tzinfo=UTC)
RECORDS = "<recordset><record><![CDATA[<li>徐州</li>]]></record></recordset>"


@pytest.mark.parametrize(
    ("body", "breaks"),
    [
        ("<html><body>徐州</body></html>\n<!-- 0.02 s -->", False),
        ("<html><body><p>徐州</p>", True),
        ("<p>徐州</p><p>铜山", True),
        (f"<?xml version='1.0' encoding='UTF-8'?>\n<datastore>\n{RECORDS}</datastore>\n", False),
        (f"<?xml version='1.0' encoding='UTF-8'?>\n<datastore>\n{RECORDS[:-9]}", True),
        (f"<datastore>{RECORDS}</DataStore>", False),
        ("<ul class=list><li>徐州</li></ul>", False),
        ("<div class=top><p>徐州</p></div>", True),
        ("<script>register(1)</script>", True),
        ('{"rows": []}', False),
        ('{"rows": [', True),
        ("", True),
    ],
)
def test_a_page_breaks_off_that_does_not_end_as_its_kind_does(body: str, breaks: bool) -> None:
    page = Page("http://news.example.cn/", 200, {}, body.encode(), NOON, NOON)
    assert PageEnds(known=True).breaks_off(page) is breaks


ROW = "<li class=a><a href='/p/1.html'>徐州</a><br><img src='/1.jpg'/></li>\n"


@pytest.mark.parametrize(
    ("body", "breaks"),
    [
        (ROW * 2, False),
        ("", False),
        ("已经到底", False),
        ("<!-- 3 > 2 -->" + ROW, False),
        ("<tr><td><a href='/p/1.html'>徐州</a><tr><td><a href='/p/2.html'>铜山</a>", False),
        (f"{ROW}<script>list('<li><b>');</script>", False),
        (ROW + "<li class=a><a hre", True),
        (ROW + "<li class=a><a href='/p/1.html'>徐州</a>", True),
        (ROW + "<li class=a><a href='/p/1.html'>徐", True),
        (f"<div>{ROW}", True),
        (ROW + "<!-- 3 > 2", True),
        (f"<html><body>{ROW}", True),
        ("</li>" * 9 + "<div>" * 90_000, True),
        ("<!--" * 90_000 + "<b>" * 90_000 + "</i>" * 90_000, True),
    ],
)
def test_a_piece_breaks_off_where_it_leaves_an_element_open(body: str, breaks: bool) -> None:
    page = Page("http://news.example.cn/", 200, {}, body.encode(), NOON, NOON)
    assert PageEnds(known=True).breaks_off(page, may_be_piece=True) is breaks
    assert PageEnds(known=True).breaks_off(page)
