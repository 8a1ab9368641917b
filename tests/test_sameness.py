"""Archived articles that come with one and the same text are not taken for edits."""

from dataclasses import replace

import pytest

from tests.bodies import body, picture
from xzcrawl.items import Article
from xzcrawl.spider.sameness import Sameness


def admitted(*texts: str) -> tuple[list[Article], list[Article]]:
    """What is handed on and what is refused of articles that were all known with other texts."""
    sameness = Sameness(lambda _: True)
    own: list[Article] = []
    refused: list[Article] = []
    for number, text in enumerate(texts):
        given, held = sameness.admit(replace(body(*filter(None, [text])), key=str(number)))
        own, refused = own + given, refused + held
    return own + sameness.rest(), refused


@pytest.mark.parametrize(
    "texts",
    [
        ["请登录后查看全文。"] * 3,
        [
            f"您的访问过于频繁，请于 {seconds} 秒后刷新页面再试（编号 d7f{seconds}）"
            for seconds in (76, 9, 31)
        ],
        ["", "", ""],
    ],
)
def test_one_text_on_several_articles_is_refused_also_with_other_figures(texts: list[str]) -> None:
    own, refused = admitted(*texts)
    assert (own, len(refused)) == ([], 3)


@pytest.mark.parametrize(
    "texts",
    [
        ["The mayor visited Xuzhou.", "Our plant opened today.", "We won three medals."],
        ["今日螺纹钢价格3620元/吨。", "今日螺纹钢价格3640元/吨。", "今日螺纹钢价格3590元/吨。"],
        ["3月8日停水，详见附件。", "3月9日停水，详见附件。", "4月1日停水，详见附件。"],
    ],
)
def test_short_texts_that_are_no_words_of_software_are_edits(texts: list[str]) -> None:
    own, refused = admitted(*texts)
    assert (len(own), refused) == (3, [])


def test_long_texts_that_differ_in_figures_alone_are_edits_of_their_own() -> None:
    texts = [f"徐州钢材市场今日报价每吨{3600 + number}元。" * 20 for number in range(3)]
    own, refused = admitted(*texts)
    assert (len(own), refused) == (3, [])


def test_articles_of_pictures_alone_have_no_text_in_common() -> None:
    sameness = Sameness(lambda _: True)
    assert [len(sameness.admit(body(picture(f"{number}.jpg")))[0]) for number in range(3)] == [1, 1, 1]
