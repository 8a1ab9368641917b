"""A text cut into clauses, and what two versions of one have in common."""

from collections.abc import Sequence
from random import Random
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xzcrawl.diff import Change, Fold, clauses, compare, count_changed, fold

TEXTS = st.text(alphabet="徐州产业。，、“”：:,.12a\n ", max_size=40)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("3月8日,在广大干群…", ["3月8日,", "在广大干群…"]),
        ("好！真的？是的；对，甲、乙：丙", ["好！", "真的？", "是的；", "对，", "甲、", "乙：", "丙"]),
        ("谢谢……再见", ["谢谢……", "再见"]),
        ("增长3.5%,产值1,200亿元,10:30开始。", ["增长3.5%,", "产值1,200亿元,", "10:30开始。"]),
        ("他说：“好的。”然后（走了！）再见", ["他说：", "“好的。”", "然后（走了！）", "再见"]),
        ("见http://xz.cn/a,b?id=6。完", ["见http://xz.cn/a,b?id=6。", "完"]),
        ("甲\n乙。\n丙", ["甲\n", "乙。\n", "丙"]),
        ("面积 | 400 平米", ["面积 | 400 平米"]),
        ("\n", ["\n"]),
        ("", []),
    ],
)
def test_a_text_is_cut_where_a_reader_breathes(text: str, cut: Any) -> None:
    assert clauses(text) == cut


@given(TEXTS)
def test_clauses_joined_again_are_the_text(text: str) -> None:
    assert "".join(clauses(text)) == text


@given(TEXTS, TEXTS)
def test_a_comparison_holds_both_texts_whole(old: str, new: str) -> None:
    changes = compare(old, new)
    assert "".join(change.text for change in changes if change.kind != "added") == old
    assert "".join(change.text for change in changes if change.kind != "removed") == new


def test_one_changed_character_changes_its_clause_alone() -> None:
    assert compare("园区占地50亩，已建成。", "园区占地60亩，已建成。") == (
        Change("removed", ("园区占地50亩，",)),
        Change("added", ("园区占地60亩，",)),
        Change("equal", ("已建成。",)),
    )


def test_an_added_paragraph_leaves_its_neighbours_alone() -> None:
    assert compare("甲。\n丙。", "甲。\n乙，乙。\n丙。") == (
        Change("equal", ("甲。\n",)),
        Change("added", ("乙，", "乙。\n")),
        Change("equal", ("丙。",)),
    )


def test_a_paragraph_that_was_split_is_only_a_new_end_of_line() -> None:
    assert compare("甲。乙。", "甲。\n乙。") == (
        Change("equal", ("甲。",)),
        Change("added", ("\n",)),
        Change("equal", ("乙。",)),
    )
    assert compare("甲。\n乙。", "甲。乙。")[1] == Change("removed", ("\n",))


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [("甲，乙。", "甲，乙。", (0, 0)), ("", "甲，乙。", (0, 2)), ("甲，乙，丙。", "甲，丁。", (2, 1))],
)
def test_changed_clauses_are_counted(old: str, new: str, counts: tuple[int, ...]) -> None:
    assert count_changed(compare(old, new)) == counts


def test_what_is_equal_is_folded_between_changes_and_at_both_ends() -> None:
    same = [f"第{n}句，" for n in range(10)]
    old, new = "".join([*same, "旧。", *same, "旧。", *same]), "".join([*same, "新。", *same, "新。", *same])
    assert fold(compare(old, new)) == [
        Fold(8),
        Change("equal", ("第8句，", "第9句，")),
        Change("removed", ("旧。",)),
        Change("added", ("新。",)),
        Change("equal", ("第0句，", "第1句，")),
        Fold(6),
        Change("equal", ("第8句，", "第9句，")),
        Change("removed", ("旧。",)),
        Change("added", ("新。",)),
        Change("equal", ("第0句，", "第1句，")),
        Fold(8),
    ]


def test_a_single_clause_is_not_worth_a_fold() -> None:
    changes = compare("甲，乙，丙，旧。", "甲，乙，丙，新。")
    assert fold(changes) == list(changes)


def test_nothing_is_left_of_two_equal_texts() -> None:
    assert fold(compare("甲。\n乙。", "甲。\n乙。")) == []


def test_in_a_long_text_each_change_is_found_between_what_stands_there_once() -> None:
    lines = [f"第{number}条，规定。" for number in range(3_000)]
    edited = [
        line.replace("规定", "修订") if number % 500 == 7 else line for number, line in enumerate(lines)
    ]
    changes = compare("\n".join(lines), "\n".join([*edited[:1_000], "新的一条。", *edited[1_000:]]))
    assert count_changed(changes) == (6, 7)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 60), max_size=40), st.integers(0, 2**32))
def test_a_long_comparison_holds_both_texts_whole(moved: Sequence[int], seed: int) -> None:
    random = Random(seed)
    old = [f"{random.randrange(5_000)}。" for _ in range(2_100)]
    new = old[:]
    for place in moved:
        new.insert(random.randrange(len(new)), new.pop(place))
    changes = compare("".join(old), "".join(new))
    assert "".join(change.text for change in changes if change.kind != "added") == "".join(old)
    assert "".join(change.text for change in changes if change.kind != "removed") == "".join(new)


def test_a_text_whose_every_second_clause_changed_is_compared_in_seconds() -> None:
    begun = process_time()
    old, new = ("".join(f"第{n}条，{word}{n}。" for n in range(20_000)) for word in ("规定", "修订"))
    assert count_changed(compare(old, new)) == (20_000, 20_000)
    assert process_time() - begun < 10


def test_a_text_that_repeats_itself_endlessly_is_compared_in_seconds() -> None:
    begun = process_time()
    compare("啊，" * 20_000, "哦。" + "啊，" * 19_999 + "完")
    assert process_time() - begun < 10


def long_text(*edited: int, count: int = 5_000) -> str:
    """A text of so many clauses, no two alike, every one of the numbers changed."""
    return "".join(f"第{number}句{'新' if number in edited else ''}。" for number in range(count))


def test_a_long_text_is_lined_up_by_its_clauses_like_a_short_one() -> None:
    old, new = long_text(), long_text(7, 4_000)
    assert [(change.kind, change.text) for change in compare(old, new) if change.kind != "equal"] == [
        ("removed", "第7句。"),
        ("added", "第7句新。"),
        ("removed", "第4000句。"),
        ("added", "第4000句新。"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (long_text(), long_text(*range(0, 5_000, 2))),
        (long_text(), long_text(*range(5_000))),
        ("甲。乙。" * 3_000, "乙。甲。丙。" * 3_000),
        ("甲。" * 5_000, "甲。" * 2_500 + "乙。" + "甲。" * 2_500),
        ("甲\n" * 5_000, "甲\n乙\n" * 2_500),
        (long_text(), "".join(reversed(long_text()))),
        (long_text(), ""),
        ("甲。" * 5_000, "甲。" * 4_999),
        (long_text() + long_text(), long_text()),
    ],
)
def test_the_changes_of_long_texts_make_both_of_them(old: str, new: str) -> None:
    changes = compare(old, new)
    assert "".join(change.text for change in changes if change.kind != "added") == old
    assert "".join(change.text for change in changes if change.kind != "removed") == new


def test_a_text_edited_everywhere_is_lined_up_in_one_pass() -> None:
    """Clause by clause this would take an hour."""
    changes = compare(long_text(count=20_000), long_text(*range(0, 20_000, 2), count=20_000))
    assert sum(change.kind == "equal" for change in changes) == 10_000
