"""What a page says around the body of its article: date, views, title, address, category."""

import re

import pytest

from tests.extract.pages import BASE, URL, post, read
from xzcrawl.dates import attempt_article
from xzcrawl.errors import NotAnArticle
from xzcrawl.items import Zones


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("<span class=view>38</span>", 38),
        ("<span class=view>1,234</span>", 1234),
        ("<span class=view>12,345,678次浏览</span>", 12_345_678),
        ("<span class=view>浏览 1.2万 次</span>", 12_000),
        ("<span class=view>３８</span>", 38),
        ("<span class=view>1.05万+</span>", 10_500),
        ("<span class=view>1.2萬</span>", 12_000),
        ("<span class=view>瀏覽 1.2萬 次</span>", 12_000),
        ("<span class=view>１.２萬</span>", 12_000),
        ("<span class=view>1.2億</span>", 120_000_000),
        ("<span class=view>3千</span>", 3_000),
        ("<span class=view>1.2千万</span>", 12_000_000),
        ("<span class=view>2百萬</span>", 2_000_000),
        ("<span class=view>38 百度收录</span>", 38),
        ("<span class=view></span>", None),
        ("<span class=cmt>5</span>", None),
        ("<span class=cmt>5</span><span class=view>7</span>", 7),
    ],
)
def test_views_are_read_as_a_number(info: str, expected: int | None) -> None:
    assert read(post("<p>一</p>", info)).views == expected


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ('<span class="date">10个月前 <span class="datetime">(09-24)</span></span>', "10个月前 (09-24)"),
        ('<span class="date">10个月前<time class="datetime"> (09-24)</time></span>', "10个月前 (09-24)"),
        ('<span class="date">2022-09-24 10:05:33</span>', "2022-09-24 10:05:33"),
        ('<span class="date">2022年09月24日\n 10:05</span>', "2022年09月24日 10:05"),
        ('<time class="datetime">2022-09-24</time>', "2022-09-24"),
        ('<span class="date"></span>', None),
        ("", None),
    ],
)
def test_the_date_is_the_whole_text_of_its_span(info: str, expected: str | None) -> None:
    assert read(post("<p>一</p>", info)).date_text == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("发布日期:2022-12-13 09:57", "发布日期:2022-12-13 09:57"),
        ("来源:徐州日报 发布时间：2022年12月13日 浏览:5", "发布时间：2022年12月13日"),
        ("<table><tr><td>发布日期</td><td>2022-12-13</td></tr></table>", "发布日期 | 2022-12-13"),
        ("(发表于徐州)", None),
        ("时间:2022年12月13日,地点:徐州", None),
        ("本次招标公告发布时间:2022-12-13", None),
        ("发布日期:待定", None),
        ("發佈時間：2022年12月13日 上午9:57 瀏覽:5", "發佈時間：2022年12月13日 上午9:57"),
        ("发布时间：２０２２-１２-１３ ０９：５７", "发布时间：２０２２-１２-１３ ０９：５７"),
        ("发布时间：二〇二二年十二月十三日 来源：徐州日报", "发布时间：二〇二二年十二月十三日"),
        ("发布时间：二O二二年十二月十三日", "发布时间：二O二二年十二月十三日"),
        ("发布时间：2022-12-13(周二) 09:57:01 浏览", "发布时间：2022-12-13(周二) 09:57:01"),
        ("发布时间：2022年12月13日 星期二 下午3点半", "发布时间：2022年12月13日 星期二 下午3点半"),
        ("发布时间：2022-12-13T01:57:00Z浏览", "发布时间：2022-12-13T01:57:00Z"),
        ("发布时间：2022-12-13 09:57 UTC+8 浏览", "发布时间：2022-12-13 09:57 UTC+8"),
        ("发布时间：2022-12-13 9:57 PM 浏览", "发布时间：2022-12-13 9:57 PM"),
        ("发布时间：2022-12-1309:57优质", "发布时间：2022-12-1309:57"),
        ("【发布时间】2022-12-13", "发布时间】2022-12-13"),
        ("更新时间：2022-12-15 发布时间：2022-12-13", "发布时间：2022-12-13"),
        ("更新时间：2022-12-15", None),
        ("成文日期：2022-12-01", None),
    ],
)
def test_only_a_date_labelled_as_publication_counts_in_the_body(line: str, expected: str | None) -> None:
    assert read(post(f"<p>{line}</p><p>二</p>")).body_date_text == expected


@pytest.mark.parametrize(
    ("body", "origin"),
    [
        ("<p>一</p><p>来源：徐州日报</p>", "徐州日报"),
        ("<p>一</p><p>（来源：徐州日报 编辑：王芳）</p>", "徐州日报"),
        ("<p>一</p><p>来源：徐州日报</p><p>版权声明：转载请注明出处。</p>", "徐州日报"),
        ("<p>发布时间：2022-09-22 16:30　来源：市政府办公室</p><p>一</p>", "市政府办公室"),
        ("<p>一</p><p>来源：财政拨款3000万元</p>", None),
        ("<p>一</p><p>数据来源：徐州市统计局</p>", None),
        ("<p>一</p><p>资料来源于徐州市统计局官网。</p>", None),
        (f"<p>来源：徐州日报</p>{'<p>一</p>' * 9}", "徐州日报"),
        (f"{'<p>一</p>' * 3}<p>来源：徐州日报</p>{'<p>一</p>' * 9}", None),
    ],
)
def test_a_line_at_the_ends_of_a_text_says_where_it_is_from(body: str, origin: str | None) -> None:
    assert read(post(body)).origin == origin


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("發佈時間：2022年12月13日 上午9:57 瀏覽:5", "2022-12-13T09:57:00+08:00"),
        ("发布时间：二O二二年十二月十三日", "2022-12-13T00:00:00+08:00"),
        ("发布时间：2022-12-13(周二) 09:57:01 浏览", "2022-12-13T09:57:01+08:00"),
        ("发布时间：2022年12月13日 星期二 下午3点半", "2022-12-13T15:30:00+08:00"),
        ("发布时间：2022-12-13T01:57:00Z浏览", "2022-12-13T09:57:00+08:00"),
        ("发布时间：2022-12-13 9:57 PM 浏览", "2022-12-13T21:57:00+08:00"),
        ("发布日期 | 2022-12-13", "2022-12-13T00:00:00+08:00"),
        ("【发布时间】2022-12-13", "2022-12-13T00:00:00+08:00"),
    ],
)
def test_a_labelled_date_is_whole_enough_to_be_read(line: str, moment: str) -> None:
    reading = attempt_article(read(post(f"<p>{line}</p>")), None, Zones()).reading
    assert reading.interval is not None
    assert (reading.source, reading.interval.earliest.isoformat()) == ("body", moment)


CANONICAL = '<link rel="canonical" href="{}">'


@pytest.mark.parametrize(
    ("head", "url", "key", "canonical"),
    [
        ("", URL, "6202", URL),
        ("", f"{BASE}?id=6202", "6202", f"{BASE}?id=6202"),
        (CANONICAL.format(URL), f"{BASE}?id=6202", "6202", URL),
        (CANONICAL.format("/index.php/post/6202.html"), f"{BASE}?id=6202", "6202", URL),
        (CANONICAL.format("http://other.cn/index.php/post/1.html"), URL, "6202", URL),
        (CANONICAL.format(BASE), URL, "6202", URL),
        (CANONICAL.format("HTTP://XUZHOU.021cf.cn:80/index.php/post/6202.html"), URL, "6202", URL),
    ],
)
def test_the_canonical_link_names_the_article_if_it_is_one_of_the_site(
    head: str, url: str, key: str, canonical: str
) -> None:
    found = read(post("<p>一</p>", head=head), url)
    assert (found.key, found.source_id, found.url) == (key, key, canonical)


FORM = '<form><input type="hidden" name="inpId" value="{}"></form>'


@pytest.mark.parametrize(
    ("path", "named", "around", "key", "source_id"),
    [
        # a number that is another's is none of this page, whether a form says so or the address
        ("post/105.html", "post/106.html", FORM.format(105), "105", "105"),
        ("post/105.html", "post/106.html", "", "105", "105"),
        ("?id=105", "post/106.html", "", "105", "105"),
        # but the form may say that the page is that other one
        ("post/105.html", "post/106.html", FORM.format(106), "106", "106"),
        ("post/12-s1f3a.html", "post/12.html", "", "12", "12"),
        # an alias and the number of one article
        ("?id=105", "post/quanshan.html", "", "quanshan", "105"),
        ("post/quanshan.html", "post/105.html", FORM.format(105), "105", "105"),
        ("post/quanshan.html", "post/106.html", FORM.format(105), "quanshan", "105"),
        # two aliases are two articles, unless only the category is left out
        ("post/quanshan.html", "post/yunlong.html", FORM.format(105), "quanshan", "105"),
        ("post/quanshan.html", "post/yunlong.html", "", "quanshan", "quanshan"),
        ("news/quanshan/", "post/quanshan.html", "", "quanshan", "quanshan"),
        # an alias that the page links as the article before or after it
        (
            "post/12.html",
            "post/story-103.html",
            '<a class="single-next" href="/index.php/post/story-103.html">',
            "12",
            "12",
        ),
        (
            "post/12.html",
            "post/story-12.html",
            '<a class="single-next" href="/index.php/post/13.html">',
            "story-12",
            "12",
        ),
        # an alias that is a date, for which the page itself vouches
        ("post/2022-11.html", "post/2022-11.html", FORM.format(105), "2022-11", "105"),
        ("?id=105", "post/2022-09-24.html", FORM.format(105), "2022-09-24", "105"),
        (
            "post/2022-11.html",
            "post/2022-12.html",
            '<a class="single-next" href="/index.php/post/2022-12.html">',
            "2022-11",
            "2022-11",
        ),
        # an alias that is a number has another id
        ("post/2022.html", "post/2022.html", FORM.format(105), "2022", "105"),
        # forms that disagree say nothing
        ("post/quanshan.html", "post/quanshan.html", FORM.format(1) + FORM.format(2), "quanshan", "quanshan"),
    ],
)
def test_a_canonical_that_names_another_article_is_no_evidence(
    path: str, named: str, around: str, key: str, source_id: str
) -> None:
    html = post("<p>一</p>", head=CANONICAL.format(f"/index.php/{named}"), around=around)
    url = BASE + path if path.startswith("?") else f"{BASE}index.php/{path}"
    found = read(html, url)
    assert (found.key, found.source_id) == (key, source_id)


@pytest.mark.parametrize(
    ("html", "builder"),
    [
        (
            "<div class='post single'><h2 class=post-title>题</h2><div class=post-body>文</div></div>",
            "a theme like",
        ),
        (
            "<meta name=generator content='Z-BlogPHP 1.7.5'><link href='/zb_users/theme/WhitePage/style.css'>"
            "<div class='post single'>文</div>",
            "the theme WhitePage (Z-BlogPHP 1.7.5)",
        ),
        ("<script src='/zb_users/theme/Zit/zit.js'></script><article id=cont>文</article>", "the theme Zit"),
        ("<meta name=Generator content='WordPress 6.5'><div class=single>文</div>", "WordPress 6.5"),
    ],
)
def test_a_page_of_another_theme_is_refused_by_its_name(html: str, builder: str) -> None:
    with pytest.raises(NotAnArticle, match=f"is a page of {re.escape(builder)}"):
        read(f"<title>题</title><body class=article>{html}")


def test_a_theme_made_from_tpure_is_read() -> None:
    head = "<link href='/zb_users/theme/tpure-xz/style/style.css'>"
    assert read(post("<p>一</p>", head=head)).text == "一"


MENU = (
    "<div class=menu><a href=/index.php/category-2.html>徐州产业信息</a><a href=/?cate=3>招商政策</a></div>"
)


@pytest.mark.parametrize(
    ("back", "category"),
    [
        ("/?cate=2", "徐州产业信息"),
        ("/index.php/category-3.html", "招商政策"),
        ("/", None),
        ("/?cate=9", None),
    ],
)
def test_the_link_back_to_the_list_names_the_category_where_nothing_else_does(
    back: str, category: str | None
) -> None:
    around = f"{MENU}<div class=pages><a class=backlist href={back}>返回列表</a></div>"
    assert read(post("<p>一</p>", around=around)).category == category


@pytest.mark.parametrize(
    ("around", "source_id"),
    [
        ('<form><input type="hidden" name="inpId" id="inpId" value="6202"></form>', "6202"),
        ("<script>$(function(){AddViewCount(6202)})</script>", "6202"),
        ('<form><input name="inpId" value="18446744073709551615"></form>', "18446744073709551615"),
        ('<form><input name="inpId" value="184467440737095516150"></form>', "quanshan-mubiao"),
        ("", "quanshan-mubiao"),
    ],
)
def test_an_alias_finds_the_cms_id_on_the_page(around: str, source_id: str) -> None:
    found = read(post("<p>一</p>", around=around), f"{BASE}index.php/post/quanshan-mubiao.html")
    assert (found.key, found.source_id) == ("quanshan-mubiao", source_id)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div class=post><h1> A&amp;B “引号”&nbsp; </h1><div class=single>一</div></div>", "A&B “引号”"),
        ('<meta property="og:title" content="题"><div class=post><div class=single>一</div></div>', "题"),
        ("<title>泉山-云龙 - 徐州厂房网</title><div class=single>一</div>", "泉山-云龙"),
    ],
)
def test_the_title_is_found_where_the_page_has_it(html: str, expected: str) -> None:
    assert read(html).title == expected


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (
            '<body class="page"><div class="post"><h1>留言本</h1><div class="single">一</div></div>',
            f"{BASE}?id=2",
        ),
        ('<body class="index"><div class="post item"><h2><a href="/?id=1">一</a></h2></div>', BASE),
        ('<body class="article"><div class="post"><h1>题</h1></div>', URL),
        ('<div class="single">一</div>', URL),
        (post("<p>一</p>"), f"{BASE}index.php/category-2.html"),
        # the list of a month whose introductions are articles' bodies
        (
            f'<link rel="canonical" href="{BASE}post/2022-11.html"><body class="date"><h1>2022年11月</h1>'
            '<div class="post"><h2><a href="/post/9.html">九</a></h2><div class="single">一</div></div>',
            f"{BASE}post/2022-11.html",
        ),
        ("", URL),
    ],
)
def test_a_page_without_an_article_is_refused(html: str, url: str) -> None:
    with pytest.raises(NotAnArticle):
        read(html, url)


def test_the_next_article_shown_below_is_not_this_one() -> None:
    below = (
        '<div class="block"><div class="post singlenext">'
        '<h3><a class="single-next" href="/index.php/post/7.html">下一题</a></h3>'
        '<div class="info"><span class="date">1天前</span><span class="view">99</span></div></div></div>'
    )
    found = read(post("<p>一</p>", '<span class="user">admin</span>', around=below))
    assert (found.title, found.author, found.date_text, found.views) == ("标题", "admin", None, None)


def test_the_category_comes_from_the_breadcrumb_where_the_info_is_off() -> None:
    trail = (
        '<div class="sitemap">当前位置:<a href="/">首页</a> &gt; <a href="/?cate=4">厂房资讯</a> &gt; '
        '<a href="/?cate=5">铜山厂房</a> &gt; 正文内容</div>'
    )
    found = read(post("<p>一</p>", around=trail))
    assert (found.category, found.breadcrumbs) == ("铜山厂房", ("厂房资讯", "铜山厂房"))
