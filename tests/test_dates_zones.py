"""In which zone a site writes its times, by its feed and its home page; and what its texts mean then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any

import pytest

from tests.sites import tpure
from tests.walking import demo
from xzcrawl import extract
from xzcrawl.dates import Pair, Zones, are_old, feed_instant, lag_of, learn_zones, possible_zones, read
from xzcrawl.demo import DemoSite
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import DateInterval, Page

NOON = datetime(2023, 7, 20, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
UTC_SITE, SHANGHAI = Zones(0), Zones()
GMT_IS_SHANGHAI, GMT_IS_EITHER = Zones(feed=(480, 480)), Zones(feed=(0, 480))
PAGE = Page("http://xz.example/", 200, {}, b"", NOON, NOON)


def learned(site: DemoSite, known: Zones | None = None) -> Zones:
    """What the opening of a walk learns of an embedded site."""
    home, feed = (_page(site, path) for path in ("/", "/feed.php"))
    posts = extract.read(home, tpure(site.base_url)).outline.posts
    texts = {post.key: post.date_text for post in posts}
    pairs = [Pair(entry.pub_date, texts.get(entry.key)) for entry in extract.feed(feed, tpure(site.base_url))]
    assert len(pairs) == 10
    return learn_zones(pairs, home, feed, "half-up", known)


def _page(site: DemoSite, path: str) -> Page:
    status, headers, body = site.respond(path)
    return Page(site.base_url.rstrip("/") + path, status, headers, body, site.now(), site.now())


@pytest.mark.parametrize("style", ["ago", "Y-m-d", "Y-m-d H:i", "Y年m月d日 H:i:s"])
@pytest.mark.parametrize(
    ("options", "zones"),
    [
        pytest.param({}, SHANGHAI, id="as it should be"),
        pytest.param({"zone": "UTC"}, UTC_SITE, id="a server in UTC"),
        pytest.param({"zone": "Asia/Tokyo"}, Zones(540), id="a server in Tokyo"),
        pytest.param({"zone": "America/Los_Angeles"}, Zones(-480), id="a server in California"),
    ],
)
def test_the_offset_of_the_feed_is_the_zone_of_the_pages(
    options: dict[str, Any], zones: Zones, style: str
) -> None:
    assert learned(demo(articles=60, seed=3, date_style=style, **options)) == zones


@pytest.mark.parametrize(
    "pub_date", ["Thu, 01 Jan 1970 00:00:00 +0000", "Mon, 30 Nov -0001 00:00:00 +0000", "", "yesterday +0000"]
)
def test_what_is_no_date_tells_no_zone(pub_date: str) -> None:
    pairs = [Pair(pub_date, f"{hours}小时前") for hours in range(2, 12)]
    assert learn_zones(pairs, PAGE, PAGE, "half-up", None) == SHANGHAI
    assert learn_zones(pairs, PAGE, PAGE, "half-up", UTC_SITE) == UTC_SITE


@pytest.mark.parametrize("label", ["GMT", "UTC", "Z", "+0000"])
def test_local_time_under_the_name_of_utc_is_corrected_by_the_ages_on_the_home_page(label: str) -> None:
    assert learned(demo(articles=60, seed=3, feed_zone=label)) == GMT_IS_SHANGHAI


def test_local_time_under_any_other_offset_is_corrected_too() -> None:
    assert learned(demo(articles=60, seed=3, feed_zone="-0500")) == GMT_IS_SHANGHAI


@pytest.mark.parametrize(
    ("zone", "label", "minutes"),
    [
        ("Asia/Tokyo", "GMT", 540),
        ("Pacific/Kiritimati", "GMT", 840),
        ("America/Los_Angeles", "+0800", -480),
        ("Pacific/Pago_Pago", "+0800", -660),
    ],
)
def test_local_time_of_any_zone_under_another_label_is_corrected(zone: str, label: str, minutes: int) -> None:
    known = Zones(minutes, (minutes, minutes))
    assert learned(demo(articles=60, seed=3, zone=zone, feed_zone=label)) == known


def test_a_feed_that_says_gmt_and_means_it_is_believed() -> None:
    assert learned(demo(articles=60, seed=3, zone="UTC", feed_zone="GMT")).feed is None


def test_a_feed_that_nothing_on_the_home_page_decides_may_be_of_either_zone() -> None:
    """The digits are those of the page: both are Shanghai's, or both are UTC."""
    assert learned(_old_site(feed_zone="GMT")) == GMT_IS_EITHER
    assert learned(_old_site(feed_zone="GMT", info_order=("user",))) == GMT_IS_EITHER


def test_an_offset_that_nothing_contradicts_is_believed() -> None:
    assert learned(_old_site(feed_zone="+0000")) == UTC_SITE


def _old_site(**options: object) -> DemoSite:
    """A site with absolute texts on which nothing was published for days."""
    site = DemoSite(demo(articles=60, seed=3, date_style="Y-m-d H:i", **options).options, lambda: NOW)  # type: ignore[arg-type]
    site.now = lambda: NOW + timedelta(days=5)
    return site


@pytest.mark.parametrize("lag", [600, 3 * 3600, 11 * 3600])
def test_a_home_page_from_a_cache_makes_no_zone_wrong(lag: int) -> None:
    assert learned(demo(articles=60, seed=3, cache_lag=lag)) == Zones(cached=True)
    assert learned(demo(articles=60, seed=3, cache_lag=lag), known=SHANGHAI) == Zones(cached=True)
    assert learned(demo(articles=60, seed=3, cache_lag=lag, zone="UTC")) == Zones(0, cached=True)


def test_that_pages_come_from_a_cache_is_known_for_good() -> None:
    """One that was emptied just now gives fresh pages for a while."""
    assert learned(demo(articles=60, seed=3), known=Zones(cached=True)) == Zones(cached=True)
    assert learned(demo(articles=60, seed=3, zone="UTC"), known=Zones(0, cached=True)) == Zones(
        0, cached=True
    )


@pytest.mark.parametrize("lag", [timedelta(minutes=10), 3 * HOUR, 11 * HOUR])
@pytest.mark.parametrize("age", range(0, 30, 7))
def test_an_age_from_a_cache_leaves_open_what_the_cache_may_hide(age: int, lag: timedelta) -> None:
    published = NOON - lag - age * HOUR - timedelta(minutes=20)
    text = f"{age}小时前" if age else "20分钟前"
    found = read(text, PAGE, "page", rounding="half-up", zones=Zones(cached=True)).interval
    assert found is not None
    assert (found.earliest <= published <= found.latest, found.precision) == (True, "day")


def test_what_names_its_day_is_as_exact_from_a_cache() -> None:
    for text in ("2周前 (07-05)", "2023-07-18 10:05", "2023-07-18"):
        fresh, cached = (read(text, PAGE, "page", zones=Zones(cached=it)).interval for it in (False, True))
        assert fresh == cached


def test_what_is_known_of_a_site_stands_until_it_no_longer_fits() -> None:
    assert learned(_old_site(feed_zone="GMT"), known=GMT_IS_SHANGHAI) == GMT_IS_SHANGHAI
    assert learned(demo(articles=60, seed=3, date_style="Y-m-d H:i"), known=UTC_SITE) == SHANGHAI
    assert learned(demo(articles=60, seed=3), known=GMT_IS_SHANGHAI) == SHANGHAI


def test_a_zone_that_was_open_is_learned_as_soon_as_ages_tell_it() -> None:
    assert learned(demo(articles=60, seed=3, feed_zone="GMT"), known=GMT_IS_EITHER) == GMT_IS_SHANGHAI


def test_a_feed_with_a_header_older_than_its_entries_is_in_the_zone_that_it_names() -> None:
    headers = {"date": format_datetime(NOON - 5 * HOUR, usegmt=True)}
    local = NOON.astimezone(timezone(8 * HOUR))
    pairs = [Pair(format_datetime(local - hours * HOUR), f"{hours}小时前") for hours in range(1, 11)]
    assert learn_zones(pairs, PAGE, replace(PAGE, headers=headers), "half-up", None) == SHANGHAI


def test_one_article_that_contradicts_makes_no_zone_wrong() -> None:
    ages = [Pair(format_datetime(NOON - hours * HOUR), f"{hours}小时前") for hours in range(2, 9)]
    odd = Pair(format_datetime(NOON - 9 * HOUR), "16小时前")
    assert learn_zones([*ages, odd], PAGE, PAGE, "half-up", None) == UTC_SITE
    assert learn_zones([odd], PAGE, PAGE, "half-up", None) == UTC_SITE


def test_one_article_that_contradicts_what_is_known_changes_nothing() -> None:
    others = [Pair("Wed, 19 Jul 2023 10:05:33 GMT", None)] * 9
    local = Pair("Thu, 20 Jul 2023 02:05:33 GMT", "10小时前")
    assert learn_zones([local, *others], PAGE, PAGE, "half-up", SHANGHAI) == SHANGHAI
    assert learn_zones([local, local, *others], PAGE, PAGE, "half-up", SHANGHAI) == GMT_IS_SHANGHAI


@pytest.mark.parametrize("known", [SHANGHAI, Zones(540), GMT_IS_SHANGHAI])
def test_a_clock_that_is_fast_for_a_night_changes_no_zone_that_is_known(known: Zones) -> None:
    label = "GMT" if known.feed else f"{known.pages // 6 * 10:+05}"
    zone = timezone(timedelta(minutes=known.pages))
    fast = timedelta(minutes=37)  # of the server that makes the pages; the Date is a proxy's
    fresh = [timedelta(minutes=minutes) for minutes in (20, 45, 75, 130, 400)]
    pairs = [
        Pair(
            f"{(NOON - age).astimezone(zone):%a, %d %b %Y %H:%M:%S} {label}",
            f"{int((age + fast) / timedelta(minutes=1))}分钟前"
            if age + fast < HOUR
            else f"{round((age + fast) / HOUR)}小时前",
        )
        for age in fresh
    ]
    assert learn_zones(pairs, PAGE, PAGE, "half-up", known) == known


@pytest.mark.parametrize(
    ("zones", "possible"),
    [(SHANGHAI, (480,)), (GMT_IS_SHANGHAI, (480,)), (GMT_IS_EITHER, (480, 0)), (Zones(0, (480, 480)), (0,))],
)
def test_pages_may_be_in_any_zone_in_which_the_feed_may_be(zones: Zones, possible: tuple[int, ...]) -> None:
    assert possible_zones(zones) == possible


@pytest.mark.parametrize("others", [[], [Pair("Wed, 19 Jul 2023 10:05:33 GMT", None)] * 9])
def test_one_article_alone_decides_no_zone(others: list[Pair]) -> None:
    local_time = Pair("Thu, 20 Jul 2023 10:05:33 GMT", "2小时前")
    assert learn_zones([local_time, *others], PAGE, PAGE, "half-up", None) == GMT_IS_EITHER


@pytest.mark.parametrize(
    ("stamp", "lag"),
    [
        ("10:05:30", None),
        ("10:05:31", timedelta()),
        ("10:05:33", timedelta()),
        ("10:05:35", timedelta()),
        ("10:05:36", None),
    ],
)
def test_a_text_and_a_feed_may_each_be_cut_to_a_second_of_its_own(stamp: str, lag: timedelta | None) -> None:
    shown = read("2023-07-18 10:05:33", PAGE, "listing")
    published = feed_instant(f"Tue, 18 Jul 2023 {stamp} +0800", NOON, SHANGHAI)
    assert published is not None
    assert lag_of(shown, published) == lag


def test_a_text_without_a_date_is_as_true_as_any() -> None:
    published = feed_instant("Tue, 18 Jul 2023 10:05:33 +0800", NOON, SHANGHAI)
    assert published is not None
    assert lag_of(read("近日", PAGE, "listing"), published) == timedelta()


@pytest.mark.parametrize(
    ("stamp", "lag"),
    [
        ("Wed, 19 Jul 2023 20:30:00 +0800", timedelta(hours=12) - timedelta(seconds=2)),
        ("Wed, 19 Jul 2023 20:29:58 +0800", timedelta(hours=12)),
        ("Wed, 19 Jul 2023 20:29:57 +0800", None),
    ],
)
def test_a_cache_is_no_older_than_half_a_day(stamp: str, lag: timedelta | None) -> None:
    """On a page that came at once the text is true from 08:30:00 on."""
    shown = read("3小时前", PAGE, "listing", rounding="half-up")
    published = feed_instant(stamp, NOON, SHANGHAI)
    assert (published and lag_of(shown, published)) == lag


def test_one_page_that_is_too_young_is_no_cache() -> None:
    assert not are_old([HOUR, timedelta(), timedelta()])
    assert are_old([HOUR, timedelta(seconds=1), timedelta()])


def test_an_age_from_a_cache_is_half_a_day_wider() -> None:
    found = read("刚刚", PAGE, "page", rounding="half-up", zones=Zones(cached=True)).interval
    assert found is not None
    assert (found.earliest, found.latest) == (NOON - timedelta(hours=12, seconds=1), NOON)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-07-18 02:05", "2023-07-18 10:05:00"),
        ("2023-07-17 23:30:01", "2023-07-18 07:30:01"),
        ("2023-07-18T02:05:00+00:00", "2023-07-18 10:05:00"),
        ("2023-07-18 10:05:33 +0800", "2023-07-18 10:05:33"),
        ("2023-07-18 10:05:33 CST", "2023-07-18 10:05:33"),
        ("2023-07-18 10:05:33 中国标准时间", "2023-07-18 10:05:33"),
        ("2023-07-18 02:05:33 GMT", "2023-07-18 10:05:33"),
        ("2023-07-18 02:05:33 UTC", "2023-07-18 10:05:33"),
        ("2023-07-20 03:59:58", "2023-07-20 11:59:58"),
        ("2023-07-18-2023-07-20", "2023-07-18 08:00:00"),
    ],
)
def test_a_wall_clock_text_is_read_by_the_clock_of_the_site(text: str, expected: str) -> None:
    reading = read(text, PAGE, "page", zones=UTC_SITE)
    assert reading.interval is not None
    assert f"{reading.interval.earliest:%Y-%m-%d %H:%M:%S}" == expected


def test_an_age_is_of_no_zone_and_its_bracket_is() -> None:
    assert read("3小时前", PAGE, "page", zones=UTC_SITE) == read("3小时前", PAGE, "page")
    found = read("2周前 (07-05)", PAGE, "page", rounding="half-up", zones=UTC_SITE).interval
    assert found is not None
    day = datetime(2023, 7, 5, tzinfo=UTC)
    assert (found.earliest, found.latest) == (day, day + timedelta(days=1, seconds=-1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-07-18 02:05", ("2023-07-18 02:05:00", "2023-07-18 10:05:59", "day")),
        ("2023-07-18 20:05:33", ("2023-07-18 20:05:33", "2023-07-19 04:05:33", "day")),
        ("2023-07-20 06:05:33", ("2023-07-20 06:05:33", "2023-07-20 06:05:33", "second")),  # else yet to come
        ("2023-07-18 10:05:33 +0800", ("2023-07-18 10:05:33", "2023-07-18 10:05:33", "second")),
        ("2023-07-18", ("2023-07-18 00:00:00", "2023-07-18 23:59:59", "day")),
        ("3小时前", ("2023-07-20 08:30:00", "2023-07-20 09:30:00", "hour")),
    ],
)
def test_where_the_zone_of_the_feed_is_open_that_of_the_pages_is(
    text: str, expected: tuple[str, str, str]
) -> None:
    """A day without a time is taken as it is written: by it the site's readers name it."""
    found = read(text, PAGE, "page", rounding="half-up", zones=GMT_IS_EITHER).interval
    assert found is not None
    assert (
        *(f"{end:%Y-%m-%d %H:%M:%S}" for end in (found.earliest, found.latest)),
        found.precision,
    ) == expected


CST = timezone(8 * HOUR)


@pytest.mark.parametrize(
    ("text", "zones", "earliest", "latest"),
    [
        ("Thu, 20 Jul 2023 02:05:33 GMT", SHANGHAI, "10:05:33", "10:05:33"),
        ("Thu, 20 Jul 2023 10:05:33 GMT", GMT_IS_SHANGHAI, "10:05:33", "10:05:33"),
        ("Thu, 20 Jul 2023 10:05:33 +0000", GMT_IS_SHANGHAI, "10:05:33", "10:05:33"),
        (f"Thu, 20 Jul 2023 10:05:33{' ' * 500}+0000", GMT_IS_SHANGHAI, "10:05:33", "10:05:33"),
        ("Thu, 20 Jul 2023 10:05:33 +08", GMT_IS_SHANGHAI, "10:05:33", "10:05:33"),
        ("Thu, 20 Jul 2023 10:05:33 +0530", GMT_IS_SHANGHAI, "10:05:33", "10:05:33"),
        ("Thu, 20 Jul 2023 01:05:33 GMT", GMT_IS_EITHER, "01:05:33", "09:05:33"),
        ("Thu, 20 Jul 2023 10:05:33 GMT", GMT_IS_EITHER, "10:05:33", "12:00:00"),
        ("Thu, 20 Jul 2023 10:05:33 +0800", SHANGHAI, "10:05:33", "10:05:33"),
        ("Thu, 20 Jul 2023 12:45:00 +0800", SHANGHAI, "12:45:00", "12:45:00"),
    ],
)
def test_a_pub_date_means_what_the_zone_of_the_feed_leaves(
    text: str, zones: Zones, earliest: str, latest: str
) -> None:
    found = feed_instant(text, NOON, zones)
    assert found is not None
    assert [f"{end.astimezone(CST):%H:%M:%S}" for end in (found.earliest, found.latest)] == [earliest, latest]
    assert found.precision == ("second" if zones is not GMT_IS_EITHER else "day")


@pytest.mark.parametrize("text", ["Thu, 20 Jul 2023 20:05:33 +0800", "Thu, 20 Jul 2023 10:05:33 GMT"])
def test_an_instant_after_the_moment_it_was_seen_is_no_evidence(text: str) -> None:
    with pytest.raises(ContradictoryDate, match="after the moment it was seen"):
        feed_instant(text, NOON, SHANGHAI)


@pytest.mark.parametrize("label", ["-0000", "", "CST"])
def test_a_feed_that_says_no_offset_is_read_as_shanghai_s(label: str) -> None:
    pairs = [Pair(f"Thu, 20 Jul 2023 10:05:33 {label}".strip(), None)]
    assert learn_zones(pairs, PAGE, PAGE, None, None) == SHANGHAI


def test_a_feed_without_a_date_has_none() -> None:
    assert feed_instant("soon", NOON, GMT_IS_EITHER) is None
    assert isinstance(feed_instant("2023-07-18 10:05", NOON, GMT_IS_EITHER), DateInterval)


def test_a_feed_may_be_an_hour_ahead_and_no_second_more() -> None:
    hour = feed_instant("Thu, 20 Jul 2023 13:00:00 +0800", NOON, SHANGHAI)
    assert hour is not None
    assert hour.earliest == hour.latest == NOON + timedelta(hours=1)
    with pytest.raises(ContradictoryDate):
        feed_instant("Thu, 20 Jul 2023 13:00:01 +0800", NOON, SHANGHAI)


@pytest.mark.parametrize(
    ("texts", "zones"),
    [
        pytest.param(("2023-07-19", "2023-07-18"), SHANGHAI, id="days that fit both zones"),
        pytest.param((None, None), SHANGHAI, id="no dates"),
        pytest.param(("2023-07-19T10:00:00+08:00", "2023-07-18T11:00:00+08:00"), SHANGHAI, id="instants"),
        pytest.param(("2023-07-19 10:00", "2023-07-18 11:00"), SHANGHAI, id="times of Shanghai"),
        pytest.param(("2023-07-19 02:00", "2023-07-18 03:00"), UTC_SITE, id="times in UTC"),
        pytest.param(("2023-07-19 11:00", "2023-07-18 12:00"), Zones(540), id="times of Tokyo"),
    ],
)
def test_a_feed_that_is_in_utc_everywhere_tells_nothing_of_the_zone_of_the_pages(
    texts: tuple[str | None, ...], zones: Zones
) -> None:
    stamps = ("Wed, 19 Jul 2023 02:00:00 +0000", "Tue, 18 Jul 2023 03:00:00 +0000")
    pairs = [Pair(stamp, text) for stamp, text in zip(stamps, texts, strict=True)] * 3
    assert learn_zones(pairs, PAGE, PAGE, None, None, true_feed=True) == zones
