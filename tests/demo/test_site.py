"""Pages and addresses as the real CMS and theme serve them."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest

from xzcrawl.demo import DemoSite

MakeSite = Callable[..., DemoSite]
Read = Callable[[DemoSite, str], str]


def _main(page: str) -> str:
    return page.split('<div class="sidebar')[0].split('<div class="main')[1]


def test_a_listing_post_has_title_info_excerpt_and_read_more(make_site: MakeSite, read: Read) -> None:
    site = make_site(pinned=0)
    truth = next(truth for truth in site.articles if truth.visible == "home")
    post = read(site, "/").split('<div class="post item">')[1]
    assert f'<h2><a href="/index.php/post/{truth.id}.html">' in post
    assert f'<span class="view">{truth.views}</span>' in post
    assert re.search(r'<span class="date">\d+(?:秒|分钟|小时)前</span>', post)
    assert '<div class="intro' in post
    assert f'<a href="/index.php/post/{truth.id}.html" class="readmore">阅读全文</a>' in post


@pytest.mark.parametrize(
    "address",
    [
        "/index.php/page_13.html",
        "/?page=13",
        "/index.php/category-2_99.html",
        "/index.php/category-99.html",
        "/?cate=99",
        "/index.php/tags-9.html",
        "/index.php/author-9.html",
        "/index.php/date-1999-9.html",
        "/index.php/post/1.html",
        "/index.php/post/2.html",
        "/index.php/9.html",
        "/?id=1",
        "/?id=0",
        "/?id=abc",
        "/nowhere",
    ],
)
def test_what_does_not_exist_is_404(make_site: MakeSite, address: str) -> None:
    path, _, query = address.partition("?")
    assert make_site(hidden_each=0).respond(path, query)[0] == 404


@pytest.mark.parametrize(
    ("rewritten", "query"),
    [
        ("/index.php/page_2.html", "/?page=2"),
        ("/index.php/category-2.html", "/?cate=2"),
        ("/index.php/category-2_2.html", "/?cate=2&page=2"),
        ("/index.php/tags-10.html", "/?tags=10"),
        ("/index.php/author-1_3.html", "/?auth=1&page=3"),
        ("/index.php/date-2023-7.html", "/?date=2023-7"),
        ("/index.php/2.html", "/?id=2"),
        ("/", "/index.php"),
    ],
)
def test_both_forms_of_an_address_give_the_same_page(
    make_site: MakeSite, read: Read, rewritten: str, query: str
) -> None:
    site = make_site()
    assert _main(read(site, rewritten)) == _main(read(site, query))


def test_both_forms_of_an_article_give_the_same_article_and_canonical_link(
    make_site: MakeSite, read: Read
) -> None:
    site = make_site(related="off")
    number = site.articles[20].id
    one, other = read(site, f"/index.php/post/{number}.html"), read(site, f"/?id={number}")
    uncounted = [re.sub(r'<span class="view">\d+</span>', "", _main(page)) for page in (one, other)]
    assert uncounted[0] == uncounted[1]
    link = f'<link rel="canonical" href="http://127.0.0.1/index.php/post/{number}.html">'
    assert link in one
    assert link in other


def test_the_related_block_and_the_timing_differ_at_every_request_and_views_grow(make_site: MakeSite) -> None:
    site = make_site()
    truth = site.articles[0]
    pages = [site.respond(f"/index.php/post/{truth.id}.html")[2].decode() for _ in range(3)]
    assert len({page.split('<div class="relatecon">')[1].split("sidebar")[0] for page in pages}) == 3
    assert len({page.rsplit("<!--", 1)[1] for page in pages}) == 3
    counts = [re.findall(r'<span class="view">(\d+)</span>', page)[0] for page in pages]
    assert counts == [str(truth.views + n) for n in (1, 2, 3)]
    assert re.search(r"<!--\d+\.\d\d ms , \d+ queries , 3145kb memory , 0 error-->$", pages[0])


def test_the_related_list_style_dates_its_links(make_site: MakeSite, read: Read) -> None:
    site = make_site(related="relatelist")
    page = read(site, f"/index.php/post/{site.articles[9].id}.html")
    assert len(re.findall(r'<div class="relatelist"><a [^>]+>.*?</a><span class="posttime">', page)) == 8


def test_info_parts_stand_in_the_order_given_and_the_others_are_off(make_site: MakeSite, read: Read) -> None:
    site = make_site(info_order=("view", "date", "cmt"), breadcrumb=False, date_style="Y年m月d日 H:i")
    truth = site.articles[5]
    page = read(site, f"/index.php/post/{truth.id}.html")
    info = page.split('<div class="info">')[1].split("</div>")[0]
    assert re.findall(r'<span class="(\w+)">', info) == ["view", "date", "cmt"]
    assert f'<span class="date">{truth.published:%Y年%m月%d日 %H:%M}</span>' in info
    assert '<div class="sitemap">' not in page


def test_the_breadcrumb_names_parent_and_category(make_site: MakeSite, read: Read) -> None:
    site = make_site()
    number = next(truth.id for truth in site.articles if truth.category == "铜山厂房")
    page = read(site, f"/index.php/post/{number}.html")
    crumbs = page.split('<div class="sitemap">')[1].split("</div>")[0]
    assert re.sub(r"<[^>]+>", "", crumbs) == "当前位置:首页 &gt; 厂房资讯 &gt; 铜山厂房 &gt; 正文内容"


def test_static_pages_are_linked_from_the_nav_and_are_no_articles(make_site: MakeSite, read: Read) -> None:
    site = make_site()
    assert '<li><a href="/index.php/2.html">留言本</a></li>' in read(site, "/")
    page = read(site, "/?id=2")
    assert '<body class="page">' in page
    assert '<span class="cate">' not in page


def test_links_that_lead_nowhere_are_there_and_are_seen_in_the_log(make_site: MakeSite, read: Read) -> None:
    site = make_site()
    page = read(site, "/")
    for href in ("/?id=0", "/zb_system/login.php", "javascript:;", "/search.php?q=%E5%8E%82%E6%88%BF"):
        assert f'href="{href}"' in page
    assert "#cmt31" in page
    assert "http://friend.invalid/" in page
    site.respond("/search.php", "q=1")
    site.respond("/?id=0")
    assert site.requests == [("/", 200), ("/search.php?q=1", 200), ("/?id=0", 404)]


@pytest.mark.parametrize(
    ("form", "forms"), [("rewrite", {"post"}), ("query", {"id"}), ("mixed", {"post", "id"})]
)
def test_a_page_writes_addresses_in_the_form_chosen(
    make_site: MakeSite, read: Read, form: str, forms: set[str]
) -> None:
    site = make_site(url_form=form)
    page = re.sub(r"/\?id=[0-3]\b", "", read(site, "/"))
    assert {"post" if "post" in link else "id" for link in re.findall(r"/post/\d+|\?id=\d+", page)} == forms


def test_the_query_form_is_canonical_where_the_site_writes_queries(make_site: MakeSite, read: Read) -> None:
    site = make_site(url_form="query")
    truth = site.articles[0]
    assert truth.url == f"http://127.0.0.1/?id={truth.id}"
    assert f'<link rel="canonical" href="{truth.url}">' in read(site, f"/index.php/post/{truth.id}.html")


def test_gbk_pages_declare_what_they_are_told_to_and_keep_every_character(make_site: MakeSite) -> None:
    site = make_site(encoding="gbk", declared_charset="gb2312")
    status, headers, body = site.respond("/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=gb2312")
    assert b'<meta charset="gb2312">' in body
    assert "徐州厂房网" in body.decode("gbk")


def test_every_nth_request_fails_once(make_site: MakeSite) -> None:
    site = make_site(errors_500_every=3)
    for path in ("/", "/index.php/page_2.html", "/index.php/page_3.html", "/index.php/page_3.html", "/"):
        site.respond(path)
    assert [status for _, status in site.requests] == [200, 200, 500, 200, 200]


def test_a_cached_page_is_late_but_not_older_than_what_it_shows(
    make_site: MakeSite, read: Read, now: datetime
) -> None:
    site = make_site(cache_lag=7200)
    old = site.articles[60]
    new = site.add("新文章", ["正文。"], now.replace(minute=0))
    site.redate(old.id, now.replace(day=18, hour=14))
    assert '<span class="date">2天前</span>' in read(site, f"/?id={old.id}")
    site.redate(old.id, now.replace(day=20, hour=8))
    assert '<span class="date">5小时前</span>' in read(site, f"/?id={old.id}")
    assert '<span class="date">刚刚</span>' in read(site, f"/?id={new.id}")


def test_robots_txt_carries_the_crawl_delay(make_site: MakeSite) -> None:
    body = make_site(crawl_delay=0.5).respond("/robots.txt")[2].decode()
    assert body == "User-agent: *\nDisallow: /zb_system/\nDisallow: /search.php\nCrawl-delay: 0.5\n"


def test_headers_are_those_of_the_real_server_and_its_clock(make_site: MakeSite) -> None:
    headers = make_site().respond("/")[1]
    assert headers["Date"] == "Thu, 20 Jul 2023 07:00:00 GMT"
    assert not {"ETag", "Last-Modified"} & set(headers)
