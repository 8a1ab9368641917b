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
        *(
            ([SENTENCE, NOTICE, more, "编辑:李明"], [SENTENCE, "编辑:李明"], [NOTICE, more])
            for more in (
                "本文地址:http://xuzhou.021cf.cn/?id=4787",
                "原文链接:http://xuzhou.021cf.cn/?id=4787",
                "文章链接:http://xuzhou.021cf.cn/?id=4787",
                "欢迎转载,请注明出处。",
                "未经许可,不得转载。",
                "如有侵权,请联系删除。",
            )
        ),
        *(
            ([SENTENCE, deed], [SENTENCE], [deed])
            for what in ("原创", "整理", "编辑", "提供", "上传")
            for deed in (f"版权声明:本文由徐州厂房网{what},转载请注明出处。",)
        ),
        ([SENTENCE, "转载请注明出处。"], [SENTENCE, "转载请注明出处。"], []),
        (["转载请注明出处。", SENTENCE, NOTICE], ["转载请注明出处。", SENTENCE], [NOTICE]),
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
    for lines in ([SENTENCE], []):
        cleaned = clean(body(*lines, marked))
        assert cleaned.removed == (Removed("声明:本站信息仅供参考。", "copyright-notice"),)
        assert len(cleaned.blocks) == len(lines)


@pytest.mark.parametrize(("length", "is_cut"), [(1_000, True), (1_001, False)])
def test_a_notice_has_a_longest_length(length: int, is_cut: bool) -> None:
    notice = f"{NOTICE[:-1]:,<{length - 1}}。"
    assert kept(SENTENCE, notice) == ([SENTENCE] if is_cut else [SENTENCE, notice])


def test_a_long_line_that_is_nearly_a_notice_is_read_at_once() -> None:
    line = "版权声明:本文由甲发布。" + "转载" * 500 + "。他说"
    assert kept(SENTENCE, line) == [SENTENCE, line]
