"""When a page was written, by its Date header or by our own clock."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from xzcrawl.dates import read, written_between
from xzcrawl.items import Page

NOON = datetime(2023, 7, 20, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def page(date: str | None, took: int = 0, **others: Any) -> Page:
    headers = others if date is None else {"date": date, **others}
    return Page("http://xz.example/", 200, headers, b"", NOON - took * SECOND, NOON)


def stamped(off: timedelta, **others: Any) -> Page:
    return page(format_datetime(NOON + off, usegmt=True), **others)


OWN = (NOON - SECOND, NOON)


@pytest.mark.parametrize(
    "date",
    [
        None, "", "yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Tue, 01 Jan 1980 00:00:00 GMT",
        "Sat, 01 Jan 2000 00:00:12 GMT", "Thu, 01 Jan 2009 08:00:00 GMT", "Tue, 19 Jan 2038 03:14:07 GMT",
        "Thu, 20 Jul 2023 04:00:00 GMT", "Thu, 20 Jul 2023 04:00:02 GMT", "Thu, 20 Jul 2023 03:59:58 GMT",
        "Thu, 20 Jul 2023 03:59:57 GMT",
    ],
)  # fmt: skip
def test_a_page_was_written_as_it_came_where_its_header_is_no_other_clock(date: str | None) -> None:
    assert written_between(page(date)) == OWN


OFF = [
    -timedelta(minutes=7), -2 * HOUR - 9 * SECOND, -timedelta(days=3), -timedelta(days=300),
    timedelta(minutes=7), timedelta(days=3), timedelta(days=300),
    8 * HOUR, -8 * HOUR, 5.5 * HOUR, -HOUR, 8 * HOUR + SECOND, 3 * SECOND, -4 * SECOND,
]  # fmt: skip


@pytest.mark.parametrize("off", [off for off in OFF if off < timedelta()], ids=str)
def test_a_header_that_its_age_bears_out_is_that_of_a_cache(off: timedelta) -> None:
    age = str(int(-off.total_seconds()))
    assert written_between(stamped(off, age=age)) == (NOON + off - SECOND, NOON + off + SECOND)


@pytest.mark.parametrize("off", [timedelta(days=-3_652), timedelta(days=3_652)])
def test_a_header_more_than_ten_years_off_is_of_no_clock(off: timedelta) -> None:
    assert written_between(stamped(off)) == (min(NOON, NOON + off) - SECOND, max(NOON, NOON + off + SECOND))
    assert written_between(stamped(off + off / abs(off) * SECOND)) == OWN


@pytest.mark.parametrize(("age", "is_read"), [("000000420", True), ("0000000420", False)])
def test_an_age_has_no_more_figures_than_any_cache_writes(age: str, is_read: bool) -> None:
    off = -timedelta(minutes=7)
    last = off + SECOND if is_read else timedelta()
    assert written_between(stamped(off, age=age)) == (NOON + off - SECOND, NOON + last)


@pytest.mark.parametrize("age", ["", "soon", "-1", "²", "9" * 5_000, "0", "10"])
def test_an_age_that_does_not_bear_a_header_out_proves_nothing(age: str) -> None:
    off = -timedelta(minutes=7)
    assert written_between(stamped(off, age=age)) == written_between(stamped(off))


@pytest.mark.parametrize("off", OFF, ids=str)
def test_a_header_of_another_moment_alone_may_be_of_a_wrong_clock(off: timedelta) -> None:
    """A cache, local time under the name GMT, a clock that stands or is ahead: the text may be of either."""
    first, last = written_between(stamped(off))
    assert (first, last) == (min(NOON, NOON + off) - SECOND, max(NOON, NOON + off + SECOND))
    reading = read("3小时前", stamped(off), "page", rounding="half-up")
    assert reading.interval is not None
    for written in (NOON, NOON + off):
        assert reading.interval.earliest <= written - 3 * HOUR <= reading.interval.latest
    assert reading.interval.precision == ("hour" if abs(off) < HOUR / 2 else "day")
    exact = read("2023-07-18 10:05", stamped(off), "page").interval
    assert exact is not None
    assert (exact.latest - exact.earliest, exact.precision) == (timedelta(seconds=59), "minute")


def test_a_header_of_1970_on_every_page_takes_no_date_away() -> None:
    """Seen: 50 of 60 articles without a date, as each lay after the moment its page was written."""
    epoch = page("Thu, 01 Jan 1970 00:00:00 GMT")
    for text in ("2023-07-18 10:05", "10个月前 (09-24)", "2天前"):
        assert read(text, epoch, "page", rounding="half-up") == read(
            text, page(None), "page", rounding="half-up"
        )


@pytest.mark.parametrize(
    ("text", "unit"), [("3分钟前", "hour"), ("3小时前", "hour"), ("刚刚", "hour"), ("3天前", "day")]
)
def test_what_is_minutes_wider_than_its_text_is_not_known_to_the_minute(text: str, unit: str) -> None:
    found = read(text, stamped(timedelta(minutes=7)), "page", rounding="half-up").interval
    assert found is not None
    assert found.precision == unit


@pytest.mark.parametrize(("seconds", "unit"), [(58, "minute"), (59, "hour"), (1_798, "hour"), (1_799, "day")])
def test_a_text_is_known_to_the_minute_or_the_hour_where_it_is_not_wider_than_that(
    seconds: int, unit: str
) -> None:
    """The page may be from a second before the other clock's moment too."""
    found = read("3分钟前", stamped(-seconds * SECOND), "page", rounding="half-up").interval
    assert found is not None
    assert found.precision == unit


@pytest.mark.parametrize(
    ("text", "off", "earliest", "latest"),
    [
        ("今天 10:00", -timedelta(days=2, hours=4), "07-18 10:00", "07-20 10:00"),
        ("今天 23:30", -timedelta(hours=13), "07-19 23:30", "07-19 23:30"),
        ("今天 23:30", -timedelta(days=2, hours=4), "07-18 23:30", "07-19 23:30"),
        ("07-20 09:30", -timedelta(hours=4), "07-20 09:30", "07-20 09:30"),
        ("07-20", -timedelta(hours=30), "07-20 00:00", "07-20 12:00"),
    ],
)
def test_a_text_is_read_by_the_moments_between_too_and_not_as_one_of_last_year(
    text: str, off: timedelta, earliest: str, latest: str
) -> None:
    found = read(text, stamped(off), "page").interval
    assert found is not None
    assert [f"{end:%m-%d %H:%M}" for end in (found.earliest, found.latest)] == [earliest, latest]
    assert found.latest.year == found.earliest.year == 2023


def test_an_hour_is_known_where_the_page_may_be_from_within_it() -> None:
    """By the header it was 11:29, and no article is of a later minute; by our own clock the hour is past."""
    found = read("2023年7月20日11时", stamped(-timedelta(minutes=31)), "page").interval
    assert found is not None
    assert [f"{end:%H:%M:%S}" for end in (found.earliest, found.latest)] == ["11:00:00", "11:59:59"]
    assert found.precision == "hour"
