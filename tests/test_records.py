"""Answers for scripts as pages of links; and texts that would take a reader of them for ever."""

from html import escape

import pytest
from selectolax.lexbor import LexborHTMLParser

from xzcrawl.families.records import has_piece, has_records, is_bare, lists_nothing, readable
from xzcrawl.learn.sample import uncut

LINK = '<a href="/news/12.html">全市工业经济运行平稳</a>'
RECORD = '{"id": 12, "title": "全市工业经济运行平稳", "url": "/news/12.html"}'


@pytest.mark.parametrize(
    "text",
    [
        f"[{RECORD}]",
        f'{{"code": 0, "data": {{"rows": [{RECORD}]}}}}',
        f"jQuery_17([{RECORD}]);",
        f" back.call({RECORD}) ; \n",
    ],
)
def test_each_record_is_a_link(text: str) -> None:
    assert LINK in readable(text)


@pytest.mark.parametrize(
    "text",
    [
        "<p>新闻</p>",
        '[{"title": "工业经济"',
        "a({})" + " " * 20_000 + "x",
        "<script><datastore>" * 5_000 + "<record>" * 5_000,
    ],
)
def test_what_is_no_record_stays_as_it_is(text: str) -> None:
    assert readable(text) == text


@pytest.mark.parametrize(
    ("text", "are_none"),
    [
        ('{"code": 0, "data": {"list": [], "total": 25}}', True),
        ('back({"rows": []});', True),
        ("[]", True),
        ('{"next": 0, "html": ""}', True),
        ('{"code": "20000", "data": {"items": []}}', True),
        ('{"status": 200, "success": true, "rows": []}', True),
        ("<datastore><totalrecord>25</totalrecord><recordset></recordset></datastore>", True),
        ("<datastore><error>系统繁忙</error></datastore>", False),
        ('{"code": 500, "data": []}', False),
        ('{"code": 401, "listId": ""}', False),
        ('{"code": -1, "data": {"list": []}}', False),
        ('{"success": false, "rows": []}', False),
        ('{"errmsg": "请登录", "rows": []}', False),
        ('{"data": [{"name": "全市工业经济运行平稳", "pics": []}]}', False),
        ('{"code": 500, "msg": "系统繁忙"}', False),
        ('{"code": 0, "data": null, "msg": ""}', False),
        ("{}", False),
        (f'{{"data": [{RECORD}], "tops": []}}', False),
        ("<p>[]</p>", False),
        ("", False),
        ("<datastore><recordset></recordset><totalrecord>47</totalrecord></datastore>", True),
        (
            "<?xml version='1.0' encoding='UTF-8'?>\n<datastore>\n<recordset>\n\n</recordset>\n</datastore>",
            True,
        ),
        ("<datastore><recordset><record><![CDATA[<li>政策</li>]]></record></recordset></datastore>", False),
        ("<html><script type='text/xml'><datastore></datastore></script></html>", False),
    ],
)
def test_an_empty_list_says_that_there_are_no_more(text: str, are_none: bool) -> None:
    assert lists_nothing(LexborHTMLParser(readable(text))) is are_none


def stored(*records: str, following: str = "") -> str:
    """Records in XML; what does not begin with ``&lt;`` as CDATA."""
    held = (record if record.startswith("&lt;") else f"<![CDATA[\n{record}]]>" for record in records)
    rows = "".join(f"<record>{record}</record>\n" for record in held)
    return f"<datastore>\n{following}<recordset>\n{rows}</recordset>\n</datastore>"


ROWS = (
    f"<tr><td>·</td><td>{LINK}</td><td>[2026-03-08]</td></tr>",
    f"<li>{LINK}<b>2026-03-08</b></li>",
    f"<div>{LINK}<span>\n2026-\n03-08\n</span></div>",
    escape(f"<li>{LINK}</li>"),
)
NEXT = '<nextgroup><![CDATA[<a href="/more.jsp?page=2&columnid=12"></a>]]></nextgroup>'


@pytest.mark.parametrize("text", [
    stored(*ROWS, following=NEXT),
    f"<?xml version='1.0' encoding='UTF-8'?>\n{stored(*ROWS, following=NEXT)}\n",
    f"<div id='a'><script type='text/xml'>{stored(*ROWS, following=NEXT)}</script></div><p>版权</p>",
])  # fmt: skip
def test_records_in_xml_are_elements_as_their_script_shows_them(text: str) -> None:
    tree = LexborHTMLParser(readable(text))
    rows = tree.css(".records > .record")
    assert [link.attributes["href"] for row in rows for link in row.css("a")] == ["/news/12.html"] * 4
    assert [len(row.css("td")) for row in rows] == [3, 0, 0, 0]
    assert [link.attributes["href"] for link in tree.css("a:not(.record a)")] == [
        "/more.jsp?page=2&columnid=12"
    ]


CALL = """<script>$('#a').jpage({{dataBefore:'<ul class="list">',totalRecord:{total},groupSize:2,perPage:2,
proxyUrl:'/more.jsp',ajaxParam:{{"columnid":12,path:'/',webname:'铜山区'}}}});</script>"""


@pytest.mark.parametrize(
    ("total", "pages"), [(4, {}), (5, {"2": (5, 8)}), (21, {"2": (5, 8), "6": (21, 24)})]
)
def test_where_a_list_does_not_link_the_next_records_its_script_is_told_how_to_ask(
    total: int, pages: dict[str, tuple[int, int]]
) -> None:
    page = f"<div id='a'><script type='text/xml'>{stored(*ROWS)}</script></div>{CALL.format(total=total)}"
    linked = LexborHTMLParser(readable(page)).css("a:not(.record a)")
    others = "&perpage=2&columnid=12&path=%2F&webname=%E9%93%9C%E5%B1%B1%E5%8C%BA"
    assert {link.text(): link.attributes["href"] for link in linked} == {
        page: f"/more.jsp?startrecord={first}&endrecord={last}{others}"
        for page, (first, last) in pages.items()
    }


@pytest.mark.parametrize(
    "broken", [f"<div>{LINK}</div></div>", f"<div><b>{LINK}", f"<li>{LINK}</li><!-- 置顶"]
)
def test_a_record_that_is_not_closed_or_closed_twice_leaves_the_others_alone(broken: str) -> None:
    tree = LexborHTMLParser(readable(stored(broken, *ROWS)))
    assert [len(row.css("a")) for row in tree.css(".records > .record")] == [1] * 5


def test_parameters_without_end_are_read_in_linear_time() -> None:
    told = ".jpage({ajaxParam:{}," + "x" * 4_000
    page = f"<script type='text/xml'>{stored(*ROWS)}</script>{told}" * 400
    assert len(LexborHTMLParser(readable(page)).css(".records")) == 400


def test_each_list_of_a_page_has_its_own_records_and_pages() -> None:
    island = f"<script type='text/xml'>{stored(*ROWS[1:])}</script>"
    tree = LexborHTMLParser(readable(f"<p>1{island}{CALL.format(total=4)}<p>2{island}<p>3"))
    assert [len(each.css(".record")) for each in tree.css(".records")] == [3, 3]
    assert [link.text() for link in tree.css("a:not(.record a)")] == ["2"]


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("全市工业…", "全市工业"),
        ("全市工业......", "全市工业"),
        ("全市工业.", "全市工业."),
        ("." * 60 + "x",) * 2,
    ],
)
def test_the_dots_of_a_title_that_was_cut_are_no_part_of_it(title: str, left: str) -> None:
    assert uncut(title) == left


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"<li>{LINK}</li><li>{LINK}</li>", 2),
        (f"\ufeff\n<!-- 12 --><div class='a'><h3>{LINK}</h3></div>", 1),
        (f"<tr><td>{LINK}</td></tr>\n<tr><td>{LINK}</td></tr>", 2),
        (f"<html><body><li>{LINK}</li></body></html>", 0),
        (f"<!DOCTYPE html><li>{LINK}</li>", 0),
        (f"<div>{LINK}</div><title>工业</title>", 0),
        (f"<div><form action='/login'>{LINK}<input name='user'></form></div>", 0),
        (f"<script>location = '/a'</script>{LINK}", 0),
        (f"系统繁忙 {LINK}", 0),
        ("<li>工业</li>", 0),
    ],
)
def test_a_piece_of_a_page_is_records(text: str, links: int) -> None:
    tree = LexborHTMLParser(readable(text))
    assert has_records(tree) is has_piece(tree) is (links > 0)
    assert not links or len(tree.css("tr, li, .a")) == links == len(tree.css("a"))
    assert not lists_nothing(tree)


@pytest.mark.parametrize(
    "text",
    ["", " \n", "\ufeff", "<p>没有更多了</p>", "已经到底", "<li class='end'>暂无数据</li>", "—— 没有了 ——",
     "<ul></ul>", "<div><span>抱歉，暂无相关内容！</span></div>", "<!-- 0 -->", "到底啦~", "No more data.",
     "暂无", "无更多内容", "<a href='javascript:;'>没有更多新闻</a>", "全部加载完毕",
     "<p>&nbsp;没有更多数据</p>"],
)  # fmt: skip
def test_a_piece_without_entries_is_nothing_or_says_that_there_are_no_more(text: str) -> None:
    tree = LexborHTMLParser(readable(text))
    assert is_bare(tree)
    assert not has_records(tree)
    assert not lists_nothing(tree)


@pytest.mark.parametrize(
    "text",
    ["系统繁忙，请稍后再试", "<p>暂无权限</p>", "<p>请登录</p>", "没有更多内容，请登录后查看", "<p>工业</p>",
     "<html><body><p>没有更多了</p></body></html>", "<title>没有更多了</title>", "404 Not Found", "0", "<",
     "<p>没有更多了</p><img src='/1.png'>", f"没有更多了{LINK}", "没有更多了" * 9, "<p>" * 300, "<!-- ",
     "<script>a()</script>", "<iframe src='/login'></iframe>", "页面不存在，没有内容", '{"a": 1}',
     "Database error: no records"],
)  # fmt: skip
def test_no_other_text_says_that_there_are_no_more(text: str) -> None:
    assert not is_bare(LexborHTMLParser(readable(text)))


@pytest.mark.parametrize(
    "text", ["<!--" * 100_000, "<a " * 100_000, "<li>" + "<a h" * 100_000, "<!-- -->" * 50_000]
)
def test_whether_a_text_is_a_piece_is_found_out_in_a_moment(text: str) -> None:
    assert readable(text) == text
