"""What a page of the theme says, by snippets of its markup; whole pages are in ``test_golden_pages``."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xzcrawl.errors import NotAnArticle
from xzcrawl.extract import FeedEntry, Outline, Post, article, assemble, decode, feed, outline, parse
from xzcrawl.items import Article, Block, Image, Link, Page
from xzcrawl.urls import Address, Kind

BASE = "http://xuzhou.021cf.cn/"
URL = f"{BASE}index.php/post/6202.html"
SEEN = datetime(2023, 7, 20, 4, tzinfo=UTC)


def page(body: str | bytes, url: str = URL, content_type: str = "text/html") -> Page:
    content = body if isinstance(body, bytes) else body.encode()
    return Page(url, 200, {"content-type": content_type}, content, SEEN, SEEN)


def read(html: str, url: str = URL) -> Article:
    served = page(html, url)
    return article(parse(served), served, "xuzhou.021cf.cn", BASE)


def post(single: str, info: str = "", head: str = "", around: str = "") -> str:
    return (
        f'<html><head>{head}</head><body class="article"><div class="content"><div class="block">'
        f'<div class="post"><h1>标题</h1><div class="info">{info}</div>'
        f'<div class="single">{single}</div></div></div>{around}</div></body></html>'
    )


def blocks(single: str) -> list[Block]:
    return read(post(single)).blocks


def lines(single: str) -> list[str]:
    return [block.text for block in blocks(single) if block.kind != "image"]


def kinds(single: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(single)]


LINES = {
    "paragraphs": ("<p>一</p><p>二</p>", ["一", "二"]),
    "breaks": ("　　一<br>　　二<br/><br/>三", ["一", "二", "三"]),
    "text cut across spans": ("<p><span>泉</span><span>山</span><strong>区</strong></p>", ["泉山区"]),
    "spaces between spans stay": ("<p><span>GDP </span><span>120 亿</span></p>", ["GDP 120 亿"]),
    "source line breaks": ("<p>高质\n  量<span>\n发展</span></p>", ["高质量发展"]),
    "wechat": (
        "<section><section><span><section><p><span>一</span></p></section></span><section>二</section>"
        "</section></section>",
        ["一", "二"],
    ),
    "a section inside a span": ("<span>一<section>二</section>三</span>", ["一", "二", "三"]),
    "a span shown as a block": ('<p>一<span style="display: block">二</span>三</p>', ["一", "二", "三"]),
    "word": (
        '<p class="MsoNormal">&nbsp;&nbsp;<st1:chsdate w:st="on">3月8日</st1:chsdate>,全区<o:p></o:p></p>',
        ["3月8日,全区"],
    ),
    "bare text between blocks": ("一<p>二</p>三<div>四</div>五", ["一", "二", "三", "四", "五"]),
    "empty blocks": ("<p>&nbsp;</p><p>\u200b</p><p><br></p><p>　　</p><p>一</p>", ["一"]),
    "zero width": ("<p>高\u200b质\ufeff量</p>", ["高质量"]),
    "definition list": ("<dl><dt>名称</dt><dd>内容</dd></dl>", ["名称", "内容"]),
    "figure": ("<figure><img src=/a.jpg><figcaption>图为现场</figcaption></figure>", ["图为现场"]),
    "preformatted": ("<pre>一\n  二\n\n三</pre>", ["一", "二", "三"]),
    "quotation": ("<blockquote><p>一</p>二</blockquote>", ["一", "二"]),
    "superscript": ("<p>面积1000m<sup>2</sup></p>", ["面积1000m2"]),
    "entities": ("<p>R&amp;D &lt;5% AT&T &quot;二&quot;&mdash;</p>", ['R&D <5% AT&T "二"—']),
    "unclosed": ("<p>一<p>二<div>三", ["一", "二", "三"]),
    "蕞": ("<p>蕞重要的是</p>", ["蕞重要的是"]),
    "script": ("<p>一<script>var a='二'</script><style>p{}</style></p>", ["一"]),
    "frames and forms": (
        "<iframe>二</iframe><noscript>三</noscript><object>四</object><button>五</button><p>一</p>"
        "<select><option>六</option></select><textarea>七</textarea><video>八</video><svg><text>九</text></svg>",
        ["一"],
    ),
    "comments": ("<p>一<!-- 二 --></p><!--[if gte mso 9]><xml>三</xml><![endif]-->", ["一"]),
    "hidden attribute": ("<p hidden>二</p><p>一</p>", ["一"]),
    "display none": ('<p style="color:red; DISPLAY : none">二</p><p>一</p>', ["一"]),
    "visibility hidden": ('<p style="visibility:hidden">二</p><p>一</p>', ["一"]),
    "a visible child": (
        '<div style="visibility:hidden">二<p style="visibility:visible">一</p></div>',
        ["一"],
    ),
    "font size 0": ('<p style="font-size:0px">二</p><p style="font-size: 0">三</p><p>一</p>', ["一"]),
    "a size inside font size 0": (
        '<div style="font-size:0">二<p style="font-size:16px">一</p></div>',
        ["一"],
    ),
    "a relative size of nothing": (
        '<div style="font-size:0"><p style="font-size:2em">二</p></div>一',
        ["一"],
    ),
    "a fraction is a size": ('<p style="font-size:0.8em">一</p>', ["一"]),
    "aria-hidden is seen": ('<p aria-hidden="true">一</p>', ["一"]),
    "opacity": ('<section style="opacity:0"><p>一</p></section>', ["一"]),
    "tags of old versions": ('<p>一</p><div class="tags">标签:<a href="/tags-1.html">泉山</a></div>', ["一"]),
    "share buttons": (
        '<p>一</p><div class="bdshare">分享</div><div class="sharebox">分享给朋友</div>',
        ["一"],
    ),
    "the theme's excerpt": (
        '<blockquote class="abstract"><span>摘要</span>一...</blockquote><p>一</p>',
        ["一"],
    ),
}


@pytest.mark.parametrize(("single", "expected"), LINES.values(), ids=LINES)
def test_a_body_reads_line_by_line(single: str, expected: list[str]) -> None:
    assert lines(single) == expected


@pytest.mark.parametrize(
    ("single", "expected"),
    [
        ("<h2>一、<strong>产业</strong></h2><p>二</p>", [("heading", "一、产业"), ("paragraph", "二")]),
        (
            "<ul><li>一<ul><li>二</li></ul>三</li><li><p>四</p><p>五</p></li></ul>六",
            [
                ("item", "一"),
                ("item", "二"),
                ("item", "三"),
                ("item", "四"),
                ("item", "五"),
                ("paragraph", "六"),
            ],
        ),
        (
            "<table><thead><tr><th>项目</th><th>投资</th></tr></thead>"
            "<tr><td>甲</td><td>1 亿</td></tr></table>",
            [("row", "项目 | 投资"), ("row", "甲 | 1 亿")],
        ),
        (
            "<table><tr><td><p>甲</p><p>乙</p></td><td>丙<br>丁</td></tr></table>",
            [("row", "甲 乙 | 丙 丁")],
        ),
        ("<table><tr><td>甲</td><td></td><td>丙</td><td> </td></tr></table>", [("row", "甲 |  | 丙")]),
        ("<table><tr><td></td><td>&nbsp;</td></tr></table><p>一</p>", [("paragraph", "一")]),
        (
            "<table><tr><td>甲</td><td><table><tr><td>乙</td><td>丙</td></tr><tr><td>丁</td></tr></table></td>"
            "<td>戊</td></tr></table>",
            [("row", "甲 | 乙 丙 丁 | 戊")],
        ),
        (
            "<table><tr><td><h2>一</h2><p>二</p></td></tr><tr><td><p>三</p><p>四</p></td></tr></table>",
            [("heading", "一"), ("paragraph", "二"), ("paragraph", "三"), ("paragraph", "四")],
        ),
        (
            "<table><tr><td><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>",
            [("row", "甲 | 乙")],
        ),
        (
            "<table><tr><td><img src='/a.jpg'></td><td><h3>一</h3><p>二</p></td></tr></table>",
            [("image", ""), ("heading", "一"), ("paragraph", "二")],
        ),
        (
            "<table><caption>表一</caption><tr><td>甲<img src=/a.jpg alt=图></td><td>乙</td></tr></table>",
            [("paragraph", "表一"), ("row", "甲 | 乙"), ("image", "图")],
        ),
        (
            "<p>一<img src=/a.jpg alt=图>二</p>三",
            [("paragraph", "一二"), ("image", "图"), ("paragraph", "三")],
        ),
        ("<p><img src=/a.jpg alt=图><br>图为现场</p>", [("image", "图"), ("paragraph", "图为现场")]),
    ],
)
def test_lines_have_their_kind(single: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(single) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('<img src="/a.jpg">', [Image(f"{BASE}a.jpg", "")]),
        ('<img src="b.jpg" alt=" 车间&nbsp;">', [Image(f"{BASE}index.php/post/b.jpg", "车间")]),
        ('<img src="https://mmbiz.qpic.cn/x?wx_fmt=png">', [Image("https://mmbiz.qpic.cn/x?wx_fmt=png", "")]),
        ('<img src="data:image/gif;base64,R0lG" data-src="/a.jpg">', [Image(f"{BASE}a.jpg", "")]),
        (
            '<img src="/zb_users/theme/tpure/style/images/dot.jpg" data-original="/a.jpg">',
            [Image(f"{BASE}a.jpg", "")],
        ),
        ('<img src="/images/loading.gif" data-src="/a.jpg">', [Image(f"{BASE}a.jpg", "")]),
        ('<img src="/images/loading.gif">', []),
        ('<img src="data:image/png;base64,iVBO">', []),
        ('<img alt="没有地址">', []),
        ('<img src="/a.jpg" style="display:none">', []),
        ('<p style="font-size:0"><img src="/a.jpg"></p>', [Image(f"{BASE}a.jpg", "")]),
        ('<noscript><img src="/a.jpg"></noscript><img src="/a.jpg">', [Image(f"{BASE}a.jpg", "")]),
    ],
)
def test_images_are_found_behind_lazy_loading(tag: str, expected: list[Image]) -> None:
    assert read(post(tag)).images == expected


@pytest.mark.parametrize(
    ("single", "expected"),
    [
        ("<p>A&amp;B &lt;5</p>", "<p>A&amp;B &lt;5</p>"),
        (
            "<p>　　一<strong>二 <em>三</em></strong><em>四</em> </p>",
            "<p>一<strong>二 <em>三</em></strong><em>四</em></p>",
        ),
        ('<p><a href="/b.html" onclick="x()">一</a></p>', f'<p><a href="{BASE}b.html">一</a></p>'),
        ('<p><a href="javascript:x()">一</a><a href="mailto:a@b.cn">二</a></p>', "<p>一二</p>"),
        ('<h2 style="color:red"><font size=5>一</font></h2>', "<h2>一</h2>"),
        ("<li>一", "<li>一</li>"),
        (
            "<table><tr><td>甲<b>乙</b></td><td>丙</td></tr></table>",
            "<tr><td>甲<b>乙</b></td><td>丙</td></tr>",
        ),
        ('<img src="/a.jpg" alt="a&quot;b" onerror=x()>', f'<p><img src="{BASE}a.jpg" alt="a&quot;b"></p>'),
        ("<strong><p>一</p></strong>", "<p><strong>一</strong></p>"),
    ],
)
def test_a_line_keeps_safe_inline_html(single: str, expected: str) -> None:
    assert [block.html for block in blocks(single)] == [expected]


def test_the_whole_body_is_safe_html_with_lists_and_tables() -> None:
    single = (
        '<p onclick="x()">一</p><ul><li>二<li>三</ul><table><tr><td>四<td>五<tr><td>六<td>七</table>'
        '<img src="/a.jpg" onerror="x()"><div class="copynotice">八</div>'
    )
    assert assemble(blocks(single)) == (
        "<p>一</p>\n<ul><li>二</li><li>三</li></ul>\n<table><tbody><tr><td>四</td><td>五</td></tr>"
        f'<tr><td>六</td><td>七</td></tr></tbody></table>\n<p><img src="{BASE}a.jpg" alt=""></p>\n<p>八</p>'
    )


def test_nothing_unsafe_passes_even_from_a_forged_block() -> None:
    forged = Block(
        "paragraph",
        "一",
        '<p style="x" class="y">一<script>alert(1)</script><a href="javascript:x">二</a></p>',
    )
    assert assemble([forged]) == '<p>一<a rel="noopener noreferrer">二</a></p>'


def test_an_image_only_body_is_an_article_without_text() -> None:
    found = read(post('<p><img src="/a.jpg"></p>'))
    assert (found.text, found.images) == ("", [Image(f"{BASE}a.jpg", "")])


def test_a_body_nested_as_deep_as_no_reader_would_is_read() -> None:
    assert lines("<section>" * 3000 + "深" + "</section>" * 3000) == ["深"]


# -- the fields around the body


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("<span class=view>38</span>", 38),
        ("<span class=view>1,234</span>", 1234),
        ("<span class=view>12,345,678次浏览</span>", 12_345_678),
        ("<span class=view>浏览 1.2万 次</span>", 12_000),
        ("<span class=view>３８</span>", 38),
        ("<span class=view>1.05万+</span>", 10_500),
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
    ],
)
def test_only_a_date_labelled_as_publication_counts_in_the_body(line: str, expected: str | None) -> None:
    assert read(post(f"<p>{line}</p><p>二</p>")).body_date_text == expected


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


@pytest.mark.parametrize(
    ("around", "source_id"),
    [
        ('<form><input type="hidden" name="inpId" id="inpId" value="6202"></form>', "6202"),
        ("<script>$(function(){AddViewCount(6202)})</script>", "6202"),
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
    assert (found.category, found.breadcrumbs) == ("铜山厂房", ["厂房资讯", "铜山厂房"])


# -- links


def outlined(body: str, url: str = BASE, body_class: str = "index") -> Outline:
    served = page(f'<body class="{body_class}">{body}</body>', url)
    return outline(parse(served), url, BASE)


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
    ids=["forum", "album", "hotspot", "unknown markup"],
)
def test_every_list_template_of_the_theme_is_read(
    items: str, expected: list[tuple[str, str, str | None, bool]]
) -> None:
    posts = outlined(f'<div class="content"><div class="block">{items}</div></div>').posts
    assert [(p.key, p.title, p.date_text, p.pinned) for p in posts] == expected


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
    assert found.mentions == (Link(f"{BASE}?id=4", "四"),)


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
    assert (found.body_class, found.static_keys, found.mentions) == ("page", {"2"}, ())


def test_mentions_come_once_in_order_with_a_title_and_without_the_page_itself() -> None:
    found = outlined(
        '<div class="relatecon"><a href="/index.php/post/5.html"><img alt="五图"></a>'
        '<h3><a href="/?id=5">五</a></h3><h3><a href="/?id=6202">本文</a></h3></div>'
        '<div class="sidebar"><a href="/?id=4" title="四全称"></a><a href="/?id=5">五</a></div>',
        URL,
        "article",
    )
    assert found.mentions == (Link(f"{BASE}index.php/post/5.html", "五图"), Link(f"{BASE}?id=4", "四全称"))


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
    assert (found.older, found.newer, found.memberships) == ("5", "7", own)


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
    assert outlined("<p>一</p>", body_class=names).body_class == expected


# -- encodings

CHINESE = "<title>徐州泉山区定下大目标,奋力铸就高质量发展新辉煌</title>"
TRADITIONAL = "<title>徐州經濟開發區招商引資,產業發展邁上新臺階</title>"


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (CHINESE.encode(), "text/html", CHINESE),
        (CHINESE.encode(), "text/html; charset=gbk", CHINESE),
        (b"\xef\xbb\xbf" + CHINESE.encode(), "text/html", CHINESE),
        (b"\xff\xfe" + CHINESE.encode("utf-16-le"), "text/html", CHINESE),
        (CHINESE.encode("gbk"), "text/html", CHINESE),
        (CHINESE.encode("gbk"), "text/html; charset=utf-8", CHINESE),
        (CHINESE.encode("gbk"), "text/html; charset=iso-8859-1", CHINESE),
        (b'<meta charset="gb2312">' + "镕𠮷".encode("gb18030"), "text/html", '<meta charset="gb2312">镕𠮷'),
        (TRADITIONAL.encode("big5"), "text/html; charset=big5", TRADITIONAL),
        (CHINESE.encode() + b"\xe5\xbe", "text/html; charset=gbk", CHINESE + "\ufffd"),
        (CHINESE.encode()[:40] + b"\xff" + CHINESE.encode()[40:], "", None),
        (b"", "text/html", ""),
        (b"plain", "text/html; charset=unknown-8bit", "plain"),
    ],
)
def test_the_text_is_read_in_the_encoding_it_is_in(
    body: bytes, content_type: str, expected: str | None
) -> None:
    text = decode(page(body, content_type=content_type))
    if expected is None:
        assert text.replace("\ufffd", "").startswith("<title>徐州泉山区定下大目")
    else:
        assert text == expected


# -- the feed

ITEM = (
    "<item><title>{}</title><link>{}</link><description><![CDATA[<p>a&nbsp;&b</p>]]></description>"
    "<pubDate>{}</pubDate></item>"
)
RSS = (
    '{}<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>站</title>'
    "<link>http://xuzhou.021cf.cn/</link>{}</channel></rss>"
)
WHEN = "Thu, 20 Jul 2023 09:48:06 +0800"


@pytest.mark.parametrize("before", ["", "\n\n  ", "\ufeff", "\ufeff\r\n"])
def test_the_feed_is_read_whatever_stands_before_it(before: str) -> None:
    items = ITEM.format("标题", URL, WHEN) + ITEM.format("<![CDATA[R&D]]>", f"{BASE}?id=5", WHEN)
    assert feed(page(RSS.format(before, items), f"{BASE}feed.php"), BASE) == [
        FeedEntry("6202", URL, "标题", WHEN),
        FeedEntry("5", f"{BASE}?id=5", "R&D", WHEN),
    ]


def test_a_broken_feed_gives_what_can_be_read() -> None:
    items = (
        ITEM.format("A & B\x0b &nbsp;C", f"{BASE}?id=5&from=rss", WHEN)
        + ITEM.format("别处", "http://other.cn/index.php/post/1.html", WHEN)
        + ITEM.format("没有链接", "", WHEN)
        + "<item><title>断"
    )
    assert feed(page(RSS.format("", items), f"{BASE}feed.php"), BASE) == [
        FeedEntry("5", f"{BASE}?id=5&from=rss", "A & B C", WHEN)
    ]


@pytest.mark.parametrize("body", ["", "not found", "<html><body>404</body></html>"])
def test_what_is_no_feed_has_no_entries(body: str) -> None:
    assert feed(page(body, f"{BASE}feed.php"), BASE) == []


def test_a_feed_in_gbk_says_so_itself() -> None:
    body = RSS.format("", ITEM.format("徐州泉山区标题", URL, WHEN)).replace("utf-8", "gb2312").encode("gbk")
    assert [entry.title for entry in feed(page(body, f"{BASE}feed.php"), BASE)] == ["徐州泉山区标题"]


# -- properties

WORDS = st.text(alphabet="泉山区高质量发展aB1,。“”& <\u3000\u00a0 \n\u200b", min_size=1, max_size=12)
TAG_NAMES = "p div section span strong em a li ul h2 blockquote font o:p td table sup pre"
TAGS = st.sampled_from(TAG_NAMES.split())
MARKUP = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{'<br>'.join(map(str, parts))}</{tag}>", TAGS, st.lists(inner, max_size=4)
    ),
    max_leaves=25,
)


def visible(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(MARKUP, max_size=5))
def test_no_visible_character_of_a_body_is_lost_glued_or_moved(parts: list[str]) -> None:
    html = post("".join(part.replace("<br>&", "<br>&amp;") for part in parts))
    served = page(html)
    tree = parse(served)
    single = tree.css_first("div.single")
    assert single is not None
    found = article(tree, served, "s", BASE)
    texts = "".join(
        block.text.replace(" | ", "") if block.kind == "row" else block.text for block in found.blocks
    )
    assert visible(texts) == visible(single.text())
    assert "" not in [block.text for block in found.blocks]


def test_a_surplus_end_tag_in_a_body_loses_nothing() -> None:
    html = post("<p>甲</p></div><p>乙</p>丙<ul><li>丁</li></ul>") + '<div class="copynotice">版权声明</div>'
    assert [block.text for block in read(html).blocks] == ["甲", "乙", "丙", "丁"]
