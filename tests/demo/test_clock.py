"""The clock of the theme, row by row as the site notes give it."""

from datetime import datetime, timedelta

import pytest

from xzcrawl.demo.clock import SHANGHAI, DateStyle, date_html, date_text

PUBLISHED = datetime(2022, 9, 24, 10, 5, 33, tzinfo=SHANGHAI)
MINUTE, HOUR, DAY = 60, 3600, 86_400


@pytest.mark.parametrize(
    ("elapsed", "text"),
    [
        (0, "刚刚"),
        (1, "1秒前"),
        (59, "59秒前"),
        (60, "1分钟前"),
        (89, "1分钟前"),
        (90, "2分钟前"),
        (HOUR - 1, "60分钟前"),
        (HOUR, "1小时前"),
        (HOUR + 30 * MINUTE - 1, "1小时前"),
        (HOUR + 30 * MINUTE, "2小时前"),
        (DAY - 1, "24小时前"),
        (DAY, "1天前"),
        (DAY + 12 * HOUR - 1, "1天前"),
        (DAY + 12 * HOUR, "2天前"),
        (7 * DAY - 1, "7天前"),
        (7 * DAY, "1周前 (09-24)"),
        (10 * DAY + 12 * HOUR - 1, "1周前 (09-24)"),
        (10 * DAY + 12 * HOUR, "2周前 (09-24)"),
        (30 * DAY - 1, "4周前 (09-24)"),
        (30 * DAY, "1个月前 (09-24)"),
        (45 * DAY - 1, "1个月前 (09-24)"),
        (45 * DAY, "2个月前 (09-24)"),
        (299 * DAY, "10个月前 (09-24)"),
        (345 * DAY - 1, "11个月前 (09-24)"),
        (345 * DAY, "12个月前 (09-24)"),
        (360 * DAY - 1, "12个月前 (09-24)"),
        (360 * DAY, "1年前 (2022-09-24)"),
        (540 * DAY - 1, "1年前 (2022-09-24)"),
        (540 * DAY, "2年前 (2022-09-24)"),
    ],
)
def test_the_figure_is_rounded_half_up_in_the_first_unit_that_fits(elapsed: int, text: str) -> None:
    assert date_text(PUBLISHED, PUBLISHED + timedelta(seconds=elapsed)) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("Y-m-d", "2022-09-24"),
        ("Y-m-d H:i", "2022-09-24 10:05"),
        ("Y-m-d H:i:s", "2022-09-24 10:05:33"),
        ("Y年m月d日", "2022年09月24日"),
        ("Y年m月d日 H:i", "2022年09月24日 10:05"),
        ("Y年m月d日 H:i:s", "2022年09月24日 10:05:33"),
    ],
)
def test_absolute_styles_print_the_moment(style: DateStyle, text: str) -> None:
    assert date_text(PUBLISHED, PUBLISHED + timedelta(days=3), style) == text


def test_the_bracket_sits_in_a_span_of_its_own() -> None:
    html = date_html(PUBLISHED, PUBLISHED + timedelta(days=299), "ago")
    assert html == '10个月前 <span class="datetime">(09-24)</span>'
