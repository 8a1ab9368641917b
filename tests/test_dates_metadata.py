"""What a page tells machines of its publication, beside what it shows to readers."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.bodies import body
from xzcrawl.dates import attempt_article, combine, is_redating, read, short
from xzcrawl.dates.metadata import metadata_reading
from xzcrawl.items import DateInterval, Page, Reading, ReadingSource, Zones

NOON = datetime(2026, 3, 20, 4, tzinfo=UTC)  # 12:00 in Shanghai
PAGE = Page("http://xz.example/?id=1", 200, {}, b"", NOON, NOON)
DAY, MINUTE = "2026-03-08", "2026-03-08 09:05"


def told(text: str, shown: str | None, zones: Zones | None = None) -> str | None:
    """What the text means, as it is written for people; None where it is no evidence."""
    zones = zones or Zones()
    interval = read(shown, PAGE, "page", zones=zones).interval if shown else None
    reading = metadata_reading(text, PAGE, interval, zones)
    return short(reading.interval) if reading else None


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("2026-03-08 09:05", "2026-03-08 09:05"),
        ("2026-03-08 09:05:33", "2026-03-08 09:05:33"),
        ("2026-03-08 09:05:00", "2026-03-08 09:05"),
        ("2026-03-08-09:05:33", "2026-03-08 09:05:33"),
        ("2026/3/8 9:05", "2026-03-08 09:05"),
        ("2026年3月8日 09:05", "2026-03-08 09:05"),
        ("2026-03-08T09:05:33", "2026-03-08 09:05:33"),
        ("2026-03-08T09:05:33+08:00", "2026-03-08 09:05:33"),
        ("2026-03-08T09:05:33.482+0800", "2026-03-08 09:05:33"),
        ("2026-03-08", "2026-03-08"),
        ("2026-03-08 00:00", "2026-03-08"),
        ("2026-03-08 00:00:00", "2026-03-08"),
        ("2026-03-08T00:00:00+08:00", "2026-03-08"),
        ("2026-03-07T16:00:00Z", "2026-03-08"),
    ],
)
def test_a_time_is_read_in_the_zone_of_the_site_and_midnight_is_a_day(text: str, meaning: str) -> None:
    assert told(text, None) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "", "近日", "2026", "0001-01-01T00:00:00", "1970-01-01 08:00:00", "2026-02-30 09:05",
        "2026-03-08 25:05", "2026-03-08 09:60", "2026-02-00018", "2026-03-20 13:30",
        "2027-03-08T09:05:00+08:00", "x2026-03-08", "2024-01-01 10:00+24:00", "2024-01-01 10:00-99:99",
        "2024-01-01 10:00+14:01",
    ],
)  # fmt: skip
def test_what_is_no_date_or_yet_to_come_is_no_evidence(text: str) -> None:
    assert told(text, None) is None
    assert told(text, DAY) is None


@pytest.mark.parametrize(
    ("text", "shown", "meaning"),
    [
        ("2026-03-08T09:05:33+08:00", DAY, "2026-03-08 09:05:33"),
        ("2026-03-08T09:05:33", DAY, "2026-03-08 09:05:33"),
        ("2026-03-08T09:05:33", MINUTE, "2026-03-08 09:05:33"),
        ("2026-03-08T01:05:33Z", MINUTE, "2026-03-08 09:05:33"),
        ("2026-03-08T09:05:33Z", MINUTE, "2026-03-08 09:05:33"),
        ("2026-03-08T09:05:33+00:00", MINUTE, "2026-03-08 09:05:33"),
        ("2026-03-08T23:58:03+00:00", DAY, "2026-03-08 23:58:03"),
        ("2026-03-07T23:58:03+00:00", DAY, "2026-03-08 07:58:03"),
        ("2026-03-20T01:05:33Z", "3小时前", "2026-03-20 09:05:33"),
    ],
)
def test_an_offset_is_true_or_not_by_what_is_shown(text: str, shown: str, meaning: str) -> None:
    assert told(text, shown) == meaning


@pytest.mark.parametrize(
    ("text", "shown", "ends"),
    [
        ("2026-03-08T09:05:33Z", DAY, ["08 09:05:33", "08 17:05:33"]),
        ("2026-03-08T01:05:33Z", None, ["08 01:05:33", "08 09:05:33"]),
        ("2026-03-08T01:05:33.000Z", None, ["08 01:05:33", "08 09:05:33"]),
        ("2026-03-08T10:00:00+00:00", None, ["08 10:00:00", "08 18:00:59"]),
        ("2026-03-07T20:05:33-05:00", None, ["07 20:05:33", "08 09:05:33"]),
    ],
)
def test_where_an_offset_may_be_true_or_not_both_are_possible(
    text: str, shown: str | None, ends: list[str]
) -> None:
    interval = read(shown, PAGE, "page").interval if shown else None
    reading = metadata_reading(text, PAGE, interval, Zones())
    assert reading is not None
    assert reading.interval is not None
    assert [f"{end:%d %H:%M:%S}" for end in (reading.interval.earliest, reading.interval.latest)] == ends
    assert reading.interval.precision == "day"


def test_an_offset_that_would_make_a_time_yet_to_come_is_none() -> None:
    assert told("2026-03-20T11:05:33Z", None) == "2026-03-20 11:05:33"
    assert told("2026-03-20T14:05:33Z", None) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2026-03-08T01:05:33+08:00", MINUTE), ("2026-03-07T17:05:33+08:00", "2026-03-08 01:05")],
)
def test_local_time_s_offset_behind_the_digits_of_greenwich_is_no_evidence(text: str, shown: str) -> None:
    assert told(text, shown) is None


@pytest.mark.parametrize(
    ("text", "shown", "meaning"),
    [
        ("2026-03-06 10:30", DAY, "2026-03-06 10:30"),
        ("2026-03-06", MINUTE, "2026-03-06"),
        ("2026-03-08 10:30", MINUTE, "2026-03-08 10:30"),
        ("2026-03-08T17:06:00Z", MINUTE, "2026-03-09 01:06"),
    ],
)
def test_any_other_difference_is_a_contradiction(text: str, shown: str, meaning: str) -> None:
    assert told(text, shown) == meaning


def test_a_time_is_that_of_the_site_s_own_zone_and_of_any_that_is_possible() -> None:
    assert told("2026-03-08 10:05:33", None, Zones(540)) == "2026-03-08 09:05:33"
    assert told("2026-03-08 20:05:33", DAY, Zones(0)) == "2026-03-09 04:05:33"
    assert told("2026-03-08 00:00", None, Zones(0)) == "2026-03-08..03-09"
    assert told("2026-03-08 09:05:33", DAY, Zones(feed=(0, 480))) == "2026-03-08"


def readings(*texts: str, shown: str | None, in_body: str | None = None) -> list[Reading]:
    article = replace(
        body("一"), page=PAGE, date_text=shown, body_date_text=in_body, metadata_dates=texts, views=38
    )
    tried = attempt_article(article, None, Zones())
    return [tried.reading, *tried.metadata]


def test_what_is_shown_is_narrowed_and_wins_a_contradiction() -> None:
    narrowed = combine(readings("2026-03-08T09:05:33+08:00", "2026-03-08 09:05", shown=DAY))
    assert narrowed is not None
    assert (short(narrowed.interval), narrowed.source) == ("2026-03-08 09:05:33", "metadata")
    assert (narrowed.text, narrowed.contradicted) == (DAY, False)
    doubted = combine(readings("2026-03-06 10:30", shown=DAY))
    assert doubted is not None
    assert (short(doubted.interval), doubted.source, doubted.contradicted) == (DAY, "page", True)


def test_where_nothing_is_shown_it_dates_the_article_before_a_label_in_the_body() -> None:
    own, *others = readings(
        "2026-03-08 09:05", "2026-03-08T09:05:33", shown=None, in_body="发布日期:2026-03-01"
    )
    assert (own.source, own.text, own.views) == ("metadata", "2026-03-08 09:05", 38)
    assert [other.text for other in others] == ["2026-03-08T09:05:33"]
    assert [one.source for one in readings("soon", shown=None, in_body="发布日期:2026-03-01")] == ["body"]


def seen(day: str, source: ReadingSource = "metadata") -> Reading:
    first, last = (datetime.fromisoformat(f"{day}T{end}+08:00") for end in ("00:00:00", "23:59:59"))
    return Reading(source, NOON, day, DateInterval(first, last, "day", day))


def test_metadata_proves_a_re_dating_only_where_nothing_is_shown() -> None:
    assert is_redating([seen("2026-03-08")], seen("2026-03-01"))
    assert not is_redating([seen("2026-03-08")], seen("2026-03-01", "page"))
    assert not is_redating([seen("2026-03-08", "page")], seen("2026-03-01"))
    assert not is_redating([seen("2026-03-08", "listing"), seen("2026-03-08")], seen("2026-03-01"))
