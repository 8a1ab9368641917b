"""Families that a person describes: their addresses, and their names."""

import pickle
import re
from html import escape
from typing import Any

import pytest

from tests.generic_pages import HTML, NOON
from xzcrawl.errors import HostilePage, UsageError
from xzcrawl.extract.document import parse
from xzcrawl.families import Family, Site, described, named
from xzcrawl.families.described import text_at, title_at
from xzcrawl.families.records import readable
from xzcrawl.families.tree import Tree
from xzcrawl.items import Page
from xzcrawl.page_reader import read_page
from xzcrawl.urls import Address, Kind

BASE = "http://news.example.cn/"
PARTS = {"title": "h1", "body": "#zoom", "items": "ul.list > li"}


def family(articles: list[str], lists: list[str]) -> Family:
    return described(articles=articles, lists=lists, **PARTS)


DATED = family(["/a/{*}/{*}/{*}/{id}.html"], ["/a/{list}/", "/a/{list}/list_{*}_{page}.html"])
NAMED = family(["/{*}/{*}/{key}.html"], ["/topic/{list}/"])
NUMBERED_APART = family(["/{list}/{id}.html"], ["/{list}/"])
CHINESE = family(["/新闻/{id}.html"], ["/新闻/{list}/", "/新闻/{list}/第{page}页.html"])
PARTED = family(["/{*}/{id}.html", "/{*}/{id}_{part}.html"], ["/{list}/"])
PARTED_FROM_ONE = family(["/{*}/t{*}_{id}.html", "/{*}/t{*}_{id}_{part-1}.html"], ["/{list}/"])
NAMED_IN_PARTS = family(["/{list}/{key}.html", "/{list}/{key}.html?page={part}"], ["/{list}/"])
QUERIES = family(["/show.php?id={id}"], ["/list.php?cid={list}", "/list.php?cid={list}&p={page}"])
SHORT_PAGES = family(["/{*}/{id:4}.html"], ["/{list}/", "/{list}/{page}.html"])
NAMED_PAGES = family(["/{*}/{key}.html"], ["/{list}/", "/{list}/index_{page}.html"])
WORDS = family(["/p/{key}"], ["/{name}", "/{name}?page={page}"])
FROM_ZERO = family(["/{*}/{*}/t{*}_{id}.html"], ["/{list}/index.html", "/{list}/index_{page-1}.html"])

RECORDS = family(
    ["/art/{*}/art_{*}_{id}.html"],
    [
        "/more.jsp?startrecord={first}&endrecord={last}&{**}&columnid={list}&{**}",
        "/more.jsp?page={page}&{**}&columnid={list}",
        "/col/col{list}/index.html",
    ],
)
OFFSETS = family(["/n/{id}.html"], ["/c/{list}/", "/api/news?channel={list}&offset={offset:15}&limit=15"])
OFFSETS_FROM_ZERO = family(["/n/{id}.html"], ["/c/{list}/", "/more?skip={offset-1:20}&c={list}"])
PAPER = family(["/html/{*}/{*}/content_{id}.htm"], ["/html/{issue}.htm"])
PAPER_OF_QUERIES = family(["/show.php?id={id}"], ["/paper.php?date={issue}"])


WRITTEN = Site.at(
    BASE,
    described(
        articles=["/a/{id}.html"],
        lists=["/{list}/"],
        info=".by",
        author=".by b",
        origin=".by .ly",
        tags=".t a",
        **PARTS,
    ),
)


def page_of(line: str, head: str = "") -> Page:
    """An article whose line of particulars is ``line``."""
    html = (
        f"{head}<h1>十二个项目签约</h1><p class=by>{line}</p><div id=zoom><p>徐州高新区集中签约。</p></div>"
    )
    return Page(f"{BASE}a/1.html", 200, HTML, html.encode(), NOON, NOON)


@pytest.mark.parametrize(
    ("made", "path", "address"),
    [
        (DATED, "", Address(Kind.HOME, "")),
        (DATED, "index.html", Address(Kind.HOME, "")),
        (DATED, "a/news/2026/0308/1234.html", Address(Kind.ARTICLE, "1234")),
        (DATED, "a/news/", Address(Kind.CATEGORY, "news")),
        (DATED, "a/news/list_5_12.html", Address(Kind.CATEGORY, "news", 12)),
        (DATED, "a/%E6%96%B0%E9%97%BB/", Address(Kind.CATEGORY, "新闻")),
        (DATED, "a/news/2026/0308/1234_2.html", None),
        (NAMED, "2026/03/xuzhou-gongye.html", Address(Kind.ARTICLE, "xuzhou-gongye")),
        (NUMBERED_APART, "notice/12.html", Address(Kind.ARTICLE, "notice/12")),
        (DATED, "about.html", None),
        (DATED, "a/news/2026/0308/1234.html?from=wx", None),
        (QUERIES, "show.php?id=618", Address(Kind.ARTICLE, "618")),
        (QUERIES, "list.php?cid=2", Address(Kind.CATEGORY, "2")),
        (QUERIES, "list.php?cid=2&p=3", Address(Kind.CATEGORY, "2", 3)),
        (QUERIES, "list.php?cid=2&p=0", Address(Kind.CATEGORY, "2")),
        (QUERIES, "list.php", None),
        (WORDS, "insights", Address(Kind.CATEGORY, "insights")),
        (WORDS, "topics/xinpian", None),
        (WORDS, "feed.xml", None),
        (WORDS, "robots.txt", None),
        (SHORT_PAGES, "xinwen/1001.html", Address(Kind.ARTICLE, "1001")),
        (SHORT_PAGES, "xinwen/101.html", Address(Kind.CATEGORY, "xinwen", 101)),
        (NAMED_PAGES, "xinwen/gongye.html", Address(Kind.ARTICLE, "gongye")),
        (NAMED_PAGES, "xinwen/index_2.html", Address(Kind.CATEGORY, "xinwen", 2)),
        (FROM_ZERO, "zwgk/202603/t20260315_12345.html", Address(Kind.ARTICLE, "12345")),
        (FROM_ZERO, "zwgk/zwdt/index.html", Address(Kind.CATEGORY, "zwgk/zwdt")),
        (FROM_ZERO, "zwgk/zwdt/index_1.html", Address(Kind.CATEGORY, "zwgk/zwdt", 2)),
        (RECORDS, "col/col12/index.html", Address(Kind.CATEGORY, "12")),
        (RECORDS, "more.jsp?page=3&path=/&webname=%E5%8C%BA&columnid=12", Address(Kind.CATEGORY, "12", 3)),
        (
            RECORDS,
            "more.jsp?startrecord=31&endrecord=45&perpage=5&columnid=12&unitid=7",
            Address(Kind.CATEGORY, "12", 3),
        ),
        (RECORDS, "more.jsp?startrecord=9&endrecord=3&a=&columnid=12&b=", Address(Kind.CATEGORY, "12")),
        (
            RECORDS,
            "more.jsp?startrecord=45&endrecord=89&a=&columnid=12&b=",  # the first record has the number 0
            Address(Kind.CATEGORY, "12", 2),
        ),
        (RECORDS, "more.jsp?page=3&path=/&columnid=12&unitid=7", None),
        (OFFSETS, "api/news?channel=12&offset=15&limit=15", Address(Kind.CATEGORY, "12", 2)),
        (OFFSETS, "api/news?channel=12&offset=45&limit=15", Address(Kind.CATEGORY, "12", 4)),
        (OFFSETS, "api/news?channel=12&offset=16&limit=15", Address(Kind.CATEGORY, "12", 2)),
        (OFFSETS, "api/news?channel=12&offset=0&limit=15", Address(Kind.CATEGORY, "12")),
        (OFFSETS, "api/news?channel=12&offset=15&limit=20", None),
        (PAPER, "html/2026-11/28/node_2.htm", Address(Kind.CATEGORY, "2026-11/28/node_2")),
        (PAPER, "html/20261128/A01.htm", Address(Kind.CATEGORY, "20261128/A01")),
        (PAPER, "html/2026/1/8/1.htm", Address(Kind.CATEGORY, "2026/1/8/1")),
        (PAPER, "html/2026-11/28/content_71.htm", Address(Kind.ARTICLE, "71")),
        (PAPER, "html/2026-13/28/node_2.htm", None),
        (PAPER, "html/2026-11/node_2.htm", None),
        (PAPER, "html/120261128/node_2.htm", None),
        (PAPER, "html/about.htm", None),
        (PAPER_OF_QUERIES, "paper.php?date=2026-11-28", Address(Kind.CATEGORY, "2026-11-28")),
        (OFFSETS_FROM_ZERO, "more?skip=0&c=12", Address(Kind.CATEGORY, "12", 2)),
        (OFFSETS_FROM_ZERO, "more?skip=40&c=12", Address(Kind.CATEGORY, "12", 4)),
    ],
)
@pytest.mark.parametrize("base", [BASE, f"{BASE}xz/"])
def test_addresses_are_what_their_patterns_say(
    made: Family, path: str, address: Address | None, base: str
) -> None:
    assert made.cms.classify(base + path, base) == address


@pytest.mark.parametrize(
    ("made", "path", "part"),
    [
        (PARTED, "a/1234.html", None),
        (PARTED, "a/1234_2.html", ("1234", 2)),
        (PARTED, "a/1234_1.html", None),
        (PARTED, "a/1234_100.html", None),
        (PARTED, "a/", None),
        (PARTED_FROM_ONE, "zwgk/t20260315_12345.html", None),
        (PARTED_FROM_ONE, "zwgk/t20260315_12345_1.html", ("12345", 2)),
        (NAMED_IN_PARTS, "news/gongye.html?page=3", ("news/gongye", 3)),
        (DATED, "a/news/2026/0308/1234_2.html", None),
    ],
)
def test_a_part_is_one_of_an_article_and_none_itself(
    made: Family, path: str, part: tuple[str, int] | None
) -> None:
    site = Site.at(BASE, made)
    assert site.part_at(BASE + path) == (part and Address(Kind.ARTICLE, *part))
    assert part is None or site.classify(BASE + path) is site.article_at(BASE + path) is None


def test_the_first_part_may_have_its_number() -> None:
    assert PARTED.cms.classify(f"{BASE}a/1234_1.html", BASE) == Address(Kind.ARTICLE, "1234")


def test_an_address_of_another_site_is_none() -> None:
    assert DATED.cms.classify("http://elsewhere.example/a/news/", BASE) is None


@pytest.mark.parametrize(
    ("made", "later", "fifth"),
    [
        (DATED, "a/news/list_5_2.html", "a/news/list_5_5.html"),
        (QUERIES, "list.php?cid=2&p=2", "list.php?cid=2&p=5"),
        (
            CHINESE,
            "%E6%96%B0%E9%97%BB/2/%E7%AC%AC9%E9%A1%B5.html",
            "%E6%96%B0%E9%97%BB/2/%E7%AC%AC5%E9%A1%B5.html",
        ),
        (FROM_ZERO, "zwgk/index_1.html", "zwgk/index_4.html"),
        (RECORDS, "more.jsp?page=2&name=%E5%8C%BA2&columnid=2", "more.jsp?page=5&name=%E5%8C%BA2&columnid=2"),
        (
            RECORDS,
            "more.jsp?startrecord=9&endrecord=16&w=%E5%8C%BA&columnid=9&b=16",
            "more.jsp?startrecord=33&endrecord=40&w=%E5%8C%BA&columnid=9&b=16",
        ),
        (OFFSETS, "api/news?channel=15&offset=15&limit=15", "api/news?channel=15&offset=60&limit=15"),
        (OFFSETS_FROM_ZERO, "more?skip=0&c=0", "more?skip=60&c=0"),
    ],
)
def test_another_page_of_a_list_is_written_as_a_later_one(made: Family, later: str, fifth: str) -> None:
    assert made.cms.page_url(BASE + later, 5) == BASE + fifth


def test_a_described_family_is_the_same_by_its_name_and_in_another_process() -> None:
    assert named(DATED.name) is DATED
    assert pickle.loads(pickle.dumps(DATED)) is DATED
    assert named(QUERIES.name) is not DATED


@pytest.mark.parametrize(
    ("articles", "lists", "told"),
    [
        (["/a/{title}.html"], ["/{list}/"], r"'/a/\{title\}.html' must begin with / and may have the fields"),
        (["/a/{id:0}.html"], ["/{list}/"], "may have the fields"),
        (["a/{id}.html"], ["/{list}/"], "must begin with /"),
        (["/a/1.html"], ["/{list}/"], r"each pattern of articles must have \{id\} or \{key\}"),
        (["/a/{id}.html"], ["/news/"], r"each pattern of lists must have \{list\}, \{name\} or"),
        (["/a/{id}_{part}.html"], ["/{list}/"], r"articles must have a pattern without \{part\}"),
        (["/a/{id}.html"], ["/{list}/", "/{list}?from={offset}"], "may have the fields"),
        (["/a/{id}.html"], ["/{list}/", "/{list}?from={offset:0}"], "may have the fields"),
        (["/a/{id}.html"], ["/{list}/", "/{list}?from={first}"], r"must have \{first\} and \{last\}"),
        (["/a/{id}.html"], ["/{list}/{part}/"], r"patterns of lists cannot have \{part\}"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_told(articles: list[str], lists: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        family(articles, lists)


@pytest.mark.parametrize(
    ("part", "selector", "told"),
    [
        ("title", "", "title must be a CSS selector"),
        ("items", "ul >", "items must be a CSS selector, not 'ul >'"),
        ("tags", "[", r"tags must be a CSS selector, not '\['"),
        ("body", "#zw::text", "body must be a CSS selector, not '#zw::text'"),
        ("older", ".pre a::text", "older must be a CSS selector"),
        ("title", "h1, ::text, ul >", "title must be a CSS selector"),
        ("title", "h1,", "title must be a CSS selector"),
    ],
)
def test_a_selector_that_cannot_be_used_is_told(part: str, selector: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        described(articles=["/{id}.html"], lists=["/{list}/"], **PARTS | {part: selector})


def test_a_name_that_is_no_description_is_told() -> None:
    with pytest.raises(UsageError, match="must be JSON"):
        named("{bad")
    with pytest.raises(UsageError, match="has a field twice"):
        family(["/{key}/{id}.html"], ["/{list}/"])


def test_a_hundred_described_families_stay_the_same() -> None:
    made = [family([f"/{number}/{{id}}.html"], ["/{list}/"]) for number in range(100)]
    assert all(named(one.name) is one for one in made)


def test_a_declaration_that_is_not_known_is_told() -> None:
    with pytest.raises(UsageError, match="unexpected keyword argument 'heading_text'"):
        described(articles=["/{id}.html"], lists=["/{list}/"], heading_text="h1", **PARTS)


def test_records_may_lie_as_deep_as_json_is_read_and_stay_in_order() -> None:
    first, second = (f'{{"url": "/a/{number}.html", "title": "签约{number}"}}' for number in (1, 2))
    for depth in range(700, 1000):
        source = "[" * depth + first + "]" * (depth - 1) + f", {second}]"
        titles = re.findall("签约.(?=<)", readable(source))
        assert titles == ["签约1", "签约2"] or readable(source) == source


@pytest.mark.parametrize("file", ["1.pdf", "1.ofd", "1.7z", "1.png", "1.mp3"])
def test_a_file_of_a_record_is_not_its_address(file: str) -> None:
    record = f'{{"fileUrl": "/files/{file}", "url": "/a/1.html", "title": "签约"}}'
    assert re.findall('href="([^"]*)"', readable(record)) == ["/a/1.html"]


@pytest.mark.parametrize(
    ("page", "selector", "said"),
    [
        ('<div class="bt">工业经济平稳<span>字号：大 中 小</span></div>', ".bt::text", "工业经济平稳"),
        ('<div class="bt">平稳<b>增长</b></div>', ".bt::text, .t", "平稳"),
        ('<div class="t">平稳<b>增长</b></div>', ".bt::text, .t", "平稳增长"),
        ('<div class="t">平稳<b>增长</b></div>', ".t, .bt::text", "平稳增长"),
        ('<p class="t"></p><p class="bt">平稳<b>增长</b></p>', ".t, .bt::text", "平稳"),
        ('<div class="t">先</div><div class="bt">后</div>', ".bt, .t", "后"),
        ("<h2>平稳<b>增长</b></h2>", ":is(h1, h2)::text", "平稳"),
        ('<p title="a,b">平稳<b>增长</b></p>', 'p[title="a,b"]::text, b', "平稳"),
        ("<p>平稳</p>", ".bt::text, .t", ""),
        ("<p>平稳</p>", "", ""),
    ],
)  # fmt: skip
def test_the_first_of_several_selectors_that_finds_a_text_tells_it(
    page: str, selector: str, said: str
) -> None:
    assert title_at(selector)(Tree(page)) == said


def test_an_item_may_have_its_date_as_its_own_text() -> None:
    item = Tree("<ul><li><a href='/1.html'>工业经济运行平稳</a> 2026-03-08</li></ul>").css_first("li")
    assert item is not None
    assert text_at("span.date, ::text")(item) == "2026-03-08"


@pytest.mark.parametrize(("body", "text"), [("#zw, .by", "正文。"), (".by, #zw", "2026-03-08")])
def test_of_several_selectors_of_a_body_the_first_that_finds_one_counts(body: str, text: str) -> None:
    made = described(articles=["/{id}.html"], lists=["/{list}/"], **{**PARTS, "body": body})
    html = "<h1>十二个项目签约</h1><p class=by>2026-03-08</p><div id=zw>正文。</div>"
    page = Page(f"{BASE}1.html", 200, HTML, html.encode(), NOON, NOON)
    article = read_page(page, Site.at(BASE, made)).article
    assert article is not None
    assert [block.text for block in article.blocks] == [text]


def test_earlier_pages_may_have_had_any_other_selector() -> None:
    earlier = [{"until": "2020-05-01", "attachments": ".fj a", "title": ".bt::text, h2"}]
    made = described(articles=["/{id}.html"], lists=["/{list}/"], earlier=earlier, **PARTS)
    ((until, before),) = made.earlier
    assert until.isoformat() == "2020-05-01T00:00:00+08:00"
    assert (before.theme.attachments, made.theme.attachments) == (".fj a", "")
    with pytest.raises(UsageError, match="earlier may change selectors, not lists"):
        described(
            articles=["/{id}.html"],
            lists=["/{list}/"],
            earlier=[{"until": "2020-05-01", "lists": "/a/"}],
            **PARTS,
        )


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<b>陈凯</b> 2026-03-08 09:05", "陈凯"),
        ("2026-03-08 09:05 作者：王芳", "王芳"),
        ("2026-03-08 09:05 作者：王芳 李明 来源：徐州日报", "王芳、李明"),
        ("作者：王芳　李明　欧阳静　点击：12", "王芳、李明、欧阳静"),
        ("作者：王芳 徐州日报", "王芳"),
        ("作者：王芳 文字：李明", "王芳"),
        ("作者：晚报编辑部 李明", "晚报编辑部"),
        ("作者：中包编辑部 浏览：430", "中包编辑部"),
        ("作者：徐州发布来源：徐州日报", "徐州发布"),
        ("作者：城市时间研究室点击数：12", "城市时间研究室"),
        ("作者：王芳点击：12", "王芳"),
        ("作者：王芳编辑：李明", "王芳"),
        ("2026-11-29 22:09 文/孔敏 来源：中国包装报", "孔敏"),
        ("作者：王芳/李明 来源：徐州日报", "王芳/李明"),
        ("2026-11-29 文/图 王芳", "王芳"),
        ("2026-11-29 图文/王芳 李明摄", "王芳"),
        ("2026-11-29 文/图/视频 王芳", "王芳"),
        ("2026-11-29 文/图/视频", None),
        ("2026-11-29 文/图尔荪江", "图尔荪江"),
        ("2026-11-29 分类：文/史", None),
        ("作者：王芳发布于2026-11-29", "王芳"),
        ("作者：王芳责任编辑 李明", "王芳"),
        ("作者：王芳浏览人数：12", "王芳"),
        ("2026-11-29 浏览：12 论文/图书", None),
        ("<b>陈凯</b> 2026-03-08 09:05 发布者：小编", "陈凯"),
        ("2026-03-08 09:05", None),
    ],
)
def test_an_article_has_the_writer_of_its_element_else_of_its_line(line: str, author: str | None) -> None:
    article = read_page(page_of(line), WRITTEN).article
    assert article is not None
    assert article.author == author


@pytest.mark.parametrize(
    ("line", "body", "author"),
    [
        ("2026-03-08", "<p>本报记者 王芳</p><p>一</p>", "王芳"),
        ("2026-03-08", "<p>作者：王芳</p><p>一</p>", "王芳"),
        ("2026-03-08", "<p>一</p><p>（徐州日报记者 王芳 李明 通讯员 张三丰）</p>", "王芳、李明、张三丰"),
        ("2026-03-08", "<p>一</p><p>■本报记者 欧阳 静 报道</p><p>责任编辑：李明</p>", "欧阳静"),
        ("2026-03-08 作者：陈凯", "<p>本报记者 王芳</p><p>一</p>", "陈凯"),
        ("2026-03-08", "<p>一</p><p>（记者 周伟 摄）</p>", None),
        ("2026-03-08", "<p>记者手记</p><p>一</p>", None),
        ("2026-03-08", "<p>一</p><p>记者：严重吗？</p>", None),
        (
            "2026-03-08",
            "<p>记者：成效如何</p><p>王主任：好。</p><p>记者：何时建成</p><p>王主任：明年。</p>",
            None,
        ),
        ("2026-03-08", "<p>一</p><p>记者：王芳</p>", "王芳"),
        ("2026-03-08", "<p>一</p><p>本报记者 王芳 本报通讯员 李明</p>", "王芳、李明"),
        ("2026-03-08", "<p>文丨王芳</p><p>一</p>", "王芳"),
        ("2026-03-08", "<p>一</p><p>（作者 | 王 芳　李小明）</p>", "王芳、李小明"),
        ("2026-03-08", "<p>文明：王芳</p><p>一</p>", None),
        ("2026-03-08", "<p>作者：徐州市工信局</p><p>一</p>", None),
        ("2026-03-08", "<p>记者 方案</p><p>一</p>", None),
        ("2026-03-08", "<p>本报讯（记者 王芳）3月8日，一。</p>", None),
        ("2026-03-08", f"{'<p>一</p>' * 3}<p>本报记者 王芳</p>{'<p>一</p>' * 9}", None),
    ],
)
def test_an_article_has_the_writer_of_a_byline_at_the_ends_of_its_text(
    line: str, body: str, author: str | None
) -> None:
    html = f"<h1>十二个项目签约</h1><p class=by>{line}</p><div id=zoom>{body}</div>"
    article = read_page(Page(f"{BASE}a/1.html", 200, HTML, html.encode(), NOON, NOON), WRITTEN).article
    assert article is not None
    assert article.author == author


@pytest.mark.parametrize(
    ("head", "line", "origin", "stated"),
    [
        ("", "2026-03-08 来源：徐州日报 作者：王芳", "徐州日报", None),
        ("", "2026-03-08 <i class=ly>徐州日报</i>", "徐州日报", None),
        ("", "2026-03-08 <i class=ly>来源：徐州日报 </i>", "徐州日报", None),
        ("", "2026-03-08 <i class=ly>来源：</i>", None, None),
        ("", "2026-03-08 来源：未知", None, None),
        ("<meta name=ContentSource content=市工信局>", "2026-03-08", None, "市工信局"),
        ("<META NAME='contentsource' content=' 信息来源：市工信局 '>", "2026-03-08", None, "市工信局"),
        ("<meta name=ContentSource content=市工信局>", "2026-03-08 来源：徐州日报", "徐州日报", "市工信局"),
        ("<meta name=ContentSource content=''>", "2026-03-08 来源：徐州日报", "徐州日报", None),
        ("<meta name=source content=来源：徐州日报>", "2026-03-08", None, "徐州日报"),
        ("<meta name=source content=PowerEasy>", "2026-03-08", None, None),
    ],
)
def test_an_article_has_the_origin_of_its_element_or_line_and_the_one_that_machines_are_told(
    head: str, line: str, origin: str | None, stated: str | None
) -> None:
    article = read_page(page_of(line, head), WRITTEN).article
    assert article is not None
    assert (article.origin, article.stated_origin) == (origin, stated)


@pytest.mark.parametrize(
    ("shown", "tags"),
    [
        ("<a>#光伏</a><a>＃工程机械</a><a>#新能源#</a>", ("光伏", "工程机械", "新能源")),
        ("<a>C#</a><a>光伏</a><a>#光伏</a><a># 储能 #</a>", ("C#", "光伏", "储能")),
    ],
)
def test_tags_are_named_without_the_mark_before_them(shown: str, tags: tuple[str, ...]) -> None:
    article = read_page(page_of(f"2026-03-08</p><p class=t>{shown}"), WRITTEN).article
    assert article is not None
    assert article.tags == tags


def test_only_known_kinds_of_lines_end_articles() -> None:
    with pytest.raises(UsageError, match="footers may be credits, notices, not editors"):
        described(articles=["/{id}.html"], lists=["/{list}/"], footers=["credits", "editors"], **PARTS)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"endings": "版权所有"}, "endings must be a list of texts, not '版权所有'"),
        ({"footers": "credits"}, "footers must be a list of texts"),
        ({"endings": [None]}, "endings must be a list of texts"),
        ({"articles": "/{id}.html"}, "articles must be a list of texts"),
        ({"endings": ["完", "{*}"]}, "endings must have text beside"),
        ({"endings": [""]}, "endings must have text beside"),
    ],
)
def test_lists_of_texts_are_lists_of_texts(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        described(**{"articles": ["/{id}.html"], "lists": ["/{list}/"], **PARTS, **wrong})


@pytest.mark.parametrize(
    ("ending", "line", "is_one"),
    [
        ("完", "完", True),
        ("完", "完毕", False),
        ("{*}网", "本网", True),
        ("本{*}网{*}讯", "本网网快讯", True),
        ("本{*}讯", "本讯", True),
        ("讯{*}讯", "讯", False),
        ("本{*}网{*}网", "本网", False),
        ("{*}网{*}报{*}", "报网", False),
        ("{*},{*},{*},{*}。", "," * 299 + "x", False),
    ],
)
def test_stars_in_endings_are_any_text(ending: str, line: str, is_one: bool) -> None:
    made = described(articles=["/{id}.html"], lists=["/{list}/"], endings=[ending], **PARTS)
    assert (made.theme.line_role(line) == "frame") is is_one


@pytest.mark.parametrize(
    ("told", "page", "later"),
    [
        ("共{pages}页", "<p>共 6 页</p>", [2, 6]),
        ("createPageHTML({pages},", "<script>createPageHTML(4, 0, 'index', 'html')</script>", [2, 4]),
        ("加载更多", "<a href='#'>加载更多</a>", [2]),
        ("共{pages}页", "<p>共 1 页</p>", []),
        ("加载更多", "<p>没有更多了</p>", []),
    ],
)
def test_a_list_tells_of_the_pages_that_only_a_script_knows(told: str, page: str, later: list[int]) -> None:
    pattern = "/{name}/index_{page-1}.html"
    made = described(articles=["/{id}.html"], lists=["/{name}/", pattern], pages={told: pattern}, **PARTS)
    assert made.cms.told_pages is not None
    found = made.cms.told_pages(Tree(page), f"{BASE}xinwen/", BASE)
    assert found == {number: f"{BASE}xinwen/index_{number - 1}.html" for number in later}


@pytest.mark.parametrize(
    ("told", "page", "asked"),
    [
        ("加载更多", "<a href='#'>加载更多</a>", "c=xinwen&skip=15"),
        ('data-channel="{list}"', "<b data-channel = '12'></b>", "c=12&skip=15"),
        ("channelId = {list},", "<script>channelId = 7, size = 15</script>", "c=7&skip=15"),
        ('data-channel="{list}"', "<b data-channel=''>加载更多</b>", None),
    ],
)
def test_a_page_tells_by_what_name_its_script_asks_for_the_records_behind_its_own(
    told: str, page: str, asked: str | None
) -> None:
    pattern = "/more?c={list}&skip={offset:15}"
    made = described(articles=["/{id}.html"], lists=["/{name}/", pattern], pages={told: pattern}, **PARTS)
    found = made.cms.told_pages(Tree(page), f"{BASE}xinwen/", BASE)
    assert found == ({2: f"{BASE}more?{asked}"} if asked else {})


@pytest.mark.parametrize("told", ["", "共{pages}页{list}"])
def test_what_tells_of_pages_says_how_many_there_are_or_of_which_list(told: str) -> None:
    pattern = "/more?c={list}&skip={offset:15}"
    with pytest.raises(UsageError, match="pages must have texts"):
        described(articles=["/{id}.html"], lists=["/{name}/", pattern], pages={told: pattern}, **PARTS)


@pytest.mark.parametrize(
    ("asked", "told", "following"),
    [
        ("startrecord=9&endrecord=16&a=1&columnid=9&b=2", "<totalrecord>17</totalrecord>",
         "startrecord=17&endrecord=24&a=1&columnid=9&b=2"),
        ("startrecord=9&endrecord=16&a=1&columnid=9&b=2", "<totalrecord>16</totalrecord>", None),
        ("page=2&a=1&columnid=9", "", "page=3&a=1&columnid=9"),
        ("page=2&a=1&columnid=9", "<totalrecord>99</totalrecord><totalpage>2</totalpage>", None),
        ("page=2&a=1&columnid=9", "<totalpage>7</totalpage>", "page=3&a=1&columnid=9"),
    ],
)  # fmt: skip
def test_records_in_xml_are_followed_by_others_until_their_number_is_reached(
    asked: str, told: str, following: str | None
) -> None:
    record = "<record><![CDATA[<li><a href='/art/1/art_9_7.html'>徐州高新区签约</a></li>]]></record>"
    tree = Tree(RECORDS.theme.readable(f"<datastore><recordset>{record}</recordset>{told}</datastore>"))
    found = RECORDS.cms.told_pages(tree, f"{BASE}more.jsp?{asked}", BASE)
    assert list(found.values()) == ([f"{BASE}more.jsp?{following}"] if following else [])


def test_records_that_would_take_minutes_to_read_are_refused() -> None:
    record = escape("<div>" * 30_000)
    body = f"<datastore><recordset><record>{record}</record></recordset></datastore>"
    with pytest.raises(HostilePage):
        parse(
            Page(f"{BASE}more.jsp?page=2&a=1&columnid=9", 200, HTML, body.encode(), NOON, NOON), RECORDS.theme
        )
