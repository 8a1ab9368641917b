"""Days and instants as people and programs write them."""

from datetime import UTC, date, datetime

import pytest

from tests.date_texts import at
from xzcrawl.dates import day_or_instant, instant
from xzcrawl.errors import UsageError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-09-24T10:05:33", at("2022-09-24 10:05:33")),
        ("2022-09-24 10:05", at("2022-09-24 10:05:00")),
        ("2022-09-24T10:05:33+08:00", at("2022-09-24 10:05:33")),
        ("2022-09-24T02:05:33Z", at("2022-09-24 10:05:33")),
        ("2022-09-24T02:05:33+00:00", datetime(2022, 9, 24, 2, 5, 33, tzinfo=UTC)),
        ("2022-09-24", at("2022-09-24 00:00:00")),
    ],
)
def test_an_instant_is_of_shanghai_unless_it_names_its_zone(text: str, expected: datetime) -> None:
    assert instant(text) == expected


def test_a_day_is_told_from_an_instant() -> None:
    assert day_or_instant("2022-09-24") == date(2022, 9, 24)
    assert day_or_instant("2022-09-24T10:05:33") == at("2022-09-24 10:05:33")


@pytest.mark.parametrize("text", ["", "昨天", "2022-9-24", "2022-02-30", "2022-09-24T25:00"])
def test_what_is_neither_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a date: write 2022-09-24"):
        day_or_instant(text)
