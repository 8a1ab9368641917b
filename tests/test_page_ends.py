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
