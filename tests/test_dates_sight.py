"""When a page was written, by its Date header or by our own clock."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from xzcrawl.dates import read, written_between
from xzcrawl.items import Page

NOON = datetime(2023, 7, 20, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def page(date: str | None, took: int = 0) -> Page:
    headers = {} if date is None else {"date": date}
    return Page("http://xz.example/", 200, headers, b"", NOON - took * SECOND, NOON)


def stamped(off: timedelta) -> Page:
    return page(format_datetime(NOON + off, usegmt=True))


OWN = (NOON - SECOND, NOON)


@pytest.mark.parametrize(
    "date",
    [
        None, "", "yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Tue, 01 Jan 1980 00:00:00 GMT",
        "Sat, 01 Jan 2000 00:00:12 GMT", "Thu, 01 Jan 2009 08:00:00 GMT", "Tue, 19 Jan 2038 03:14:07 GMT",
        "Thu, 20 Jul 2023 04:00:00 GMT", "Thu, 20 Jul 2023 04:00:02 GMT", "Thu, 20 Jul 2023 03:59:58 GMT",
    ],
)  # fmt: skip
def test_a_page_was_written_as_it_came_where_its_header_is_no_other_clock(date: str | None) -> None:
    assert written_between(page(date)) == OWN


@pytest.mark.parametrize(
    "off",
    [
        -timedelta(minutes=7), -2 * HOUR - 9 * SECOND, -timedelta(days=3), -timedelta(days=300),
        timedelta(minutes=7), timedelta(days=3), timedelta(days=300),
    ],
    ids=str,
)  # fmt: skip
def test_a_header_of_another_moment_is_a_cache_or_the_clock_that_wrote_the_text(off: timedelta) -> None:
    assert written_between(stamped(off)) == (NOON + off - SECOND, NOON + off + SECOND)


@pytest.mark.parametrize("off", [8 * HOUR, -8 * HOUR, 5.5 * HOUR, -HOUR, 8 * HOUR + SECOND], ids=str)
def test_a_header_whole_hours_off_may_be_of_another_zone(off: timedelta) -> None:
    """Local time under the name GMT; or a cache, or our own clock: the text may be of either moment."""
    first, last = written_between(stamped(off))
    assert (first, last) == (min(NOON, NOON + off) - SECOND, max(NOON, NOON + off + SECOND))
    reading = read("3小时前", stamped(off), "page", rounding="half-up")
    assert reading.interval is not None
    for written in (NOON, NOON + off):
        assert reading.interval.earliest <= written - 3 * HOUR <= reading.interval.latest
    assert reading.interval.precision == ("hour" if abs(off) < HOUR else "day")
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
