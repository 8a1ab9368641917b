"""What a feed says, whole or broken."""

import pytest

from tests.extract.pages import BASE, URL, page
from xzcrawl.extract import FeedEntry, feed

ITEM = (
    "<item><title>{}</title><link>{}</link><description><![CDATA[<p>a&nbsp;&b</p>]]></description>"
    "<pubDate>{}</pubDate></item>"
)
RSS = (
    '{}<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>站</title>'
    "<link>http://xuzhou.021cf.cn/</link>{}</channel></rss>"
)
WHEN = "Thu, 20 Jul 2023 09:48:06 +0800"


@pytest.mark.parametrize("before", ["", "\n\n  ", "\ufeff", "\ufeff\r\n"])
def test_the_feed_is_read_whatever_stands_before_it(before: str) -> None:
    items = ITEM.format("标题", URL, WHEN) + ITEM.format("<![CDATA[R&D]]>", f"{BASE}?id=5", WHEN)
    assert feed(page(RSS.format(before, items), f"{BASE}feed.php"), BASE) == [
        FeedEntry("6202", URL, "标题", WHEN),
        FeedEntry("5", f"{BASE}?id=5", "R&D", WHEN),
    ]


def test_a_broken_feed_gives_what_can_be_read() -> None:
    items = (
        ITEM.format("A & B\x0b &nbsp;C", f"{BASE}?id=5&from=rss", WHEN)
        + ITEM.format("别处", "http://other.cn/index.php/post/1.html", WHEN)
        + ITEM.format("没有链接", "", WHEN)
        + "<item><title>断"
    )
    assert feed(page(RSS.format("", items), f"{BASE}feed.php"), BASE) == [
        FeedEntry("5", f"{BASE}?id=5&from=rss", "A & B C", WHEN)
    ]


@pytest.mark.parametrize("body", ["", "not found", "<html><body>404</body></html>"])
def test_what_is_no_feed_has_no_entries(body: str) -> None:
    assert feed(page(body, f"{BASE}feed.php"), BASE) == []


def test_a_feed_in_gbk_says_so_itself() -> None:
    body = RSS.format("", ITEM.format("徐州泉山区标题", URL, WHEN)).replace("utf-8", "gb2312").encode("gbk")
    assert [entry.title for entry in feed(page(body, f"{BASE}feed.php"), BASE)] == ["徐州泉山区标题"]
