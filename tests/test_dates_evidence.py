"""What several observations of one article say together: judged by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations

import pytest

from xzcrawl.dates import Published, best_instant, combine, is_open, is_redating, parse_date
from xzcrawl.dates import read as read_observation
from xzcrawl.dates.evidence import in_year_of_address
from xzcrawl.items import DateInterval, Page, Precision, Reading, ReadingSource

CST = timezone(timedelta(hours=8))  # Shanghai since 1991, stated apart from the module under test
DAY = timedelta(hours=23, minutes=59, seconds=59)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CST)


NOON = at("2023-07-20 12:00:00")


def ends(interval: DateInterval | None) -> tuple[str, str]:
    assert interval is not None
    return str(interval.earliest.replace(tzinfo=None)), str(interval.latest.replace(tzinfo=None))


def whole(day: str) -> tuple[str, str]:
    return f"{day} 00:00:00", f"{day} 23:59:59"


def reading(
    source: ReadingSource, earliest: str, latest: str | None = None, precision: Precision = "day"
) -> Reading:
    last = at(latest) if latest else at(earliest) + DAY
    interval = DateInterval(at(earliest), last, precision, f"{source} {earliest}")
    return Reading(source, NOON, interval.text, interval)


UNREAD = Reading("page", NOON, "admin", None)
PAGE = reading("page", "2022-09-24")
LISTING = reading("listing", "2022-09-23 08:00:00", "2022-09-24 09:59:59")
ORDER = reading("order", "2022-09-24 08:00:00", "2022-09-25 03:00:00")
FEED = reading("feed", "2022-09-24 10:05:33", "2022-09-24 10:05:33", "second")
FEED_LATER = reading("feed", "2022-10-01 10:05:33", "2022-10-01 10:05:33", "second")
LISTING_LATER = reading("listing", "2022-10-01")
ORDER_LATER = reading("order", "2022-10-01")
BODY = reading("body", "2022-09-20")
MONTH = reading("page", "2022-09-10 12:00:01", "2022-10-10 12:00:00", "month")
Summary = tuple[str, str, ReadingSource, bool]


def summary(published: Published | None) -> Summary:
    assert published is not None
    return *ends(published.interval), published.source, published.contradicted


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ([PAGE], (*whole("2022-09-24"), "page", False)),
        ([UNREAD, PAGE], (*whole("2022-09-24"), "page", False)),
        ([UNREAD, LISTING], ("2022-09-23 08:00:00", "2022-09-24 09:59:59", "listing", False)),
        ([PAGE, LISTING], ("2022-09-24 00:00:00", "2022-09-24 09:59:59", "page", False)),
        ([PAGE, LISTING, ORDER], ("2022-09-24 08:00:00", "2022-09-24 09:59:59", "page", False)),
        ([PAGE, FEED], ("2022-09-24 10:05:33", "2022-09-24 10:05:33", "feed", False)),
        ([PAGE, FEED, ORDER], ("2022-09-24 10:05:33", "2022-09-24 10:05:33", "feed", False)),
        ([PAGE, FEED_LATER], ("2022-10-01 10:05:33", "2022-10-01 10:05:33", "feed", True)),
        ([PAGE, LISTING, FEED_LATER], ("2022-10-01 10:05:33", "2022-10-01 10:05:33", "feed", True)),
        ([PAGE, LISTING_LATER], (*whole("2022-09-24"), "page", True)),
        ([PAGE, LISTING_LATER, FEED], ("2022-09-24 10:05:33", "2022-09-24 10:05:33", "feed", True)),
        ([ORDER], ("2022-09-24 08:00:00", "2022-09-25 03:00:00", "order", False)),
        ([LISTING, ORDER], ("2022-09-24 08:00:00", "2022-09-24 09:59:59", "order", False)),
        ([MONTH, ORDER], ("2022-09-24 08:00:00", "2022-09-25 03:00:00", "page", False)),
        ([BODY], (*whole("2022-09-20"), "body", False)),
        ([BODY, UNREAD], (*whole("2022-09-20"), "body", False)),
        ([BODY, PAGE], (*whole("2022-09-24"), "page", False)),
        ([BODY, FEED], ("2022-09-24 10:05:33", "2022-09-24 10:05:33", "feed", False)),
    ],
)
def test_readings_meet_or_the_better_source_wins(readings: Sequence[Reading], expected: Summary) -> None:
    assert {summary(combine(order)) for order in permutations(readings)} == {expected}


def test_two_observations_of_one_clock_narrow_each_other() -> None:
    observations = [(NOON, "3天前"), (NOON + timedelta(hours=18), "4天前")]
    intervals = [parse_date(text, seen, rounding="half-up") for seen, text in observations]
    readings = [Reading("page", NOON, None, interval) for interval in intervals]
    assert summary(combine(readings)) == ("2023-07-17 00:00:01", "2023-07-17 18:00:00", "page", False)


@pytest.mark.parametrize("known", [PAGE, FEED])
def test_the_order_of_a_listing_never_overrides_a_date(known: Reading) -> None:
    published = combine([known, ORDER_LATER])
    assert published is not None
    assert (published.source, published.interval) == (known.source, known.interval)


def test_what_is_published_carries_the_text_of_its_source() -> None:
    published = combine([LISTING, PAGE, ORDER])
    assert published is not None
    assert (published.text, published.interval.precision) == (PAGE.text, "day")


@pytest.mark.parametrize(
    ("readings", "text"), [([LISTING], LISTING.text), ([FEED, LISTING], FEED.text), ([FEED, PAGE], PAGE.text)]
)
def test_the_text_is_that_of_the_article_s_own_page_where_there_is_one(
    readings: Sequence[Reading], text: str
) -> None:
    published = combine(readings)
    assert published is not None
    assert published.text == text


@pytest.mark.parametrize(
    ("observation", "known_to_the"),
    [
        (reading("page", "2022-09-24"), "day"),
        (reading("page", "2022-09-24 12:00:01", "2022-09-25 12:00:00"), "month"),  # 5天前
        (reading("page", "2022-09-24 10:30:01", "2022-09-24 11:30:00", "hour"), "hour"),
        (reading("page", "2022-09-24 23:30:01", "2022-09-25 00:30:00", "hour"), "month"),  # 9小时前
        (reading("page", "2022-09-24 23:59:31", "2022-09-25 00:00:30", "minute"), "month"),
        (reading("page", "2022-09-10 12:00:01", "2022-10-10 12:00:00", "month"), "month"),
        (reading("page", "2021-09-10 12:00:01", "2022-09-10 12:00:00", "year"), "year"),
    ],
)
def test_an_open_day_is_not_said_to_be_known(observation: Reading, known_to_the: Precision) -> None:
    published = combine([observation])
    assert published is not None
    assert published.interval.precision == known_to_the


@pytest.mark.parametrize("readings", [[], [UNREAD], [UNREAD, UNREAD]])
def test_nothing_readable_is_no_date(readings: Sequence[Reading]) -> None:
    assert combine(readings) is None


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "expected"),
    [
        ("2022-09-24 10:05:33", "2022-09-24 10:05:33", "second", "2022-09-24 10:05:33"),
        ("2022-09-24 00:00:00", "2022-09-24 23:59:59", "day", "2022-09-24 00:00:00"),
        ("2022-09-24 08:00:00", "2022-09-24 23:59:59", "day", "2022-09-24 08:00:00"),
        ("2022-09-24 08:00:00", "2022-09-24 10:00:00", "month", "2022-09-24 08:00:00"),
        ("2022-09-24 12:00:00", "2022-09-25 12:00:00", "day", "2022-09-25 00:00:00"),
        ("2022-09-24 10:30:00", "2022-09-24 11:30:00", "hour", "2022-09-24 11:00:00"),
        ("2022-09-08 12:00:00", "2022-10-08 12:00:00", "month", "2022-09-23 12:00:00"),
        ("2022-01-01 00:00:00", "2022-12-31 00:00:00", "year", "2022-07-02 00:00:00"),
    ],
)
def test_the_best_instant(earliest: str, latest: str, precision: Precision, expected: str) -> None:
    assert best_instant(DateInterval(at(earliest), at(latest), precision, "")) == at(expected)


def test_the_best_instant_of_a_known_minute_is_its_first_second() -> None:
    minute = DateInterval(at("2022-09-24 10:05:00"), at("2022-09-24 10:05:59"), "minute", "")
    assert best_instant(minute) == at("2022-09-24 10:05:00")


def test_an_utc_interval_is_a_known_day_by_shanghai_midnights() -> None:
    midnight = at("2022-09-24 00:00:00").astimezone(UTC)
    assert best_instant(DateInterval(midnight, midnight + DAY, "day", "")) == midnight


def test_a_fresh_listing_stands_against_a_page_from_a_cache() -> None:
    seen = at("2023-07-20 12:00:00")
    stale, fresh = (
        Reading(source, seen, text, parse_date(text, seen, rounding="half-up"))  # type: ignore[arg-type]
        for source, text in (("page", "3天前"), ("listing", "4天前"))
    )
    published = combine([stale, fresh])
    assert published is not None
    assert fresh.interval is not None
    assert (published.interval.earliest, published.contradicted) == (fresh.interval.earliest, True)
    assert published.source == "listing"


@pytest.mark.parametrize(
    ("apart", "is_stale"), [(timedelta(hours=12), True), (timedelta(hours=12, seconds=1), False)]
)
def test_only_texts_seen_within_half_a_day_differ_because_one_is_from_a_cache(
    apart: timedelta, is_stale: bool
) -> None:
    page, listing = (
        Reading(source, seen, text, parse_date(text, seen, rounding="half-up"))  # type: ignore[arg-type]
        for source, seen, text in (("page", NOON, "3天前"), ("listing", NOON - apart, "5天前"))
    )
    published = combine([page, listing])
    assert published is not None
    assert (published.source, published.contradicted) == ("listing" if is_stale else "page", True)


@pytest.mark.parametrize(("seconds", "earliest"), [(5, "2023-07-15 12:00:06"), (6, "2023-07-16 12:00:00")])
def test_texts_that_meet_in_seconds_alone_do_not_agree(seconds: int, earliest: str) -> None:
    page = relative("3天前", "2023-07-20 12:00:00", "2023-07-16 12:00:00", "2023-07-17 12:00:00")
    listing = relative(
        "4天前", "2023-07-20 12:00:00", "2023-07-15 12:00:06", f"2023-07-16 12:00:0{seconds}", "listing"
    )
    published = combine([page, listing])
    assert published is not None
    assert ends(published.interval) == (earliest, f"2023-07-16 12:00:0{seconds}")


def test_of_texts_that_end_together_the_wider_one_is_true_of_both() -> None:
    """A page that came at once and one from a cache: 刚刚 was true a minute ago, or the other is older."""
    page, listing = (
        Reading(source, at(seen), text, parse_date(text, at(seen), rounding="half-up"))  # type: ignore[arg-type]
        for source, seen, text in (
            ("page", "2023-07-20 12:01:00", "1分钟前"),
            ("listing", "2023-07-20 12:00:00", "刚刚"),
        )
    )
    assert summary(combine([page, listing])) == ("2023-07-20 11:59:31", "2023-07-20 12:00:00", "page", False)


def test_of_two_days_that_a_page_named_the_later_one_counts() -> None:
    later = replace(reading("page", "2022-10-01"), seen_at=NOON + timedelta(days=1))
    for readings in ([PAGE, later], [later, PAGE]):
        assert summary(combine(readings)) == (*whole("2022-10-01"), "page", True)


@pytest.mark.parametrize(
    ("published", "page_text", "listing_text"),
    [
        ("2022-08-09 11:59:00", "11个月前", "12个月前"),
        ("2023-07-13 11:59:00", "6天前", "1周前"),
        ("2023-07-16 23:58:00", "3天前", "4天前"),
    ],
)
def test_texts_that_meet_only_between_their_observations_give_the_earlier(
    published: str, page_text: str, listing_text: str
) -> None:
    page_seen, listing_seen = at("2023-07-20 12:00:00"), at("2023-07-20 12:00:02")
    from_page = parse_date(page_text, page_seen, rounding="half-up")
    from_listing = parse_date(listing_text, listing_seen, rounding="half-up")
    readings = [
        Reading("page", page_seen, page_text, from_page),
        Reading("listing", listing_seen, listing_text, from_listing),
    ]
    result = combine(readings)
    assert result is not None
    assert result.interval.earliest <= at(published) <= result.interval.latest


def test_a_bracketed_day_on_a_page_is_not_cut_from_below() -> None:
    seen = at("2026-11-23 15:26:08")
    page = Page("http://xuzhou.021cf.cn/?id=1", 200, {}, b"", seen, seen)
    found = read_observation("1年前 (2025-06-01)", page, "page", rounding="half-up")
    assert ends(found.interval) == ("2025-06-01 00:00:00", "2025-06-01 23:59:59")


def relative(text: str, seen: str, earliest: str, latest: str, source: ReadingSource = "page") -> Reading:
    return Reading(source, at(seen), text, DateInterval(at(earliest), at(latest), "day", text))


THREE_DAYS = relative("3天前", "2023-07-20 12:00:00", "2023-07-16 12:00:00", "2023-07-17 12:00:00")


@pytest.mark.parametrize(
    ("standing", "new", "expected"),
    [
        pytest.param([PAGE], FEED, False, id="the feed names the same day"),
        pytest.param([PAGE], FEED_LATER, True, id="the feed names another day"),
        pytest.param([PAGE], LISTING_LATER, True, id="a listing names another day"),
        pytest.param([], FEED, False, id="nothing was known"),
        pytest.param([UNREAD], FEED, False, id="no date could be read before"),
        pytest.param([PAGE], UNREAD, False, id="no date can be read now"),
        pytest.param([PAGE], ORDER_LATER, False, id="an inference proves nothing"),
        pytest.param([ORDER_LATER], PAGE, False, id="nor is one disproved"),
        pytest.param([BODY], PAGE, False, id="a date of the body is another one"),
        pytest.param(
            [PAGE, FEED_LATER], PAGE, False, id="they have always disagreed, the page says nothing new"
        ),
        pytest.param([PAGE, FEED_LATER], reading("page", "2022-11-05"), True, id="neither said so before"),
        pytest.param(
            [THREE_DAYS],
            relative("3天前", "2023-07-20 22:00:00", "2023-07-16 22:00:00", "2023-07-17 22:00:00"),
            False,
            id="a page from a cache of some hours",
        ),
        pytest.param(
            [THREE_DAYS],
            relative("2天前", "2023-07-20 12:30:00", "2023-07-17 12:30:01", "2023-07-18 12:30:00"),
            False,
            id="too young by an hour: the cache explains it",
        ),
        pytest.param(
            [THREE_DAYS],
            relative("1天前", "2023-07-20 12:30:00", "2023-07-18 12:30:01", "2023-07-19 12:30:00"),
            True,
            id="too young by a day: bumped",
        ),
        pytest.param(
            [THREE_DAYS],
            relative("5天前", "2023-07-20 12:30:00", "2023-07-14 12:30:00", "2023-07-15 12:30:00"),
            True,
            id="older by more than a cache explains: dated back",
        ),
        pytest.param(
            [
                relative(
                    "3周前 (11-03)", "2026-11-24 21:38:16", "2026-11-03 00:00:00", "2026-11-03 21:38:16"
                ),
                relative(
                    "1个月前 (11-03)", "2026-12-03 15:04:12", "2026-11-03 00:00:00", "2026-11-03 15:04:12"
                ),
            ],
            relative("4周前 (11-03)", "2026-12-03 15:36:14", "2026-11-03 15:36:15", "2026-11-03 23:59:59"),
            False,
            id="a cache of hours crosses a month: the day in brackets is the same",
        ),
        pytest.param(
            [relative("4周前 (11-03)", "2026-11-30 15:00:00", "2026-11-03 00:00:00", "2026-11-03 23:59:59")],
            relative("4周前 (11-04)", "2026-12-01 15:36:14", "2026-11-04 00:00:00", "2026-11-04 23:59:59"),
            True,
            id="another day in brackets is no cache",
        ),
        pytest.param(
            [relative("3小时前", "2026-11-24 16:18:57", "2026-11-24 12:48:58", "2026-11-24 13:48:57")],
            relative("刚刚", "2026-11-24 17:38:05", "2026-11-24 17:38:05", "2026-11-24 17:38:05"),
            False,
            id="just now, hours ago",
        ),
    ],
)
def test_only_what_no_cache_explains_is_a_re_dating(
    standing: Sequence[Reading], new: Reading, expected: bool
) -> None:
    assert is_redating(standing, new) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5天前", True),
        ("刚刚", True),
        ("剛剛", True),
        ("近三天内", True),
        ("10个月前 (09-24)", False),
        ("1年前 2022-07-20", False),
        ("2天前 2022年7月20日", False),
        ("2022-07-20", False),
        ("昨天", False),
    ],
)
def test_a_date_is_open_where_its_ends_move_with_the_clock(text: str, expected: bool) -> None:
    assert is_open(Reading("page", datetime(2023, 7, 20, 4, tzinfo=UTC), text, None)) is expected


def read_at_noon(text: str, source: ReadingSource) -> Reading:
    return Reading(source, NOON, text, parse_date(text, NOON))


@pytest.mark.parametrize(
    ("page", "listing", "day"),
    [
        ("03-08 09:05", "2022.03.08", ("2022-03-08 09:05:00", "2022-03-08 09:05:59")),
        ("3月8日 09:05", "2021年3月8日", ("2021-03-08 09:05:00", "2021-03-08 09:05:59")),
        ("2021-03-08 09:05", "03-08", ("2021-03-08 09:05:00", "2021-03-08 09:05:59")),
        ("03-08 09:05", "2023-03-08", ("2023-03-08 09:05:00", "2023-03-08 09:05:59")),
    ],
)
def test_a_day_without_a_year_is_of_the_year_that_another_reading_names(
    page: str, listing: str, day: tuple[str, str]
) -> None:
    published = combine([read_at_noon(page, "page"), read_at_noon(listing, "listing")])
    assert published is not None
    assert ends(published.interval) == day
    assert not published.contradicted


def test_a_day_without_a_year_is_that_of_the_year_in_which_it_was_first_seen() -> None:
    first = Reading("listing", NOON, "07-25", parse_date("07-25", NOON))
    later = at("2023-07-26 12:00:00")
    again = Reading("listing", later, "07-25", parse_date("07-25", later))
    published = combine([first, again])
    assert published is not None
    assert ends(published.interval) == whole("2022-07-25")
    assert not published.contradicted
    assert not is_redating([first], again)
    told = reading("metadata", "2022-07-24")
    both = combine([first, again, told])
    assert both is not None
    assert ends(both.interval) == whole("2022-07-25")
    assert not is_redating([first, told], again)
    another = Reading("listing", later, "07-26", parse_date("07-26", later))
    assert is_redating([first], another)


@pytest.mark.parametrize("source", ["page", "listing", "feed"])
def test_a_day_without_a_year_is_no_re_dating_a_year_after_one_that_names_it(source: ReadingSource) -> None:
    later = at("2024-07-20 12:00:00")
    named = Reading(source, NOON, "2023-07-20", parse_date("2023-07-20", NOON))
    again = Reading("listing", later, "07-20", parse_date("07-20", later))
    assert not is_redating([named], again)
    assert not is_redating([again], named)


@pytest.mark.parametrize(
    ("text", "url", "day"),
    [
        ("03-08 16:30", "http://xz.example/a/2021/0308/1002.html", "2021-03-08"),
        ("03-08 16:30", "http://xz.example/xw/202203/t20220308_892.html", "2022-03-08"),
        ("3月8日 16:30", "http://xz.example/2019-03-06/9.html", "2019-03-08"),  # made two days before
        ("03-08 16:30", "http://xz.example/a/2022/1105/1002.html", "2023-03-08"),
        ("03-08 16:30", "http://xz.example/a/20220308.html?d=20210308", "2022-03-08"),
        ("03-08 16:30", "http://xz.example/a/120220308.html", "2023-03-08"),
        ("03-08 16:30", "http://xz.example/a/2024/0308/1.html", "2023-03-08"),  # not yet
        ("2023-03-08 16:30", "http://xz.example/a/2021/0308/1002.html", "2023-03-08"),
        ("01-02 16:30", "http://xz.example/a/2021/1231/1.html", "2022-01-02"),
        ("12-30 16:30", "http://xz.example/a/2022/0102/1.html", "2021-12-30"),
        ("03-08 16:30 来源：中国青年报 点击：1234", "http://xz.example/a/2021/0308/1.html", "2021-03-08"),
    ],
)
def test_an_address_tells_the_year_of_a_day_without_one(text: str, url: str, day: str) -> None:
    found = in_year_of_address(read_at_noon(text, "page"), url)
    assert found.interval is not None
    assert ends(found.interval) == (f"{day} 16:30:00", f"{day} 16:30:59")


def test_a_day_without_a_year_that_is_another_day_is_contradicted_in_its_own_year() -> None:
    published = combine([read_at_noon("03-08 09:05", "page"), read_at_noon("2022-03-09", "listing")])
    assert published is not None
    assert ends(published.interval) == ("2023-03-08 09:05:00", "2023-03-08 09:05:59")
    assert published.contradicted


def test_a_day_without_a_year_may_lie_in_the_second_year_that_another_reading_spans() -> None:
    order = reading("order", "2021-11-01 00:00:00", "2022-04-01 00:00:00")
    published = combine([read_at_noon("03-05", "page"), order])
    assert published is not None
    assert ends(published.interval) == whole("2022-03-05")


def test_a_leap_day_moves_to_no_other_day() -> None:
    leap = Reading("page", at("2024-03-20 12:00:00"), "02-29", parse_date("02-29", at("2024-03-20 12:00:00")))
    published = combine([leap, read_at_noon("2023-02-28", "listing")])
    assert published is not None
    assert ends(published.interval) == whole("2024-02-29")
    assert published.contradicted


def test_a_day_beside_an_age_has_its_year_by_that() -> None:
    published = combine([read_at_noon("10个月前 (09-24)", "page"), read_at_noon("2021-09-24", "listing")])
    assert published is not None
    assert ends(published.interval) == whole("2022-09-24")
