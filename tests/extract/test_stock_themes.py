"""Lists and links of Z-BlogPHP's stock themes, by snippets of their markup."""

import pytest

from tests.extract.pages import BASE, page
from xzcrawl.extract import Mention, Outline, outline_of, parse
from xzcrawl.families import Site, named
from xzcrawl.urls import Address, Kind

ARTICLE = f"{BASE}post/7.html"


def outlined(family: str, body: str, url: str = BASE) -> Outline:
    site = Site.at(BASE, named(family))
    return outline_of(parse(page(f"<html><body>{body}</body></html>", url), site.family.theme), url, site)


@pytest.mark.parametrize(
    ("family", "item", "expected"),
    [
        (
            "zblog-fallback",
            '<div id=divMain><div class="post multi"><h4 class="post-date">2021年09月01日</h4>'
            '<h2 class="post-title"><a href="/post/7.html">标题</a></h2></div>',
            ("标题", "2021年09月01日", False),
        ),
        (
            "zblog-fallback",
            '<div id=divMain><div class="post istop"><h2 class="post-title">[置顶]'
            '<a href="/post/7.html">标题</a></h2></div>',
            ("标题", None, True),
        ),
        (
            "zblog-whitepage",
            '<div id=divMain><div class="post istop"><h2 class="post-title"><a href="/post/7.html">标题</a>',
            ("标题", None, True),
        ),
        (
            "zblog-garland",
            '<div id=squeeze><div id="node-7" class="node"><h2><a href="/post/7.html">标题</a></h2>'
            '<span class="submitted">Friday 2026-11-20 08:05 - 王 - 李</span><div class="content">一</div>',
            ("标题", "Friday 2026-11-20 08:05", False),
        ),
        (
            "zblog-garland",
            '<div id=squeeze><div id="node-7" class="node"><h2>[置顶] <a href="/post/7.html">标题</a></h2>'
            '<span class="submitted">Friday 2026-11-20 08:05 - admin</span></div>',
            ("标题", "Friday 2026-11-20 08:05", True),
        ),
        (
            "zblog-html5css3",
            '<section id=main><article id="log7" class="top cate3 auth1"><header><time>2026年11月20日</time>'
            '<h2><a href="/post/7.html">[置顶] 的意思</a></h2></header><section>一</section></article>',
            ("[置顶] 的意思", "2026年11月20日", False),
        ),
        (
            "zblog-html5css3",
            '<section id=main><article class="top cate3 auth1"><header><time>2026年11月20日</time>'
            '<h3><a href="/post/7.html">[置顶] 标题</a></h3></header></article>',
            ("标题", "2026年11月20日", True),
        ),
        (
            "zblog-metro",
            '<div id=main><div class="post cate5  auth1"><div class="post_time"><h5>09</h5>'
            '<h6>2022<br />02</h6></div><div class="post_r"><div class="post_body">'
            '<h2><a href="/post/7.html">标题</a></h2>'
            '<div class="post_content">2022年</div></div></div></div>',
            ("标题", "2022-02-09", False),
        ),
        (
            "zblog-metro",
            '<div id=main><div class="istop-post postistop post cate5  auth1"><div class="post_time"></div>'
            '<div class="post_r"><div class="post_body"><h2><a href="/post/7.html">标题</a></h2></div></div>',
            ("标题", None, True),
        ),
    ],
)
def test_an_item_of_a_list(family: str, item: str, expected: tuple[str, str | None, bool]) -> None:
    (post,) = outlined(family, item).posts
    assert (post.key, (post.title, post.date_text, post.pinned)) == ("7", expected)


MENU = '<div id="divNavBar"><a href="/">首页</a><a href="/category-2.html">动态</a></div>'
SIDE = (
    '<dl id="divCatalog"><a href="/category-news.html">要闻</a></dl>'
    '<dl id="divTags"><a href="/tags-5.html">要闻</a></dl>'
)


@pytest.mark.parametrize(("name", "key"), [("动态", "2"), ("要闻", "news")])
def test_a_category_that_an_article_names_is_found_in_menus(name: str, key: str) -> None:
    post = f'<div class="post single"><h6 class="post-footer">作者:动态 | 分类:{name}</h6></div>'
    found = outlined("zblog-fallback", MENU + post + SIDE, ARTICLE)
    assert found.memberships == {Address(Kind.CATEGORY, key)}


def test_an_article_without_a_category_is_in_none() -> None:
    post = '<div class="post single"><h6 class="post-footer">作者:王 | 分类:</h6></div>'
    empty = '<div id="divNavBar"><a href="/category-2.html"></a></div>'
    assert outlined("zblog-fallback", empty + post, ARTICLE).memberships == frozenset()


@pytest.mark.parametrize(
    ("family", "around"),
    [
        ("zblog-html5css3", '<article id="log7"><header><h2>题</h2></header><nav>{}</nav></article>'),
        ("zblog-metro", '<div class="post_body"><h2>题</h2></div><div class="post_nav">{}</div>'),
    ],
)
def test_neighbours_are_called_what_their_links_are_titled(family: str, around: str) -> None:
    links = (
        '<a class="l" href="/post/6.html" title="六">« 上一篇</a>'
        '<a class="r" href="/post/8.html" title="八"> 下一篇 »</a>'
    )
    found = outlined(family, around.format(links), ARTICLE)
    assert (found.older, found.newer) == ("6", "8")
    assert found.mentions == (
        Mention("6", f"{BASE}post/6.html", "六"),
        Mention("8", f"{BASE}post/8.html", "八"),
    )


@pytest.mark.parametrize(
    ("family", "item", "pasted"),
    [
        (
            "zblog-fallback",
            '<div id=divMain><div class="post multi"><h2 class="post-title">'
            '<a href="/post/7.html">标题</a></h2><div class="post-body">{}</div></div></div>',
            '<div class="post {}"><h2 class="post-title">{}</h2><div class="post-body">一</div></div>',
        ),
        (
            "zblog-html5css3",
            '<section id=main><article id="log7" class="top"><header><h2><a href="/post/7.html">标题</a></h2>'
            "</header><section>{}</section></article></section>",
            '<article id="log6" class="top {}"><header><h2>{}</h2></header><section>一</section></article>',
        ),
        (
            "zblog-metro",
            '<div id=main><div class="post"><div class="post_r"><div class="post_body">'
            '<h2><a href="/post/7.html">标题</a></h2><div class="post_content">{}</div></div></div></div>',
            '<div class="post {}"><div class="post_r"><div class="post_body"><h2>{}</h2>'
            '<div class="post_content">一</div></div></div></div>',
        ),
    ],
)
def test_what_was_pasted_into_an_introduction_is_no_article_and_no_item(
    family: str, item: str, pasted: str
) -> None:
    article, other = pasted.format("single", "转"), pasted.format("multi", '<a href="/post/6.html">转</a>')
    found = outlined(family, item.format(article + other))
    assert (found.page_kind, found.has_body, [post.key for post in found.posts]) == ("", False, ["7"])
