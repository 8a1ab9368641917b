"""What an address is, over the forms of site.md and those a page can throw at us."""

from urllib.parse import urljoin

import pytest

from xzcrawl.errors import UsageError
from xzcrawl.families.zblog import article_at, classify, feed_url, query_url, with_page
from xzcrawl.items import Link
from xzcrawl.urls import (
    Address,
    Kind,
    absolute,
    as_base,
    canonical,
    document_ending,
    host,
    is_document,
    is_within,
    site_name,
)

BASE = "http://xuzhou.021cf.cn/"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://xuzhou.021cf.cn/index.php/post/6202.html", Address(Kind.ARTICLE, "6202")),
        ("http://xuzhou.021cf.cn/post/6202.html", Address(Kind.ARTICLE, "6202")),
        ("http://xuzhou.021cf.cn/post/quanshan-plan.html", Address(Kind.ARTICLE, "quanshan-plan")),
        ("http://xuzhou.021cf.cn/index.php/post/%E6%B3%89%E5%B1%B1.html", Address(Kind.ARTICLE, "泉山")),
        ("http://xuzhou.021cf.cn/?id=6202", Address(Kind.ARTICLE, "6202", certain=False)),
        ("http://xuzhou.021cf.cn/index.php?id=6202", Address(Kind.ARTICLE, "6202", certain=False)),
        ("https://XUZHOU.021cf.cn:443/index.php/post/6202.html", Address(Kind.ARTICLE, "6202")),
        ("http://xuzhou.021cf.cn/", Address(Kind.HOME, "")),
        ("http://xuzhou.021cf.cn", Address(Kind.HOME, "")),
        ("http://xuzhou.021cf.cn/index.php", Address(Kind.HOME, "")),
        ("http://xuzhou.021cf.cn/index.php/page_2.html", Address(Kind.HOME, "", 2)),
        ("http://xuzhou.021cf.cn/?page=2", Address(Kind.HOME, "", 2)),
        ("http://xuzhou.021cf.cn/index.php/category-2.html", Address(Kind.CATEGORY, "2")),
        ("http://xuzhou.021cf.cn/index.php/category-2_3.html", Address(Kind.CATEGORY, "2", 3)),
        ("http://xuzhou.021cf.cn/?cate=2&page=3", Address(Kind.CATEGORY, "2", 3)),
        ("http://xuzhou.021cf.cn/?cate=2&page=0", Address(Kind.CATEGORY, "2", 1)),
        ("http://xuzhou.021cf.cn/?cate=2&page=尾页", Address(Kind.CATEGORY, "2", 1)),
        ("http://xuzhou.021cf.cn/index.php/tags-10_2.html", Address(Kind.TAG, "10", 2)),
        ("http://xuzhou.021cf.cn/index.php/author-1.html", Address(Kind.AUTHOR, "1")),
        ("http://xuzhou.021cf.cn/?auth=1", Address(Kind.AUTHOR, "1")),
        ("http://xuzhou.021cf.cn/index.php/date-2022-9.html", Address(Kind.MONTH, "2022-9")),
        ("http://xuzhou.021cf.cn/index.php/date-2022-9_2.html", Address(Kind.MONTH, "2022-9", 2)),
        # either an article or a static page: where the link stands tells which
        ("http://xuzhou.021cf.cn/index.php/2.html", Address(Kind.ARTICLE, "2", certain=False)),
        ("http://xuzhou.021cf.cn/about/", Address(Kind.ARTICLE, "about", certain=False)),
        ("http://xuzhou.021cf.cn/2023/07/6202/", Address(Kind.ARTICLE, "6202", certain=False)),
        ("http://xuzhou.021cf.cn/news/6202.html", Address(Kind.ARTICLE, "6202", certain=False)),
        ("http://xuzhou.021cf.cn/archives/6202.html", Address(Kind.ARTICLE, "6202", certain=False)),
        (
            "http://xuzhou.021cf.cn/news/quanshan-plan/",
            Address(Kind.ARTICLE, "news/quanshan-plan", certain=False),
        ),
        ("http://xuzhou.021cf.cn/%E6%B3%89%E5%B1%B1.html", Address(Kind.ARTICLE, "泉山", certain=False)),
        # an alias in the encoding of a GBK site, and one in none
        ("http://xuzhou.021cf.cn/post/%D4%C6%C1%FA.html", Address(Kind.ARTICLE, "云龙")),
        ("http://xuzhou.021cf.cn/post/%d4%c6%c1%fa.html", Address(Kind.ARTICLE, "云龙")),
        ("http://xuzhou.021cf.cn/post/%FF%C6.html", Address(Kind.ARTICLE, "%FF%C6")),
        ("http://xuzhou.021cf.cn/?tags=%D4%C6%C1%FA", Address(Kind.TAG, "云龙")),
        ("http://xuzhou.021cf.cn/?tags=泉山", Address(Kind.TAG, "泉山")),
        # listings of the presets of STACentre
        ("http://xuzhou.021cf.cn/page/2/", Address(Kind.HOME, "", 2)),
        ("http://xuzhou.021cf.cn/category/news/", Address(Kind.CATEGORY, "news")),
        ("http://xuzhou.021cf.cn/category/news/3/", Address(Kind.CATEGORY, "news", 3)),
        ("http://xuzhou.021cf.cn/category/2/3/", Address(Kind.CATEGORY, "2", 3)),
        ("http://xuzhou.021cf.cn/tags/quanshan/2/", Address(Kind.TAG, "quanshan", 2)),
        ("http://xuzhou.021cf.cn/author/1/2/", Address(Kind.AUTHOR, "1", 2)),
        ("http://xuzhou.021cf.cn/date/2022-9/2/", Address(Kind.MONTH, "2022-9", 2)),
        ("http://xuzhou.021cf.cn/post/2026-11.html", Address(Kind.MONTH, "2026-11")),
        ("http://xuzhou.021cf.cn/post/2026-11_2.html", Address(Kind.MONTH, "2026-11", 2)),
        ("http://xuzhou.021cf.cn/post/2026-11-5.html", Address(Kind.MONTH, "2026-11-5")),
        ("http://xuzhou.021cf.cn/feed.php", Address(Kind.FEED, "")),
        # not content
        ("http://xuzhou.021cf.cn/post/0.html", None),
        ("http://xuzhou.021cf.cn/post/", None),
        ("http://xuzhou.021cf.cn/category/", None),
        ("http://xuzhou.021cf.cn/tags/", None),
        ("http://xuzhou.021cf.cn/author/", None),
        ("http://xuzhou.021cf.cn/date/", None),
        ("http://xuzhou.021cf.cn/page/", None),
        ("http://xuzhou.021cf.cn/feed/atom/", None),
        ("http://xuzhou.021cf.cn/sitemap.xml", None),
        ("http://xuzhou.021cf.cn/zb_users/plugin/x/", None),
        ("http://xuzhou.021cf.cn/search/%E5%8E%82%E6%88%BF/", None),
        ("http://xuzhou.021cf.cn/" + "a" * 399, Address(Kind.ARTICLE, "a" * 399, certain=False)),
        ("http://xuzhou.021cf.cn/" + "a" * 400, None),
        ("http://xuzhou.021cf.cn/?id=0", None),
        ("http://xuzhou.021cf.cn/?id=123456789", Address(Kind.ARTICLE, "123456789", certain=False)),
        ("http://xuzhou.021cf.cn/?id=1234567890", None),
        ("http://xuzhou.021cf.cn/?id=abc", None),
        ("http://xuzhou.021cf.cn/?id=²", None),
        ("http://xuzhou.021cf.cn/search.php?q=泉山", None),
        ("http://xuzhou.021cf.cn/zb_system/login.php", None),
        ("http://xuzhou.021cf.cn/zb_system/cmd.php?act=search&id=3", None),
        ("http://xuzhou.021cf.cn/zb_users/upload/2022/09/1.jpg", None),
        ("http://xuzhou.021cf.cn/post/%00.html", None),
        ("http://xuzhou.021cf.cn/?id=" + "9" * 5000, None),
        ("http://xuzhou.021cf.cn/page_" + "9" * 5000 + ".html", None),
        # other sites
        ("http://lianyungang.021cf.cn/index.php/post/6202.html", None),
        ("http://xuzhou.021cf.cn:8080/index.php/post/6202.html", None),
    ],
)
def test_an_address_has_a_kind_a_key_and_a_page(url: str, expected: Address | None) -> None:
    assert classify(url, BASE) == expected


@pytest.mark.parametrize(
    ("path", "key", "certain"),
    [
        ("index.php/post/2022-09-24.html", "2022-09-24", False),
        ("post/2022-11.html", "2022-11", False),
        ("post/2022-9-4/", "2022-9-4", False),
        ("2022-09-24.html", "2022-09-24", False),
        ("post/6202.html", "6202", True),
        ("?id=6202", "6202", False),
        # lists, wherever they are linked
        ("post/2022-11_2.html", None, False),
        ("post/2022-11_1.html", None, False),
        ("date-2022-11.html", None, False),
        ("date/2022-11/", None, False),
        ("?date=2022-11", None, False),
        ("tags-2022-11.html", None, False),
        ("", None, False),
        ("post/0.html", None, False),
        ("http://other.cn/post/2022-11.html", None, False),
    ],
)
def test_where_only_articles_are_linked_a_date_is_an_alias(path: str, key: str | None, certain: bool) -> None:
    expected = Address(Kind.ARTICLE, key, certain=certain) if key else None
    assert article_at(urljoin(BASE, path), BASE) == expected


def test_a_site_below_a_path_keeps_to_it() -> None:
    base = "http://127.0.0.1:8000/xuzhou/"
    assert classify("http://127.0.0.1:8000/xuzhou/?id=3", base) == Address(Kind.ARTICLE, "3", certain=False)
    assert classify("http://127.0.0.1:8000/xuzhou", base) == Address(Kind.HOME, "")
    assert classify("http://127.0.0.1:8000/post/3.html", base) is None
    assert classify("http://127.0.0.1:8000/xuzhou-2/post/3.html", base) is None


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../post/6202.html#cmt12", "http://xuzhou.021cf.cn/index.php/post/6202.html"),
        ("/?id=6202", "http://xuzhou.021cf.cn/?id=6202"),
        (" //xuzhou.021cf.cn/feed.php ", "http://xuzhou.021cf.cn/feed.php"),
        ("/a\x1b[31m.jpg", "http://xuzhou.021cf.cn/a%1B[31m.jpg"),
        ("javascript:void(0)", None),
        ("ftp://a.cn/x", None),
        ("https:///x", None),
        ("/" + "a" * 7_999, "http://xuzhou.021cf.cn/" + "a" * 7_999),
        ("/" + "a" * 8_000, None),
        ("mailto:a@021cf.cn", None),
        ("tel:4000123021", None),
        ("http://[bad", None),
        ("http://xuzhou.021cf.cn:port/", None),
        ("", "http://xuzhou.021cf.cn/index.php/x/6203.html"),
    ],
)
def test_a_link_becomes_an_absolute_url_or_nothing(href: str, expected: str | None) -> None:
    assert absolute(href, "http://xuzhou.021cf.cn/index.php/x/6203.html") == expected


@pytest.mark.parametrize(
    ("later_page", "page", "expected"),
    [
        ("http://a.cn/index.php/category-2_9.html", 3, "http://a.cn/index.php/category-2_3.html"),
        ("http://a.cn/index.php/page_37.html", 36, "http://a.cn/index.php/page_36.html"),
        ("http://a.cn/page_37/", 2, "http://a.cn/page_2/"),
        ("http://a.cn/?cate=2&page=9", 3, "http://a.cn/?cate=2&page=3"),
        ("http://a.cn/?page=9&cate=12", 10, "http://a.cn/?page=10&cate=12"),
        ("http://a.cn/index.php/date-2022-9_4.html", 2, "http://a.cn/index.php/date-2022-9_2.html"),
        ("http://a.cn/category/2/9/", 3, "http://a.cn/category/2/3/"),
        ("http://a.cn/page/37/", 2, "http://a.cn/page/2/"),
        ("http://a.cn/post/2022-9_4.html", 2, "http://a.cn/post/2022-9_2.html"),
    ],
)
def test_another_page_of_a_listing(later_page: str, page: int, expected: str) -> None:
    assert with_page(later_page, page) == expected


def test_equal_urls_have_one_spelling() -> None:
    assert canonical("HTTP://XuZhou.021cf.cn:80/post/%e6%b3%89.html#top") == canonical(
        "http://xuzhou.021cf.cn/post/泉.html"
    )


def test_bytes_of_another_encoding_stay_as_they_are() -> None:
    assert canonical("http://a.cn/post/%d4%c6%C1%FA.html") == "http://a.cn/post/%D4%C6%C1%FA.html"
    assert canonical("http://a.cn/post/%D4%C6.html") != canonical("http://a.cn/post/%D4%C7.html")


@pytest.mark.parametrize(
    ("base", "name"),
    [
        ("http://127.0.0.1:8000/", "127.0.0.1:8000"),
        ("http://127.0.0.1:8000/xuzhou/", "127.0.0.1:8000/xuzhou"),
        ("https://A.cn:443/Suzhou/news/", "a.cn/Suzhou/news"),
    ],
)
def test_a_folder_is_part_of_the_name_of_its_site(base: str, name: str) -> None:
    assert site_name(base) == name


def test_the_host_names_the_site_with_a_port_of_its_own() -> None:
    assert [
        host(url) for url in (BASE, "https://A.cn:443/", "http://127.0.0.1:8000/", "http://[::1]:80/")
    ] == [
        "xuzhou.021cf.cn",
        "a.cn",
        "127.0.0.1:8000",
        "[::1]",
    ]


def test_the_cms_answers_for_an_article_by_its_id() -> None:
    assert query_url("http://a.cn/xuzhou/", "6202") == "http://a.cn/xuzhou/?id=6202"


def test_what_leaves_the_folder_leaves_the_site() -> None:
    base = "http://127.0.0.1:8000/xuzhou/"
    assert [is_within(f"http://127.0.0.1:8000{path}", base) for path in ("/xuzhou/x", "/suzhou/x", "/")] == [
        True,
        False,
        False,
    ]


def test_a_feed_can_be_narrowed() -> None:
    assert feed_url(BASE) == "http://xuzhou.021cf.cn/feed.php"
    assert feed_url(BASE, date="2026-11-17") == "http://xuzhou.021cf.cn/feed.php?date=2026-11-17"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://xuzhou.021cf.cn", "http://xuzhou.021cf.cn/"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("https://a.cn/xuzhou", "https://a.cn/xuzhou/"),
        ("xuzhou.021cf.cn/news", "http://xuzhou.021cf.cn/news/"),
        ("localhost", "http://localhost/"),
        ("mirror:8000", "http://mirror:8000/"),
        ("http://mirror/", "http://mirror/"),
        ("[::1]:8000", "http://[::1]:8000/"),
        ("http://徐州厂房.中国/", "http://徐州厂房.中国/"),
    ],
)
def test_a_base_url_is_completed(text: str, expected: str) -> None:
    assert as_base(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "foo",
        "foo/bar",
        "http:",
        "http://",
        "ftp://a.cn/",
        "http://h:99999/",
        "http://h:abc/",
        "http://[::1",
        "http://h?x=1",
        "http://h#x",
        "http://a b.cn/",
        "http://a..cn/",
        "http://.cn/",
        "http://-a.cn/",
        "https//a.cn/",
        "http://a.cn\n/",
        "http://[abc]/",
        f"http://{'a' * 64}.cn/",
    ],
)
def test_what_is_no_base_url_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        as_base(text)


def test_an_at_sign_behind_the_host_is_no_password() -> None:
    assert as_base("https://news.example.cn/@city") == "https://news.example.cn/@city/"


def test_a_password_in_a_base_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError, match="base_url has a user name or a password") as refused:
        as_base("http://wang:secret@xz.example/")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "title", "ending"),
    [
        ("http://xz.example/files/1.PDF", "附件1", ".pdf"),
        ("http://xz.example/download.jsp?name=1.xls&key=3", "", ".xls"),
        ("http://xz.example/portal.php?mod=attachment&id=5", "申报书.docx", ".docx"),
        ("http://xz.example/files/1.pdf?v=2", "", ".pdf"),
        ("http://xz.example/download?id=3", "附件1：申报书", ""),
        ("http://xz.example/1.mp4", "会议录像", ""),
        ("http://player.example/embed.html?vid=1", "", ""),
        ("http://xz.example/pdf", "pdf", ""),
        ("http://[", "申报书", ""),
        ("http://xz.example/download?id=3", "统计表.xlſx", ""),
    ],
)
def test_a_link_names_a_document_by_its_address_or_its_words(url: str, title: str, ending: str) -> None:
    assert document_ending(Link(url, title)) == ending
    assert is_document(Link(url, title)) is bool(ending)
