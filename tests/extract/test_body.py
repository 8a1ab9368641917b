"""What the body of an article says, by snippets of its markup; whole pages are in ``test_golden_pages``."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.pages import BASE, SITE, blocks, kinds, lines, page, post, read
from xzcrawl.extract import article_of, assemble, parse
from xzcrawl.families.themes.tpure import TPURE
from xzcrawl.items import Block, Image

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
    "hidden until a button is pressed": (
        '<p>一</p><div style="display:none"><p>二</p><p hidden>四</p></div> <div>展开全文</div><p>三</p>',
        ["一", "二", "三"],
    ),
    "a script above a button": ("<p>一</p><script>var q</script><p>阅读全文</p>", ["一", "阅读全文"]),
    "hidden above a link to another page": (
        '<p>一</p><div hidden>二</div><p><a href="/all.html">阅读全文</a></p>',
        ["一", "阅读全文"],
    ),
    "hidden above another button": (
        '<p>一</p><div style="display:none">二</div><div>展开菜单</div>',
        ["一", "展开菜单"],
    ),
    "visibility hidden": ('<p style="visibility:hidden">二</p><p>一</p>', ["一"]),
    "a visible child": (
        '<div style="visibility:hidden">二<p style="visibility:visible">一</p></div>',
        ["一"],
    ),
    "far to the left": (
        '<div style="position:absolute; left:-9999px">二</div><div style="POSITION:fixed;top:-999em">三</div>'
        "<p>一</p>",
        ["一"],
    ),
    "far to the left, where nothing moves": (
        '<p style="left:-9999px">一</p><p style="position:relative;top:-9999px">二</p>',
        ["一", "二"],
    ),
    "a box in the middle, or one that slides": (
        '<div style="position:absolute;left:50%;margin-left:-960px;width:1920px">一</div>'
        '<ul style="position:absolute;left:-3840px;width:9600px"><li>二</li></ul>'
        '<p style="position:absolute;top:-560px">三</p>',
        ["一", "二", "三"],
    ),
    "pushed away": (
        '<p style="text-indent:-9999px">二</p><p style="margin-left:-8000px">三</p>'
        '<p style="text-indent:-2em">一</p>',
        ["一"],
    ),
    "pushed away and back": ('<p style="margin-left:-9999px;padding-left:9999px">一</p>', ["一"]),
    "the last place counts": (
        '<p style="position:absolute;left:-9999px;left:0">一</p>'
        '<p style="text-indent:-9999px;text-indent:2em">二</p>'
        '<p style="position:static;position:absolute;left:0;left:-9999px">三</p>',
        ["一", "二"],
    ),
    "cut off": (
        '<span style="position:absolute;clip:rect(0 0 0 0)">二</span><p style="clip: rect(0,0,0,0)">一</p>'
        '<p style="position:absolute;clip:rect(0,200px,100px,0)">三</p>',
        ["一", "三"],
    ),
    "a box of one pixel that grows": (
        '<div style="width:1px;min-width:100%;overflow:hidden">一</div>',
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
    "the last display counts": (
        '<p style="display:none;display:block">一</p><p style="display:block;display:none">二</p>',
        ["一"],
    ),
    "an important display counts": (
        '<p style="display:block !important;display:none">一</p>'
        '<p style="display:none!important;display:flex">二</p>',
        ["一"],
    ),
    "an invalid display does not count": (
        '<p style="display:none;display:foo">二</p><p style="x-display:none">一</p>',
        ["一"],
    ),
    "a comment in a style": (
        '<p style="display:/* x */none">二</p><p style="/*display:none*/">一</p>',
        ["一"],
    ),
    "shown in spite of hidden": (
        '<p hidden style="display:block">一</p><p hidden style="color:red">二</p>',
        ["一"],
    ),
    "the last visibility counts": (
        '<p style="visibility:hidden;visibility:visible">一</p>'
        '<p style="visibility:hidden!important;visibility:visible">二</p>',
        ["一"],
    ),
    "the last size counts": (
        '<p style="font-size:0;font-size:16px">一</p><p style="font-size:0!important;font-size:1em">二</p>',
        ["一"],
    ),
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
            "<table><tr><td rowspan=2>年</td><td>1</td></tr><tr><td>3</td></tr>"
            "<tr><td>月</td><td>5</td></tr></table>",
            [("row", "年 | 1"), ("row", "年 | 3"), ("row", "月 | 5")],
        ),
        (
            "<table><tr><td>甲</td><td rowspan='3'>乙</td><td>1</td></tr><tr><td>丙</td><td>2</td></tr>"
            "<tr><td>丁</td></tr></table>",
            [("row", "甲 | 乙 | 1"), ("row", "丙 | 乙 | 2"), ("row", "丁 | 乙")],
        ),
        (
            "<table><tr><th colspan=2>产值</th><th>增长</th></tr><tr><td>1</td><td>2</td><td>3%</td></tr>"
            "<tr><td colspan=3>注:快报数</td></tr></table>",
            [("row", "产值 |  | 增长"), ("row", "1 | 2 | 3%"), ("row", "注:快报数")],
        ),
        (
            "<table><tr><td rowspan=2 colspan=2>年</td><td>1</td></tr><tr><td>3</td></tr></table>",
            [("row", "年 |  | 1"), ("row", "年 |  | 3")],
        ),
        (
            "<table><thead><tr><th rowspan=9>年</th><th>额</th></tr></thead>"
            "<tr><td>1</td><td>2</td></tr></table>",
            [("row", "年 | 额"), ("row", "1 | 2")],
        ),
        (
            "<table><tr><td rowspan=3>年</td><td>1</td></tr><tr></tr><tr><td>3</td></tr></table>",
            [("row", "年 | 1"), ("row", "年 | 3")],
        ),
        (
            f"<table><tr><td rowspan=2>{'长' * 200}</td><td>1</td></tr><tr><td>3</td></tr></table>",
            [("row", f"{'长' * 200} | 1"), ("row", " | 3")],
        ),
        (
            "<table><tr><td rowspan=0>年</td><td colspan=x>1</td></tr>"
            "<tr><td>3</td><td colspan=-2>4</td></tr></table>",
            [("row", "年 | 1"), ("row", "3 | 4")],
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
        ('<img src="/ueditor/dialogs/attachment/fileTypeImages/icon_doc.gif"><a href="/a.doc">附件</a>', []),
        (
            '<img src="/images/icon_xls.gif"><img src="/images/icon_house.gif">',
            [Image(f"{BASE}images/icon_house.gif", "")],
        ),
        ('<img src="data:image/png;base64,iVBO">', []),
        ('<img alt="没有地址">', []),
        ('<img src="/a.jpg" style="display:none">', []),
        ('<p style="font-size:0"><img src="/a.jpg"></p>', [Image(f"{BASE}a.jpg", "")]),
        ('<noscript><img src="/a.jpg"></noscript><img src="/a.jpg">', [Image(f"{BASE}a.jpg", "")]),
        ('<noscript>图<p>见<img src="/a.jpg"></p></noscript>', [Image(f"{BASE}a.jpg", "")]),
        (
            '<img src="/images/blank.gif" data-x="1"><noscript><img src="/a.jpg"></noscript>',
            [Image(f"{BASE}a.jpg", "")],
        ),
        ('<img src="/a.jpg"><img src="/a.jpg">', [Image(f"{BASE}a.jpg", "")] * 2),
        *(
            (f'<img src="{source}" {name}="/a.jpg">', [Image(f"{BASE}a.jpg", "")])
            for name in ("data-lazyload", "data-actualsrc", "data-backsrc", "data-lazy", "data-echo")
            for source in ("", "/static/space.gif", "/static/s-placeholder-of-theirs.png")
        ),
        *(
            (f'<img src="/static/image/none.gif" {name}="/a.jpg?x=1">', [Image(f"{BASE}a.jpg?x=1", "")])
            for name in ("file", "zoomfile", "_src", "data-url", "original")
        ),
        ('<img src="/a.jpg" data-lazy="true" data-original="">', [Image(f"{BASE}a.jpg", "")]),
        ('<img src="/a.jpg" file="/b.jpg" srcset="/c.jpg 2x">', [Image(f"{BASE}a.jpg", "")]),
        ('<img alt="/a.jpg" title="/b.jpg" data-filename="c.jpg" data-link="/d.html">', []),
        ('<img srcset="/a.jpg 320w, /b.jpg 1280w,/c.jpg 640w">', [Image(f"{BASE}b.jpg", "")]),
        ('<img srcset="/a.jpg, /b.jpg 2x">', [Image(f"{BASE}b.jpg", "")]),
        ('<img srcset="/a.jpg?resize,w_100 1.5x">', [Image(f"{BASE}a.jpg?resize,w_100", "")]),
        ('<img srcset="/a.jpg">', [Image(f"{BASE}a.jpg", "")]),
        ('<img srcset="/a.jpg 1x /b.jpg 2x">', [Image(f"{BASE}b.jpg", "")]),
        ('<img srcset="/a.jpg,, /b.jpg 0.5x">', [Image(f"{BASE}a.jpg", "")]),
        ('<img srcset="/images/blank.gif 2x, /a.jpg 1x">', [Image(f"{BASE}a.jpg", "")]),
        ('<img data-srcset="/a.jpg 1x" src="/static/unknown.png">', [Image(f"{BASE}a.jpg", "")]),
        (
            '<picture><source srcset="/a.webp 800w"><img src="data:image/gif;base64,R0lG"></picture>',
            [Image(f"{BASE}a.webp", "")],
        ),
    ],
)
def test_images_are_found_behind_lazy_loading(tag: str, expected: list[Image]) -> None:
    assert [*read(post(tag)).images] == expected


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
    assert (found.text, found.images) == ("", (Image(f"{BASE}a.jpg", ""),))


def test_a_body_nested_as_deep_as_no_reader_would_is_read() -> None:
    assert lines("<section>" * 3000 + "深" + "</section>" * 3000) == ["深"]


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


@settings(max_examples=300)
@given(st.lists(MARKUP, max_size=5))
def test_no_visible_character_of_a_body_is_lost_glued_or_moved(parts: list[str]) -> None:
    html = post("".join(part.replace("<br>&", "<br>&amp;") for part in parts))
    served = page(html)
    tree = parse(served, TPURE)
    single = tree.css_first("div.single")
    assert single is not None
    found = article_of(tree, served, SITE)
    texts = "".join(
        block.text.replace(" | ", "") if block.kind == "row" else block.text for block in found.blocks
    )
    assert visible(texts) == visible(single.text())
    assert "" not in [block.text for block in found.blocks]


def test_a_surplus_end_tag_in_a_body_loses_nothing() -> None:
    html = post("<p>甲</p></div><p>乙</p>丙<ul><li>丁</li></ul>") + '<div class="copynotice">版权声明</div>'
    assert [block.text for block in read(html).blocks] == ["甲", "乙", "丙", "丁"]


def test_tables_that_ask_for_the_most_rows_and_columns_stay_small() -> None:
    wide = "<tr>" + "<td colspan=1000 rowspan=65534>甲</td>" * 40 + "</tr>"
    rows = blocks(f"<table>{wide}{'<tr><td>乙</td></tr>' * 500}</table>")
    assert sum(len(row.text) for row in rows) < 100_000


BASE_TAG = '<base href="http://img.example/2022/">'


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (BASE_TAG, "http://img.example/2022/a.jpg"),
        ('<base href="/upload/">' + BASE_TAG, f"{BASE}upload/a.jpg"),
        ('<base target="_blank">', f"{BASE}index.php/post/a.jpg"),
        ('<base href="data:,x">', f"{BASE}index.php/post/a.jpg"),
    ],
)
def test_relative_addresses_start_from_the_pages_base(head: str, expected: str) -> None:
    found = read(post('<p><a href="a.jpg">一</a></p><img src="a.jpg">', head=head))
    assert (found.images[0].url, found.blocks[0].html) == (expected, f'<p><a href="{expected}">一</a></p>')


def test_an_editors_base_moves_nothing() -> None:
    assert read(post(f'{BASE_TAG}<img src="a.jpg">')).images[0].url == f"{BASE}index.php/post/a.jpg"
