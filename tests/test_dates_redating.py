"""Which readings count for an article whose date the site has changed."""

from datetime import timedelta

import pytest

from tests.date_texts import at, whole
from xzcrawl.dates import is_news, is_of_before, is_redating, standing
from xzcrawl.items import DateInterval, Reading, ReadingSource

SINCE = at("2023-07-20 12:00:00")
SECOND = timedelta(seconds=1)


def named(day: str, seen: str, source: ReadingSource = "page") -> Reading:
    first, last = map(at, whole(day))
    return Reading(source, at(seen), day, DateInterval(first, last, "day", day))


OLD = named("2022-09-24", "2023-07-18 12:00:00")
NEW = named("2023-07-20", "2023-07-20 12:00:00")
LATER = named("2023-07-20", "2023-07-21 12:00:00")


def test_what_was_seen_before_a_re_dating_no_longer_counts() -> None:
    assert standing([(1, OLD), (2, NEW), (3, LATER)], SINCE) == [NEW, LATER]
    assert standing([(1, OLD), (2, NEW), (3, LATER)], SINCE + SECOND) == [LATER]
    assert standing([(1, OLD), (2, NEW), (3, LATER)], None) == [OLD, NEW, LATER]


def test_runs_come_one_after_the_other_whatever_clocks_said() -> None:
    ahead = named("2022-09-24", "2023-07-20 12:00:05")
    of_that_second = named("2022-09-24", "2023-07-20 12:00:00")
    behind = named("2023-07-20", "2023-07-20 11:59:00")
    assert standing([(1, ahead), (1, of_that_second), (2, NEW), (2, LATER)], SINCE) == [NEW, LATER]
    assert standing([(1, OLD), (2, NEW), (3, behind)], SINCE) == [NEW, behind]
    assert standing([(1, OLD), (2, behind), (2, NEW)], SINCE) == [NEW]


@pytest.mark.parametrize(
    ("day", "seen", "expected"),
    [
        ("2022-09-24", "2023-07-20 12:00:00", True),
        ("2022-09-24", "2023-07-20 18:00:00", True),
        ("2022-09-24", "2023-07-21 00:00:00", True),
        ("2022-09-24", "2023-07-21 00:00:01", False),  # no cache is so old: the site has changed it back
        ("2022-09-24", "2023-07-20 11:59:59", False),
        ("2023-07-20", "2023-07-20 18:00:00", False),
        ("2022-11-05", "2023-07-20 18:00:00", False),
    ],
)
def test_the_old_date_soon_after_a_re_dating_is_from_a_cache(day: str, seen: str, expected: bool) -> None:
    assert is_of_before([(1, OLD), (2, NEW)], SINCE, named(day, seen)) is expected


def test_a_source_that_says_what_it_said_before_re_dates_nothing() -> None:
    listed = named("2023-07-21", "2023-07-20 12:00:00", "listing")
    page = named("2022-09-24", "2023-07-22 12:00:00")
    assert is_redating([listed], page)
    assert not is_redating([listed], page, before=[OLD])
    assert is_redating([listed], named("2022-09-25", "2023-07-22 12:00:00"), before=[OLD])
    assert is_redating([NEW], page, before=[OLD])  # the page itself has said something else since


def test_an_article_that_is_just_now_each_night_is_re_dated_once_it_is_not() -> None:
    first, second, third = (at(f"2023-07-{day} 03:30:00") for day in (20, 21, 22))
    just_now = [
        Reading("page", seen, "刚刚", DateInterval(seen, seen, "second", "刚刚")) for seen in (first, second)
    ]
    assert not is_redating(just_now[:1], just_now[1])
    hours_ago = Reading(
        "page",
        third,
        "3小时前",
        DateInterval(third - timedelta(hours=4), third - timedelta(hours=3), "hour", "3小时前"),
    )
    assert is_redating(just_now, hours_ago)


def test_where_nothing_was_re_dated_nothing_is_of_before() -> None:
    assert not is_of_before([(1, OLD), (2, NEW)], None, named("2022-09-24", "2023-07-20 18:00:00"))


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (named("2022-09-24", "2023-07-20 12:00:00"), False),
        (named("2022-09-25", "2023-07-20 12:00:00"), True),
        (named("2022-09-25", "2023-07-17 12:00:00", "listing"), True),
        (Reading("page", SINCE, "近日", None), False),
        (
            Reading(
                "listing",
                SINCE,
                "",
                DateInterval(at("2022-09-24 08:00:00"), at("2022-09-25 08:00:00"), "day", ""),
            ),
            True,
        ),
        (
            Reading(
                "listing",
                SINCE,
                "",
                DateInterval(at("2022-09-23 08:00:00"), at("2022-09-24 08:00:00"), "day", ""),
            ),
            True,
        ),
        (
            Reading(
                "listing",
                SINCE,
                "",
                DateInterval(at("2022-09-23 08:00:00"), at("2022-09-25 08:00:00"), "day", ""),
            ),
            False,
        ),
    ],
)
def test_a_reading_is_news_where_it_narrows_or_contradicts_what_is_known(
    new: Reading, expected: bool
) -> None:
    assert is_news([OLD], new) is expected


def test_the_first_date_is_news() -> None:
    assert is_news([], OLD)
    assert not is_news([], Reading("page", SINCE, "近日", None))
