"""feed.php, plain and narrowed as Z-BlogPHP's ViewFeed narrows it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

from xzcrawl.demo import DemoSite, Truth

MakeSite = Callable[..., DemoSite]
Read = Callable[[DemoSite, str], str]


def _items(site: DemoSite, query: str = "") -> list[tuple[str, datetime]]:
    """(link, publication time) of every item."""
    root = ElementTree.fromstring(site.respond("/feed.php", query)[2])
    return [
        (item.findtext("link", ""), parsedate_to_datetime(item.findtext("pubDate", "")))
        for item in root.iter("item")
    ]


def _pairs(truths: list[Truth]) -> list[tuple[str, datetime]]:
    return [(truth.url, truth.published) for truth in truths]


def _in_feed(site: DemoSite) -> list[Truth]:
    return [truth for truth in site.articles if truth.visible in ("home", "feed")]


def test_the_feed_holds_the_ten_newest_exact_to_the_second(make_site: MakeSite) -> None:
    site = make_site()
    assert _items(site) == _pairs(_in_feed(site)[:10])


def test_times_carry_the_zone_of_the_server(make_site: MakeSite) -> None:
    site = make_site(articles=1)
    site.redate(site.articles[0].id, datetime.fromisoformat("2022-12-13T01:57:08+00:00"))
    assert b"<pubDate>Tue, 13 Dec 2022 09:57:08 +0800</pubDate>" in site.respond("/feed.php")[2]


def test_only_the_first_home_page_links_the_feed(make_site: MakeSite, read: Read) -> None:
    site = make_site()
    others = ("/index.php/page_2.html", "/index.php/category-2.html", f"/?id={site.articles[0].id}", "/?id=2")
    assert "feed.php" in read(site, "/")
    assert not any("feed.php" in read(site, address) for address in others)


def test_descriptions_hold_the_whole_markup(make_site: MakeSite) -> None:
    site = make_site()
    root = ElementTree.fromstring(site.respond("/feed.php")[2])
    first = _in_feed(site)[0]
    description = root.findtext("channel/item/description", "")
    assert root.findtext("channel/item/title") == first.title
    assert description.startswith("<") or not first.paragraphs
    assert len(description) > sum(map(len, first.paragraphs))


def test_a_day_gives_that_day_and_the_midnight_after_it(make_site: MakeSite, now: datetime) -> None:
    site = make_site(hidden_each=0, feed_count=50)
    midnight = now.replace(hour=0) - timedelta(days=2)
    added = site.add("零点发布", ["正文。"], midnight)
    after = site.add("零点零一秒", ["正文。"], midnight + timedelta(seconds=1))
    day = midnight - timedelta(days=1)
    expected = [t for t in _in_feed(site) if t.published.date() == day.date()]
    assert len(expected) == 13
    assert _items(site, "date=2023-07-17") == _pairs([added, *expected])
    assert (after.url, after.published) in _items(site, "date=2023-07-18")


def test_a_month_gives_that_month(make_site: MakeSite) -> None:
    site = make_site(articles=300, feed_count=300)
    expected = [t for t in _in_feed(site) if (t.published.year, t.published.month) == (2022, 9)]
    assert expected
    assert _items(site, "date=2022-09") == _pairs(expected)
    assert _items(site, "date=2022-9") == _pairs(expected)


def test_category_author_and_tag_narrow_the_feed(make_site: MakeSite) -> None:
    site = make_site(feed_count=200)
    shown = _in_feed(site)
    assert _items(site, "cate=4") == _pairs([t for t in shown if t.category == "厂房资讯"])
    assert _items(site, "auth=2") == _pairs([t for t in shown if t.author == "小编"])
    assert _items(site, "tags=10") == _pairs([t for t in shown if "徐州厂房" in t.tags])


def test_only_the_first_filter_in_the_cms_order_is_read(make_site: MakeSite) -> None:
    site = make_site()
    assert _items(site, "date=2023-07-17&cate=2") == _items(site, "cate=2")
    assert _items(site, "tags=10&date=2023-07-17") == _items(site, "date=2023-07-17")
    assert _items(site, "tags=10&auth=2") == _items(site, "auth=2")


def test_a_narrowed_feed_is_cut_at_the_feeds_length(make_site: MakeSite) -> None:
    site = make_site(hidden_each=0)
    day = [t for t in _in_feed(site) if t.published.date().isoformat() == "2023-07-17"]
    assert len(day) == 13
    assert _items(site, "date=2023-07-17") == _pairs(day[:10])


def test_an_unreadable_day_gives_an_empty_feed(make_site: MakeSite) -> None:
    assert _items(make_site(), "date=yesterday") == []


def test_filters_can_be_off(make_site: MakeSite) -> None:
    site = make_site(feed_filters=False)
    assert _items(site, "date=2022-09-24") == _items(site)
