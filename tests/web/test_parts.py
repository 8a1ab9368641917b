"""The parts of the pages that only compute: languages, charts, versions side by side, kinds of pictures."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.making import NOON
from xzcrawl.archive.records import MonthCount, ReadingRecord
from xzcrawl.diff import compare
from xzcrawl.web import charts, labels, media_types
from xzcrawl.web.language import english, preferred
from xzcrawl.web.params import SearchPageParams
from xzcrawl.web.side_by_side import SideRow, side_by_side, stretches

WEB = Path(labels.__file__).parent


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("en", "en"),
        ("de-DE,de;q=0.9", "zh"),
        ("de,en;q=0.5", "en"),
        ("en;q=0,zh;q=0", "zh"),
        ("EN-us", "en"),
        ("en;q=viel", "zh"),
        ("*", "zh"),
        (",;q=;,", "zh"),
    ],
)
def test_the_language_is_the_one_ranked_first(header: str, language: str) -> None:
    assert preferred(header) == language


def messages() -> set[str]:
    """Every Chinese message in the templates and modules of the pages."""
    sources = [path.read_text(encoding="utf-8") for path in (*WEB.rglob("*.html"), *WEB.rglob("*.py"))]
    found = (match[2] for source in sources for match in re.finditer(r"""\bt\(\s*(["'])(.*?)\1""", source))
    named = (*labels._NAMES.values(), *labels._SUMMARIES.values())
    return {message for message in (*found, *named) if re.search(r"[\u4e00-\u9fff]", message)}


def test_every_message_has_its_english_and_none_is_left_over() -> None:
    assert set(english()) == messages()


@pytest.mark.parametrize("message", sorted(english()))
def test_a_translation_has_the_same_places_for_values(message: str) -> None:
    places = re.compile(r"\{(\w+)\}")
    assert sorted(places.findall(english()[message])) == sorted(places.findall(message))


def test_messages_are_written_with_full_width_punctuation() -> None:
    assert [
        one for one in messages() if re.search(r"[\u4e00-\u9fff][,:;!?]|[,:;!?][\u4e00-\u9fff]", one)
    ] == []


def test_a_timeline_has_every_month_from_the_first_to_the_last() -> None:
    chart = charts.timeline([MonthCount("2021-11", "招商政策", 3), MonthCount("2022-02", None, 1)])
    assert [(bar.month, bar.year, bar.articles) for bar in chart.bars] == [
        ("2021-11", "", 3),
        ("2021-12", "", 0),
        ("2022-01", "2022", 0),
        ("2022-02", "", 1),
    ]
    assert chart.lines == ((220, 0), (165, 1), (110, 2), (55, 3), (0, 4))


def test_the_parts_of_a_bar_stand_on_each_other() -> None:
    counts = [MonthCount("2022-09", "甲", 1), MonthCount("2022-09", "乙", 3)]
    chart = charts.timeline(counts)
    (bar,) = chart.bars
    drawn = [(chart.legend[part.colour].category, part.y, part.height) for part in bar.parts]
    assert drawn == [("乙", 55, 165), ("甲", 0, 55)]


def test_only_the_largest_categories_have_a_colour() -> None:
    counts = [MonthCount("2022-09", f"第{number}类", 100 - number) for number in range(9)]
    legend = charts.timeline(counts).legend
    assert [(one.colour, one.is_rest, one.articles) for one in legend[-2:]] == [
        (6, False, 94),
        (7, True, 185),
    ]


def test_a_timeline_of_nothing_is_empty() -> None:
    assert charts.timeline([]).bars == ()


@pytest.mark.parametrize(
    ("month", "last"), [("2022-09", "2022-09-30"), ("2024-02", "2024-02-29"), ("2021-12", "2021-12-31")]
)
def test_a_month_ends_with_its_last_day(month: str, last: str) -> None:
    assert charts.last_day(month) == last


def observation(hours: int, count: int | None) -> ReadingRecord:
    return ReadingRecord("page", NOON + timedelta(hours=hours), None, None, None, None, count, None)


def test_views_are_drawn_from_the_first_to_the_last_observation() -> None:
    drawn = charts.views([observation(0, 10), observation(1, None), observation(2, 20), observation(4, 30)])
    assert drawn is not None
    assert drawn.line == "0.0,90.0 160.0,45.0 320.0,0.0"


def test_one_observation_of_views_is_no_chart() -> None:
    assert charts.views([observation(0, 10), observation(1, None)]) is None


def rows(old: str, new: str) -> list[tuple[str, str]]:
    """What stands in each row, with marks: ``-`` removed, ``+`` added."""
    marks = {"equal": "{}", "removed": "-{}-", "added": "+{}+"}

    def told(row: SideRow, side: str) -> str:
        return "".join(marks[piece.kind].format(piece.text) for piece in getattr(row, side))

    return [(told(row, "old"), told(row, "new")) for row in side_by_side(compare(old, new))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("甲。\n乙。", "甲。\n乙。", [("甲。", "甲。"), ("乙。", "乙。")]),
        ("甲,乙。\n丙。", "甲,丁。\n丙。", [("甲,-乙。-", "甲,+丁。+"), ("丙。", "丙。")]),
        ("甲。\n丙。", "甲。\n乙。\n丙。", [("甲。", "甲。"), ("", "+乙。+"), ("丙。", "丙。")]),
        ("甲。\n乙。\n丙。", "甲。\n丙。", [("甲。", "甲。"), ("-乙。-", ""), ("丙。", "丙。")]),
        ("一。\n二。\n丙。", "三。\n丙。", [("-一。-", "+三。+"), ("-二。-", ""), ("丙。", "丙。")]),
        ("", "甲。", [("", "+甲。+")]),
        ("甲。", "", [("-甲。-", "")]),
        ("", "", []),
    ],
)
def test_paragraphs_stand_beside_those_that_took_their_place(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert rows(old, new) == expected


def test_three_unchanged_paragraphs_and_more_are_folded() -> None:
    found = stretches(side_by_side(compare("一。\n二。\n三。\n四。\n", "一。\n二。\n三。\n五。\n")))
    assert [(len(stretch.rows), stretch.folded) for stretch in found] == [(3, True), (1, False)]
    found = stretches(side_by_side(compare("一。\n二。\n四。\n", "一。\n二。\n五。\n")))
    assert [(len(stretch.rows), stretch.folded) for stretch in found] == [(2, False), (1, False)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVE", None),
        (b"\x00\x00\x00\x20ftypavif", "image/avif"),
        (b"\x00\x00\x00\x20ftypisom", None),
        (b"<svg onload='x()'>", None),
        (b"<html>", None),
        (b"", None),
    ],
)
def test_a_picture_is_known_by_its_bytes(data: bytes, kind: str | None) -> None:
    assert media_types.media_type(data) == kind


def asked_for(**given: Any) -> SearchPageParams:
    """What mypy does not know of a form: each of its fields may be left out."""
    return SearchPageParams(**given)


def test_a_search_has_one_short_address() -> None:
    asked = asked_for(q="招商 & 投资", page=3, gone=True)
    assert asked.link() == "/?gone=True&q=%E6%8B%9B%E5%95%86+%26+%E6%8A%95%E8%B5%84"
    assert asked.page_link(2).endswith("&page=2")
    assert asked_for().link() == "/"
    assert asked_for(tag=("甲", "乙")).link() == "/?tag=%E7%94%B2&tag=%E4%B9%99"
