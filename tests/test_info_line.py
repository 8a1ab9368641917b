"""What the line of an article labels: whom it is from, and its readers. `test_described` has the writers."""

import pytest

from xzcrawl.families.info_line import origin_in, origin_of, views_in, writer_of


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("2026-03-08 09:05 来源：徐州日报 作者：王芳", "徐州日报"),
        ("2026-03-08来源：徐州日报", "徐州日报"),
        ("2026年3月8日来源：徐州日报", "徐州日报"),
        ("信息来源：市工业和信息化局 浏览次数：12", "市工业和信息化局"),
        ("【来源】徐州日报【字号】大 中 小", "徐州日报"),
        ("[来源：徐州日报]", "徐州日报"),
        ("（来源：徐州日报）", "徐州日报"),
        ("来 源： 徐州日报", "徐州日报"),
        ("来源 徐州日报 2026-03-08", "徐州日报"),
        ("来源｜徐州日报", "徐州日报"),
        ("稿源：淮海网|编辑：王芳", "淮海网"),
        ("转载自：淮海网", "淮海网"),
        ("来源：徐州发布编辑：王芳", "徐州发布"),
        ("来源：徐州发布2026-03-08 09:05", "徐州发布"),
        ("来源：徐州日报浏览：12次", "徐州日报"),
        ("来源：徐州日报发布时间：2026-03-08", "徐州日报"),
        ("来源：人民网－人民日报", "人民网－人民日报"),
        ("来源：《经济日报》（记者 王芳）", "《经济日报》"),
        ("来源：Global Times 作者：王芳", "Global Times"),
        ("来源：21世纪经济报道 2026-03-08", "21世纪经济报道"),
        ("来源：36氪", "36氪"),
        ("来源：《工具技术》2026年第8期", "《工具技术》2026年第8期"),
        ("来源：徐州日报2026年3月8日", "徐州日报"),
        ("来源：本站原创", "本站原创"),
        ("来源：", ""),
        ("来源： 作者：王芳", ""),
        ("来源：发布时间：2026-03-08", ""),
        ("来源： 发布时间：2026-03-08", ""),
        ("来源：2026-03-08 09:05", ""),
        ("来源：未知 作者：admin", ""),
        ("来源： 评论 字号：T|T", ""),
        ("来源： 打印", ""),
        ("来源：-- 点击：3", ""),
        ("来源：未知 稿源：淮海网", "淮海网"),
        ("资金来源：财政拨款", ""),
        ("财政收入来源 大幅增加", ""),
        ("来自 上海的客商", ""),
        ("收入的主要来源是工业", ""),
        ("来源：http://news.example.cn/1.html", ""),
        ("2026-03-08 09:05", ""),
        ("来源：" + "长" * 41, ""),
    ],
)
def test_a_line_says_where_an_article_is_from(line: str, origin: str) -> None:
    assert origin_in(line) == origin


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("徐州日报", "徐州日报"),
        ("来源：徐州日报", "徐州日报"),
        ("来源：", ""),
        ("来源", ""),
        ("未知", ""),
        ("", ""),
    ],
)
def test_a_text_of_its_own_says_it_with_a_label_or_without(text: str, origin: str) -> None:
    assert origin_of(text) == origin


@pytest.mark.parametrize(
    ("text", "writer"),
    [
        ("王芳", "王芳"),
        ("城市时间研究室", "城市时间研究室"),
        ("本报记者 王芳 李明", "王芳、李明"),
        ("作者：小编", "小编"),
        ("本报记者　漕军 傅文博", "漕军、傅文博"),
        ("本报记者 王芳 通讯员 李明", "王芳、李明"),
        ("本报记者在徐州高新区采访", ""),
        ("记者 探访徐州高新区新落成的企业", ""),
        ("——来自徐州高新区的报道", ""),
        ("一块刀库的“瘦身”之路，走了三年", ""),
        ("编辑：小王", ""),
        ("", ""),
    ],
)
def test_an_element_of_its_own_names_the_writer(text: str, writer: str) -> None:
    assert writer_of(text) == writer


@pytest.mark.parametrize(
    ("line", "views"),
    [("点击：1,234次", "1,234"), ("浏览次数：38", "38"), ("浏览：", ""), ("2026-03-08", "")],
)
def test_a_line_says_how_often_an_article_was_read(line: str, views: str) -> None:
    assert views_in(line) == views
