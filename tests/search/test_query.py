"""Queries as trees, and those that mean nothing."""

import pytest

from xzcrawl.errors import BadQuery
from xzcrawl.search.query import Every, Query, Some, Without, Word, parse, sought

A, B, C = Word(("甲",)), Word(("乙",)), Word(("丙",))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("招商", Word(("招商",))),
        ("  甲　乙 ", Every((A, B))),
        ("甲 AND 乙", Every((A, B))),
        ("甲 OR 乙 丙", Some((A, Every((B, C))))),
        ("(甲 OR 乙) 丙", Every((Some((A, B)), C))),
        ("（甲 OR 乙）丙", Every((Some((A, B)), C))),
        ("甲 NOT 乙", Every((A, Without(B)))),
        ("甲 AND NOT 乙", Every((A, Without(B)))),
        ("NOT 甲 乙", Every((Without(A), B))),
        ("NOT (甲 OR 乙)", Without(Some((A, B)))),
        ("NOT NOT 甲", Without(Without(A))),
        ('"甲 乙"', Word(("甲乙",))),
        ("“甲，乙”", Word(("甲", "乙"))),
        ('"甲 AND 乙"', Word(("甲and乙",))),
        ('"new energy"', Word(("new", "energy"))),
        ('"甲', A),
        ("产业/招商", Word(("产业", "招商"))),
        ("蕞重要", Word(("最重要",))),
        ("and or not", Every((Word(("and",)), Word(("or",)), Word(("not",))))),
        ("甲 -- 乙 !", Every((A, B))),
        ("NOT -- 甲", Every((A,)).parts[0]),
        ("'; DROP TABLE articles; --", Every((Word(("drop",)), Word(("table",)), Word(("articles",))))),
        ("title:甲*", Word(("title", "甲"))),
        ("12.5%", Word(("12.5",))),
    ],
)
def test_a_query_is_a_tree(text: str, tree: Query) -> None:
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
        ("甲 ()", "lacks a word before )"),
        ("(甲", "a bracket is not closed"),
        ("甲)", "a bracket is closed that was not opened"),
        ("(" * 21 + "甲" + ")" * 21, "20 times"),
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
