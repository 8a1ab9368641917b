"""Boilerplate at the end of each part of an article."""

from dataclasses import replace

from tests.bodies import FOOTER, SENTENCE, body, picture
from xzcrawl.boilerplate import clean
from xzcrawl.items import Article, Block, Removed

EDITOR = "(责任编辑：小编)"


def in_parts(*parts: list[str | Block]) -> Article:
    """An article of these parts, each as its lines."""
    blocks = (replace(b, part=number) for number, lines in enumerate(parts, 1) for b in body(*lines).blocks)
    return replace(body(), blocks=tuple(blocks))


def test_what_every_part_ends_with_ends_the_article_once() -> None:
    article = in_parts(["一期工程开工。", EDITOR], ["二期工程封顶。", EDITOR], ["三期工程竣工。", EDITOR])
    cleaned = clean(article)
    assert cleaned.text.splitlines() == ["一期工程开工。", "二期工程封顶。", "三期工程竣工。", EDITOR]
    assert cleaned.removed == (Removed(EDITOR, "part-ending"),) * 2
    assert [block.part for block in cleaned.blocks] == [1, 2, 3, 3]
    assert clean(cleaned) == cleaned


def test_a_footer_goes_from_the_end_of_each_part() -> None:
    article = in_parts(["一期工程开工。", *FOOTER], ["二期工程封顶。", SENTENCE, *FOOTER[1:]])
    assert clean(article).text.splitlines() == ["一期工程开工。", "二期工程封顶。", SENTENCE]


def test_parts_that_end_with_different_lines_or_pictures_keep_them() -> None:
    article = in_parts(["一期工程开工。", picture("1.jpg")], ["二期工程封顶。", picture("2.jpg")])
    assert clean(article) == article


def test_one_part_alone_keeps_its_end() -> None:
    assert clean(body("一期工程开工。", EDITOR)).removed == ()
