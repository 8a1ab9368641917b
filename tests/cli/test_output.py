"""How intervals are said."""

from datetime import UTC, datetime

import pytest

from xzcrawl.cli.output import in_words, local, short, size
from xzcrawl.dates import SHANGHAI
from xzcrawl.items import DateInterval, Precision


def interval(earliest: str, latest: str, precision: Precision = "day") -> DateInterval:
    first, last = (datetime.fromisoformat(end).replace(tzinfo=SHANGHAI) for end in (earliest, latest))
    return DateInterval(first, last, precision, "")


@pytest.mark.parametrize(
    ("known", "said", "words"),
    [
        (
            interval("2022-09-24T10:05:33", "2022-09-24T10:05:33", "second"),
            "2022-09-24 10:05:33",
            "exact to the second",
        ),
        (
            interval("2022-09-24T10:05:00", "2022-09-24T10:05:59", "minute"),
            "2022-09-24 10:05",
            "the minute is known",
        ),
        (
            interval("2022-09-24T00:00:00", "2022-09-24T23:59:59"),
            "2022-09-24",
            "the day is known, the time is not",
        ),
        (
            interval("2022-09-24T08:00:01", "2022-09-24T12:00:00"),
            "2022-09-24",
            "the day is known, the time within bounds",
        ),
        (
            interval("2022-09-24T10:05:01", "2022-09-24T10:40:00", "hour"),
            "2022-09-24 10:05..10:40",
            "the day is known, the time within bounds",
        ),
        (
            interval("2022-09-23T23:30:01", "2022-09-24T00:30:00", "hour"),
            "2022-09-23 23:30..09-24 00:30",
            "the day is open: one of 2",
        ),
        (
            interval("2022-09-23T10:00:00", "2022-09-24T10:00:00", "hour"),
            "2022-09-23..09-24",
            "the day is open: one of 2",
        ),
        (
            interval("2022-09-24T00:00:00", "2022-09-24T23:59:59", "hour"),
            "2022-09-24",
            "the day is known, the time is not",
        ),
        (
            interval("2022-09-24T00:00:00", "2022-09-24T23:59:58"),
            "2022-09-24",
            "the day is known, the time within bounds",
        ),
        (
            interval("2022-09-24T10:05:00", "2022-09-24T10:05:58", "second"),
            "2022-09-24 10:05",
            "the minute is known",
        ),
        (
            interval("2022-09-01T00:00:00", "2022-09-30T23:59:58", "month"),
            "2022-09-01..09-30",
            "the day is open: one of 30",
        ),
        (
            interval("2022-09-23T12:00:01", "2022-09-24T12:00:00"),
            "2022-09-23..09-24",
            "the day is open: one of 2",
        ),
        (
            interval("2022-12-30T12:00:01", "2023-01-02T12:00:00"),
            "2022-12-30..2023-01-02",
            "the day is open: one of 4",
        ),
        (
            interval("2022-09-01T00:00:00", "2022-09-30T23:59:59", "month"),
            "2022-09",
            "the day is open: one of 30",
        ),
        (
            interval("2022-09-01T00:00:00", "2022-09-20T23:59:59", "month"),
            "2022-09-01..09-20",
            "the day is open: one of 20",
        ),
        (
            interval("2022-01-01T00:00:00", "2022-12-31T23:59:59", "year"),
            "2022",
            "the day is open: one of 365",
        ),
    ],
)
def test_an_interval_is_said_as_far_as_it_is_known(known: DateInterval, said: str, words: str) -> None:
    assert (short(known), in_words(known)) == (said, words)


def test_no_interval_is_a_dash() -> None:
    assert short(None) == "-"


def test_an_instant_is_said_to_the_second_in_shanghai() -> None:
    assert local(datetime(2022, 9, 24, 2, 5, 33, tzinfo=UTC)) == "2022-09-24 10:05:33"
    assert local(None) == "-"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 KB"), (811_600, "812 KB"), (1_400_000, "1.4 MB"), (2_500_000_000, "2.5 GB")]
)
def test_sizes_are_said_as_people_say_them(count: int, said: str) -> None:
    assert size(count) == said
