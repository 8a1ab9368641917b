"""Where the body of an article ends, whatever tags an editor left open or closed once too often."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.pages import BASE, SITE, page, read
from xzcrawl.extract import article_of, outline_of, parse
from xzcrawl.families.themes.tpure import TPURE
from xzcrawl.families.themes.tpure_body import boundary
from xzcrawl.urls import Address, Kind

RELATED = ("贾汪区项目开工", "睢宁县产业园开园", "徐工集团上榜")
NOTICE = (
    '<div class="copynotice"><div data-qrurl="/" class="tpureqr"></div><div class="copynoticetxt">'
    '<p>版权声明：本文由徐州厂房网发布</p><p>本文链接：<a href="/">链接</a></p></div></div>'
)
TAGS = "<div class=\"tags\">\n标签： <a href='/index.php/tags-3.html' title='新沂'>新沂</a></div>"
SHARE = '<div class="sharebox"><div class="label">分享给朋友：</div><div class="sharebtn"></div></div>'
OLD_SHARE = '<div class="bdshare"><a>分享到</a></div>'
PAGES = (
    '<div class="pages"><a href="/index.php/category-2.html" class="backlist">返回列表</a>'
    '<p>上一篇：<a href="/index.php/post/5.html" class="single-prev">旧闻</a></p>'
    "<p><span>下一篇：没有了</span></p></div>"
)
COMMENTS = (
    '<div class="cmts block nocmt"><label id="AjaxCommentBegin"></label></div>'
    '<div class="cmt block" id="comment"><form id="frmSumbit"><input type="hidden" name="inpId" value="6202">'
    '<textarea name="txaArticle" id="txaArticle"></textarea></form></div>'
)
SIDEBAR = '<div class="sidebar fixed"><dl class="sidebox"><dt>最近发表</dt></dl></div>'
FOOTER = '<div class="footer"><div class="wrap"><h3>版权所有</h3></div></div></body></html>\n<!--20.18 ms-->'


def related(seed: int = 0) -> str:
    name = Random(seed).choice(RELATED)
    box = f'<div class="relate"><h3><a href="/index.php/post/7.html">{name}</a></h3><p>{name}…</p></div>'
    title = '<div class="posttitle"><h4>相关文章</h4></div>'
    return f'<div class="block">{title}<div class="relatecon">{box}</div></div>'


HEAD = (
    '<!DOCTYPE html><html><head></head><body class="article"><div class="wrapper">'
    '<div class="header"><h2>徐州厂房网</h2></div><div class="content"><div class="block"><div class="post">'
    '<h1>标题</h1><div class="info"><span class="user">admin</span></div><div class="single viewall">'
)
#: What options and versions of the theme write behind the body.
TAILS = {
    "all": f"</div>{NOTICE}{TAGS}{SHARE}</div>{PAGES}</div>{related()}{COMMENTS}</div>{SIDEBAR}{FOOTER}",
    "no notice": f"</div>{TAGS}{SHARE}</div>{PAGES}</div>{related()}{COMMENTS}</div>{SIDEBAR}{FOOTER}",
    "a plain notice": f'</div><div class="copynotice">声明</div></div>{PAGES}</div></div>{SIDEBAR}{FOOTER}',
    "share buttons": f"</div>{SHARE}</div></div>{COMMENTS}</div>{SIDEBAR}{FOOTER}",
    "neighbours": f"</div></div>{PAGES}</div></div>{SIDEBAR}{FOOTER}",
    "related": f"</div></div></div>{related()}</div>{SIDEBAR}{FOOTER}",
    "comments": f"</div></div></div>{COMMENTS}</div>{SIDEBAR}{FOOTER}",
    "sidebar": f"</div></div></div></div>{SIDEBAR}{FOOTER}",
    "footer": f"</div></div></div></div>{FOOTER}",
    "the one before": (
        f'</div></div><div class="pages"><a class="single-prev">旧闻</a></div></div></div>{SIDEBAR}{FOOTER}'
    ),
    **{
        f"comments from {part}": f"</div></div></div>{part}发表评论</div>{SIDEBAR}{FOOTER}"
        for part in (
            '<label id="AjaxCommentBegin"></label>',
            '<form id="frmSumbit">',
            '<input name="inpId" value="6202">',
            '<textarea name="txaArticle"></textarea>',
        )
    },
    "the list": (
        '</div></div><div class="pages"><a href="/index.php/category-2.html">返回列表</a></div></div></div>'
        f"{SIDEBAR}{FOOTER}"
    ),
    "old": (
        f"{TAGS}<style>a{{}}</style>{OLD_SHARE}<script>b</script></div></div>{PAGES}</div>{related()}</div>"
        f"{SIDEBAR}{FOOTER}"
    ),
}


def lines(body: str, tail: str) -> list[str]:
    return [block.text for block in read(HEAD + body + tail).blocks]


BODIES = {
    "a surplus end": ("<p>一</p></div><p>二</p>", ["一", "二"]),
    "two surplus ends": ("<p>一</p></div></div><p>二</p>", ["一", "二"]),
    "many surplus ends": ("<p>一</p></div></div></div></div></div></div></div><p>二</p>", ["一", "二"]),
    "a div behind a surplus end": ("<p>一</p></div><div>二</div><p>三</p>", ["一", "二", "三"]),
    "a surplus end first": ("</div><div><p>一</p></div><p>二</p>", ["一", "二"]),
    "only surplus ends": ("</div></section></p></td></div><p>一</p>", ["一"]),
    "ends of the document": ("<p>一</p></body></html><p>二</p>", ["一", "二"]),
    "a document": ("<head><title>题</title></head><body><p>一</p></body></html>二", ["一", "二"]),
    "divs left open": ("<div><div><div><p>一</p><p>二</p>", ["一", "二"]),
    "a table left open": ("<p>一</p><table><tr><td>甲</td><td>乙", ["一", "甲 | 乙"]),
    "a table without rows": ("<table><p>一</p><tr><p>二</p>", ["一", "二"]),
    "a table before a paragraph": ("<table><tr><td>一</td><td>二</td></tr><p>三</p>", ["一 | 二", "三"]),
    "a row left open": ("<table><tr><td>一</td><td>二</td><p>三</p><p>四</p>", ["一 | 二", "三", "四"]),
    "a cell left open": ("<table><tr><td>一<td>二<p>三</p>四", ["一 | 二", "三", "四"]),
    "a cell with a paragraph": ("<table><tr><td><p>一</p></td><td><p>二</p><p>三", ["一 | 二", "三"]),
    "a cell left open before a break": ("<table><tr><td>一</td><td>二<br>三<br>四", ["一 | 二", "三", "四"]),
    "an empty row left open": ("<table><tr><td>一</td><td>二</td></tr><tr><p>三</p>", ["一 | 二", "三"]),
    "a table in a table": (
        "<table><tr><td>一</td><td>二<table><tr><td>三</td><td>四</td></tr></table><p>五",
        ["一 | 二", "三 | 四", "五"],
    ),
    "a textarea left open": ("<p>一</p><textarea><p>二</p>", ["一", "二"]),
    "a select left open": ("<p>一</p><select><option>甲<p>二</p>", ["一", "甲", "二"]),
    "controls left open": ("<p>一</p><button><datalist><meter><p>二</p>", ["一", "二"]),
    "a title left open": ("<p>一</p><title><p>二</p>", ["一", "二"]),
    "frames left open": ("<iframe src=/v.html><p>一</p><iframe src=/w.html></iframe><p>二</p>", ["一", "二"]),
    "an iframe closed as in XML": ('<iframe src="/v.html" /><p>一</p><p>二</p>', ["一", "二"]),
    "a script left open": ("<p>一</p><script><p>二</p>", ["一", "二"]),
    "a script that writes one": ('<script>write("<script src=x><\\/script>")</script><p>一</p>', ["一"]),
    "a style left open": ("<p>一</p><style><p>二</p>", ["一", "二"]),
    "a template of a script": ('<script type="text/html"><p>零</p></script><p>一</p>', ["一"]),
    "media left open": ("<p>一</p><video src=a><audio><object><svg><canvas><p>二</p>", ["一", "二"]),
    "plain text": ("<p>一</p><plaintext><p>二</p><xmp><p>三</p>", ["一", "二", "三"]),
    "a comment left open": ("<p>一</p><!-- <p>二</p>", ["一", "二"]),
    "a comment left open behind one": ("<p>一</p><!-- 零 --><p>二</p><!--<p>三</p>", ["一", "二", "三"]),
    "a quotation mark left open": ('<p title="零>一</p><p class="x">二</p>', ["一", "二"]),
    "the last mark left open": ("<p>一</p><p style='color:red>二</p>", ["一", "二"]),
    "a mark before marks in the text": ('<p title="零>一</p><p>他说:" 好"。</p>', ["一", '他说:" 好"。']),
    "marks around tags": ('<section data-tools="<p>零</p>" title=\'a>b\'><p>一</p></section>', ["一"]),
    "a tag left open": ("<p>一</p><p>二</p><a href='/'", ["一", "二"]),
    "formatting left open": ("<p><b><i>一</p><a href=/><font><p>二</p>", ["一", "二"]),
    "lists left open": ("<ul><li>一<ul><li>二<blockquote><dl><dt>三", ["一", "二", "三"]),
    "a form": ("<p>一</p></form><form><p>二</p>", ["一", "二"]),
    "foreign elements": ("<math><mi><p>一</p><svg><desc><p>二</p>", ["一", "二"]),
}  # fmt: skip


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES)
def test_a_body_ends_at_the_themes_first_own_part(body: str, expected: list[str], tail: str) -> None:
    assert lines(body, tail) == expected


SURPLUS_NAMES = (
    "div p section span table tbody tr td th li ul ol dl blockquote a b strong font h2 pre form fieldset "
    "textarea select option button title style script body html"
)
TAG = st.builds("<{}{}>".format, st.sampled_from(["/", ""]), st.sampled_from(SURPLUS_NAMES.split()))
JUNK = st.lists(TAG, max_size=6).map("".join)
#: What these hold while they are closed is for browsers that cannot show them.
HOLDERS = (
    "iframe",
    "noscript",
    "noembed",
    "video",
    "audio",
    "object",
    "svg",
    "canvas",
    "template",
    "datalist",
)
ENDS = st.sampled_from(["", *(f"</{name}>" for name in HOLDERS)])
OPEN = st.sampled_from(
    ["", "<!--", '<p title="甲>', "<p class='乙>", "<plaintext>", "<xmp>", *(f"<{name}>" for name in HOLDERS)]
)


@settings(max_examples=300)
@given(st.tuples(ENDS, JUNK).map("".join), JUNK, JUNK, OPEN, OPEN, st.sampled_from(sorted(TAILS)))
def test_no_tags_around_two_paragraphs_lose_one_or_take_anything_in(
    before: str, between: str, behind: str, left_open: str, last: str, tail: str
) -> None:
    body = f"{before}<p>第一段文字</p>{between}{left_open}<p>第二段文字</p>{behind}{last}"
    found = read(HEAD + body + TAILS[tail])
    read_lines = [part for block in found.blocks for part in block.text.replace("|", " ").split()]
    # browsers, too, show first what is in a table but in none of its cells
    assert sorted(read_lines) == ["第一段文字", "第二段文字"]
    assert found.images == ()


@settings(max_examples=60)
@given(JUNK, JUNK)
def test_what_is_random_on_a_page_never_gets_into_its_body(before: str, between: str) -> None:
    body = f"{before}<p>一</p>{between}<p>二</p>"
    tails = [
        f"</div></div>{PAGES}</div>{related(seed)}{COMMENTS}</div>{SIDEBAR}{FOOTER}" for seed in range(4)
    ]
    assert len({str(read(HEAD + body + tail).blocks) for tail in tails}) == 1


@pytest.mark.parametrize("body", ["<p>一</p>", "<p>一</p></div></div><p>二</p>", "<div><textarea><p>一</p>"])
@pytest.mark.parametrize("tail", ["all", "old"])
def test_what_stands_around_a_broken_body_is_read_all_the_same(body: str, tail: str) -> None:
    served = page(HEAD + body + TAILS[tail])
    tree = parse(served, TPURE)
    found, links = article_of(tree, served, SITE), outline_of(tree, served.url, SITE)
    assert (found.author, found.tags) == ("admin", ("新沂",))
    assert [link.title for link in found.related] == [RELATED[1]]
    assert (links.older, links.memberships) == ("5", {Address(Kind.TAG, "3"), Address(Kind.CATEGORY, "2")})  # type: ignore[comparison-overlap]


WRITTEN = {
    "a summary": ('<p>一</p><blockquote class="abstract">摘要</blockquote><p>二</p>', ["一", "摘要", "二"]),
    "a summary first": ('<blockquote class="abstract">编者按</blockquote><p>一</p>', ["编者按", "一"]),
    "a summary with markup": (
        '<blockquote class="abstract"><span style="x">编者按</span></blockquote><p>一</p>',
        ["编者按", "一"],
    ),
    "a summary behind text": (
        '编者按<blockquote class="abstract"><span>摘要</span>一</blockquote><p>二</p>',
        ["编者按", "摘要一", "二"],
    ),
    "behind the theme's": (
        '<blockquote class="abstract"><span>摘要</span>零...</blockquote>'
        '<blockquote class="abstract"><span>编者按</span>一</blockquote>二',
        ["编者按一", "二"],
    ),
    "tags": ('<p>一</p><div class="tags">关键词:新能源</div><p>二</p>', ["一", "关键词:新能源", "二"]),
    "tags last": ('<p>一</p><div class="tags">关键词:新能源</div>', ["一", "关键词:新能源"]),
    "tags that are links": (
        '<p>一</p><div class="tags"><a href="http://a.cn/x.html">新能源</a></div>',
        ["一", "新能源"],
    ),
    "tags that speak of links": (
        '<p>一</p><div class="tags"><a href="http://a.cn/x.html">href=/tags</a></div>',
        ["一", "href=/tags"],
    ),
    "the theme's tags, pasted": (f"<p>一</p>{TAGS}<p>二</p>", ["一", "标签： 新沂", "二"]),
    "a pager of a page pasted": ('<p>一</p><div class="pages">共3页</div><p>二</p>', ["一", "共3页", "二"]),
    "a footer of a page pasted": ('<p>一</p><div class="footer">编辑</div><p>二</p>', ["一", "编辑", "二"]),
    "a notice pasted": ('<p>一</p><div class="copynotice">声明</div><p>二</p>', ["一", "声明", "二"]),
    "a title of another theme": ('<div class="posttitle"><h2>一</h2></div><p>二</p>', ["一", "二"]),
    "a body in a body": ('<p>一</p><div class="single"><p>二</p></div><p>三</p>', ["一", "二", "三"]),
    "the theme's player": (
        '<link rel="stylesheet" href="/a.css"><script src="/a.js"></script><p><span class="zbaudio">'
        '<span class="zbaudio_img"></span><span class="zbaudio_info"><strong></strong><em></em>'
        '<span class="zbaudio_time"><em class="zbaudio_current">00:00</em></span></span></span></p><p>一</p>',
        ["一"],
    ),
    "the theme's video": ('<p id="zbvideo" class="videobox"><script>x</script></p><p>一</p>', ["一"]),
}  # fmt: skip


def test_tags_behind_a_body_that_is_closed_are_the_themes_wherever_they_lead() -> None:
    tags = '<div class="tags"><a href="/topic/3.html">新沂</a></div>'
    assert read(f"{HEAD}<p>正文。</p></div>{tags}</div>{FOOTER}").text == "正文。"


@pytest.mark.parametrize("end", ["</div>", "</body>", "</html>", "</body>\n</html>\n"])
def test_a_plain_notice_is_the_themes_where_what_it_stands_behind_is_closed(end: str) -> None:
    tail = f'{end}<div class="copynotice">声明</div></div></div></div></div>{SIDEBAR}{FOOTER}'
    assert lines("<p>一</p>", tail) == ["一"]


def test_a_body_that_is_closed_ends_at_share_buttons_whatever_follows_them() -> None:
    assert lines("<p>一</p></div>", f"{SHARE}<p>广告</p></div></div></div>{SIDEBAR}{FOOTER}") == ["一"]


def test_the_tags_of_a_page_that_breaks_off_behind_them_are_read() -> None:
    assert read(f"{HEAD}<p>一</p>{TAGS}").tags == ("新沂",)


@pytest.mark.parametrize("classes", ['"single"', "'viewall single'", "single"])
@pytest.mark.parametrize("before", ["", "<body class=article>"])
def test_a_body_begins_with_its_class_in_whatever_quotes(classes: str, before: str) -> None:
    begin = f"{before}<div class={classes}>"
    found = boundary(f"{begin}<p>一</p></div>{FOOTER}")
    assert (found and (found.start, found.end)) == (len(begin), len(f"{begin}<p>一</p></div>"))


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
@pytest.mark.parametrize(("body", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_what_an_editor_wrote_with_the_themes_classes_stays(
    body: str, expected: list[str], tail: str
) -> None:
    assert lines(body, tail) == expected


def test_the_tags_of_an_article_are_the_themes() -> None:
    own = '<p>一</p><div class="tags"><a href="http://a.cn/x.html">新能源</a></div><p>二</p>'
    assert read(HEAD + own + TAILS["all"]).tags == ("新沂",)


def test_a_list_that_shows_raw_bodies_is_not_cut() -> None:
    item = '<div class="post item"><h2><a href="/?id={}">题</a></h2><div class="intro"><div class="single">一'
    listing = f'<body class="index"><div class="content">{item.format(8)}</div></div></div>{item.format(7)}'
    served = page(listing, BASE)
    assert len(parse(served, TPURE).css("div.item")) == 2
