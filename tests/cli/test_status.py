"""``xzcrawl status``."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock
from rich.console import Console
from typer.testing import Result

from tests.cli.conftest import BASE, NOON, begun
from xzcrawl.archive import Archive, RunRecord
from xzcrawl.archive.records import Due, Finding
from xzcrawl.cli.status import Status, print_status

Run = Callable[..., Result]
FINDING = Finding(
    "field_missing", "author is missing on 50 of 50 articles, before on 0%", (f"{BASE}1", f"{BASE}2")
)
COUNTS = {
    "requests": 1062,
    "articles_new": 2,
    "articles_changed": 1,
    "articles_gone": 3,
    "articles_failed": 4,
}
DUE = Due(NOON, 1204, NOON - timedelta(days=2), 50, 300, 900, 12, 3)
NIGHT = RunRecord(
    id=7,
    site="xz.example",
    spider="xz",
    mode="update",
    started_at=NOON,
    ended_at=NOON + timedelta(seconds=65),
    outcome="finished",
    counts=COUNTS,
    versions={},
    findings=(),
)


def shown(*runs: RunRecord, running: tuple[int, ...] = (), due: Due = DUE) -> list[str]:
    out = Console(width=80)
    with out.capture() as capture:
        print_status(Status(runs, running, due), out)
    return [line.rstrip() for line in capture.get().splitlines()]


def earlier(**changes: object) -> RunRecord:
    started = NOON - timedelta(days=1)
    times = {"started_at": started, "ended_at": started + timedelta(seconds=41)}
    return replace(NIGHT, id=6, **(times | changes))  # type: ignore[arg-type]


def open_end(run: RunRecord) -> RunRecord:
    return replace(run, ended_at=None, outcome=None, counts={})


def test_it_fits_a_terminal() -> None:
    assert shown(replace(NIGHT, findings=(FINDING,)), earlier(mode="recheck", outcome="failed")) == [
        "started          mode    outcome      took requests new changed gone failed",
        "2023-07-20 12:00 update  unhealthy 0:01:05    1,062   2       1    3      4",
        "2023-07-19 12:00 recheck failed    0:00:41    1,062   2       1    3      4",
        "",
        "last run of xz.example: finished; unhealthy:",
        "  author is missing on 50 of 50 articles, before on 0%",
        "    http://xz.example/1",
        "    http://xz.example/2",
        "",
        "due now    1,204  articles to be looked at again since 2023-07-18 12:00:00",
        "              12  addresses never fetched",
        "               3  addresses that failed at the last attempt",
        "due later     50  articles within a day",
        "             300  within 7 days",
        "             900  within 30 days",
        "",
        "All times are Asia/Shanghai.",
    ]


@pytest.mark.parametrize(
    ("run", "running", "outcome", "words"),
    [
        (NIGHT, (), "finished ", "finished; nothing looks wrong"),
        (replace(NIGHT, outcome="failed"), (), "failed ", "failed; its log says why"),
        (open_end(NIGHT), (7,), "running ", "under way"),
        (
            open_end(NIGHT),
            (),
            "not ended ",
            "not ended: it was killed, or 'scrapy crawl' makes it now; the next run goes on",
        ),
    ],
)
def test_a_run_is_told_in_words(run: RunRecord, running: tuple[int, ...], outcome: str, words: str) -> None:
    lines = shown(run, earlier(), running=running)
    assert lines[1].startswith(f"2023-07-20 12:00 update {outcome}")
    assert f"last run of xz.example: {words}" in lines


def test_a_run_without_an_end_before_another_was_killed() -> None:
    assert shown(NIGHT, open_end(earlier()))[2] == (
        "2023-07-19 12:00 update killed         -        -   -       -    -      -"
    )


def test_a_run_that_had_nothing_to_do_counts_naught() -> None:
    assert shown(replace(NIGHT, counts={}))[1] == (
        "2023-07-20 12:00 update finished 0:01:05        0   0       0    0      0"
    )


def test_several_sites_are_told_apart() -> None:
    lines = shown(NIGHT, earlier(site="sq.example"))
    assert [line.split()[2] for line in lines[:3]] == ["mode", "xz.example", "sq.example"]
    assert [line for line in lines if line.startswith("last run of")] == [
        "last run of xz.example: finished; nothing looks wrong",
        "last run of sq.example: finished; nothing looks wrong",
    ]


def test_without_a_run_it_says_so() -> None:
    assert shown()[0] == "no runs"


def test_an_archive_is_shown(run: Run, archive: Path) -> None:
    lines = [line.rstrip() for line in run("status", "--archive", archive).stdout.splitlines()]
    assert lines[1] == "2023-07-20 12:00 full finished 0:01:00        9   4       0    0      0"
    assert "due now    4  articles to be looked at again since 2023-07-21 09:00:00" in lines


def test_json_is_for_programs(run: Run, archive: Path) -> None:
    told = json.loads(run("status", "--archive", archive, "--json").stdout)
    assert [(each["outcome"], each["counts"]["requests"], each["findings"]) for each in told["runs"]] == [
        ("finished", 9, [])
    ]
    assert (told["running"], told["due"]["overdue"]) == ([], 4)


def test_a_site_that_is_not_there_is_told_with_those_that_are(run: Run, archive: Path) -> None:
    for form in ((), ("--json",)):
        done = run("status", "--archive", archive, "--site", "no.example", *form)
        line = "xzcrawl: no site 'no.example' in the archive; its sites are: xz.example\n"
        assert (done.exit_code, done.stdout, done.stderr) == (2, "", line)


def test_a_run_under_way_is_known_by_its_lock(run: Run, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    begun(archive).close()
    with FileLock(tmp_path / "xz.example.lock"):
        assert json.loads(run("status", "--archive", archive, "--json").stdout)["running"] == [1]
    assert json.loads(run("status", "--archive", archive, "--json").stdout)["running"] == []


def test_what_is_due_is_counted_by_its_moment(archive: Path) -> None:
    """The articles are looked at again three hours before 1, 2, 37 and 70 days are over."""
    with Archive(f"sqlite:///{archive}") as opened:
        counted = [
            (due.overdue, due.within_day, due.within_week, due.within_month)
            for due in (opened.due(NOON + timedelta(days=days)) for days in (0, 1, 7, 90))
        ]
        assert opened.due(NOON, "no.example") == Due(NOON, 0, None, 0, 0, 0, 0, 0)
    assert counted == [(0, 1, 2, 2), (1, 1, 1, 1), (2, 0, 0, 1), (4, 0, 0, 0)]
