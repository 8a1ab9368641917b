"""Footers that stand in one line with a sentence of the article, which stays."""

import pytest

from tests.bodies import FOOTER, HOTLINE, MOBILE, NAME, NEED, SCAN, SENTENCE, body, kept
from xzcrawl.boilerplate import clean
from xzcrawl.boilerplate.shapes import shape
from xzcrawl.items import Block, Removed


@pytest.mark.parametrize(
    "glued",
    [
        "".join(FOOTER),
        " ".join(FOOTER),
        "、".join(FOOTER),
        "".join([HOTLINE, NEED]),
        "".join([NAME, HOTLINE]),
        "葛毅明微信號產業招商/廠房土地租售:400 0123 021長按/掃一掃加葛毅明的微信號",
    ],
)
@pytest.mark.parametrize("sentence", [SENTENCE, "会上,有关负责人作了交流发言!", "双方签订了“框架协议”"])
def test_the_last_sentence_before_a_glued_footer_stays(sentence: str, glued: str) -> None:
    cleaned = clean(body(sentence + glued))
    assert cleaned.text == sentence
    assert cleaned.removed == (Removed(glued, "contact-footer"),)


def test_a_name_glued_to_a_sentence_without_a_stop_is_known_from_the_footers_last_line() -> None:
    assert kept("奋力铸就高质量发展新辉煌" + "".join(FOOTER)) == ["奋力铸就高质量发展新辉煌"]


def test_the_markup_of_a_sentence_before_a_glued_footer_is_closed() -> None:
    html = f'<p>铸就<a href="/" title="泉山">A&amp;B<em>新辉煌。{NAME}</em>{HOTLINE}</a></p>'
    cleaned = clean(body(Block("paragraph", f"铸就A&B新辉煌。{NAME}{HOTLINE}", html)))
    assert [block.html for block in cleaned.blocks] == [
        '<p>铸就<a href="/" title="泉山">A&amp;B<em>新辉煌。</em></a></p>'
    ]


def test_a_row_of_a_table_before_a_glued_footer_stays_a_row() -> None:
    text = '"一号" 园区 | A&B<C。'
    row = Block("row", f"{text}{NAME}{HOTLINE}", f"<tr><td>{NAME}{HOTLINE}</td></tr>")
    assert [(block.text, block.html) for block in clean(body(row)).blocks] == [
        (text, '<tr><td>"一号" 园区 | A&amp;B&lt;C。</td></tr>')
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>铸就新辉煌。<b>{NAME}</b>{HOTLINE}</p>", "<p>铸就新辉煌。</p>"),
        (f"<p>铸就新辉煌<b>。{NAME}</b>{HOTLINE}</p>", "<p>铸就新辉煌<b>。</b></p>"),
    ],
)
def test_an_element_around_a_glued_footer_goes_unless_the_sentence_ends_in_it(
    html: str, expected: str
) -> None:
    cleaned = clean(body(Block("paragraph", f"铸就新辉煌。{NAME}{HOTLINE}", html)))
    assert [block.html for block in cleaned.blocks] == [expected]


def test_every_line_in_a_glued_footer_counts() -> None:
    found = shape(f"{NAME}、{HOTLINE}、{MOBILE}")
    assert found is not None
    assert [kind for kind, _ in found.kinds] == ["name", "hotline", "mobile"]


@pytest.mark.parametrize(
    ("before", "length", "first"), [("新句。", 400, "1"), ("新句。", 401, "长"), ("新句子", 400, "长")]
)
@pytest.mark.parametrize("between", ["", " "], ids=["close", "spaced"])
def test_a_footer_has_a_longest_length_and_begins_behind_a_sentence(
    before: str, length: int, first: str, between: str
) -> None:
    """A number in front of its last line is a line of it only where both rules allow that."""
    number = "13391219793"
    text = between.join(f"{before}{number:/<{length - len(SCAN)}}{SCAN}")
    found = shape(text)
    assert found is not None
    assert found.start == text.index(first)


@pytest.mark.parametrize(("length", "first"), [(400, "葛"), (401, "长")])
def test_a_footer_known_from_its_last_line_has_the_same_longest_length(length: int, first: str) -> None:
    text = f"奋力铸就新辉煌{NAME:/<{length - len(SCAN)}}{SCAN}"
    found = shape(text)
    assert found is not None
    assert found.start == text.index(first)


@pytest.mark.parametrize(("footers", "is_cut"), [(28, True), (29, False)])
def test_a_body_that_is_one_footer_after_another_stays(footers: int, is_cut: bool) -> None:
    """Each round of cuts takes the last four; the eighth must find no more."""
    text = SENTENCE + "".join(FOOTER) * footers
    assert kept(text) == [SENTENCE if is_cut else text]
