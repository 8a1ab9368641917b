"""Which lines are the copyright notice, and which only speak of copyright."""

import pytest

from tests.bodies import NOTICE, SENTENCE, body, kept
from xzcrawl.boilerplate import clean
from xzcrawl.items import Block, Removed


@pytest.mark.parametrize(
    ("lines", "expected", "removed"),
    [
        ([SENTENCE, NOTICE], [SENTENCE], [NOTICE]),
        ([SENTENCE + NOTICE], [SENTENCE], [NOTICE]),
        (
            [SENTENCE, "版权声明：本文由【徐州厂房网】发布，转载请保留。"],
            [SENTENCE],
            ["版权声明：本文由【徐州厂房网】发布，转载请保留。"],
        ),
        (
            [SENTENCE, NOTICE, "本文链接:http://xuzhou.021cf.cn/index.php/post/4787.html"],
            [SENTENCE],
            [NOTICE, "本文链接:http://xuzhou.021cf.cn/index.php/post/4787.html"],
        ),
        (
            [SENTENCE, NOTICE, "转载请注明出处。", "编辑:李明"],
            [SENTENCE, "编辑:李明"],
            [NOTICE, "转载请注明出处。"],
        ),
        ([SENTENCE, NOTICE, "如需转载请注明出处。"], [SENTENCE], [NOTICE, "如需转载请注明出处。"]),
        (
            [SENTENCE, "版權聲明：本文由徐州廠房網發佈，如需轉載請註明出處。"],
            [SENTENCE],
            ["版權聲明：本文由徐州廠房網發佈，如需轉載請註明出處。"],
        ),
        ([SENTENCE, "转载请注明出处。"], [SENTENCE, "转载请注明出处。"], []),
        (["版权声明制度是著作权保护的重要内容。"], ["版权声明制度是著作权保护的重要内容。"], []),
        (
            ["他说:“版权声明:本文由本人发布,是常见写法。”"],
            ["他说:“版权声明:本文由本人发布,是常见写法。”"],
            [],
        ),
    ],
)
def test_the_copyright_notice_is_cut_and_a_sentence_about_copyright_stays(
    lines: list[str], expected: list[str], removed: list[str]
) -> None:
    cleaned = clean(body(*lines))
    assert cleaned.text.split("\n") == expected
    assert cleaned.removed == tuple(Removed(text, "copyright-notice") for text in removed)


def test_what_the_theme_marks_as_its_notice_is_cut_whatever_it_says() -> None:
    marked = Block("paragraph", "声明:本站信息仅供参考。", "<p>声明:本站信息仅供参考。</p>", role="notice")
    assert clean(body(SENTENCE, marked)).removed == (Removed("声明:本站信息仅供参考。", "copyright-notice"),)


def test_a_long_line_that_is_nearly_a_notice_is_read_at_once() -> None:
    line = "版权声明:本文由甲发布。" + "转载" * 500 + "。他说"
    assert kept(SENTENCE, line) == [SENTENCE, line]
