"""Sitemaps: what may be an article, and when it was last changed."""

import gzip
from datetime import UTC, datetime

import pytest

from xzcrawl import extract
from xzcrawl.extract import Mention, Outline
from xzcrawl.families import Site, named
from xzcrawl.items import Page
from xzcrawl.urls import Address, Kind

NOW = datetime(2026, 11, 20, tzinfo=UTC)
WORDPRESS = Site.at("http://news.example.cn/", named("wordpress-classic"))
ZBLOG = Site.at("http://xz.example.cn/", named("zblog-tpure"))
SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(inside: str, root: str = "urlset") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {SCHEMA}>{inside}</{root}>'.encode()


def shown(body: bytes, site: Site = WORDPRESS) -> Outline:
    return extract.read(Page(f"{site.base_url}sitemap.xml", 200, {}, body, NOW, NOW), site).outline


def entry(url: str, lastmod: str = "") -> str:
    return f"<url><loc> {url} </loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</url>"


def test_the_pages_of_a_sitemap_that_may_be_articles_are_mentioned() -> None:
    pages = ["archives/118", "tong-shan/", "", "category/news/", "wp-content/1.jpg", "archives/7?a=1&amp;b=2"]
    body = sitemap("".join(entry(WORDPRESS.base_url + page) for page in pages))
    assert shown(body).mentions == (
        Mention("118", "http://news.example.cn/archives/118", ""),
        Mention("tong-shan", "http://news.example.cn/tong-shan/", ""),
        Mention("7", "http://news.example.cn/archives/7?a=1&b=2", ""),
    )
    assert shown(body).posts == ()


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-18T09:31:07+08:00", datetime(2026, 11, 18, 1, 31, 7, tzinfo=UTC)),
        ("2026-11-18T01:31:07Z", datetime(2026, 11, 18, 1, 31, 7, tzinfo=UTC)),
        ("2026-11-18T09:31+08:00", datetime(2026, 11, 18, 1, 31, tzinfo=UTC)),
        ("2026-11-18T09:31:07", datetime(2026, 11, 18, 1, 31, 7, tzinfo=UTC)),
        ("2026-11-18", datetime(2026, 11, 18, 15, 59, 59, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 20, 15, 59, 59, tzinfo=UTC)),
        ("2036-11-18T09:31:07+08:00", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("2026-11", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_the_last_change_is_the_latest_instant_that_its_text_may_mean(
    text: str, instant: datetime | None
) -> None:
    (mention,) = shown(sitemap(entry("http://news.example.cn/archives/118", text))).mentions
    assert mention.modified == instant


def test_two_halves_are_a_character_in_any_encoding() -> None:
    body = sitemap(entry(f"{WORDPRESS.base_url}&#55357;&#56960;/")).replace(b"UTF-8", b"GBK")
    (found,) = shown(body).mentions
    assert found.key == "🚀"


def test_half_a_character_in_an_address_hides_no_other() -> None:
    pages = ["archives/118", "&#xD83D;", "archives/7"]
    found = shown(sitemap("".join(entry(WORDPRESS.base_url + page) for page in pages))).mentions
    assert [mention.key for mention in found] == ["118", "7"]


def test_a_sitemap_of_sitemaps_names_those_that_may_list_articles() -> None:
    names = ["wp-sitemap-posts-post-1.xml", "wp-sitemap-users-1.xml", "post-sitemap2.xml", "page-sitemap.xml"]
    urls = [WORDPRESS.base_url + name for name in names] + ["http://other.example.cn/post-sitemap.xml"]
    body = sitemap("".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls), "sitemapindex")
    assert shown(body).listings == (
        (Address(Kind.SITEMAP, "/wp-sitemap-posts-post-1.xml"), urls[0]),
        (Address(Kind.SITEMAP, "/post-sitemap2.xml"), urls[2]),
    )


def test_a_sitemap_may_be_packed_and_begin_with_other_declarations() -> None:
    body = sitemap(entry("http://xz.example.cn/post/6202.html")).replace(
        b"<urlset", b'<?xml-stylesheet type="text/xsl" href="/a.xsl"?><!-- plug-in -->\n<urlset'
    )
    for packed in (body, gzip.compress(body)):
        assert [mention.key for mention in shown(packed, ZBLOG).mentions] == ["6202"]


def test_a_sitemap_that_names_the_host_of_the_original_is_of_its_mirror() -> None:
    body = sitemap("".join(entry(f"http://original.cn/post/{number}.html") for number in range(1, 6)))
    assert shown(body, ZBLOG).mentions[0].url == "http://xz.example.cn/post/1.html"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x1f\x8b broken",
        gzip.compress(b"<html>", mtime=0)[:-4],
        sitemap("")[:-9],
        sitemap("<url><loc>&nbsp;</loc></url>"),
    ],
)
def test_a_broken_sitemap_shows_what_can_be_read_of_it(body: bytes) -> None:
    assert shown(body).mentions == ()


@pytest.mark.parametrize("before", ["", "<!-- made 2026-11-18 -->", '<?xml-stylesheet href="a.xsl"?>\n'])
def test_a_sitemap_may_begin_as_an_xml_document(before: str) -> None:
    body = f'<?xml version="1.0"?>{before}<urlset>{entry(f"{WORDPRESS.base_url}archives/118")}</urlset>'
    assert [mention.key for mention in shown(body.encode()).mentions] == ["118"]


def test_a_page_that_speaks_of_sitemaps_is_none() -> None:
    html = "<html><head><meta name=description content='how a <urlset> is written'></head><body>正文"
    assert shown(html.encode(), ZBLOG).page_kind != Kind.SITEMAP


def test_what_gzip_has_packed_is_costly_to_read() -> None:
    assert extract.is_costly(gzip.compress(sitemap(""), mtime=0))


def test_a_page_names_sitemaps_in_its_head_or_by_a_link() -> None:
    links = '<link rel="sitemap" href="/map.xml"><p><a href="/sitemap.xml">网站地图</a>'
    page = Page(ZBLOG.base_url, 200, {}, f"<html><body class='multi index'>{links}".encode(), NOW, NOW)
    assert extract.read(page, ZBLOG).outline.listings == (
        (Address(Kind.SITEMAP, "/map.xml"), "http://xz.example.cn/map.xml"),
        (Address(Kind.SITEMAP, "/sitemap.xml"), "http://xz.example.cn/sitemap.xml"),
    )
