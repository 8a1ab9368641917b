"""Where a page leads: listings, articles, neighbours, pagers."""

import pytest

from tests.extract.pages import BASE, SITE, URL, page
from xzcrawl.extract import Mention, Outline, Post, outline_of, parse
from xzcrawl.families.themes.tpure import TPURE
from xzcrawl.urls import Address, Kind


def outlined(body: str, url: str = BASE, body_class: str = "index") -> Outline:
    served = page(f'<body class="{body_class}">{body}</body>', url)
    return outline_of(parse(served, TPURE), url, SITE)


def category(key: str) -> Address:
    return Address(Kind.CATEGORY, key)


def test_a_listing_shows_its_posts_in_order() -> None:
    found = outlined(
        """<div class="content"><div class="block">
        <div class="post item"><h2><a href="/index.php/post/9.html">九</a><em class="istop">置顶</em></h2>
        <div class="info"><span class="user"><a href="/index.php/author-1.html">admin</a></span>
        <span class="date">2年前 <span class="datetime">(2021-05-04)</span></span>
        <span class="cate"><a href="/index.php/category-2.html">徐州产业信息</a></span></div>
        <div class="postimg"><a href="/index.php/post/9.html"><img alt="九"></a></div>
        <div class="intro">摘要</div><a class="readmore" href="/index.php/post/9.html">阅读全文</a></div>
        <div class="post item"><h2><a href="/?id=8"><span class="video"></span>八</a></h2></div>
        <div class="post item"><h2><a href="/index.php/post/9.html">九</a></h2></div>
        <div class="post item"><h2><a href="http://ad.example/">广告</a></h2></div></div></div>"""
    )
    belongs = frozenset({category("2"), Address(Kind.AUTHOR, "1")})
    assert found.posts == (
        Post("9", f"{BASE}index.php/post/9.html", "九", "2年前 (2021-05-04)", True, belongs),
        Post("8", f"{BASE}?id=8", "八", None, False, frozenset()),
    )
    assert found.mentions == ()


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (
            '<div class="item"><h2 class="istop"><a href="/?id=8">八<em>置顶</em></a></h2>'
            '<div class="forumdate">3天前</div></div>'
            '<div class="item"><h2><a href="/?id=7">七</a></h2><div class="forumdate">4天前</div></div>',
            [("8", "八", "3天前", True), ("7", "七", "4天前", False)],
        ),
        (  # a label of the site's own
            '<div class="item"><h2 class="istop"><a href="/?id=8">八<em>荐</em></a></h2></div>'
            '<div class="item"><h2 class="istop"><a href="/?id=7">七<em>荐</em> <em>置顶</em></a></h2></div>'
            '<div class="item"><h2><a href="/?id=6">六<em>强</em></a></h2></div>',
            [("8", "八", None, True), ("7", "七", None, True), ("6", "六强", None, False)],
        ),
        (
            '<div class="item"><div class="albumimg">'
            '<a href="/?id=8"><em>置顶</em><span>类</span><img></a></div>'
            '<div class="albumcon"><a href="/?id=8">八</a><p>摘要</p></div>'
            '<div class="albuminfo"><span>2022-09-24</span></div></div>',
            [("8", "八", "2022-09-24", True)],
        ),
        (
            '<div class="post item"><div class="postimg"><a href="/?id=8"><img></a></div>'
            '<div class="hotspotinfo"><h2><a href="/?id=8">八</a></h2>'
            '<div class="info"><span class="date">昨天</span></div></div></div>',
            [("8", "八", "昨天", False)],
        ),
        (
            '<ul><li><a href="/?id=8"><img></a><a href="/?id=8">八</a></li>'
            '<li><a href="/?id=7">七</a></li></ul>',
            [("8", "八", None, False), ("7", "七", None, False)],
        ),
    ],
    ids=["forum", "forum labels", "album", "hotspot", "unknown markup"],
)
def test_every_list_template_of_the_theme_is_read(
    items: str, expected: list[tuple[str, str, str | None, bool]]
) -> None:
    posts = outlined(f'<div class="content"><div class="block">{items}</div></div>').posts
    assert [(p.key, p.title, p.date_text, p.pinned) for p in posts] == expected


DATED = "/index.php/post/2022-11.html"


@pytest.mark.parametrize(
    ("body", "body_class", "is_article"),
    [
        (f'<div class="content"><div class="post item"><h2><a href="{DATED}">', "index", True),
        (
            f'<div class="content"><div class="item"><div class="albumcon"><a href="{DATED}">',
            "category",
            True,
        ),
        (f'<a class="single-prev" href="{DATED}">', "article", True),
        (f'<div class="relatecon"><div class="relate"><h3><a href="{DATED}">', "article", True),
        (f'<link rel="x"><div class="relatelist"><ul><li><a href="{DATED}">', "article", True),
        # where a theme links lists, and where an editor may link anything
        (f'<div class="sidebar"><a href="{DATED}">', "index", False),
        (f'<div class="sidebar"><div class="item"><h3><a href="{DATED}">', "index", False),
        (f'<div class="content"><a href="{DATED}">', "index", False),
        (
            f'<div class="content"><div class="post"><div class="single"><h2><a href="{DATED}">',
            "article",
            False,
        ),
        (f'<div class="menu"><a href="{DATED}">', "article", False),
        ('<div class="content"><div class="post item"><h2><a href="/date-2022-11.html">', "index", False),
        ('<a class="single-prev" href="/index.php/post/2022-11_2.html">', "article", False),
        ('<a class="single-prev" href="/index.php/category-2.html">', "article", False),
    ],
)
def test_a_date_is_an_alias_where_the_theme_links_articles_alone(
    body: str, body_class: str, is_article: bool
) -> None:
    found = outlined(body, f"{BASE}index.php/post/9.html" if body_class == "article" else BASE, body_class)
    keys = {post.key for post in found.posts} | {link.url for link in found.mentions}
    assert bool(keys) == is_article
    assert bool(found.listings) == (not is_article and "_2" not in body)


PLACES = {
    "menu": '<div class="header"><div class="menu"><a href="/?id=5">五</a></div></div>',
    "footer": '<div class="footer"><a href="/?id=5">五</a></div>',
    "breadcrumb": '<div class="sitemap"><a href="/?id=5">五</a></div>',
    "body": '<div class="single"><p><a href="/?id=5">五</a></p></div>',
    "comments": '<div class="cmts"><a href="/?id=5">五</a></div>',
    "menu in the sidebar": '<div class="sidebar"><dl id="divNavBar"><a href="/?id=5">五</a></dl></div>',
    "no article": '<div class="sidebar"><a href="/?id=0">零</a><a href="javascript:;">一</a></div>',
    "elsewhere": '<div class="sidebar"><a href="http://other.cn/index.php/post/5.html">五</a></div>',
    "side list": '<div class="sidebar"><dl class="sidebox"><a href="/?id=5">五</a></dl></div>',
    "neighbour": '<div class="pages"><a class="single-prev" href="/?id=5">上一篇:五</a></div>',
    "related": '<div class="relatecon"><h3><a href="/?id=5">五</a></h3></div>',
    "comment list": '<div class="sidebar"><a href="/?id=5#cmt3">五</a></div>',
    "certain in a menu": '<div class="header"><a href="/index.php/post/5.html">五</a></div>',
    "certain in a body": '<div class="single"><a href="/index.php/post/5.html">五</a></div>',
}
MENTIONED = ("side list", "neighbour", "related", "comment list", "certain in a menu", "certain in a body")


@pytest.mark.parametrize("place", PLACES)
def test_an_ambiguous_address_counts_only_where_the_theme_links_articles(place: str) -> None:
    mentions = outlined(PLACES[place], URL, "article").mentions
    assert [link.title for link in mentions] == (["五"] if place in MENTIONED else [])


def test_a_static_page_is_never_an_article() -> None:
    found = outlined(
        '<div class="header"><a href="/?id=2">留言本</a><a href="/index.php/3.html">关于</a></div>'
        '<div class="sidebar"><a href="/?id=2#cmt1">你好</a><a href="/?id=3">关于</a>'
        '<a href="/?id=4">四</a></div>'
    )
    assert found.static_keys == {"2", "3"}
    assert found.mentions == (Mention("4", f"{BASE}?id=4", "四"),)


def test_a_menu_link_to_what_a_list_shows_is_an_article() -> None:
    found = outlined(
        '<div class="header"><a href="/?id=9">招商</a></div>'
        '<div class="content"><div class="post item"><h2><a href="/?id=9">九</a></h2></div></div>'
    )
    assert (found.static_keys, [post.key for post in found.posts]) == (frozenset(), ["9"])


@pytest.mark.parametrize("address", ["?id=2", "index.php/2.html"])
def test_a_static_page_knows_itself(address: str) -> None:
    found = outlined(
        '<div class="single">一</div><div class="sidebar"><a href="/?id=2#cmt1">你好</a></div>',
        BASE + address,
        "page",
    )
    assert (found.page_kind, found.static_keys, found.mentions) == ("page", frozenset({"2"}), ())


def test_mentions_come_once_in_order_with_a_title_and_without_the_page_itself() -> None:
    found = outlined(
        '<div class="relatecon"><a href="/index.php/post/5.html"><img alt="五图"></a>'
        '<h3><a href="/?id=5">五</a></h3><h3><a href="/?id=6202">本文</a></h3></div>'
        '<div class="sidebar"><a href="/?id=4" title="四全称"></a><a href="/?id=5">五</a></div>',
        URL,
        "article",
    )
    assert found.mentions == (
        Mention("5", f"{BASE}index.php/post/5.html", "五图"),
        Mention("4", f"{BASE}?id=4", "四全称"),
    )


def test_neighbours_and_memberships_of_an_article() -> None:
    found = outlined(
        '<div class="sitemap"><a href="/">首页</a><a href="/?cate=4">甲</a>'
        '<a href="/?cate=5&page=2">乙</a></div>'
        '<div class="post"><h1>题</h1><div class="info"><a href="/index.php/author-1.html">admin</a></div>'
        '<div class="single">一</div><div class="tags"><a href="/index.php/tags-10.html">泉山</a></div></div>'
        '<div class="pages"><a class="single-prev" href="/?id=5">五</a>'
        '<a class="single-next" href="/?id=7">七</a></div>'
        '<div class="sidebar"><a href="/?cate=9">别类</a></div>',
        URL,
        "article",
    )
    own = {category("4"), category("5"), Address(Kind.AUTHOR, "1"), Address(Kind.TAG, "10")}
    assert (found.older, found.newer, found.memberships) == ("5", "7", own)  # type: ignore[comparison-overlap]


def test_the_ends_of_the_chain_have_no_neighbour() -> None:
    found = outlined('<div class="pages"><span class="single-prev">没有了</span></div>', URL, "article")
    assert (found.older, found.newer) == (None, None)


def test_other_listings_are_known_by_their_first_page() -> None:
    found = outlined(
        '<a href="/index.php/category-2.html">甲</a><a href="/index.php/category-3_2.html">乙</a>'
        '<a href="/?tags=10">丙</a><a href="/index.php/date-2022-9.html">九月</a><a href="/?cate=2">甲</a>'
    )
    assert found.listings == (
        (category("2"), f"{BASE}index.php/category-2.html"),
        (Address(Kind.TAG, "10"), f"{BASE}?tags=10"),
        (Address(Kind.MONTH, "2022-9"), f"{BASE}index.php/date-2022-9.html"),
    )


PAGEBAR = (
    '<div class="pagebar"><a class="m" href="/index.php/category-2.html">首页</a>'
    '<a href="/index.php/category-2.html">1</a><span class="now-page">2</span>'
    '<span class="next-page"><a href="/index.php/category-2_3.html">3</a></span>'
    '<a class="m" href="/index.php/category-2_12.html">尾页</a>'
    '<a href="/index.php/page_99.html">别处</a></div>'
    '<div class="cmtpagebar"><a href="/index.php/category-2_50.html">50</a></div>'
)


@pytest.mark.parametrize(
    ("url", "pager", "next_page"),
    [
        ("index.php/category-2_2.html", (12, "index.php/category-2_12.html"), "index.php/category-2_3.html"),
        ("?cate=2&page=2", (12, "index.php/category-2_12.html"), "index.php/category-2_3.html"),
        ("index.php/category-2_12.html", (12, "index.php/category-2_12.html"), None),
        ("index.php/category-7.html", None, None),
        ("index.php/page_98.html", (99, "index.php/page_99.html"), "index.php/page_99.html"),
    ],
)
def test_the_pager_counts_the_links_of_its_own_listing(
    url: str, pager: tuple[int, str] | None, next_page: str | None
) -> None:
    found = outlined(PAGEBAR, BASE + url, "category")
    assert found.pager == (pager and (pager[0], BASE + pager[1]))
    assert found.next_page == (next_page and BASE + next_page)


@pytest.mark.parametrize(
    ("names", "expected"),
    [("article night", "article"), ("foo index", "index"), ("catalog", "catalog"), ("", ""), ("zbp", "")],
)
def test_the_body_class_names_the_kind_of_page(names: str, expected: str) -> None:
    assert outlined("<p>一</p>", body_class=names).page_kind == expected


def test_raw_introductions_with_a_body_in_them_do_not_make_a_list_an_article() -> None:
    intro = "<div class='intro'><div class='single'>引言</div></div>"
    item = f"<div class='post item'><h2><a href='/index.php/post/8.html'>新闻</a></h2>{intro}</div>"
    found = outlined(f"<div class='content'>{item}</div>")
    assert [post.key for post in found.posts] == ["8"]


MENU = '<div class="menu"><a href="/?cate=5"><i></i></a><a href="/?cate=5">铜山厂房</a></div>'
TRAIL = (
    '<div class="sitemap">当前位置:<a href="/">首页</a> &gt; '
    '<a href="/index.php/category-4.html">厂房资讯</a> &gt; '
    '<a href="/index.php/category-5.html" title="查看铜山厂房中的全部文章">铜山厂房</a> </div>'
)
CARD = '<div class="auth"><div class="authinfo"><h1>葛毅明 <span class="level">管理员</span></h1></div></div>'


@pytest.mark.parametrize(
    ("body", "path", "name"),
    [
        (MENU, "?cate=5", "铜山厂房"),
        (TRAIL, "index.php/category-5.html", "铜山厂房"),
        (TRAIL, "index.php/category-5_2.html", "铜山厂房"),
        (TRAIL, "index.php/category-4.html", "厂房资讯"),
        (TRAIL, "index.php/category-6.html", None),
        ('<div class="sidebar"><a href="/?cate=5">铜山厂房 (12)</a></div>', "?cate=5", None),
        (CARD, "index.php/author-1.html", "葛毅明"),
        ('<div class="sitemap">当前位置:<a href="/">首页</a> &gt; 葛毅明 </div>', "?auth=1", "葛毅明"),
        ("", "?auth=1", None),
        (CARD, "index.php/author-1_2.html", None),
        (CARD, "index.php/category-5.html", None),
        (TRAIL, "", None),
    ],
)
def test_a_listing_says_what_it_is_called(body: str, path: str, name: str | None) -> None:
    assert outlined(body, f"{BASE}{path}", "category").name == name
