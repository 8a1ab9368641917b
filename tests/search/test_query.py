"""Queries as trees, and those that mean nothing."""

import pytest

from xzcrawl.errors import BadQuery
from xzcrawl.search.query import And, Not, Or, Query, Word, has_small_operator, parse, sought

A, B, C = Word(("甲",)), Word(("乙",)), Word(("丙",))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("招商", Word(("招商",))),
        ("  甲　乙 ", And((A, B))),
        ("甲 AND 乙", And((A, B))),
        ("甲 OR 乙 丙", Or((A, And((B, C))))),
        ("(甲 OR 乙) 丙", And((Or((A, B)), C))),
        ("（甲 OR 乙）丙", And((Or((A, B)), C))),
        ("甲 NOT 乙", And((A, Not(B)))),
        ("甲 AND NOT 乙", And((A, Not(B)))),
        ("NOT 甲 乙", And((Not(A), B))),
        ("NOT (甲 OR 乙)", Not(Or((A, B)))),
        ("NOT NOT 甲", Not(Not(A))),
        ('"甲 乙"', Word(("甲乙",))),
        ("“甲，乙”", Word(("甲", "乙"))),
        ('"甲 AND 乙"', Word(("甲and乙",))),
        ('"new energy"', Word(("new", "energy"))),
        ('"甲', A),
        ("产业/招商", Word(("产业", "招商"))),
        ("蕞重要", Word(("最重要",))),
        ("and or not", And((Word(("and",)), Word(("or",)), Word(("not",))))),
        ("甲 -- 乙 !", And((A, B))),
        ("NOT -- 甲", And((A,)).parts[0]),
        ("'; DROP TABLE articles; --", And((Word(("drop",)), Word(("table",)), Word(("articles",))))),
        ("title:甲*", Word(("title", "甲"))),
        ("12.5%", Word(("12.5",))),
        ("甲：乙", Word(("甲", "乙"))),
        ("甲" * 1_000, Word(("甲" * 1_000,))),
        ("(" * 20 + "甲" + ")" * 20, A),
        ("|".join(["(甲)"] * 21), Or((A,) * 21)),
    ],
)
def test_a_query_is_a_tree(text: str, tree: Query) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("甲 -乙", And((A, Not(B)))),
        ("甲 －乙", And((A, Not(B)))),
        ("甲　-乙", And((A, Not(B)))),
        ("甲，-乙", And((A, Not(B)))),
        ("-甲", Not(A)),
        ("-甲 乙", And((Not(A), B))),
        ("甲 (-乙)", And((A, Not(B)))),
        ('甲 -"乙 丙"', And((A, Not(Word(("乙丙",)))))),
        ("甲 -「乙，丙」", And((A, Not(Word(("乙", "丙")))))),
        ("甲 -《乙 丙》", And((A, Not(Word(("乙丙",)))))),
        ("甲 -(乙 OR 丙)", And((A, Not(Or((B, C)))))),
        ("甲 －（乙｜丙）", And((A, Not(Or((B, C)))))),
        ("甲 OR -乙", Or((A, Not(B)))),
        ("NOT -甲", Not(Not(A))),
        ("甲 -COVID-19", And((A, Not(Word(("covid", "19")))))),
        ("甲 -NOT", And((A, Not(Word(("not",)))))),
        ("-AND", Not(Word(("and",)))),
        ("甲 -！", A),
    ],
)
def test_a_minus_before_a_word_is_not(text: str, tree: Query) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("2019-2020", Word(("2019", "2020"))),
        ("a-b", Word(("a", "b"))),
        ("COVID-19", Word(("covid", "19"))),
        ("甲－乙", Word(("甲", "乙"))),
        ("甲 - 乙", And((A, B))),
        ("甲 -", A),
        ("- 甲", A),
        ("甲- 乙", And((A, B))),
        ("甲 --乙", And((A, B))),
        ("甲 ->乙", And((A, B))),
        ("甲 —乙", And((A, B))),
        ("甲 –乙", And((A, B))),
        ('"甲"-乙', And((A, B))),
        ("(甲)-乙", And((A, B))),
        ('"甲 -乙"', Word(("甲", "乙"))),
    ],
)
def test_any_other_minus_is_text(text: str, tree: Query) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("「甲 乙」", Word(("甲乙",))),
        ("『甲 乙』", Word(("甲乙",))),
        ("｢甲 乙｣", Word(("甲乙",))),
        ("﹁甲 乙﹂", Word(("甲乙",))),
        ("“甲 乙”", Word(("甲乙",))),
        ("”甲 乙“", Word(("甲乙",))),
        ("„甲 乙“", Word(("甲乙",))),
        ("＂甲 乙＂", Word(("甲乙",))),
        ("〝甲 乙〞", Word(("甲乙",))),
        ("‘甲 乙’", Word(("甲乙",))),
        ("«甲 乙»", Word(("甲乙",))),
        ("「甲，『乙』 丙」", Word(("甲", "乙", "丙"))),
        ("「甲 OR 乙」 丙", And((Word(("甲or乙",)), C))),
        ("甲「乙」丙", And((A, B, C))),
        ("「甲 乙", Word(("甲乙",))),
        ("甲」乙", Word(("甲", "乙"))),
        ("don’t", Word(("don", "t"))),
        ("rock'n'roll", Word(("rock", "n", "roll"))),
        ("《甲 乙》", Word(("甲乙",))),
        ("〈甲 乙〉", Word(("甲乙",))),
        ("《甲（乙）、“丙”》", Word(("甲", "乙", "丙"))),
        ("学《甲 乙》", Word(("学", "甲乙"))),
        ("《甲 乙", And((A, B))),
    ],
)
def test_quotes_of_every_form_make_a_phrase_and_title_marks_keep_a_title_together(
    text: str, tree: Query
) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("甲，乙", And((A, B))),
        ("甲,乙", And((A, B))),
        ("甲、乙、丙", And((A, B, C))),
        ("甲；乙;丙", And((A, B, C))),
        ("甲，，乙，", And((A, B))),
        ("甲，OR 乙", Or((A, B))),
        ("甲|乙", Or((A, B))),
        ("甲｜乙", Or((A, B))),
        ("甲 | 乙", Or((A, B))),
        ("甲||乙", Or((A, B))),
        ("甲|乙 丙", And((Or((A, B)), C))),
        ("甲 乙|丙", And((A, Or((B, C))))),
        ("甲|乙 AND 丙", And((Or((A, B)), C))),
        ("甲 OR 乙|丙", Or((A, Or((B, C))))),
        ("甲|-乙", Or((A, Not(B)))),
        ("-甲|乙", Or((Not(A), B))),
        ("甲。乙", Word(("甲", "乙"))),
        ("甲/乙", Word(("甲", "乙"))),
        ("甲&乙", Word(("甲", "乙"))),
        ("甲 且 乙", And((A, Word(("且",)), B))),
        ("甲或乙", Word(("甲或乙",))),
        ("1,234.5", Word(("1234.5",))),
        ("１，２３４.5亿元", Word(("1234.5亿元",))),
        ("９，９９９", Word(("9999",))),
        ("GDP1,234", Word(("gdp1234",))),
        ("12,5", And((Word(("12",)), Word(("5",))))),
        ("2020，2021", And((Word(("2020",)), Word(("2021",))))),
        ("1、234", And((Word(("1",)), Word(("234",))))),
    ],
)
def test_commas_part_words_and_a_bar_is_or(text: str, tree: Query) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing to search for"),
        ("  　", "nothing to search for"),
        ("“”", "nothing to search for"),
        ("。，!--", "nothing to search for"),
        ("NOT ！", "nothing to search for"),
        ("甲 AND", "lacks a word at its end"),
        ("OR 甲", "lacks a word before OR"),
        ("甲 AND AND 乙", "lacks a word before AND"),
        ("NOT", "lacks a word at its end"),
        ("甲 |", "lacks a word at its end"),
        ("｜甲", "lacks a word before |"),
        ("-", "nothing to search for"),
        ("甲 ()", "lacks a word before )"),
        ("(甲", "a bracket is not closed"),
        ("甲)", "a bracket is closed that was not opened"),
        ("(" * 21 + "甲" + ")" * 21, "20 times"),
        ("(甲)|" + "(" * 21 + "甲" + ")" * 21, "20 times"),
        ("甲" * 1_001, "1000 characters; this one has 1,001"),
    ],
)
def test_a_query_that_means_nothing_is_refused_in_one_line(text: str, why: str) -> None:
    with pytest.raises(BadQuery, match=r"^[^\n]+$") as refusal:
        parse(text)
    assert why in str(refusal.value)


def test_the_longest_chain_of_operators_is_no_problem() -> None:
    assert list(sought(parse("NOT " * 248 + "甲"))) == []


def test_what_is_under_not_makes_no_hit() -> None:
    assert list(sought(parse("甲 OR (乙 NOT 丙)"))) == [A, B]


@pytest.mark.parametrize(
    ("text", "has_one"),
    [
        ("甲 not 乙", True),
        ("甲 Or 乙", True),
        ("and", True),
        ("甲 NOT 乙", False),
        ("notes", False),
        ('"甲 and 乙"', False),
        ("甲 -and", True),
        ("", False),
    ],
)
def test_an_operator_that_is_not_in_capitals_is_noticed(text: str, has_one: bool) -> None:
    assert has_small_operator(text) is has_one
