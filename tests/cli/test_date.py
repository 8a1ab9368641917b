"""``xzcrawl date``."""

import json
from collections.abc import Callable

import pytest
from typer.testing import Result

from xzcrawl.dates import combine, instant, parse_date
from xzcrawl.items import Reading

Run = Callable[..., Result]


def test_a_date_is_said_in_words(run: Run) -> None:
    result = run("date", "10个月前 (09-24)", "--seen-at", "2023-07-20T12:00")
    assert (result.exit_code, result.stdout) == (
        0,
        "2022-09-24: the day is known, the time is not\n"
        "  earliest   2022-09-24 00:00:00\n"
        "  latest     2022-09-24 23:59:59\n"
        "  width      1 day\n"
        "  precision  day\n"
        "  seen at    2023-07-20 12:00:00  (all times Asia/Shanghai)\n",
    )


def test_json_carries_the_interval(run: Run) -> None:
    result = run("date", "5小时前", "--seen-at", "2023-07-20T04:00:00Z", "--rounding", "half-up", "--json")
    assert json.loads(result.stdout) == {
        "text": "5小时前",
        "seen_at": "2023-07-20T12:00:00+08:00",
        "published_at": "2023-07-20T07:00:00+08:00",
        "earliest": "2023-07-20T06:30:01+08:00",
        "latest": "2023-07-20T07:30:00+08:00",
        "precision": "hour",
        "width_seconds": 3600,
    }


@pytest.mark.parametrize(("rounding", "first_line"), [("half-up", "06:30..07:30"), ("down", "06:00..07:00")])
def test_rounding_moves_the_bounds(run: Run, rounding: str, first_line: str) -> None:
    result = run("date", "5小时前", "--seen-at", "2023-07-20T12:00", "--rounding", rounding)
    assert result.stdout.splitlines()[0].startswith(f"2023-07-20 {first_line}: ")


@pytest.mark.parametrize(
    ("text", "first_line"),
    [
        ("1小时10分前", "2023-07-20 10:49..10:50: the day is known, the time within bounds"),
        ("1个月10天前", "2023-06-09..06-11: the day is open: one of 3"),
        ("2022年3月8日24时", "2022-03-09 00:00..00:59: the day is known, the time within bounds"),
        ("昨晚1点", "2023-07-19..07-20: the day is open: one of 2"),
        ("2022-03", "2022-03: the day is open: one of 31"),
    ],
)
def test_what_a_text_leaves_open_is_said(run: Run, text: str, first_line: str) -> None:
    result = run("date", text, "--seen-at", "2023-07-20T12:00")
    assert result.stdout.splitlines()[0] == first_line


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("5天前", "month"),
        ("10个月前 (09-24)", "day"),
        ("5小时前", "hour"),
        ("1年前", "year"),
        ("昨天", "day"),
    ],
)
def test_the_precision_is_what_the_archive_would_keep(run: Run, text: str, precision: str) -> None:
    """A day or finer only where both ends lie in one day; said alike to people and programs."""
    asked = ("date", text, "--seen-at", "2023-07-20T12:00")
    told = json.loads(run(*asked, "--json").stdout)
    reading = Reading("page", instant(told["seen_at"]), text, parse_date(text, instant(told["seen_at"])))
    published = combine([reading])
    assert published is not None
    assert (told["precision"], published.interval.precision) == (precision, precision)
    assert f"  precision  {precision}\n" in run(*asked).stdout


@pytest.mark.parametrize(("json_option", "stdout"), [((), ""), (("--json",), "null\n")])
def test_no_date_is_exit_code_1(run: Run, json_option: tuple[str, ...], stdout: str) -> None:
    result = run("date", "招商引资", "--seen-at", "2023-07-20", *json_option)
    assert (result.exit_code, result.stdout, result.stderr) == (1, stdout, "no date in '招商引资'\n")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "2024-05-06",
            "contradictory date '2024-05-06': it lies after the moment it was seen; candidates: 2024-05-06",
        ),
        (
            "2个月前 (01-24)",
            "contradictory date '2个月前 (01-24)': its bracketed day lies outside its relative age;"
            " candidates: 2023-04-21..06-05, 2022-01-24, 2023-01-24",
        ),
        ("2023-02-30", "contradictory date '2023-02-30': there is no such day"),
        (
            "2021-12-03(周四) 10:24",
            "contradictory date '2021-12-03(周四) 10:24': 2021-12-03 is not a 周四;"
            " candidates: 2021-12-03 10:24",
        ),
        (
            "2023-07-01 10:00 (2天前)",
            "contradictory date '2023-07-01 10:00 (2天前)': its exact date lies outside its relative age;"
            " candidates: 2023-07-17..07-18, 2023-07-01 10:00",
        ),
    ],
)
def test_a_contradiction_is_exit_code_2_and_names_the_candidates(run: Run, text: str, line: str) -> None:
    result = run("date", text, "--seen-at", "2023-07-20")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"xzcrawl: {line}\n")


@pytest.mark.parametrize("moment", ["now", "2023", "2023-13-01", "20.7.2023"])
def test_a_moment_that_is_none_is_refused(run: Run, moment: str) -> None:
    result = run("date", "今天", "--seen-at", moment)
    assert result.exit_code == 2
    assert result.stderr == (
        f"xzcrawl: {moment!r} is not a date: write 2022-09-24 or 2022-09-24T10:05:33+08:00\n"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "10个月前 (13-45)",
            "there is no day like the one in its brackets; candidates: 2022-08-24..10-08",
        ),
        (
            "1个月前 (01-24)",
            "its bracketed day lies outside its relative age;"
            " candidates: 2023-05-21..06-20, 2022-01-24, 2023-01-24",
        ),
    ],
)
def test_what_is_no_day_and_what_is_to_come_is_no_candidate(run: Run, text: str, line: str) -> None:
    done = run("date", text, "--seen-at", "2023-07-20T12:00")
    assert (done.exit_code, done.stderr) == (2, f"xzcrawl: contradictory date '{text}': {line}\n")
