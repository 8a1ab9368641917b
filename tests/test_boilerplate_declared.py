"""What the description of a site declares to be no text of its articles."""

from dataclasses import replace

import pytest

from tests.bodies import PAGE, SENTENCE, body, paragraph, picture
from xzcrawl.boilerplate import clean
from xzcrawl.extract.body import blocks
from xzcrawl.families import described
from xzcrawl.families.tree import Tree
from xzcrawl.items import Article, Block, Removed

CARD = "联系人：沈默　电话：0513-8904966"
CALL = "更多资讯请扫描下方二维码关注我们的微信公众号，或拨打热线400-430-8473。"
EDITOR = "（责任编辑：顾编）"
WELCOME = "欢迎加入读者群3041。"
FILE = '<a href="/1.doc">申报书.doc</a>'
KINDS = ["contacts", "credits", "notices"]


def of_site(*lines: str, **declared: object) -> Article:
    """An article with paragraphs of these lines (HTML), read by a description."""
    shown = "".join(f"<p>{line}</p>" for line in lines)
    return of_page(shown, **({"footers": KINDS} | declared))


def of_page(inside: str, **declared: object) -> Article:
    made = described(
        articles=["/{id}.html"], lists=["/{list}/"], title="h1", body="#zw", items="li", **declared
    )
    holder = Tree(f"<div id=zw>{inside}</div>").css_first("#zw")
    assert holder is not None
    return replace(body(), blocks=tuple(blocks(holder, PAGE.url, made.theme)))


def left(article: Article) -> list[str]:
    return clean(article).text.splitlines()


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([SENTENCE, CARD, EDITOR, CALL], [SENTENCE]),
        ([SENTENCE, "联系人：沈默", "电话：0513-8904966"], [SENTENCE]),
        ([SENTENCE, "咨询电话：0513-8904966"], [SENTENCE, "咨询电话：0513-8904966"]),
        ([SENTENCE, "咨询电话：0513-8904966", EDITOR], [SENTENCE, "咨询电话：0513-8904966"]),
        ([SENTENCE, "联系人：沈默，电话：80000412。"], [SENTENCE, "联系人：沈默，电话：80000412。"]),
        ([SENTENCE, CARD, SENTENCE], [SENTENCE, CARD, SENTENCE]),
        ([EDITOR, SENTENCE], [EDITOR, SENTENCE]),
        ([SENTENCE, CARD, f"附件1：{FILE}"], [SENTENCE, "附件1：申报书.doc"]),
        ([SENTENCE, CARD, "附件下载：", f"{FILE}（下载）"], [SENTENCE, "附件下载：", "申报书.doc（下载）"]),
        ([SENTENCE, EDITOR, '<img src="/1.jpg">'], [SENTENCE]),
        ([SENTENCE, EDITOR, f"详见{FILE}和本单位公告"], [SENTENCE, EDITOR, "详见申报书.doc和本单位公告"]),
        (["郑重声明：近日有人冒用我单位名义招商。"], ["郑重声明：近日有人冒用我单位名义招商。"]),
    ],
)  # fmt: skip
def test_lines_of_declared_kinds_are_cut_where_they_end_a_body(lines: list[str], kept: list[str]) -> None:
    assert left(of_site(*lines)) == kept


@pytest.mark.parametrize(
    ("kinds", "kept"),
    [
        ([], [SENTENCE, CARD, EDITOR, CALL]),
        (["notices"], [SENTENCE, CARD, EDITOR]),
        (["credits", "notices"], [SENTENCE, CARD]),
    ],
)
def test_lines_of_other_kinds_stay(kinds: list[str], kept: list[str]) -> None:
    assert left(of_site(SENTENCE, CARD, EDITOR, CALL, footers=kinds)) == kept


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([WELCOME, SENTENCE, WELCOME], [SENTENCE]),
        ([SENTENCE, WELCOME, SENTENCE], [SENTENCE, WELCOME, SENTENCE]),
        ([SENTENCE, "欢迎加入读者群。"], [SENTENCE, "欢迎加入读者群。"]),
        ([WELCOME], [WELCOME]),
    ],
)
def test_declared_lines_are_cut_where_they_begin_or_end_a_body(lines: list[str], kept: list[str]) -> None:
    assert left(of_site(*lines, endings=["欢迎加入读者群{*}1。", "推广 "])) == kept


def test_declared_elements_are_cut_with_all_that_they_hold_and_nothing_is_lost() -> None:
    card = "<h3>延伸阅读</h3><ul><li>旧闻一则</li></ul><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>"
    article = of_page(
        f'<p>{SENTENCE}</p><div class="card">{card}<img src="/qr.png"></div><p>全文。</p>', asides=".card"
    )
    assert left(article) == [SENTENCE, "全文。"]
    assert clean(article).images == ()
    cut = ["延伸阅读", "旧闻一则", "甲 | 乙", "丙 | 丁", "http://xuzhou.021cf.cn/qr.png"]
    assert clean(article).removed == tuple(Removed(text, "declared-aside") for text in cut)


def test_a_part_may_hold_nothing_but_what_is_cut() -> None:
    first, second = of_site(SENTENCE), of_site(CARD, EDITOR)
    later = tuple(replace(block, part=2) for block in second.blocks)
    assert left(replace(first, blocks=first.blocks + later)) == [SENTENCE]


def test_cleaning_twice_is_cleaning_once() -> None:
    article = of_site(WELCOME, SENTENCE, CARD, EDITOR, endings=[WELCOME])
    cleaned = clean(article)
    assert clean(cleaned) == cleaned
    assert cleaned.removed == tuple(Removed(text, "declared-line") for text in (WELCOME, CARD, EDITOR))


def row(*cells: str) -> Block:
    text = " | ".join(cells)
    return Block("row", text, f"<tr><td>{text}</td></tr>")


def test_the_table_that_says_what_a_document_is_goes_from_every_body() -> None:
    rows = [row("索引号", "01432/2024-11262"), row("发布机构", "工信局"), row("文号", "云工信〔2024〕13号")]
    cleaned = clean(body(*rows, SENTENCE))
    assert cleaned.text == SENTENCE
    assert cleaned.removed == tuple(Removed(one.text, "document-table") for one in rows)


@pytest.mark.parametrize(
    "lines",
    [
        [row("文号", "云工信〔2024〕13号"), SENTENCE],
        [row("品名", "发布机构"), row("钢材", "工信局")],
        [paragraph("索引号：01432"), paragraph("文号：云工信〔2024〕13号")],
        [row("企业", "获批文号"), row("甲公司", "13号"), picture("1.jpg")],
    ],
)
def test_other_tables_stay(lines: list[str | Block]) -> None:
    assert clean(body(*lines)).removed == ()
