"""What a feed says, whole or broken."""

import pytest

from tests.extract.pages import BASE, SITE, URL, page
from xzcrawl.extract import FeedEntry, feed, feed_title, stray_text

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
    assert feed(page(RSS.format(before, items), f"{BASE}feed.php"), SITE) == [
        FeedEntry("6202", URL, "标题", WHEN),
        FeedEntry("5", f"{BASE}?id=5", "R&D", WHEN),
    ]


NOTICE = "<br />\n<b>Notice</b>:  Undefined index: REFERER in <b>/www/c.php</b> on line <b>12</b><br />\n"
ONE = [FeedEntry("6202", URL, "标题", WHEN)]


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (NOTICE, "Notice : Undefined index: REFERER in /www/c.php on line 12"),
        ("\ufeff" + NOTICE * 30, "Notice : Undefined index: REFERER in /www/c.php on line 12 Notice : "),
        (
            "Warning: headers already sent\n",
            "Warning: headers already sent",
        ),
        ("<!-- cached -->\n", "<!-- cached -->"),
        ("<html><body></body></html>", "<html><body></body></html>"),
    ],
)
def test_what_a_server_prints_before_the_feed_hides_no_entry_and_is_told(before: str, told: str) -> None:
    document = page(RSS.format(before, ITEM.format("标题", URL, WHEN)), f"{BASE}feed.php")
    assert feed(document, SITE) == ONE
    assert (stray_text(document) or "").startswith(told)


def test_a_notice_after_the_declaration_hides_no_entry_either() -> None:
    body = RSS.format("", ITEM.format("标题", URL, WHEN)).replace("?>\n", "?>\n" + NOTICE)
    document = page(body, f"{BASE}feed.php")
    assert (feed(document, SITE), stray_text(document) is None) == (ONE, False)


@pytest.mark.parametrize(
    "prolog",
    [
        '<?xml version="1.0"?>\n<?xml-stylesheet href="rss.xsl"?>\n<!-- 站 -->\n',
        "",
        "\ufeff\r\n\n",
        "<!-- a comment may stand first where nothing is declared -->",
    ],
)
def test_what_xml_allows_before_the_feed_is_nothing_to_tell(prolog: str) -> None:
    body = f"{prolog}<rss version='2.0'><channel>{ITEM.format('标题', URL, WHEN)}</channel></rss>"
    document = page(body, f"{BASE}feed.php")
    assert (feed(document, SITE), stray_text(document)) == (ONE, None)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("火箭&#55357;&#56960;升空", "火箭🚀升空"),
        ("火箭&#xD83D;&#xde80;升空", "火箭🚀升空"),
        ("火箭&#xD83D;升空&#56960;", "火箭升空"),
        ("火箭&#56960;&#55357;升空", "火箭升空"),
        ("火箭&#xD83D;&#xD83D;&#xDE80;升空", "火箭🚀升空"),
        ("火箭&#57344;&#55295;升空", "火箭\ue000\ud7ff升空"),
    ],
)
def test_halves_of_a_character_come_together_or_are_left_out(title: str, read: str) -> None:
    (found,) = feed(page(RSS.format("", ITEM.format(title, URL, WHEN)), f"{BASE}feed.php"), SITE)
    assert found.title == read


@pytest.mark.parametrize("body", ["", "<html><body><h1>404</h1></body></html>"])
def test_a_page_that_is_no_feed_is_told(body: str) -> None:
    assert stray_text(page(body, f"{BASE}feed.php")) == ("404" if body else "nothing")


def test_a_broken_feed_gives_what_can_be_read() -> None:
    items = (
        ITEM.format("A & B\x0b &nbsp;C", f"{BASE}?id=5&from=rss", WHEN)
        + ITEM.format("别处", "http://other.cn/index.php/post/1.html", WHEN)
        + ITEM.format("没有链接", "", WHEN)
        + "<item><title>断"
    )
    assert feed(page(RSS.format("", items), f"{BASE}feed.php"), SITE) == [
        FeedEntry("5", f"{BASE}?id=5&from=rss", "A & B C", WHEN)
    ]


@pytest.mark.parametrize("body", ["", "not found", "<html><body>404</body></html>"])
def test_what_is_no_feed_has_no_entries(body: str) -> None:
    assert feed(page(body, f"{BASE}feed.php"), SITE) == []


def test_a_feed_in_gbk_says_so_itself() -> None:
    body = RSS.format("", ITEM.format("徐州泉山区标题", URL, WHEN)).replace("utf-8", "gb2312").encode("gbk")
    assert [entry.title for entry in feed(page(body, f"{BASE}feed.php"), SITE)] == ["徐州泉山区标题"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (RSS.format("", ""), "站"),
        (RSS.format(NOTICE, "").replace("站", " 徐州厂房网\n"), "徐州厂房网"),
        (RSS.format("", "").replace("站", "R&D 厂房"), "R&D 厂房"),
        (RSS.format("", "").replace("站", ""), None),
        ("<rss><item><title>一</title></item></rss>", None),
        ("<html><title>徐州厂房网</title></html>", None),
        ("", None),
    ],
)
def test_a_feed_names_its_site(body: str, name: str | None) -> None:
    assert feed_title(page(body, f"{BASE}feed.php")) == name
