"""What an address is on a site made with Typecho, whatever pattern its posts have."""

import pytest

from xzcrawl.families.tree import Tree
from xzcrawl.families.typecho import article_at, author_url, classify, feed_url, form_id, with_page
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
        ("archives/118/", certain("118")),
        ("archives/118", certain("118")),
        ("archives/118.html", certain("118")),
        ("index.php/archives/118/", certain("118")),
        ("archives/xin-wen.html", certain("xin-wen")),
        ("archives/%E6%B3%89%E5%B1%B1.html", certain("泉山")),
        ("2023/07/18/xin-wen.html", certain("xin-wen")),
        ("index.php/2023/07/18/118.html", certain("118")),
        ("2023/07/xin-wen/", certain("xin-wen")),
        ("news/xin-wen.html", perhaps("xin-wen")),
        ("news/tongshan/xin-wen.html", perhaps("xin-wen")),
        ("118.html", perhaps("118")),
        ("118/", perhaps("118")),
        ("about.html", perhaps("about")),
        ("archives.html", perhaps("archives")),
        ("archives/118/?utm_source=weixin", certain("118")),
        ("archives/118/?replyTo=9", None),
        ("archives/118/comment", None),
        ("archives/118/trackback", None),
        ("archives/118/comment-page-2", None),
        ("2023/07/18/xin-wen.html/comment-page-2", None),
        ("news/xin-wen.html/comment", None),
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
        ("index.php/page/2", Address(Kind.HOME, "", 2)),
        ("category/changfang/", Address(Kind.CATEGORY, "changfang")),
        ("index.php/category/changfang/3/", Address(Kind.CATEGORY, "changfang", 3)),
        ("category/changfang/tongshan/3/", Address(Kind.CATEGORY, "changfang/tongshan", 3)),
        ("category/2/", Address(Kind.CATEGORY, "2")),
        ("tag/%E5%8E%82%E6%88%BF/2/", Address(Kind.TAG, "厂房", 2)),
        ("author/1/", Address(Kind.AUTHOR, "1")),
        ("author/1/2/", Address(Kind.AUTHOR, "1", 2)),
        ("2023/", Address(Kind.MONTH, "2023")),
        ("2023/07/", Address(Kind.MONTH, "2023-07")),
        ("index.php/2023/07/18/", Address(Kind.MONTH, "2023-07-18")),
        ("2023/07/page/2/", Address(Kind.MONTH, "2023-07", 2)),
        ("feed/", Address(Kind.FEED, "")),
        ("index.php/feed/", Address(Kind.FEED, "")),
    ],
)
def test_a_listing_has_a_word_in_its_path_or_is_a_date(path: str, expected: Address) -> None:
    assert classify(BASE + path, BASE) == expected


@pytest.mark.parametrize(
    "path",
    [
        "feed/rss/",
        "feed/atom/",
        "feed/comments/",
        "feed/archives/118/",
        "feed/category/changfang/",
        "category/",
        "archives/",
        "page/0/",
        "blog/page/2/",
        "attachment/121/",
        "action/xmlrpc",
        "admin/login.php",
        "usr/uploads/2023/07/1.jpg",
        "search/%E5%8E%82%E6%88%BF/",
        "?s=%E5%8E%82%E6%88%BF",
        "news/tu.pdf",
        "%00/",
        "x" * 500,
    ],
)
def test_what_shows_no_content_of_its_own_is_nothing(path: str) -> None:
    assert classify(BASE + path, BASE) is None


def test_another_host_and_another_folder_are_another_site() -> None:
    assert classify("http://other.example.cn/archives/118/", BASE) is None
    assert classify("http://news.example.cn/archives/118/", BASE + "blog/") is None
    assert classify("http://news.example.cn/blog/index.php/archives/118/", BASE + "blog/") == certain("118")


@pytest.mark.parametrize(
    ("path", "key"),
    [("2023/", "2023"), ("2023/07/", None), ("archives/118/", "118"), ("category/changfang/", None)],
)
def test_where_only_posts_are_linked_a_year_is_an_id(path: str, key: str | None) -> None:
    found = article_at(BASE + path, BASE)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("page/9/", "page/3/"),
        ("index.php/category/2/9/", "index.php/category/2/3/"),
        ("tag/a/9", "tag/a/3"),
        ("2023/07/page/9/", "2023/07/page/3/"),
    ],
)
def test_another_page_of_a_listing_has_the_form_of_a_later_one(path: str, expected: str) -> None:
    assert with_page(BASE + path, 3) == BASE + expected


def test_what_the_site_does_not_name_is_asked_for_where_it_answers_without_rewriting_too() -> None:
    assert feed_url(BASE) == BASE + "index.php/feed/"
    assert feed_url(BASE, date="2026-11-07") == BASE + "index.php/feed/2026/11/07/"
    assert feed_url(BASE, category="厂房") == BASE + "index.php/feed/category/%E5%8E%82%E6%88%BF/"
    assert author_url(BASE, 2) == BASE + "index.php/author/2/"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("respond-post-118", "118"),
        ("respond-page-2", None),
        ("respond-post-", None),
        ("respond-post-١", None),
    ],
)
def test_the_form_for_comments_names_the_id_of_its_post(name: str, expected: str | None) -> None:
    assert form_id(Tree(f"<div id={name}></div>")) == expected
