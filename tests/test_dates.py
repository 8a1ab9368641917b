"""Chinese date texts: tables of real strings with values judged by a person against the site's clock."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.date_texts import NOON, Rounding, at, ends, read, whole
from xzcrawl.dates import SHANGHAI, parse_date
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import Precision

HALF_UP: list[tuple[str, str, str, Precision]] = [
    ("1秒前", "2023-07-20 11:59:59", "2023-07-20 11:59:59", "second"),
    ("3秒前", "2023-07-20 11:59:57", "2023-07-20 11:59:57", "second"),
    ("1分钟前", "2023-07-20 11:58:31", "2023-07-20 11:59:00", "minute"),
    ("5分钟前", "2023-07-20 11:54:31", "2023-07-20 11:55:30", "minute"),
    ("60分钟前", "2023-07-20 11:00:01", "2023-07-20 11:00:30", "minute"),
    ("1小时前", "2023-07-20 10:30:01", "2023-07-20 11:00:00", "hour"),
    ("24小时前", "2023-07-19 12:00:01", "2023-07-19 12:30:00", "hour"),
    ("1天前", "2023-07-19 00:00:01", "2023-07-19 12:00:00", "day"),
    ("3天前", "2023-07-17 00:00:01", "2023-07-18 00:00:00", "day"),
    ("7天前", "2023-07-13 12:00:01", "2023-07-14 00:00:00", "day"),
    ("10个月前", "2022-09-08 12:00:01", "2022-10-08 12:00:00", "month"),
    ("12个月前", "2022-07-25 12:00:01", "2022-08-09 12:00:00", "month"),
    ("1年前", "2022-01-26 12:00:01", "2022-07-25 12:00:00", "year"),
    ("2年前", "2021-01-31 12:00:01", "2022-01-26 12:00:00", "year"),
    # a count the clock never prints: a theme without the next unit, so no cap
    ("90分钟前", "2023-07-20 10:29:31", "2023-07-20 10:30:30", "minute"),
    ("30小时前", "2023-07-19 05:30:01", "2023-07-19 06:30:00", "hour"),
    ("15天前", "2023-07-05 00:00:01", "2023-07-06 00:00:00", "day"),
    ("400天前", "2022-06-15 00:00:01", "2022-06-16 00:00:00", "day"),
    ("18个月前", "2022-01-11 12:00:01", "2022-02-10 12:00:00", "month"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), HALF_UP)
def test_a_figure_rounded_half_up_spans_what_the_clock_rounds_to_it(
    text: str, earliest: str, latest: str, precision: Precision
) -> None:
    interval = parse_date(text, NOON, rounding="half-up")
    assert interval is not None
    assert (*ends(interval), interval.precision, interval.text) == (earliest, latest, precision, text)


def test_an_age_reaches_back_to_1971_and_no_further() -> None:
    assert read("639个月前", at("2023-07-11 23:59:59"))[0] == "1971-01-01 00:00:00"
    assert parse_date("639个月前", at("2023-07-11 23:59:58"), rounding="half-up") is None


@pytest.mark.parametrize(  # Precision has no word for a week, so only the ends are judged
    ("text", "earliest", "latest"),
    [
        ("1周前", "2023-07-10 00:00:01", "2023-07-13 12:00:00"),
        ("4周前", "2023-06-20 12:00:01", "2023-06-26 00:00:00"),
        ("5周前", "2023-06-12 00:00:01", "2023-06-19 00:00:00"),
    ],
)
def test_weeks_end_where_months_begin(text: str, earliest: str, latest: str) -> None:
    assert read(text) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("5分钟前", "2023-07-20 11:54:01", "2023-07-20 11:55:00"),
        ("1小时前", "2023-07-20 10:00:01", "2023-07-20 11:00:00"),
        ("3天前", "2023-07-16 12:00:01", "2023-07-17 12:00:00"),
        ("6天前", "2023-07-13 12:00:01", "2023-07-14 12:00:00"),
        ("7天前", "2023-07-12 12:00:01", "2023-07-13 12:00:00"),  # beyond a clock that rounds down: no cap
        ("4周前", "2023-06-20 12:00:01", "2023-06-22 12:00:00"),
        ("10个月前", "2022-08-24 12:00:01", "2022-09-23 12:00:00"),
        ("11个月前", "2022-07-25 12:00:01", "2022-08-24 12:00:00"),
        ("12个月前", "2022-06-25 12:00:01", "2022-07-25 12:00:00"),
        ("1年前", "2021-07-30 12:00:01", "2022-07-25 12:00:00"),
    ],
)
def test_a_theme_that_rounds_down_means_the_full_unit(text: str, earliest: str, latest: str) -> None:
    assert read(text, rounding="down") == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1天前", "2023-07-18 12:00:01", "2023-07-19 12:00:00"),
        ("3天前", "2023-07-16 12:00:01", "2023-07-18 00:00:00"),
        ("7天前", "2023-07-12 12:00:01", "2023-07-14 00:00:00"),
        ("10个月前", "2022-08-24 12:00:01", "2022-10-08 12:00:00"),
        ("12个月前", "2022-06-25 12:00:01", "2022-08-09 12:00:00"),
    ],
)
def test_an_unknown_theme_means_what_either_rounding_means(text: str, earliest: str, latest: str) -> None:
    assert read(text, rounding=None) == (earliest, latest)
    assert ends(parse_date(text, NOON)) == (earliest, latest)


def test_just_now_is_now_and_not_before() -> None:
    interval = parse_date("刚刚", NOON, rounding="half-up")
    assert interval is not None
    assert interval.earliest == NOON  # a second earlier the clock prints 1秒前
    assert NOON <= interval.latest <= NOON + timedelta(days=2)  # e < 1 holds for a clock ahead of ours


def test_just_now_of_an_unknown_theme_is_about_now() -> None:
    interval = parse_date("刚刚", NOON)
    assert interval is not None
    assert NOON - timedelta(hours=1) <= interval.earliest <= NOON <= interval.latest


@pytest.mark.parametrize("rounding", ["half-up", None])
def test_the_stored_sample_was_published_on_one_day_and_no_other(rounding: Rounding) -> None:
    interval = parse_date("10个月前 (09-24)", NOON, rounding=rounding)
    assert interval is not None
    assert (*ends(interval), interval.precision) == (*whole("2022-09-24"), "day")
    assert interval.text == "10个月前 (09-24)"


@pytest.mark.parametrize(
    ("text", "seen_at", "expected"),
    [
        ("1周前 (07-12)", NOON, whole("2023-07-12")),
        ("1周前 (07-10)", NOON, ("2023-07-10 00:00:01", "2023-07-10 23:59:59")),
        ("1周前 (07-13)", NOON, ("2023-07-13 00:00:00", "2023-07-13 12:00:00")),
        ("1周前 (12-28)", at("2023-01-05 08:00:00"), whole("2022-12-28")),
        ("1个月前 (02-29)", at("2024-04-05 12:00:00"), whole("2024-02-29")),
        ("12个月前 (02-29)", at("2025-02-15 12:00:00"), whole("2024-02-29")),
        ("12个月前 (07-28)", NOON, whole("2022-07-28")),
        ("10个月前 (09-08)", NOON, ("2022-09-08 12:00:01", "2022-09-08 23:59:59")),
        ("10个月前 (10-08)", NOON, ("2022-10-08 00:00:00", "2022-10-08 12:00:00")),
        ("1年前 (2022-03-08)", NOON, whole("2022-03-08")),
        ("2年前 (2021-03-08)", NOON, whole("2021-03-08")),
        # served from a cache: the bracket is older than the figure allows, by less than two days
        ("10个月前 (09-07)", NOON, whole("2022-09-07")),
        ("10个月前 (09-06)", NOON, whole("2022-09-06")),
        ("1周前 (07-09)", NOON, whole("2023-07-09")),
        ("1年前 (2022-01-25)", NOON, whole("2022-01-25")),
    ],
)
def test_a_bracketed_day_narrows_the_figure_or_stands_whole(
    text: str, seen_at: datetime, expected: tuple[str, str]
) -> None:
    assert read(text, seen_at) == expected


@pytest.mark.parametrize(
    "text",
    ["10个月前 (01-01)", "10个月前 (09-05)", "10个月前 (10-12)", "1年前 (2021-03-08)", "3年前 (2022-03-08)"],
)
def test_a_bracket_no_cache_can_explain_is_a_contradiction_with_both_candidates(text: str) -> None:
    with pytest.raises(ContradictoryDate) as caught:
        parse_date(text, NOON, rounding="half-up")
    assert caught.value.text == text
    assert len(caught.value.candidates) >= 2
    assert read(text.partition(" ")[0]) in [ends(candidate) for candidate in caught.value.candidates]


@pytest.mark.parametrize(
    "text",
    [
        "2022-02-30", "2022年2月30日", "2月30日", "02-30", "2023-02-29", "2022-04-31 10:05",
        "1个月前 (02-30)",
        "1个月前 (06-31)", "2030-01-01", "2033年09月24日 10:05", "3023-07-20", "2022-09-24 (09-25)",
    ],
)  # fmt: skip
def test_a_day_that_is_not_in_the_calendar_or_not_yet_is_a_contradiction(text: str) -> None:
    with pytest.raises(ContradictoryDate):
        parse_date(text, NOON)


@pytest.mark.parametrize(
    ("text", "why"), [("2199-12-31", "after the moment it was seen"), ("2200-01-01", "no such day")]
)
def test_a_web_page_is_of_a_year_before_2200(text: str, why: str) -> None:
    with pytest.raises(ContradictoryDate, match=why):
        parse_date(text, NOON)


def test_a_leap_day_in_a_common_year_is_a_contradiction() -> None:
    with pytest.raises(ContradictoryDate):
        parse_date("1个月前 (02-29)", at("2023-04-05 12:00:00"), rounding="half-up")


DAYS = [
    ("2022-09-24", "2022-09-24"), ("2022-9-4", "2022-09-04"), ("2022/3/8", "2022-03-08"),
    ("2022/03/08", "2022-03-08"), ("2022.03.08", "2022-03-08"), ("2022年09月24日", "2022-09-24"),
    ("2022年9月24日", "2022-09-24"), ("2022 年 9 月 24 日", "2022-09-24"), ("2020-02-29", "2020-02-29"),
    ("２０２２-０９-２４", "2022-09-24"), ("２０２２年９月２４日", "2022-09-24"),
    ("二〇二二年三月八日", "2022-03-08"), ("二○二二年三月八日", "2022-03-08"),
    ("二零二二年十二月三十一日", "2022-12-31"), ("二〇二二年十月二十日", "2022-10-20"),
    ("二〇二一年十一月十一日", "2021-11-11"), ("十二月三日", "2022-12-03"), ("十二月三十一号", "2022-12-31"),
    ("September 24, 2022", "2022-09-24"), ("Sep 24, 2022", "2022-09-24"), ("24 Sep 2022", "2022-09-24"),
    ("May 1, 2023", "2023-05-01"), ("09-24", "2022-09-24"), ("9月24日", "2022-09-24"),
    ("07-19", "2023-07-19"), ("07-21", "2022-07-21"), ("02-29", "2020-02-29"),
    ("昨天", "2023-07-19"), ("昨日", "2023-07-19"), ("前天", "2023-07-18"), ("上周五", "2023-07-14"),
    ("上周日", "2023-07-16"), ("上星期一", "2023-07-10"),
    ("发布时间：2022-12-13", "2022-12-13"), ("日期:2022-12-13", "2022-12-13"),
    ("发布于 2022-12-13", "2022-12-13"),
    ("发表于2022年12月13日", "2022-12-13"), ("时间: 2022/12/13", "2022-12-13"), ("发布于昨天", "2023-07-19"),
    (" \xa02022-09-24\u3000\n", "2022-09-24"), ("\u200b2022-09-24", "2022-09-24"),
    ("2022-09-24 星期六", "2022-09-24"),
    ("10个月前（09-24）", "2022-09-24"), ("１０个月前（０９-２４）", "2022-09-24"),
    ("10个月前(09-24)", "2022-09-24"),
    ("\n 10个月前\xa0\n(09-24) ", "2022-09-24"), ("发布于 10个月前 (09-24)", "2022-09-24"),
    ("十个月前 (09-24)", "2022-09-24"), ("10 个月前 ( 09-24 )", "2022-09-24"),
    ("admin10个月前 (09-24)徐州产业信息38", "2022-09-24"), ("admin2022-09-24徐州产业信息38", "2022-09-24"),
    ("admin1年前 (2022-03-08)徐州产业信息38", "2022-03-08"),
    ("徐州产业信息10个月前 (09-24)admin 38", "2022-09-24"),
    ("admin2022年09月24日徐州产业信息38", "2022-09-24"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_is_read_as_that_whole_day(text: str, day: str) -> None:
    interval = parse_date(text, NOON, rounding="half-up")
    assert interval is not None
    assert (*ends(interval), interval.precision) == (*whole(day), "day")
    assert interval.earliest.tzinfo == interval.latest.tzinfo == SHANGHAI


@pytest.mark.parametrize("text", ["今天", "今日", "周四", "2023-07-20", "07-20", "7月20日"])
def test_today_starts_at_midnight_and_laststoday(text: str) -> None:
    earliest, latest = read(text)
    assert (earliest, latest[:10]) == ("2023-07-20 00:00:00", "2023-07-20")
    assert latest >= "2023-07-20 12:00:00"  # the end may or may not be cut at the observation


TIMES: list[tuple[str, str, Precision]] = [
    ("2022-09-24 10:05", "2022-09-24 10:05", "minute"),
    ("2022-09-24 10:05:33", "2022-09-24 10:05:33", "second"),
    ("2022年09月24日 10:05", "2022-09-24 10:05", "minute"),
    ("2022年09月24日10:05", "2022-09-24 10:05", "minute"),
    ("2022年09月24日 10:05:33", "2022-09-24 10:05:33", "second"),
    ("2022年9月24日 10时05分", "2022-09-24 10:05", "minute"),
    ("2022年9月24日9时5分", "2022-09-24 09:05", "minute"),
    ("2022年9月24日 10时05分33秒", "2022-09-24 10:05:33", "second"),
    ("2022/3/8 9:05", "2022-03-08 09:05", "minute"),
    ("2022.03.08 09:05:07", "2022-03-08 09:05:07", "second"),
    ("９月２４日 １０：０５", "2022-09-24 10:05", "minute"),
    ("09-24 10:05", "2022-09-24 10:05", "minute"),
    ("发布日期:2022-12-13 09:57", "2022-12-13 09:57", "minute"),
    ("时间：2022-12-13\xa009:57:01", "2022-12-13 09:57:01", "second"),
    ("昨天 20:15", "2023-07-19 20:15", "minute"),
    ("昨天20:15:33", "2023-07-19 20:15:33", "second"), ("今天 08:30", "2023-07-20 08:30", "minute"),
    ("今日 8:30", "2023-07-20 08:30", "minute"), ("前天 23:59", "2023-07-18 23:59", "minute"),
    ("2022-09-24T10:05:33+08:00", "2022-09-24 10:05:33", "second"),
    ("2022-09-24T10:05:33+0800", "2022-09-24 10:05:33", "second"),
    ("2022-09-24T02:05:33Z", "2022-09-24 10:05:33", "second"),
    ("2022-09-23T22:05:33-04:00", "2022-09-24 10:05:33", "second"),
    ("2022-09-24T20:05:33Z", "2022-09-25 04:05:33", "second"),
    ("2022-09-24T10:05:33", "2022-09-24 10:05:33", "second"),
    ("2022-09-24T10:05:33.250+08:00", "2022-09-24 10:05:33", "second"),
    # the feed's pubDate
    ("Sat, 24 Sep 2022 10:05:33 +0800", "2022-09-24 10:05:33", "second"),
    ("admin2022-09-24 10:05徐州产业信息38", "2022-09-24 10:05", "minute"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "moment", "precision"), TIMES)
def test_a_time_is_read_to_the_unit_it_shows(text: str, moment: str, precision: Precision) -> None:
    interval = parse_date(text, NOON, rounding="half-up")
    assert interval is not None
    expected = (moment, moment) if precision == "second" else (f"{moment}:00", f"{moment}:59")
    assert (*ends(interval), interval.precision) == (*expected, precision)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("两天前", "2天前"), ("二天前", "2天前"), ("三个月前", "3个月前"), ("十分钟前", "10分钟前"),
        ("十二个小时前", "12小时前"), ("二十分钟前", "20分钟前"), ("3个小时前", "3小时前"),
        ("2个星期前", "2周前"),
        ("2星期前", "2周前"), ("两个星期前", "2周前"), ("一年前", "1年前"), ("3 天前", "3天前"),
        ("３天前", "3天前"),
        (" 1天前\xa0", "1天前"), ("发布于3天前", "3天前"), ("admin3天前徐州产业信息38", "3天前"),
        ("3分前", "3分钟前"),
    ],
)  # fmt: skip
def test_another_way_to_write_a_figure_means_the_same(text: str, plain: str) -> None:
    assert read(text) == read(plain)


@pytest.mark.parametrize("rounding", ["half-up", None])
@pytest.mark.parametrize(
    ("text", "unit"),
    [("半小时前", timedelta(hours=1)), ("半个小时前", timedelta(hours=1)), ("半年前", timedelta(days=360))],
)
def test_half_a_unit_holds_its_half_and_lastsbefore_the_next_figure(
    text: str, unit: timedelta, rounding: Rounding
) -> None:
    interval = parse_date(text, NOON, rounding=rounding)
    assert interval is not None
    assert NOON - unit < interval.earliest <= NOON - unit / 2 <= interval.latest < NOON


def test_last_friday_is_counted_in_weeks_from_monday() -> None:
    assert read("上周五", at("2023-07-22 09:00:00")) == whole("2023-07-14")  # a Saturday
    assert read("上周五", at("2023-07-23 09:00:00")) == whole("2023-07-14")  # the Sunday ends the same week
    assert read("上周五", at("2023-07-24 09:00:00")) == whole("2023-07-21")


@pytest.mark.parametrize(
    ("text", "day"),
    [("周三", "2023-07-19"), ("(09-24)", "2022-09-24"),
    ("Sat, 24 Sep 2022 02:05:33 GMT", "2022-09-24 10:05:33"), ("星期五", "2023-07-14"),
    ("22-03-08", "2022-03-08"),
    ("2022-09-24 下午3:05", "2022-09-24 15:05"),
     ("September 24, 2022 3:05 pm", "2022-09-24 15:05"), ("2022年9月24日 晚上8点", "2022-09-24 20:00"),
     ("2022年9月24日 星期六 10:05", "2022-09-24 10:05"), ("admin2022-09-2438", "2022-09-24"),
     ("admin2022-09-24 10:0538", "2022-09-24 10:05"), ("admin310个月前 (09-24)38", "2022-09-24"),
     ("今日徐州10个月前 (09-24)徐州产业信息38", "2022-09-24"), ("2022年9月", "2022-09-15"),
     ("2022年", "2022-06-15"),
     ("发布:2022-09-24 更新:2022-10-01", "2022-09-24"), ("2022-09-24至2022-09-28", "2022-09-24"),
     ("10个月前 (10-09)", "2022-10-09"), ("昨天下午3点", "2023-07-19 15:00")],
)  # fmt: skip
def test_a_text_the_grammar_need_not_know_is_never_read_wrong(text: str, day: str) -> None:
    try:
        interval = parse_date(text, NOON, rounding="half-up")
    except ContradictoryDate:
        return
    assert interval is None or interval.earliest <= at(day) <= interval.latest


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\xa0", "admin", "徐州产业信息", "38", "3.5亿元", "2022", "13391219793", "400 0123 021",
        "400-0123-021",
        "第12届", "1/3", "3天", "3天后", "前", "天前", "个月前", "()", "()前", "192.168.1.1", "1.2.3",
        "v2022.3.1.4",
        "10-20万元",
        "租金12-15元/平方米", "2022-2023年度", "2022/2023", "500-1200平方米", "0516-83123456",
        "电话:0516-12345678",
        "今日徐州", "今日头条", "前天津市委书记", "当前", "目前", "十", "5000平方米厂房", "May", "Top 10",
        "9999999", "13-01元", "目前日均产量", "一周一次", "Decision 5, 2022",
    ],
)  # fmt: skip
def test_a_text_without_a_date_gives_none(text: str) -> None:
    assert parse_date(text, NOON) is None


@pytest.mark.parametrize(
    "text",
    [
        "2022-09-24T10:05:33+99:99", "2022-09-24T10:05:33-24:00", "9999-12-31", "9999-12-31T23:59:59Z",
        "9999年12月", "1年前 (9999-12-31)", "0001-01-01T00:00+08:00", "0000-01-01", "99999年前", "9999年前",
    ],
)  # fmt: skip
def test_a_moment_no_calendar_holds_is_refused_in_our_own_words(text: str) -> None:
    try:
        interval = parse_date(text, NOON)
    except ContradictoryDate:
        return
    assert interval is None


def test_the_zone_of_the_observation_does_not_matter() -> None:
    seen_at = datetime(2023, 7, 19, 20, 0, tzinfo=UTC)  # 04:00 on the 20th in Shanghai
    assert read("昨天", seen_at) == whole("2023-07-19")
    assert parse_date("10个月前 (09-24)", NOON) == parse_date("10个月前 (09-24)", NOON.astimezone(UTC))


def test_a_part_of_a_second_of_the_observation_is_dropped_as_the_server_drops_it() -> None:
    assert read("3秒前", NOON + timedelta(microseconds=900_000)) == ("2023-07-20 11:59:57",) * 2


@pytest.mark.parametrize("words", ["", "刚刚 "])
def test_the_clock_of_the_server_may_be_an_hour_ahead_and_no_second_more(words: str) -> None:
    assert read(f"{words}2023-07-20 13:00:00") == ("2023-07-20 13:00:00",) * 2
    with pytest.raises(ContradictoryDate):
        read(f"{words}2023-07-20 13:00:01")


def test_a_server_that_is_ahead_may_have_another_year() -> None:
    """At ten to twelve by our clock its own says the first of January."""
    assert read("3分钟前 (01-01)", at("2023-12-31 23:50:00")) == whole("2024-01-01")


@pytest.mark.parametrize(
    ("text", "lasts"),
    [
        ("3天前", ("2026-07-17", "2025-07-31")),
        ("昨天", ("2026-07-19", "2025-08-02")),
        ("09-24", ("2025-09-24", "2024-09-24")),
        ("去年", ("2025-12-31", "2024-12-31")),
        ("10个月前 (09-15)", ("2025-09-15", "2024-09-15")),
    ],
)
def test_what_is_remembered_of_a_text_is_true_whenever_it_is_seen(text: str, lasts: tuple[str, str]) -> None:
    noons = (datetime(2026, 7, 20, 12, tzinfo=SHANGHAI), datetime(2025, 8, 3, 12, tzinfo=SHANGHAI))
    for _ in range(2):
        found = [parse_date(text, noon, rounding="down") for noon in noons]
        assert [f"{each.latest:%Y-%m-%d}" for each in found if each] == [*lasts]
