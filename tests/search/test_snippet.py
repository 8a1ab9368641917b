"""What is shown of a text that was found."""

import pytest

from xzcrawl.search.query import parse, sought
from xzcrawl.search.snippet import TITLE, Piece, cut, marked, snippet


def shown(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


def of(text: str, query: str, length: int = 120) -> str:
    return shown(snippet(text, list(sought(parse(query))), length))


@pytest.mark.parametrize(
    ("title", "query", "expected"),
    [
        ("蕞高补贴4040万元!", "最高", "[蕞高]补贴4040万元!"),
        ("投资 10 亿元", "10亿", "投资 [10 亿]元"),
        ("ＧＤＰ增长", "gdp", "[ＧＤＰ]增长"),
        ("占地3㎡", "m2", "占地3[㎡]"),
        ("產業園", "产业 园", "[產業][園]"),
        ("州 徐州", "徐州", "州 [徐州]"),
        ("3月8日，在广大干群", '"8日,在"', "3月[8日，在]广大干群"),
        ("增长12.5,12，5倍", '"12,5"', "增长12.5,[12，5]倍"),
        ("增长12.5倍", "5", "增长12.[5]倍"),
        ("甲_-_乙", '"甲 - 乙"', "[甲_-_乙]"),
        ("<b>招商</b>", "招商", "<b>[招商]</b>"),
        ("招商招商", "招商", "[招商][招商]"),
        ("招商引资", "商引 招商", "[招商]引资"),
        ("总投资1,234.5亿元", "1234.5", "总投资[1,234.5]亿元"),
        ("总投资１，２３４ 亿元", "234亿", "总投资１，[２３４ 亿]元"),
        ("总投资1234.5亿元", "1,234.5", "总投资[1234.5]亿元"),
        ("泉山区大目标", "「泉山区 大目标」", "[泉山区大目标]"),
        ("没有", "招商", "没有"),
        ("招商", "NOT 招商", "招商"),
        ("招商引资", "招商 -引资", "[招商]引资"),
    ],
)
def test_hits_are_marked_in_the_text_as_published(title: str, query: str, expected: str) -> None:
    assert shown(marked(title, list(sought(parse(query))))) == expected


def test_a_short_text_is_shown_whole_in_one_line() -> None:
    assert of("第一段。\n招商在此。", "招商") == "第一段。 [招商]在此。"


def test_a_hit_may_go_on_in_the_next_line() -> None:
    assert of("第一段。\n招商在此。", '"段。\n招商"') == "第一[段。 招商]在此。"


def test_a_long_text_is_shown_from_a_clause_before_the_hit() -> None:
    text = "前" * 200 + "。招商大会开幕," + "后" * 200
    assert of(text, "大会", 20) == "…招商[大会]开幕," + "后" * 13 + "…"


def test_the_place_with_most_words_is_chosen() -> None:
    text = "招商。" + "空" * 300 + "。招商与新能源。" + "空" * 300
    assert of(text, "招商 新能源", 30).startswith("…[招商]与[新能源]。")


def test_a_hit_longer_than_the_snippet_is_shown_whole() -> None:
    assert of("字" * 300, "字" * 150, 100) == f"[{'字' * 150}]…"


def test_a_text_without_a_hit_is_shown_from_its_beginning() -> None:
    assert of("甲" * 200, "乙", 10) == "甲" * 10 + "…"


MILLION = 1_300_000
#: Texts of a million characters that a page can hold, and what finds them: a rule that looks back at what it
#: has seen already takes hours for one of them.
ENDLESS = {
    "a character": ("了" * MILLION, "了"),
    "two characters": ("招商" * (MILLION // 2), "招商 商招"),
    "every word of a long query": ("的了是在不" * (MILLION // 5), " ".join("的了是在不" * 20)),
    "spaces": ("a" + " " * MILLION + "b", "b"),
    "what nobody sees, between spaces": ("a" + " \u200b" * (MILLION // 2) + "b", "b"),
    "a break in a phrase": ("a" + "。" * MILLION + "b", '"a b"'),
    "the beginning of a phrase": ("a。" * (MILLION // 2), '"a b"'),
    "groups of digits": ("1" + ",234" * (MILLION // 4), "234"),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_what_is_repeated_without_end_is_shown_like_any_other_text(name: str) -> None:
    text, query = ENDLESS[name]
    pieces = snippet(text, list(sought(parse(query))))
    assert sum(len(piece.text) for piece in pieces) <= 123


def test_a_long_hit_is_cut_where_no_query_is_longer() -> None:
    assert of("a" + "。" * 5_000 + "b", '"a b"') == "[a" + "。" * 999 + "]…"


def test_a_word_far_down_a_long_text_is_found_beside_one_that_is_everywhere() -> None:
    text = "招商。" * 400 + "空" * 300 + "。招商与新能源。"
    assert of(text, "招商 新能源", 30).startswith("…[招商]与[新能源]。")


def test_a_title_is_shown_as_far_as_a_list_has_room() -> None:
    assert shown(marked("招商" * TITLE, list(sought(parse("商招"))))) == "招" + "[商招]" * 149 + "商…"
    assert [cut("题" * length) for length in (TITLE, TITLE + 1)] == ["题" * TITLE, "题" * TITLE + "…"]
