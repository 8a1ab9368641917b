"""parse_date against a plain re-statement of the theme's clock, over random and awkward moments."""

import math
import os
from datetime import datetime, timedelta, timezone
from random import Random
from typing import Literal, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from xzcrawl.dates import best_instant, parse_date, within_one_day
from xzcrawl.dates.numerals import plain
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import DateInterval, Precision

Rounding = Literal["half-up", "down"]
CST = timezone(timedelta(hours=8))  # Shanghai has had no summer time since 1991; no moment here is older
SECOND = timedelta(seconds=1)
BULK_PAIRS = int(os.environ.get("XZCRAWL_DATE_PAIRS", "10000"))
CLOCK = [  # as the theme's PHP lists it: seconds, unit, date() of the bracket
    (12 * 30 * 24 * 60 * 60, "年前", " (%Y-%m-%d)"),
    (30 * 24 * 60 * 60, "个月前", " (%m-%d)"),
    (7 * 24 * 60 * 60, "周前", " (%m-%d)"),
    (24 * 60 * 60, "天前", ""),
    (60 * 60, "小时前", ""),
    (60, "分钟前", ""),
    (1, "秒前", ""),
]
quick = settings(max_examples=250)


def label(published: datetime, now: datetime, rounding: Rounding = "half-up") -> str:
    """What the theme prints at ``now``; both Shanghai wall time, whole seconds."""
    elapsed = int((now - published).total_seconds())
    for length, unit, bracket in CLOCK:
        if elapsed >= length:
            figure = math.floor(elapsed / length + (0.5 if rounding == "half-up" else 0))
            day = published.strftime(bracket) if bracket else ""
            return f"{figure}{unit}{day}"
    return "刚刚"


def read(text: str, seen: datetime, rounding: Rounding | None) -> DateInterval:
    interval = parse_date(text, seen, rounding=rounding)
    assert interval is not None, text
    return interval


def ends(interval: DateInterval) -> tuple[datetime, datetime]:
    return interval.earliest.replace(tzinfo=CST), interval.latest.replace(tzinfo=CST)


def misread(published: datetime, seen: datetime, rounding: Rounding) -> str | None:
    """Why the text of this pair is not read as exactly the moments that print it, or None."""
    text = label(published, seen, rounding)
    earliest, latest = ends(read(text, seen, rounding))
    printing = [label(moment, seen, rounding) == text for moment in (earliest, latest)]
    beyond = [label(moment, seen, rounding) == text for moment in (earliest - SECOND, latest + SECOND)]
    if earliest <= published <= latest and all(printing) and not any(beyond):
        return None
    return f"{published} seen {seen} as {text} ({rounding}): {earliest} .. {latest}"


AWKWARD = [
    "2024-02-29 12:00:00", "2024-03-01 00:00:00", "2023-03-01 00:00:00", "2023-01-01 00:00:00",
    "2022-12-31 23:59:59", "2024-12-31 23:59:59", "2025-02-28 23:59:59", "2023-05-31 00:00:01",
    "2023-07-20 12:00:00", "2021-01-01 00:00:01",
]  # fmt: skip
FIRST = datetime(2006, 1, 1, tzinfo=CST)
SPAN = 35 * 365 * 86_400
seens = st.one_of(
    st.sampled_from(AWKWARD).map(lambda text: datetime.fromisoformat(text).replace(tzinfo=CST)),
    st.integers(0, SPAN).map(lambda seconds: FIRST + seconds * SECOND),
)
LONGEST = 14 * 360 * 86_400
edges = st.builds(  # every place where the figure or the unit changes lies on half a unit
    lambda length, halves, off: length * halves // 2 + off,
    st.sampled_from([length for length, _, _ in CLOCK]), st.integers(1, 28), st.integers(-2, 2),
)  # fmt: skip
ages = st.one_of(edges, st.integers(1, LONGEST), st.integers(1, 400 * 86_400)).filter(lambda age: age >= 1)
bracketed = st.one_of(edges, st.integers(7 * 86_400, LONGEST)).filter(lambda age: age >= 7 * 86_400)
roundings = st.sampled_from(["half-up", "down"])


@quick
@given(seens, ages, roundings)
def test_a_text_is_exactly_the_moments_that_print_it(seen: datetime, age: int, rounding: Rounding) -> None:
    assert misread(seen - age * SECOND, seen, rounding) is None


@quick
@given(seens, ages, roundings)
def test_an_unknown_theme_holds_the_truth_of_either(seen: datetime, age: int, rounding: Rounding) -> None:
    published = seen - age * SECOND
    earliest, latest = ends(read(label(published, seen, rounding), seen, None))
    assert earliest <= published <= latest


@quick
@given(seens, ages)
def test_an_unknown_theme_is_the_hull_of_both_roundings(seen: datetime, age: int) -> None:
    text = label(seen - age * SECOND, seen).partition(" ")[0]
    up, down = ends(read(text, seen, "half-up")), ends(read(text, seen, "down"))
    assert ends(read(text, seen, None)) == (min(up[0], down[0]), max(up[1], down[1]))


@quick
@given(seens, bracketed, roundings)
def test_a_bracket_gives_the_right_day(seen: datetime, age: int, rounding: Rounding) -> None:
    published = seen - age * SECOND
    text = label(published, seen, rounding)
    for theme in (rounding, None):
        interval = read(text, seen, theme)
        days = [moment.date() for moment in ends(interval)]
        assert (days, interval.precision) == ([published.date()] * 2, "day")


@quick
@given(seens, bracketed, st.integers(0, 48 * 3600))
def test_a_bracket_from_a_cache_two_days_old_keeps_its_day(seen: datetime, age: int, lag: int) -> None:
    served = seen - lag * SECOND
    published = served - age * SECOND
    for theme in ("half-up", None):
        days = [moment.date() for moment in ends(read(label(published, served), seen, theme))]
        assert days == [published.date()] * 2


@quick
@given(seens, bracketed, st.integers(48 * 3600, 400 * 86_400))
def test_a_bracket_from_an_ancient_cache_is_never_a_wrong_day(seen: datetime, age: int, lag: int) -> None:
    served = seen - lag * SECOND
    published = served - age * SECOND
    text = label(published, served)
    try:
        interval = read(text, seen, "half-up")
    except ContradictoryDate:
        return
    if "年前" in text or lag < 300 * 86_400:  # a month and day alone come round again after a year
        assert {moment.date() for moment in ends(interval)} == {published.date()}


def days_and_times(moment: datetime) -> list[tuple[str, timedelta]]:
    """The other option values of the theme, each with how long it lasts."""
    day, minute = timedelta(days=1), timedelta(minutes=1)
    chinese = f"{moment.year}年{moment:%m月%d日}"
    return [
        (f"{moment:%Y-%m-%d}", day), (f"{moment:%Y-%m-%d %H:%M}", minute),
        (f"{moment:%Y-%m-%d %H:%M:%S}", SECOND),
        (chinese, day), (f"{chinese} {moment:%H:%M}", minute), (f"{chinese} {moment:%H:%M:%S}", SECOND),
        (moment.isoformat(), SECOND),
    ]  # fmt: skip


@quick
@given(seens, st.integers(86_400, LONGEST))
def test_an_absolute_text_is_read_as_the_unit_it_shows(seen: datetime, age: int) -> None:
    published = seen - age * SECOND
    for text, lasts in days_and_times(published):
        start = published if lasts == SECOND else published.replace(second=0)
        start = start.replace(hour=0, minute=0) if lasts > timedelta(hours=1) else start
        assert ends(read(text, seen, None)) == (start, start + lasts - SECOND)


FRAGMENTS = [
    "10", "2", "3", "0", "99999", "999999999999", "2022", "2030", "2022-09-24 10:05", "2022-09-24T10:05:33",
    "0001-01-01 00:00", "09", "-", "/", ".", ":", " ", "(", ")",
    "（", "）",
    "年", "月", "日", "年前", "个月前", "周前", "天前", "小时前", "分钟前", "秒前", "刚刚", "半", "今天",
    "昨天", "前天",
    "上周五", "星期", "两", "十", "二〇二二", "百", "三", "(09-24)", "(2022-09-24)", "10:05", "24:61", "T",
    "Z", "+08:00",
    "+99:99", "-24:00", "Sep", "September", "0001-01-01", "9999-12-31", "admin", "发布于", "\u200b", "\xa0",
    "²", "٣", "壹",
]  # fmt: skip
gibberish = st.one_of(st.lists(st.sampled_from(FRAGMENTS), max_size=8).map("".join), st.text(max_size=20))


@settings(quick, max_examples=1_000)
@given(gibberish, seens, st.sampled_from(["half-up", "down", None]))
def test_any_text_is_an_interval_nothing_or_a_contradiction(
    text: str, seen: datetime, theme: Rounding | None
) -> None:
    try:
        interval = parse_date(text, seen, rounding=theme)
    except ContradictoryDate:
        return
    if interval is not None:
        assert interval.earliest <= interval.latest
        assert interval.earliest.microsecond == interval.latest.microsecond == 0
        assert None not in (interval.earliest.tzinfo, interval.latest.tzinfo)


def test_random_pairs_are_all_read_exactly() -> None:
    random = Random(20_220_924)
    wrong = []
    for _ in range(BULK_PAIRS):
        seen = FIRST + random.randrange(SPAN) * SECOND
        age = int(math.exp(random.uniform(0, math.log(LONGEST))))  # as many minutes as months
        wrong.append(misread(seen - age * SECOND, seen, "half-up"))
    assert [why for why in wrong if why][:10] == []


@quick
@given(
    earliest=seens,
    width=st.one_of(st.integers(0, 90_000), st.integers(0, LONGEST)).map(lambda seconds: seconds * SECOND),
    precision=st.sampled_from(get_args(Precision)),
)
def test_the_best_instant_is_one_that_the_evidence_leaves_possible(
    earliest: datetime, width: timedelta, precision: Precision
) -> None:
    interval = DateInterval(earliest, earliest + width, precision, "")
    best = best_instant(interval)
    assert interval.earliest <= best <= interval.latest
    if within_one_day(interval) and precision in ("day", "month", "year") and width >= timedelta(minutes=1):
        assert best == interval.earliest


@given(st.text("0123456789Zmo 年月日时分秒小天周个前后刚/.,:()-\t\u3000\xa0\x1f\u2028", max_size=40))
def test_a_text_reads_the_same_alone_and_beside_what_is_changed(text: str) -> None:
    assert plain(f"：1 {text}") == f":1 {plain(text)}".rstrip()
