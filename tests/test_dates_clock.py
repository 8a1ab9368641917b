"""The time of a day: 12-hour clocks, 24:00, time zones, weekdays."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.date_texts import NOON, at, ends, read
from xzcrawl.dates import parse_date
from xzcrawl.errors import ContradictoryDate

quick = settings(max_examples=250)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2022/3/8 上午12:30:00", "2022-03-08 00:30:00"),
        ("2022/3/8 上午 12:30", "2022-03-08 00:30"),
        ("2022/3/8 上午9:05", "2022-03-08 09:05"),
        ("2022/3/8 上午09:05:07", "2022-03-08 09:05:07"),
        ("2022/3/8 下午12:30", "2022-03-08 12:30"),
        ("2022/3/8 下午3:05", "2022-03-08 15:05"),
        ("2022/3/8 下午15:05", "2022-03-08 15:05"),
        ("2016年9月14日凌晨12点30分", "2016-09-14 00:30"),
        ("2016年9月14日淩晨3點", "2016-09-14 03"),
        ("2016年9月14日清晨5点半", "2016-09-14 05:30"),
        ("2016年9月14日早上8点", "2016-09-14 08"),
        ("2016年9月14日早8:30", "2016-09-14 08:30"),
        ("2016年9月14日中午1点", "2016-09-14 13"),
        ("2016年9月14日中午11:45", "2016-09-14 11:45"),
        ("2016年9月14日中午12点", "2016-09-14 12"),
        ("2016年9月14日中午12时15分", "2016-09-14 12:15"),
        ("2016年9月14日中午10点半", "2016-09-14 10:30"),
        ("2016年9月14日中午3点", "2016-09-14 15"),
        ("2016年9月14日午间15:00", "2016-09-14 15:00"),
        ("2016年9月14日傍晚6点", "2016-09-14 18"),
        ("2016年9月14日晚上8点三刻", "2016-09-14 20:45"),
        ("2016年9月14日晚8点钟", "2016-09-14 20"),
        ("2016年9月14日晚8点整", "2016-09-14 20"),
        ("2016年9月14日晚上19:30", "2016-09-14 19:30"),
        ("2016年9月14日晚上5点", "2016-09-14 17"),
        ("2016年9月14日晚上17:00", "2016-09-14 17:00"),
        ("2016年9月14日夜里7点", "2016-09-14 19"),
        ("2016年9月14日晚上12点", "2016-09-15 00"),
        ("2016年9月14日夜里12点", "2016-09-15 00"),
        ("2016年9月14日夜裡11點", "2016-09-14 23"),
        ("2016年9月14日深夜11:20", "2016-09-14 23:20"),
        ("2016年9月14日半夜11点", "2016-09-14 23"),
        ("2022-03-08 3:05 PM", "2022-03-08 15:05"),
        ("2022-03-08 3:05pm", "2022-03-08 15:05"),
        ("2022-03-08 PM 3:05", "2022-03-08 15:05"),
        ("2022-03-08 12:30 AM", "2022-03-08 00:30"),
        ("2022-03-08 12:30 p.m.", "2022-03-08 12:30"),
        ("2022-03-08 上午9:05 AM", "2022-03-08 09:05"),
        ("July 20, 2022 at 3:05 pm", "2022-07-20 15:05"),
        ("三月 8, 2022 下午3:05", "2022-03-08 15:05"),
        ("2022-03-08 24:00", "2022-03-09 00:00"),
        ("2022-03-08 24:00:00", "2022-03-09 00:00:00"),
        ("2021-12-31 24:00", "2022-01-01 00:00"),
        ("2022年3月8日24时", "2022-03-09 00"),
        ("2022年3月8日晚24点", "2022-03-09 00"),
        ("二〇二二年三月八日二十四时", "2022-03-09 00"),
        ("2022年2月28日24时00分", "2022-03-01 00:00"),
        ("昨天 24:00", "2023-07-20 00:00"),
        ("2022-03-08 0:00", "2022-03-08 00:00"),
        ("2022年3月8日零点", "2022-03-08 00"),
        ("2022-03-08 (10:05)", "2022-03-08 10:05"),
        ("2022-03-08-10:05:33", "2022-03-08 10:05:33"),
        ("2022-03-08 | 10:05", "2022-03-08 10:05"),
        ("2022-03-08 10∶05", "2022-03-08 10:05"),
        ("2022-03-08 10：05：33", "2022-03-08 10:05:33"),
        ("2022-03-08 10:05-11:30", "2022-03-08 10:05"),
        ("2022-03-08 10:05 CCTV", "2022-03-08 10:05"),
    ],
)
def test_a_time_is_told_by_its_words_and_figures(text: str, moment: str) -> None:
    assert read(text) == _unit(moment)


def _unit(moment: str) -> tuple[str, str]:
    """The whole hour, minute or second that begins so."""
    return moment + ":00:00"[len(moment) - 13 :], moment + ":59:59"[len(moment) - 13 :]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2022-03-08 半夜2点", ("2022-03-08 02:00:00", "2022-03-09 02:59:59")),
        ("2022-03-08 晚上1:30", ("2022-03-08 01:30:00", "2022-03-09 01:30:59")),
        ("2022-03-08 晚上4点", ("2022-03-08 04:00:00", "2022-03-09 04:59:59")),
        ("2022-03-08 夜里6点", ("2022-03-08 06:00:00", "2022-03-09 06:59:59")),
        ("2022-03-08 午夜12点", ("2022-03-08 00:00:00", "2022-03-09 00:59:59")),
        ("昨晚1点", ("2023-07-19 01:00:00", "2023-07-20 01:59:59")),
    ],
)
def test_a_small_hour_of_the_night_may_be_of_either_night(text: str, ends: tuple[str, str]) -> None:
    assert read(text) == ends


@pytest.mark.parametrize(
    "text",
    [
        "2022-03-08 24:01", "2022-03-08 24:00:01", "2022-03-08 25:00", "2022年3月8日24时30分",
        "2022-03-08 10:60", "2022-03-08 10:05:60", "2022-03-08 上午15:05", "2022-03-08 凌晨13点",
        "2022-03-08 中午0点", "2022-03-08 中午4点", "2022-03-08 中午9点", "2022-03-08 中午16:00",
        "2022-03-08 下午24:00", "2022-03-08 晚上13:00", "2022-03-08 晚上16:00",
        "2022-03-08 晚上25:00", "2022-03-08 13:05 AM", "2022-03-08 上午3:05 PM",
    ],
)  # fmt: skip
def test_a_time_that_no_day_has_is_a_contradiction(text: str) -> None:
    with pytest.raises(ContradictoryDate, match="no such time of day"):
        parse_date(text, NOON)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2021-03-20 20:39 UTC+8", "2021-03-20 20:39"),
        ("2021-03-20 20:39 GMT+8", "2021-03-20 20:39"),
        ("2021-03-20 20:39 UTC+08:00", "2021-03-20 20:39"),
        ("2021-03-20 20:39 UTC +8", "2021-03-20 20:39"),
        ("2021-03-20 20:39（UTC+8）", "2021-03-20 20:39"),
        ("2021-03-20 20:39:33 GMT+0800 (中国标准时间)", "2021-03-20 20:39:33"),
        ("Sat Mar 20 2021 20:39:33 GMT+0800 (中国标准时间)", "2021-03-20 20:39:33"),
        ("2021年3月20日 下午8:39:33 GMT+8", "2021-03-20 20:39:33"),
        ("2021-03-20 20:39:33 CST", "2021-03-20 20:39:33"),
        ("2021-03-20 20:39:33 +0800 CST", "2021-03-20 20:39:33"),
        ("2021-03-20 20:39:33 北京时间", "2021-03-20 20:39:33"),
        ("北京时间2021-03-20 20:39:33", "2021-03-20 20:39:33"),
        ("2021-03-20 20:39:33 +08", "2021-03-20 20:39:33"),
        ("2021-03-20 12:39:33 UTC", "2021-03-20 20:39:33"),
        ("2021-03-20 12:39:33 GMT", "2021-03-20 20:39:33"),
        ("2021-03-20 12:39:33 UTC+0", "2021-03-20 20:39:33"),
        ("2021-03-20T12:39:33Z", "2021-03-20 20:39:33"),
        ("2021-03-20T12:39Z", "2021-03-20 20:39"),
        ("2021-03-20T12:39:33.000+00:00", "2021-03-20 20:39:33"),
        ("20210320T123933Z", "2021-03-20 20:39:33"),
        ("2021-03-20 20:39:33 UTC-5", "2021-03-21 09:39:33"),
        ("2021-03-20T20:39-05:00", "2021-03-21 09:39"),
        ("2021-03-20 20:39:33 -0500", "2021-03-21 09:39:33"),
        ("2021-03-20 20:39 -0500", "2021-03-21 09:39"),
        ("2021-03-20 12:39 +00:00", "2021-03-20 20:39"),
        *(
            (f"2021-03-20 {clock} {name}", "2021-03-20 20:39:33")
            for name, clock in {
                "UT": "12:39:33", "BJT": "20:39:33", "PRC": "20:39:33", "HKT": "20:39:33", "SGT": "20:39:33",
                "JST": "21:39:33", "KST": "21:39:33", "EST": "07:39:33", "EDT": "08:39:33", "CDT": "07:39:33",
                "MST": "05:39:33", "MDT": "06:39:33", "PST": "04:39:33", "PDT": "05:39:33",
            }.items()
        ),
        ("2021-03-20 20:39 UTC+5:30", "2021-03-20 23:09"),
        ("2021-03-20 20:39 UTC+8:59", "2021-03-20 19:40"),
        ("2021-03-20 20:39 UTC+14", "2021-03-20 14:39"),
    ],
)  # fmt: skip
def test_a_zone_is_read_in_every_spelling(text: str, moment: str) -> None:
    assert read(text) == _unit(moment)


@pytest.mark.parametrize("text", ["2021-03-20 20:39 UTC+15", "2021-03-20 20:39:33 GMT+0860"])
def test_a_zone_that_is_none_is_a_contradiction(text: str) -> None:
    with pytest.raises(ContradictoryDate, match="no such time zone"):
        parse_date(text, NOON)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2021年12月 3日 星期五 10:24", "2021-12-03 10:24"),
        ("2021-12-03(周五) 10:24:55", "2021-12-03 10:24:55"),
        ("2021-12-03（星期五）10:24", "2021-12-03 10:24"),
        ("2021-12-03 [週五] 10:24", "2021-12-03 10:24"),
        ("2021-12-03周五10:24", "2021-12-03 10:24"),
        ("2021-12-03 禮拜五 上午10:24", "2021-12-03 10:24"),
        ("2021年12月5日 星期天 10:24", "2021-12-05 10:24"),
        ("2021-12-05 周日 10:24", "2021-12-05 10:24"),
        ("2021-12-03 10:24 星期五", "2021-12-03 10:24"),
        ("2021-12-03 10:24:55 (Fri)", "2021-12-03 10:24:55"),
        ("2021-12-03 Fri 10:24", "2021-12-03 10:24"),
        ("Friday 2021-12-03 10:24", "2021-12-03 10:24"),
        ("Fri., Dec. 3, 2021 10:24", "2021-12-03 10:24"),
        ("星期五 2021-12-03 10:24", "2021-12-03 10:24"),
        ("12月3日 周六 10:24", "2022-12-03 10:24"),
        ("12-03 周六 10:24", "2022-12-03 10:24"),
        ("昨天 星期三 10:24", "2023-07-19 10:24"),
        ("Thu, 02 Dec 2021 21:24 -0500", "2021-12-03 10:24"),  # the weekday is that of the zone
    ],
)
def test_a_weekday_beside_a_day_does_not_hide_the_time(text: str, moment: str) -> None:
    assert read(text) == _unit(moment)


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("2021-12-03(周四) 10:24:55", ("2021-12-03 10:24:55", "2021-12-03 10:24:55")),
        ("2021-12-03 星期日", ("2021-12-03 00:00:00", "2021-12-03 23:59:59")),
        ("2021-12-03 10:24 星期四", ("2021-12-03 10:24:00", "2021-12-03 10:24:59")),
        *(
            (f"2021-12-03 10点{word} 星期四", ("2021-12-03 10:00:00", "2021-12-03 10:59:59"))
            for word in ("", "钟", "整")
        ),
        ("Thu, 03 Dec 2021 10:24 +0800", ("2021-12-03 10:24:00", "2021-12-03 10:24:59")),
        ("Monday 2021-12-03", ("2021-12-03 00:00:00", "2021-12-03 23:59:59")),
        ("12月3日(周五)", ("2022-12-03 00:00:00", "2022-12-03 23:59:59")),  # of 2021 perhaps; nobody can tell
        ("昨天 星期四", ("2023-07-19 00:00:00", "2023-07-19 23:59:59")),
    ],
)
def test_another_weekday_than_that_of_the_day_is_a_contradiction(
    text: str, candidate: tuple[str, str]
) -> None:
    with pytest.raises(ContradictoryDate, match=" is not a ") as caught:
        parse_date(text, NOON)
    assert [ends(each) for each in caught.value.candidates] == [candidate]


@pytest.mark.parametrize("text", ["2021-12-03 周一见", "2021-12-03 monsoon", "2021-12-03 周日报"])
def test_a_word_that_begins_as_a_weekday_is_none(text: str) -> None:
    assert read(text) == ("2021-12-03 00:00:00", "2021-12-03 23:59:59")


moments = st.integers(0, 20 * 365 * 86_400 - 1).map(
    lambda second: at("2003-01-01") + timedelta(seconds=second)
)


def words(hour: int) -> list[str]:
    """The words that ICU (Chinese day periods), moment.js (zh-cn) and PHP's ``A`` put before an hour."""
    icu = ["凌晨", "早上", "上午", "中午", "下午", "晚上"][sum(hour >= begin for begin in (5, 8, 12, 13, 19))]
    moment = ["凌晨", "早上", "上午", "下午", "晚上"][sum(hour >= begin for begin in (6, 9, 12, 18))]
    return [icu, moment, "上午" if hour < 12 else "下午", "AM " if hour < 12 else "PM "]


@quick
@given(moments, st.integers(0, 3), st.booleans())
def test_a_12_hour_clock_is_read_to_the_second(moment: datetime, of: int, padded: bool) -> None:
    word, figure = words(moment.hour)[of], moment.hour % 12 or 12
    text = (
        f"{moment:%Y-%m-%d} {word}{figure:02}:{moment:%M:%S}"
        if padded
        else f"{moment:%Y-%m-%d} {word}{figure}:{moment:%M:%S}"
    )
    assert read(text) == (str(moment.replace(tzinfo=None)),) * 2


@quick
@given(moments, st.integers(0, 2))
def test_words_beside_a_24_hour_clock_change_nothing(moment: datetime, of: int) -> None:
    text = f"{moment:%Y年%m月%d日} {words(moment.hour)[of]} {moment:%H:%M:%S}"
    assert read(text) == (str(moment.replace(tzinfo=None)),) * 2


OFFSETS = st.integers(-12 * 4, 14 * 4).map(lambda quarters: 15 * quarters)


@settings(quick, max_examples=60)
@given(moments, OFFSETS)
def test_an_offset_is_read_in_every_spelling(moment: datetime, minutes: int) -> None:
    there = moment.astimezone(timezone(timedelta(minutes=minutes)))
    sign, (hours, rest) = "+-"[minutes < 0], divmod(abs(minutes), 60)
    spelled = [f"{sign}{hours:02}:{rest:02}", f"{sign}{hours:02}{rest:02}", f"{sign}{hours}:{rest:02}"]
    spelled += [f"{sign}{hours}", f"{sign}{hours:02}"] if not rest else []
    for zone in (f"{prefix}{offset}" for prefix in ("UTC", "GMT") for offset in spelled):
        assert read(f"{there:%Y-%m-%d %H:%M:%S} {zone}") == (str(moment.replace(tzinfo=None)),) * 2
    for zone in spelled[:2]:
        assert read(f"{there:%Y-%m-%dT%H:%M:%S}{zone}") == (str(moment.replace(tzinfo=None)),) * 2


NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WEEKDAYS = [
    (f"星期{figure}", f"周{figure}", f"週{figure}", f"禮拜{figure}", name, name[:3])
    for figure, name in zip("一二三四五六日", NAMES, strict=True)
]
PLACES = [
    "{weekday} {day} {time}",
    "{day} {weekday} {time}",
    "{day}({weekday}){time}",
    "{day} {time} {weekday}",
]


@quick
@given(
    moments,
    st.integers(0, 6),
    st.integers(0, 5),
    st.sampled_from(PLACES),
    st.sampled_from(["%Y-%m-%d", "%Y年%m月%d日"]),
)
def test_a_weekday_anywhere_fits_its_day_or_is_told(
    moment: datetime, weekday: int, spelling: int, place: str, form: str
) -> None:
    text = place.format(
        weekday=WEEKDAYS[weekday][spelling], day=moment.strftime(form), time=f"{moment:%H:%M:%S}"
    )
    if weekday == moment.weekday():
        assert read(text) == (str(moment.replace(tzinfo=None)),) * 2
    else:
        with pytest.raises(ContradictoryDate, match=" is not a "):
            parse_date(text, NOON)
