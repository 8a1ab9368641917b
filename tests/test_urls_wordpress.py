"""What an address is on a site made with WordPress, whatever pattern its posts have."""

import pytest

from xzcrawl.families.paths import above
from xzcrawl.families.wordpress import article_at, classify, feed_url, part_at, query_url, with_page
from xzcrawl.urls import Address, Kind

BASE = "http://news.example.cn/"


def certain(key: str) -> Address:
    return Address(Kind.ARTICLE, key)


def perhaps(key: str) -> Address:
    """A post, where a theme links it as one: a static page may have such an address."""
    return Address(Kind.ARTICLE, key, certain=False)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("?p=118", certain("118")),
        ("index.php?p=118", certain("118")),
        ("?p=0", None),
        ("?p=118&page=2", None),
        ("?p=118&preview=true", None),
        ("archives/118", certain("118")),
        ("archives/118/", certain("118")),
        ("archives/0118.html", certain("118")),
        ("index.php/archives/118/", certain("118")),
        ("2023/07/18/xin-wen/", certain("xin-wen")),
        ("2023/07/xin-wen/", certain("xin-wen")),
        ("2023/07/18/%e6%b3%89%e5%b1%b1/", certain("泉山")),
        ("2023/07/18/%E6%B3%89%E5%B1%B1", certain("泉山")),
        ("2023/07/18/4711/", certain("4711")),
        ("2023/07/4711.html", certain("4711")),
        ("blog/2023/07/18/xin-wen/", certain("xin-wen")),
        ("xin-wen/", perhaps("xin-wen")),
        ("xin-wen.html", perhaps("xin-wen")),
        ("118.html", perhaps("118")),
        ("118/", perhaps("118")),
        ("news/118.html", perhaps("118")),
        ("news/118/", perhaps("118")),
        ("news/xin-wen/", perhaps("xin-wen")),
        ("2023/07/18/xin-wen/2/", None),
        ("xin-wen/12/", None),
        ("2023/07/18/xin-wen/?replytocom=9", None),
        ("2023/07/18/xin-wen/comment-page-2/", None),
        ("2023/07/18/xin-wen/feed/", None),
        ("2023/07/18/xin-wen/embed/", None),
        ("2023/07/18/xin-wen/attachment/tu/", None),
        ("2023/07/18/xin-wen/?utm_source=weixin", certain("xin-wen")),
    ],
)
def test_a_post_has_its_id_or_else_its_slug_for_a_key(path: str, expected: Address | None) -> None:
    assert classify(BASE + path, BASE) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", Address(Kind.HOME, "")),
        ("index.php", Address(Kind.HOME, "")),
        ("page/2/", Address(Kind.HOME, "", 2)),
        ("?paged=2", Address(Kind.HOME, "", 2)),
        ("category/chang-fang/", Address(Kind.CATEGORY, "chang-fang")),
        ("category/chang-fang/tong-shan/page/3/", Address(Kind.CATEGORY, "chang-fang/tong-shan", 3)),
        ("archives/category/chang-fang/page/2", Address(Kind.CATEGORY, "chang-fang", 2)),
        ("category/%E5%8E%82%E6%88%BF/", Address(Kind.CATEGORY, "厂房")),
        ("?cat=5", Address(Kind.CATEGORY, "5")),
        ("?cat=5&paged=2", Address(Kind.CATEGORY, "5", 2)),
        ("?paged=2&category_name=chang-fang", Address(Kind.CATEGORY, "chang-fang", 2)),
        ("tag/guang-fu/", Address(Kind.TAG, "guang-fu")),
        ("?tag=guang-fu", Address(Kind.TAG, "guang-fu")),
        ("author/admin/page/2/", Address(Kind.AUTHOR, "admin", 2)),
        ("?author=1", Address(Kind.AUTHOR, "1")),
        ("2023/", Address(Kind.MONTH, "2023")),
        ("2023/07/", Address(Kind.MONTH, "2023-07")),
        ("2023/07/18/page/2/", Address(Kind.MONTH, "2023-07-18", 2)),
        ("archives/date/2023/07", Address(Kind.MONTH, "2023-07")),
        ("?m=202307", Address(Kind.MONTH, "2023-07")),
        ("feed/", Address(Kind.FEED, "")),
        ("feed/rss2/", Address(Kind.FEED, "")),
        ("?feed=rss2", Address(Kind.FEED, "")),
    ],
)
def test_a_listing_has_a_word_in_its_path_or_a_query(path: str, expected: Address) -> None:
    assert classify(BASE + path, BASE) == expected


@pytest.mark.parametrize(
    "path",
    [
        "feed/atom/",
        "comments/feed/",
        "category/chang-fang/feed/",
        "?feed=rss2&cat=5",
        "?feed=comments-rss2",
        "wp-login.php",
        "wp-json/wp/v2/posts/118",
        "wp-content/uploads/2023/07/1.jpg",
        "wp-admin/",
        "xmlrpc.php",
        "?s=%E5%8E%82%E6%88%BF",
        "search/guang-fu/",
        "?page_id=2",
        "?attachment_id=12",
        "unknown/page/2/",
        "?utm_source=weixin",
        "%00/",
        "x" * 500,
    ],
)
def test_what_shows_no_content_of_its_own_is_nothing(path: str) -> None:
    assert classify(BASE + path, BASE) is None


def test_another_host_and_another_folder_are_another_site() -> None:
    assert classify("http://other.example.cn/archives/118", BASE) is None
    assert classify("http://news.example.cn/archives/118", BASE + "blog/") is None
    assert classify("http://news.example.cn/blog/archives/118", BASE + "blog/") == certain("118")


@pytest.mark.parametrize(
    ("path", "key"),
    [("2023/", "2023"), ("2023/07/18/", "18"), ("archives/118", "118"), ("category/chang-fang/", None)],
)
def test_where_only_posts_are_linked_a_date_is_an_id(path: str, key: str | None) -> None:
    found = article_at(BASE + path, BASE)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://news.example.cn/page/9/", "http://news.example.cn/page/3/"),
        ("http://news.example.cn/category/a/page/9", "http://news.example.cn/category/a/page/3"),
        ("http://news.example.cn/?cat=5&paged=9", "http://news.example.cn/?cat=5&paged=3"),
        ("http://news.example.cn/?paged=9&cat=5", "http://news.example.cn/?paged=3&cat=5"),
    ],
)
def test_another_page_of_a_listing_has_the_form_of_a_later_one(url: str, expected: str) -> None:
    assert with_page(url, 3) == expected


def test_feeds_are_narrowed_by_a_day_or_a_category() -> None:
    assert feed_url(BASE) == BASE + "feed/"
    assert feed_url(BASE, date="2026-11-07") == BASE + "?feed=rss2&m=20261107"
    assert feed_url(BASE, category="5") == BASE + "?feed=rss2&cat=5"
    assert feed_url(BASE, category="厂房") == BASE + "?feed=rss2&category_name=%E5%8E%82%E6%88%BF"


def test_a_post_is_found_by_its_id_under_any_pattern() -> None:
    assert query_url(BASE, "118") == BASE + "?p=118"


def test_the_address_of_a_category_names_those_above_it() -> None:
    assert above(Address(Kind.CATEGORY, "a/b/c")) == (
        Address(Kind.CATEGORY, "a"),
        Address(Kind.CATEGORY, "a/b"),
    )
    assert above(Address(Kind.CATEGORY, "a")) == above(Address(Kind.TAG, "a/b")) == ()


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("2023/07/18/xin-wen/2/", certain("xin-wen")._replace(page=2)),
        ("xin-wen/12", perhaps("xin-wen")._replace(page=12)),
        ("118.html/2/", perhaps("118")._replace(page=2)),
        ("?p=118&page=2", certain("118")._replace(page=2)),
        ("?p=118", None),
        ("?p=118&page=1", None),
        ("?p=118&page=100", None),
        ("xin-wen/1/", None),
        ("xin-wen/2/?replytocom=9", None),
        ("archives/118/2/", certain("118")._replace(page=2)),
        ("posts/118/2", certain("118")._replace(page=2)),
        ("archives/2023/2/", None),  # may be a post of its own: /archives/YEAR/ID/
        ("news/118/2/", None),
        ("2023/07/118/2/", certain("118")._replace(page=2)),
        ("2023/07/18/118/2/", certain("118")._replace(page=2)),
        ("2023/07/18/2/", None),  # may be a post of its own: /YEAR/MONTH/DAY/ID/
        ("category/news/2/", None),
        ("2023/07/18/", None),
        ("page/2/", None),
        ("wp-admin/post/2/", None),
        ("?cat=3&page=2", None),
    ],
)
def test_a_long_post_has_its_parts_behind_its_address(path: str, part: Address | None) -> None:
    assert part_at(BASE + path, BASE) == part
