"""What normalising a line does to Chinese web text, and what it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xzcrawl.text import fold, fold_with_offsets, normalise, with_whole_labels

ZWSP, ZWNJ, ZWJ, BOM, SHY = "\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad"
NBSP, WIDE = "\u00a0", "\u3000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \n\t ", ""),
        (f"{WIDE}{WIDE}3月8日,在广大干群", "3月8日,在广大干群"),
        (f"{NBSP}{NBSP} 泉山区 {NBSP}", "泉山区"),
        (f"泉{ZWSP}山{BOM}区{SHY}高\u2060质\u180e量", "泉山区高质量"),
        (f"中{ZWNJ}国{ZWJ}", "中国"),
        ("\u202a泉山\u202c\u200e区\u2066。\u2069", "泉山区。"),
        ("泉山\x00\x08区\x1b\x7f\x9f", "泉山区"),
        ("泉山\ud83d区\udfff", "泉山区"),
        ("第一行\n第二行", "第一行第二行"),
        ("高质量\r\n    发展,\n\t开新局", "高质量发展,开新局"),
        ("“十四五”\n规划", "“十四五”规划"),
        ("总投资\n120亿元", "总投资 120亿元"),
        ("总投资120\n亿元", "总投资120 亿元"),
        ("Made in\nXuzhou", "Made in Xuzhou"),
        ("泉山 云龙", "泉山 云龙"),
        ("泉山   云龙", "泉山 云龙"),
        (f"泉山{NBSP}云龙", "泉山 云龙"),
        (f"泉山{NBSP}\n云龙", "泉山云龙"),
        (f"张{WIDE}三", f"张{WIDE}三"),
        (f"张{WIDE}{WIDE}三", "张 三"),
        (f"张{WIDE} 三", "张 三"),
        (f"{WIDE}张三{WIDE}", "张三"),
        ("A\u2028B", "A B"),
        ("👨\u200d👩\u200d👧 一家", "👨\u200d👩\u200d👧 一家"),
        ("❤️\u200d🔥", "❤️\u200d🔥"),
        ("🏳️\u200d🌈", "🏳️\u200d🌈"),
        (f"😀{ZWJ}字", "😀字"),
        ("蕞重要的任务", "蕞重要的任务"),
        ("１２３ＡＢＣ：（全角）", "１２３ＡＢＣ：（全角）"),
        ("a\u0301 ½ ㎡ ①", "a\u0301 ½ ㎡ ①"),
        ("𠮷野家\n分店", "𠮷野家分店"),
    ],
)
def test_a_line_is_cleaned_and_its_words_are_left_alone(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来 源：徐州日报 作 者：王 芳", "来源：徐州日报 作者：王 芳"),
        (f"来{WIDE}源：徐州日报", "来源：徐州日报"),
        ("发 布 时 间 : 2022-03-08", "发布时间 : 2022-03-08"),
        ("责任编 辑：王芳", "责任编辑：王芳"),
        ("来源：徐州日报编 辑：王芳", "来源：徐州日报编辑：王芳"),
        ("[来 源] 徐州日报", "[来源] 徐州日报"),
        ("浏 览 次 数：12", "浏览次数：12"),
        ("作 者 王 芳", "作 者 王 芳"),
        ("主办单位 记者协会：王芳", "主办单位 记者协会：王芳"),
        ("泉 山 区：二季度", "泉 山 区：二季度"),
        ("来源：徐州日报", "来源：徐州日报"),
        ("", ""),
    ],
)
def test_the_characters_of_a_label_come_together_and_nothing_else(text: str, expected: str) -> None:
    assert with_whole_labels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产业招商／厂房土地租售：４００　０１２３　０２１", "产业招商/厂房土地租售:4000123021"),
        ("（微信同号） ！", "(微信同号)!"),
        ("1000㎡…", "1000m2..."),
        ("蕞重要", "蕞重要"),
        ("", ""),
    ],
)
def test_folding_ignores_width_and_spaces(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_folding_with_offsets_says_where_each_character_came_from() -> None:
    folded, offsets = fold_with_offsets("Ａ ㎡…！")
    assert folded == "Am2...!"
    assert offsets == [0, 2, 2, 3, 3, 3, 4, 5]


TEXTS = st.text(alphabet=f"中国。,“”aB1 \n\t{NBSP}{WIDE}{ZWSP}{ZWJ}{BOM}😀👩\u2028\x00\x85", max_size=40)


@given(TEXTS | st.text(max_size=40))
def test_a_clean_line_stays_as_it_is_and_holds_every_visible_character(text: str) -> None:
    line = normalise(text)
    assert normalise(line) == line
    assert line == line.strip()
    assert not set(line) & set(f"{ZWSP}{BOM}\n\t\x00")


@given(st.text(alphabet=f"中国。,“”aB1é½ \n\t{NBSP}{WIDE}", max_size=40))
def test_no_visible_character_is_lost_changed_or_moved(text: str) -> None:
    assert "".join(normalise(text).split()) == "".join(text.split())
