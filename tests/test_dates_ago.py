"""Ages of several units, of halves and tenths, and exact dates beside an age."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.date_texts import CST, NOON, Rounding, at, ends, read, whole
from xzcrawl.dates import parse_date
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import Precision

SECOND = timedelta(seconds=1)
quick = settings(max_examples=250)


@pytest.mark.parametrize(
    ("text", "half_up", "down", "precision"),
    [
        (
            "1小时10分前",
            ("2023-07-20 10:49:31", "2023-07-20 10:50:30"),
            ("2023-07-20 10:49:01", "2023-07-20 10:50:00"),
            "minute",
        ),
        (
            "1天2小时前",
            ("2023-07-19 09:30:01", "2023-07-19 10:30:00"),
            ("2023-07-19 09:00:01", "2023-07-19 10:00:00"),
            "hour",
        ),
        (
            "1个月10天前",
            ("2023-06-10 00:00:01", "2023-06-11 00:00:00"),
            ("2023-06-09 12:00:01", "2023-06-10 12:00:00"),
            "day",
        ),
        (
            "1年2个月前",
            ("2022-05-11 12:00:01", "2022-06-10 12:00:00"),
            ("2022-04-26 12:00:01", "2022-05-26 12:00:00"),
            "month",
        ),
        (
            "1周3天前",
            ("2023-07-10 00:00:01", "2023-07-11 00:00:00"),
            ("2023-07-09 12:00:01", "2023-07-10 12:00:00"),
            "day",
        ),
        (
            "2小时30分钟5秒前",
            ("2023-07-20 09:29:55", "2023-07-20 09:29:55"),
            ("2023-07-20 09:29:55", "2023-07-20 09:29:55"),
            "second",
        ),
        (
            "1小时0分前",
            ("2023-07-20 10:59:31", "2023-07-20 11:00:00"),
            ("2023-07-20 10:59:01", "2023-07-20 11:00:00"),
            "minute",
        ),
        (  # 119.5 to 120 minutes: from there on it is two hours
            "1小时60分前",
            ("2023-07-20 10:00:01", "2023-07-20 10:00:30"),
            ("2023-07-20 09:59:01", "2023-07-20 10:00:00"),
            "minute",
        ),
        (
            "1个半小时前",
            ("2023-07-20 10:15:01", "2023-07-20 10:45:00"),
            ("2023-07-20 10:00:01", "2023-07-20 10:30:00"),
            "hour",
        ),
        (
            "两个半月前",
            ("2023-04-29 00:00:01", "2023-05-14 00:00:00"),
            ("2023-04-21 12:00:01", "2023-05-06 12:00:00"),
            "month",
        ),
        (
            "1天半前",
            ("2023-07-18 18:00:01", "2023-07-19 06:00:00"),
            ("2023-07-18 12:00:01", "2023-07-19 00:00:00"),
            "day",
        ),
        (
            "1.5小时前",
            ("2023-07-20 10:27:01", "2023-07-20 10:33:00"),
            ("2023-07-20 10:24:01", "2023-07-20 10:30:00"),
            "hour",
        ),
        (
            "刚刚",
            ("2023-07-20 12:00:00", "2023-07-20 12:00:00"),
            ("2023-07-20 11:59:01", "2023-07-20 12:00:00"),
            "second",
        ),
        (
            "近三天内",
            ("2023-07-17 12:00:00", "2023-07-20 12:00:00"),
            ("2023-07-17 12:00:00", "2023-07-20 12:00:00"),
            "day",
        ),
    ],
)
def test_an_age_is_the_sum_of_its_units_and_as_wide_as_the_smallest(
    text: str, half_up: tuple[str, str], down: tuple[str, str], precision: Precision
) -> None:
    interval = parse_date(text, NOON, rounding="half-up")
    assert (ends(interval), interval and interval.precision) == (half_up, precision)
    assert read(text, rounding="down") == down
    assert read(text, rounding=None) == (min(half_up[0], down[0]), max(half_up[1], down[1]))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("一个半小时前", "1个半小时前"), ("一個半小時前", "1个半小时前"), ("1小时半前", "1个半小时前"),
        ("2个半月前", "两个半月前"), ("兩個半月前", "两个半月前"), ("一年半以前", "1年半前"),
        ("一小時十分鐘前", "1小时10分前"), ("1 小时 10 分钟 前", "1小时10分前"),
        ("1小時10分鐘之前", "1小时10分前"),
        ("１小时１０分前", "1小时10分前"), ("一天零二小时前", "1天2小时前"), ("1天又2小时前", "1天2小时前"),
        ("1天，2小时前", "1天2小时前"), ("1个月零10天前", "1个月10天前"), ("发布于1天2小时前", "1天2小时前"),
        ("admin1天2小时前徐州38", "1天2小时前"), ("1周零3天前", "1周3天前"), ("1禮拜3天前", "1周3天前"),
        ("1小时 前", "1小时前"), ("3 秒前", "3秒前"), ("3分鐘前", "3分钟前"), ("2個月前", "2个月前"),
        ("3週前", "3周前"), ("3禮拜前", "3周前"), ("3個鐘頭前", "3小时前"), ("3小時以前", "3小时前"),
        ("3天之前", "3天前"), ("3日前", "3天前"), ("三日以前", "3天前"), ("近三日内", "近三天内"),
        ("近3天以内", "近三天内"), ("近3天之内", "近三天内"), ("三礼拜前", "3周前"), ("三个礼拜前", "3周前"),
        ("三星期前", "3周前"), ("三个星期前", "3周前"), ("三周前", "3周前"), ("三个周前", "3周前"),
        ("三小时前", "3小时前"), ("三个小时前", "3小时前"), ("三钟头前", "3小时前"),
        ("三个钟头前", "3小时前"),
        ("三分钟前", "3分钟前"), ("三秒前", "3秒前"), ("三天前", "3天前"), ("三年前", "3年前"),
        ("剛剛", "刚刚"), ("剛才", "刚刚"), ("半個鐘頭前", "半小时前"), ("半個月前", "半个月前"),
        ("一百二十天前", "120天前"), ("一百零五天前", "105天前"), ("近一天內", "近1天内"),
        ("用时3分钟 2小时前", "2小时前"),  # units that do not fall are two figures
        ("2022年 3个月前", "3个月前"), ("38 半年前", "半年前"), ("本月3天前", "3天前"),
        ("昨天 3天前", "3天前"), ("周一 3天前", "3天前"),  # of a name, perhaps
    ],
)  # fmt: skip
def test_another_way_to_write_an_age_means_the_same(text: str, plain: str) -> None:
    roundings: tuple[Rounding, ...] = ("half-up", "down", None)
    assert [read(text, rounding=each) for each in roundings] == [
        read(plain, rounding=each) for each in roundings
    ]


@pytest.mark.parametrize(
    "text",
    [
        "三四天前", "两三个月前", "10多天前", "十几天前", "数天前", "几分钟前", "大半年前", "小半天前",
        "二百五天前",
        "3天前景看好", "10年前沿技术", "5年前瞻", "1个月前台值班", "2周前线报道", "1年前期工作",
        "一年前置审批",
        "1个半小时半前", "半个半小时前", "1.5个半小时前",
        "0天前", "0.0小时前", "半秒前", "1.5秒前", "1月10天前", "1.2.3天前", "9月24日前",
        "2022年3月前",
        "三天内发货", "1小时10分", "1天2小时后", "9999年1天前", "63年11个月前",
        "54年前", "54年前 (1970-01-01)", "53年6个月前",  # what a clock prints of PHP's zero
    ],
)  # fmt: skip
def test_what_tells_no_age_gives_none(text: str) -> None:
    assert parse_date(text, NOON) is None


MINUTE = ("2023-07-18 10:00:00", "2023-07-18 10:00:59")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-07-18 10:00 (2天前)", MINUTE),
        ("2023-07-18 10:00（2天前）", MINUTE),
        ("2天前 (2023-07-18 10:00)", MINUTE),
        ("2天前 2023-07-18 10:00", MINUTE),
        ("2天前 | 07-18 10:00", MINUTE),
        ("07-18 10:00 2天前", MINUTE),
        ("7月18日 10:00，2天前", MINUTE),
        ("admin 2天前 (2023年7月18日 上午10:00) 徐州产业信息", MINUTE),
        ("Tue, 18 Jul 2023 02:00 GMT (1天22小时前)", MINUTE),
        ("1年前 2022-07-20", whole("2022-07-20")),
        ("2022-07-20 1年前", whole("2022-07-20")),
        ("07-25 2年前", whole("2021-07-25")),  # the age tells the year
        ("2天前 2023-07-18", whole("2023-07-18")),
        ("昨天 20:15 (16小时前)", ("2023-07-19 20:15:00", "2023-07-19 20:15:59")),
        ("刚刚 2023-07-20 11:58:20", ("2023-07-20 11:58:20", "2023-07-20 11:58:20")),
        # the hours are the finer of the two
        ("2023-07-20 (3小时前)", ("2023-07-20 08:30:01", "2023-07-20 09:30:00")),
        # from a cache of less than two days: the age is too young
        ("2023-07-16 10:00 (2天前)", ("2023-07-16 10:00:00", "2023-07-16 10:00:59")),
        ("2023-07-16 00:00:01 (2天前)", ("2023-07-16 00:00:01", "2023-07-16 00:00:01")),
        # from a clock that is ahead by no more than an hour
        ("2023-07-20 13:00:00 (刚刚)", ("2023-07-20 13:00:00", "2023-07-20 13:00:00")),
        ("2023-07-20 12:40 (刚刚)", ("2023-07-20 12:40:00", "2023-07-20 12:40:59")),
    ],
)
def test_an_exact_date_beside_an_age_counts(text: str, expected: tuple[str, str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("2023-07-10 10:00 (2天前)", [("2023-07-17 12:00:01", "2023-07-18 12:00:00")]),
        ("2023-07-20 (2天前)", [whole("2023-07-20")]),
        ("1年前 2023-05-20", [whole("2023-05-20")]),
        ("9月3日 2天前", [whole("2022-09-03"), whole("2023-09-03")]),
        ("2023-07-15 12:00:00 (2天前)", [("2023-07-15 12:00:00", "2023-07-15 12:00:00")]),
        ("2023-07-20 13:30 (刚刚)", [("2023-07-20 13:30:00", "2023-07-20 13:30:59")]),
        ("2023-07-20 13:00:01 (刚刚)", [("2023-07-20 13:00:01", "2023-07-20 13:00:01")]),
        ("2023-07-20 13:00:01", [("2023-07-20 13:00:01", "2023-07-20 13:00:01")]),
    ],
)
def test_an_exact_date_that_the_age_does_not_bear_out_is_a_contradiction(
    text: str, candidates: list[tuple[str, str]]
) -> None:
    with pytest.raises(ContradictoryDate) as caught:
        parse_date(text, NOON, rounding="down")
    assert set(candidates) <= {ends(candidate) for candidate in caught.value.candidates}


UNITS = [
    (360 * 86_400, "年"),
    (30 * 86_400, "个月"),
    (86_400, "天"),
    (3_600, "小时"),
    (60, "分钟"),
    (1, "秒"),
]


def printed(age: int, most: int, rounding: Rounding) -> str:
    """What a clock prints that counts at most so many units, the last of them rounded."""
    units = [unit for unit in UNITS if unit[0] <= age][:most]
    parts, rest = [], age
    for length, word in units[:-1]:
        parts.append(f"{rest // length}{word}")
        rest %= length
    length, word = units[-1]
    last = (2 * rest + length) // (2 * length) if rounding == "half-up" else rest // length
    return "".join([*parts, f"{last}{word}", "前"])


seens = st.integers(0, 20 * 365 * 86_400).map(lambda seconds: at("2006-01-01") + seconds * SECOND)
ages = st.one_of(
    st.integers(1, 14 * 360 * 86_400),
    st.integers(1, 100 * 86_400),
    st.builds(
        lambda unit, halves, off: unit[0] * halves // 2 + off,
        st.sampled_from(UNITS), st.integers(2, 28), st.integers(-2, 2),
    ),
).filter(lambda age: age >= 1)  # fmt: skip


@quick
@given(seens, ages, st.integers(2, 4), st.sampled_from(["half-up", "down"]))
def test_an_age_of_several_units_is_exactly_the_moments_that_print_it(
    seen: datetime, age: int, most: int, rounding: Rounding
) -> None:
    text = printed(age, most, rounding)
    interval = parse_date(text, seen, rounding=rounding)
    assert interval is not None, text
    oldest, youngest = (round((seen - end).total_seconds()) for end in (interval.earliest, interval.latest))
    assert youngest <= age <= oldest
    assert [printed(each, most, rounding) == text for each in (oldest, youngest)] == [True, True]
    assert printed(oldest + 1, most, rounding) != text
    assert youngest == 1 or printed(youngest - 1, most, rounding) != text


@quick
@given(
    seens,
    st.sampled_from(UNITS[:-1]),
    st.integers(0, 11),
    st.integers(0, 10**9),
    st.sampled_from(["half-up", "down"]),
)
def test_an_age_of_halves_is_exactly_the_moments_that_print_it(
    seen: datetime, unit: tuple[int, str], count: int, part: int, rounding: Rounding
) -> None:
    half = unit[0] // 2
    low = (2 * count + 1) * half - (half // 2 if rounding == "half-up" else 0)
    words = unit[1] if unit[1] in ("个月", "小时") else f"个{unit[1]}"
    text = f"{count}个半{words.removeprefix('个')}前" if count else f"半{words}前"
    interval = parse_date(text, seen, rounding=rounding)
    assert interval is not None, text
    assert interval.earliest <= seen - (low + part % half) * SECOND <= interval.latest
    assert interval.latest - interval.earliest == (half - 1) * SECOND
    assert interval.latest.astimezone(CST) == seen - low * SECOND


def worded(published: datetime, now: datetime) -> str:
    """What the clock of Typecho says (``Typecho\\I18n::dateWord``), one of a unit as a word."""
    age = (now - published) // SECOND
    counted = [(86_400, "天")] if published.date() != now.date() else UNITS[3:]
    if published.date() == now.date() and age == 0:
        return "刚刚"
    if published.date() + timedelta(days=1) == now.date():
        return f"昨天 {published:%H:%M}"
    if age < 7 * 86_400:
        length, unit = next(each for each in counted if each[0] <= age)
        return f"{'一' if age // length == 1 else age // length}{unit}前"
    same_year = f"{published.month}月{published.day}日"
    return same_year if published.year == now.year else f"{published:%Y年%m月%d日}"


@quick
@given(seens, st.one_of(st.integers(0, 100), st.integers(0, 8 * 86_400), st.integers(0, 800 * 86_400)))
def test_the_clock_of_typecho_is_read_right(seen: datetime, age: int) -> None:
    published = seen - age * SECOND
    for rounding in ("down", None):
        interval = parse_date(worded(published, seen), seen, rounding=rounding)
        assert interval is not None, worded(published, seen)
        assert interval.earliest <= published <= interval.latest
        assert interval.latest - interval.earliest < timedelta(days=1) or rounding is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一秒前", ("2023-07-20 11:59:59", "2023-07-20 11:59:59")),
        ("一分钟前", ("2023-07-20 11:58:01", "2023-07-20 11:59:00")),
        ("一小时前", ("2023-07-20 10:00:01", "2023-07-20 11:00:00")),
        ("昨天 23:07", ("2023-07-19 23:07:00", "2023-07-19 23:07:59")),
        ("一天前", ("2023-07-18 12:00:01", "2023-07-19 12:00:00")),  # of the day before yesterday
        ("6天前", ("2023-07-13 12:00:01", "2023-07-14 12:00:00")),
        ("7月13日", whole("2023-07-13")),
        ("2022年07月03日", whole("2022-07-03")),
    ],
)
def test_a_clock_that_rounds_down_counts_one_in_a_word(text: str, expected: tuple[str, str]) -> None:
    assert read(text, rounding="down") == expected
