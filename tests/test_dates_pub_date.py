"""The dates of feeds: RFC 822, and what feeds print instead."""

import pytest

from tests.date_texts import NOON, at, ends
from xzcrawl.dates import parse_pub_date, read
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import Page

FEED = Page("http://xuzhou.021cf.cn/feed.php", 200, {}, b"", NOON, NOON)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Thu, 20 Jul 2023 10:05:33 +0800", "2023-07-20 10:05:33"),
        ("Thu, 20 Jul 2023 02:05:33 GMT", "2023-07-20 10:05:33"),
        ("Thu, 20 Jul 2023 02:05:33 +0000", "2023-07-20 10:05:33"),
        ("Thu, 20 Jul 2023 02:05:33 -0000", "2023-07-20 10:05:33"),  # RFC 5322, 3.3: UTC, the zone not told
        ("Thu, 20 Jul 2023 02:05:33 Z", "2023-07-20 10:05:33"),
        ("Thu, 20 Jul 2023 02:05:33 UT", "2023-07-20 10:05:33"),
        ("Thu, 20 Jul 2023 10:05:33 CST", "2023-07-20 10:05:33"),  # PHP's "T" in Shanghai
        ("Thu, 20 Jul 2023 10:05:33 +0800 (CST)", "2023-07-20 10:05:33"),
        ("Thu, 20 Jul 2023 10:05:33 +08:00", "2023-07-20 10:05:33"),
        ("Thu, 20 Jul 2023 10:05:33 +08", "2023-07-20 10:05:33"),
        ("Thu, 20 Jul 2023 10:05:33 +8", "2023-07-20 10:05:33"),
        ("Thu, 20 Jul 2023 10:05:33 +8:00", "2023-07-20 10:05:33"),
        ("Thu, 20 Jul 2023 10:05:33 +800", "2023-07-20 10:05:33"),
        ("Wed, 19 Jul 2023 21:05:33 -5", "2023-07-20 10:05:33"),
        ("Thu, 20 Jul 2023 10:05:33 GMT+8", "2023-07-20 10:05:33"),
        ("Thu, 20 Jul 2023 10:05:33 GMT+0800", "2023-07-20 10:05:33"),
        ("Wed, 19 Jul 2023 22:05:33 EDT", "2023-07-20 10:05:33"),
        ("Thu, 20 Jul 2023 10:05:33", "2023-07-20 10:05:33"),
        ("20 Jul 2023 10:05:33 +0800", "2023-07-20 10:05:33"),
        ("Thu,20 Jul 2023 10:05:33 +0800", "2023-07-20 10:05:33"),
        ("Thursday, 20-Jul-23 02:05:33 GMT", "2023-07-20 10:05:33"),
        ("  Thu, 20  Jul 2023 10:05:33 +0800\n", "2023-07-20 10:05:33"),
        ("Thu, 20 Jul 2023 24:00:00 +0800", "2023-07-21 00:00:00"),
    ],
)
def test_an_instant_of_a_feed_is_read_to_the_second(text: str, moment: str) -> None:
    assert ends(parse_pub_date(text)) == (moment, moment)


def test_without_seconds_the_minute_is_known() -> None:
    interval = parse_pub_date("Thu, 20 Jul 2023 10:05 +0800")
    expected = (("2023-07-20 10:05:00", "2023-07-20 10:05:59"), "minute")
    assert (ends(interval), interval and interval.precision) == expected


NO_DATES = [
    "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 01 Jan 1970 08:00:00 +0800", "Thu, 01 Jan 1970 00:00:00 +0800",
    "Mon, 30 Nov -0001 00:00:00 +0800", "Wed, 30 Nov -0001 00:00:00 +0806", "Mon, 01 Jan 0001 00:00:00 +0000",
    "Sat, 01 Jan 0000 00:00:00 GMT", "Mon, 01 Jan 1601 00:00:00 +0800", "",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DATES)
def test_what_software_writes_that_knows_no_date_is_none(text: str) -> None:
    assert parse_pub_date(text) is None
    assert read(text, FEED, "feed").interval is None


@pytest.mark.parametrize(
    "text",
    [
        "昨天", "2022-09-24 10:05:33", "Sat, 24 Sep 9998 10:05:33 +0800", "Sat, 30 Feb 2022 10:05:33 +0800",
        "Fri, 20 Jul 2023 10:05:33 +0800", "Thu, 20 Jul 2023 25:05:33 +0800",
        "Thu, 20 Jul 2023 10:05:33 +9900",
        "Thu, 20 Jul 2023", "1 Jan 2023 " * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_instant_of_a_feed_is_none(text: str) -> None:
    assert parse_pub_date(text) is None


def test_a_feed_with_the_weekday_of_another_day_is_a_contradiction() -> None:
    with pytest.raises(ContradictoryDate, match="2023-07-20 is not a Fri"):
        read("Fri, 20 Jul 2023 10:05:33 +0800", FEED, "feed")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-07-19 10:05:33", ("2023-07-19 10:05:33", "2023-07-19 10:05:33")),
        ("2023-07-19", ("2023-07-19 00:00:00", "2023-07-19 23:59:59")),
        ("2023-07-19T02:05:33Z", ("2023-07-19 10:05:33", "2023-07-19 10:05:33")),
        ("昨天", ("2023-07-19 00:00:00", "2023-07-19 23:59:59")),
    ],
)
def test_a_feed_that_prints_what_pages_print_is_read_as_they_are(
    text: str, expected: tuple[str, str]
) -> None:
    assert ends(read(text, FEED, "feed").interval) == expected


def test_the_clock_of_a_server_is_read_from_its_header() -> None:
    headers = {"date": "Thu, 20 Jul 2023 03:07:00 GMT", "age": "3180"}
    page = Page(FEED.url, 200, headers, b"", NOON, NOON)
    assert read("刚刚", page, "page", rounding="half-up").seen_at == at("2023-07-20 11:07:01")
