"""What search takes for the same text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xzcrawl.search.fold import fold, fold_with_offsets, runs


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＧＤＰ增长１２％", "gdp增长12%"),
        ("Ｂ＆Ｂ项目", "b&b项目"),
        ("蕞重要的", "最重要的"),
        ("產業園區發展", "产业园区发展"),
        ("后面的皇后與後來", "后面的皇后与后来"),
        ("投资 10 亿元", "投资10亿元"),
        ("张　三", "张三"),
        ("New  Energy 汽车", "new  energy汽车"),
        ("新能源\u200b汽车\ufeff", "新能源汽车"),
        ("3㎡ ①", "3m2 1"),
        ("第一行\r\n第二行", "第一行\n\n第二行"),
        ("GB/T 19001", "gb/t 19001"),
        ("12. 5亿", "12. 5亿"),
        ("第1. 2023年", "第1. 2023年"),
        ("总投资1,234.5亿元", "总投资1234.5亿元"),
        ("１，２３４，５６７ 元", "1234567元"),
        ("100,200,300", "100200300"),
        ("12,5倍", "12,5倍"),
        ("2020,2021年", "2020,2021年"),
        ("1,2345", "1,2345"),
        ("1,234,56", "1,234,56"),
        ("1.234,567", "1.234,567"),
        ("1, 234", "1, 234"),
        ("1、234", "1、234"),
        ("共,1,234,元", "共,1234,元"),
        ("café cafe\u0301 İ", "cafe cafe i"),
        ("ガ カ\u3099 ｶﾞ 한", "カカカ한"),
        ("甲¨乙", "甲¨乙"),
        ("“大目标”", "“大目标”"),
        ("", ""),
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("folded", "found"),
    [
        ("3月8日,在广大", ["3月8日", "在广大"]),
        ("增长12.5%。", ["增长12.5"]),
        ("v2.x", ["v2", "x"]),
        ("1.2.3版", ["1.2.3版"]),
        ("1. 2版", ["1", "2版"]),
        ("a_b", ["a", "b"]),
        ("《》……——", []),
        ("😀好", ["好"]),
    ],
)
def test_letters_and_digits_run_until_a_break(folded: str, found: list[str]) -> None:
    assert runs(folded) == found


#: Characters that folding treats in some way of its own.
TEXTS = st.lists(
    st.sampled_from(
        ["1,234", "，３４５", *"最蕞產产aＡ1１.．%,，。 　\n\u200b㎡ßéİ\u0301ガｶﾞ¨张三年月日亿元“”()《》_"]
    ),
    max_size=40,
).map("".join)


@given(TEXTS)
def test_each_folded_character_comes_from_where_its_offset_says(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert list(offsets) == sorted(offsets)
    assert offsets[-1] == len(text)
    assert len(offsets) == len(folded) + 1
    for character, offset in zip(folded, offsets, strict=False):
        assert character == "\n" or character in fold(text[offset]) or character == " "


@given(TEXTS)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
