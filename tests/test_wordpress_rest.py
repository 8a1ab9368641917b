"""The index that WordPress makes for programs: its REST API."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from xzcrawl import extract
from xzcrawl.families import Site, named
from xzcrawl.families.index import IndexEntry
from xzcrawl.families.tree import Tree
from xzcrawl.families.wordpress_rest import posts_urls, read_posts
from xzcrawl.items import Page
from xzcrawl.urls import Address, Kind

NOW = datetime(2026, 11, 20, tzinfo=UTC)
SITE = Site.at("http://news.example.cn/", named("wordpress-classic"))
URL = "http://news.example.cn/wp-json/wp/v2/posts?per_page=100&page=2"
POST = {
    "link": "http://news.example.cn/archives/118",
    "title": {"rendered": "“智改数转”&#8211;<em>铜山</em>篇"},
    "date": "2023-07-18T08:31:07",
    "date_gmt": "2023-07-18T00:31:07",
    "modified_gmt": "2023-08-01T03:00:00",
}


def answered(body: Any, url: str = URL, **headers: str) -> Page:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    text = body if isinstance(body, str) else json.dumps(body)
    return Page(url, 200, named, text.encode(), NOW, NOW)


@pytest.mark.parametrize(
    ("root", "begins"),
    [
        ("http://news.example.cn/wp-json/", "http://news.example.cn/wp-json/wp/v2/posts?per_page=100&"),
        ("/?rest_route=/", "http://news.example.cn/?rest_route=/wp/v2/posts&per_page=100&"),
    ],
)
def test_a_page_names_the_api(root: str, begins: str) -> None:
    tree = Tree(f"<head><link rel='https://api.w.org/' href='{root}' /></head>")
    (url,) = posts_urls(tree, "http://news.example.cn/archives/118")
    assert url.startswith(begins)
    assert url.endswith("&page=1")
    assert SITE.classify(url) == Address(Kind.INDEX, "posts")


@pytest.mark.parametrize("root", ["http://[x", "http://news.example.cn:9x/", "ftp://news.example.cn/"])
def test_a_link_that_leads_nowhere_names_no_api(root: str) -> None:
    tree = Tree(f"<head><link rel='https://api.w.org/' href='{root}' /></head>")
    assert posts_urls(tree, "http://news.example.cn/") == ()


@pytest.mark.parametrize("link", ["http://[", "http://news.example.cn:9x/", "ftp://news.example.cn/1", "#x"])
def test_a_post_without_a_usable_address_costs_no_other(link: str) -> None:
    page = answered([POST | {"link": link}, POST])
    assert [post.key for post in extract.read(page, SITE).outline.posts] == ["118"]


def test_half_a_character_is_replaced() -> None:
    page = answered([POST | {"title": {"rendered": "徐州\ud83d"}}])
    assert [post.title for post in extract.read(page, SITE).outline.posts] == ["徐州?"]


def test_a_page_without_the_link_names_no_api() -> None:
    assert posts_urls(Tree("<head></head>"), "http://news.example.cn/") == ()


def test_a_post_has_its_instant_and_that_of_its_last_change() -> None:
    index = read_posts(answered([POST], x_wp_totalpages="7"))
    assert index is not None
    assert index.last_page == 7
    assert index.entries == (
        IndexEntry(
            "http://news.example.cn/archives/118",
            "“智改数转”–铜山篇",
            "2023-07-18T00:31:07+00:00",
            datetime(2023, 8, 1, 3, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize("gmt", [None, "", "0000-00-00T00:00:00", 0])
def test_a_post_without_an_instant_has_the_time_of_the_sites_own_clock(gmt: object) -> None:
    index = read_posts(answered([POST | {"date_gmt": gmt, "modified_gmt": gmt}]))
    assert index is not None
    assert [(entry.date, entry.modified) for entry in index.entries] == [("2023-07-18T08:31:07", None)]


@pytest.mark.parametrize(
    "odd", [{}, {"link": 5, "title": {"rendered": ""}}, {"link": "x", "title": "x"}, 7, None]
)
def test_what_is_no_post_is_left_out(odd: object) -> None:
    index = read_posts(answered([odd, POST], x_wp_totalpages="many"))
    assert index is not None
    assert [entry.url for entry in index.entries] == [POST["link"]]
    assert index.last_page == 1


@pytest.mark.parametrize("body", ["", "<html>登录</html>", '{"code": "rest_forbidden"}', "[" * 100_000])
def test_any_other_answer_is_no_index(body: str) -> None:
    assert read_posts(answered(body)) is None


def test_an_index_is_read_as_a_list() -> None:
    other = POST | {"link": "http://other.example.cn/archives/7"}
    outline = extract.read(answered([POST, other], x_wp_totalpages="7"), SITE).outline
    assert [(post.key, post.title, post.date_text) for post in outline.posts] == [
        ("118", "“智改数转”–铜山篇", "2023-07-18T00:31:07+00:00")
    ]
    assert outline.pager == (7, URL)


def test_an_index_that_cannot_be_read_lists_nothing() -> None:
    outline = extract.read(answered("<html><a href='/archives/118'>登录</a></html>"), SITE).outline
    assert (outline.posts, outline.mentions, outline.pager) == ((), (), None)
