"""``xzcrawl stats``."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from typer.testing import Result

from xzcrawl.archive import Stats
from xzcrawl.cli.stats import print_stats

Run = Callable[..., Result]


def test_figures_for_the_eye(run: Run, archive: Path) -> None:
    lines = [
        re.sub(" {2,}", "  ", line.strip()) for line in run("stats", "--archive", archive).stdout.splitlines()
    ]
    full, half = "▪" * 30, "▪" * 15
    assert [line for line in lines if not line.startswith("size")] == [
        "articles  4",
        "site  xz.example  http://xz.example/",
        "published  2021-12-31 to 2023-06-29",
        "contradicted  0 dates on which readings disagree",
        "last run  xz, full, 2023-07-20 12:00:00, finished",
        "",
        "category",
        f"招商政策  2  {full}",
        f"徐州产业信息  1  {half}",
        f"(none)  1  {half}",
        "",
        "date known to the",
        f"day  1  {full}",
        f"minute  1  {full}",
        f"month  1  {full}",
        f"(no date)  1  {full}",
        "",
        "month",
        f"2021-12  1  {full}",
        f"2022-09  1  {full}",
        f"2023-06  1  {full}",
        "",
        "addresses",
        f"fetched  4  {full}",
    ]


def test_json_is_for_programs(run: Run, archive: Path) -> None:
    figures = json.loads(run("stats", "--archive", archive, "--json").stdout)
    assert figures["articles"] == 4
    assert figures["by_category"] == {"招商政策": 2, "徐州产业信息": 1, "": 1}
    assert figures["by_precision"] == {"day": 1, "minute": 1, "month": 1, "": 1}
    assert figures["newest"] == "2023-06-29T12:00:00+08:00"
    assert figures["last_run"]["outcome"] == "finished"
    assert figures["sites"][0]["key"] == "xz.example"


def test_many_months_are_told_by_year() -> None:
    months = {f"{year}-{month:02}": 1 for year in range(2020, 2023) for month in range(1, 13)}
    figures = Stats(36, (), {}, months, {}, 0, {}, None, None, None, 0)
    out = Console(width=80)
    with out.capture() as capture:
        print_stats(figures, out)
    told = [line.split()[:2] for line in capture.get().splitlines() if line.startswith("20")]
    assert told == [["2020", "12"], ["2021", "12"], ["2022", "12"]]


def test_an_archive_without_dates_names_no_span() -> None:
    out = Console(width=80)
    with out.capture() as capture:
        print_stats(Stats(0, (), {}, {}, {}, 0, {}, None, None, None, 0), out)
    assert [line.split() for line in capture.get().splitlines()][1] == ["published", "-"]
