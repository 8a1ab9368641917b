"""Pages of Typecho's default theme, and of themes made from it, of every kind."""

from datetime import datetime

import pytest

from tests.date_texts import NOON, at
from xzcrawl.families import Site, named, recognise
from xzcrawl.families.tree import Tree, text
from xzcrawl.items import Page
from xzcrawl.page_reader import read_page

FAMILY = named("typecho-default")
SITE = Site.at("http://zs.example.cn/", FAMILY)
HEAD = '<meta name="generator" content="Typecho 1.2.1"><link href="/usr/themes/pinghsu/style.css">'
POST = '<article class="post"><h1 class="post-title"><a href="/archives/118/">厂房</a></h1>{}</article>'
TEXT = '<div class="post-content"><p>铜山区新增三处标准厂房。</p></div>'


def page(body: str, url: str = "http://zs.example.cn/archives/118/") -> Page:
    html = f"<html><head>{HEAD}</head><body><div id=main>{body}</div></body></html>"
    return Page(url, 200, {"content-type": "text/html; charset=UTF-8"}, html.encode(), NOON, NOON)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (POST.format(f'<ul class="post-meta"><li>作者</li></ul>{TEXT}'), "article"),
        (POST.format(TEXT), "page"),
        ('<h3 class="archive-title">分类 厂房 下的文章</h3>', "catalog"),
        ('<article class="post"><h2 class="post-title"><a href="/archives/118/">厂房</a></h2>', "index"),
        ('<div class="error-page"><h2 class="post-title">404 - 页面没找到</h2></div>', "404"),
    ],
)
def test_a_page_tells_of_what_kind_it_is_by_its_titles(body: str, kind: str) -> None:
    tree = Tree(page(body).body)
    assert (FAMILY.theme.kind(tree), recognise(tree)) == (kind, FAMILY)


@pytest.mark.parametrize(
    ("time", "date"),
    [
        ('<time datetime="2023-07-18T09:31:07+00:00">2023-07-18</time>', "2023-07-18T09:31:07"),
        ('<time datetime="2023-07-18T09:31:07-0400">2023-07-18</time>', "2023-07-18T09:31:07"),
        ('<time datetime="2023-07-18T09:31:07Z">2023-07-18</time>', "2023-07-18T09:31:07"),
        ('<time datetime="2023-07-18">一天前</time>', "2023-07-18"),
        ("<time>一天前</time>", "一天前"),
        ("", ""),
    ],
)
def test_a_time_is_read_without_the_offset_of_the_server(time: str, date: str) -> None:
    tree = Tree(f'<article class="post"><ul class="post-meta"><li>时间: {time}</li></ul></article>')
    assert text(tree, FAMILY.theme.date) == date


@pytest.mark.parametrize(
    ("said", "earliest", "latest"),
    [
        ("一小时前", at("2023-07-20 10:00:00"), at("2023-07-20 11:00:00")),
        ("昨天 10:05", at("2023-07-19 10:05:00"), at("2023-07-19 10:05:59")),
        ("3天前", at("2023-07-16 12:00:00"), at("2023-07-17 12:00:00")),
    ],
)
def test_an_age_on_a_page_is_taken_as_rounded_down(said: str, earliest: datetime, latest: datetime) -> None:
    """A second is added before, for the page was asked for at a moment that is known in whole seconds."""
    meta = f'<ul class="post-meta"><li>时间: <time>{said}</time></li></ul>'
    article = read_page(page(POST.format(meta + TEXT)), SITE).article
    assert article is not None
    assert article.reading is not None
    assert article.reading.interval is not None
    assert (article.reading.interval.earliest, article.reading.interval.latest) == (earliest, latest)


def test_a_static_page_and_one_behind_a_password_are_no_articles() -> None:
    shut = '<div class="post-content"><form class="protected"><input name="protectPassword"></form></div>'
    meta = '<ul class="post-meta"><li>作者: 小编</li></ul>'
    for body in (POST.format(TEXT), POST.format(meta + shut)):
        finished = read_page(page(body), SITE)
        assert (finished.article, finished.problem) == (None, f"{page(body).url} shows no article")
