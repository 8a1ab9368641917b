"""``xzcrawl site``, and ``xzcrawl status --check``."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import Result

from tests.cli.conftest import BASE, begun, four_articles
from tests.making import archive_at
from xzcrawl.archive.writer import Writer

Run = Callable[..., Result]
NOW = datetime.now(UTC)
REASON = "home page unreachable: HTTP 500"


def crawled(path: Path, site: str, hours_ago: float, outcome: str | None, reason: str | None = None) -> None:
    """A run of a site, with articles where it ended well."""
    at = NOW - timedelta(hours=hours_ago)
    with Writer(archive_at(path), clock=lambda: at) as writer:
        writer.begin_run(
            site=site,
            base_url=BASE.replace("xz.example", site),
            spider="xz",
            mode="full",
            started_at=at,
            versions={"extractor": "7"},
        )
        for article in four_articles() if outcome == "finished" else ():
            writer.put(replace(article, site=site))
        if outcome:
            writer.finish_run(outcome=outcome, reason=reason, ended_at=at, counts={})


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A site that went well, and one that is mistyped and gave nothing."""
    crawled(tmp_path / "archive.db", "xz.example", 2, "finished")
    crawled(tmp_path / "archive.db", "zx.example", 1, "failed", REASON)
    return tmp_path / "archive.db"


def test_sites_are_listed_with_how_their_crawls_stand(run: Run, archive: Path) -> None:
    lines = run("site", "list", "--archive", archive).stdout.splitlines()
    assert [line.split() for line in lines[:1]] == [
        ["site", "articles", "last", "run", "outcome", "last", "success"]
    ]
    assert [(line.split()[:2], line.split()[4]) for line in lines[1:]] == [
        (["xz.example", "4"], "finished"),
        (["zx.example", "0"], "failed"),
    ]
    told = json.loads(run("site", "list", "--archive", archive, "--json").stdout)
    assert [(one["site"], one["articles"], one["reason"]) for one in told] == [
        ("xz.example", 4, None),
        ("zx.example", 0, REASON),
    ]


def test_a_site_can_be_removed(run: Run, archive: Path) -> None:
    done = run("site", "remove", "zx.example", "--yes", "--archive", archive)
    assert (done.exit_code, done.stdout) == (0, "removed zx.example, rows of each table: runs 1\n")
    assert [
        one["site"] for one in json.loads(run("site", "list", "--json", "--archive", archive).stdout)
    ] == ["xz.example"]


def test_a_site_with_articles_leaves_the_search_too(run: Run, archive: Path) -> None:
    assert json.loads(run("search", "泉山区", "--json", "--archive", archive).stdout)["total"] == 1
    done = run("site", "remove", "xz.example", "--yes", "--archive", archive)
    assert done.exit_code == 0
    assert "articles 4," in done.stdout
    assert json.loads(run("search", "泉山区", "--json", "--archive", archive).stdout)["total"] == 0
    assert run("verify", "--archive", archive).exit_code == 0


def test_without_a_terminal_nothing_is_removed_unasked(run: Run, archive: Path) -> None:
    done = run("site", "remove", "xz.example", "--archive", archive)
    assert done.exit_code == 2
    assert done.stderr == (
        "xzcrawl: this would remove xz.example (http://xz.example/): articles 4, runs 1; "
        "nobody is there to be asked: give --yes\n"
    )
    assert json.loads(run("stats", "--json", "--archive", archive).stdout)["articles"] == 4


def test_a_site_that_there_is_none_of_is_told(run: Run, archive: Path) -> None:
    done = run("site", "remove", "sq.example", "--yes", "--archive", archive)
    assert (done.exit_code, done.stderr) == (
        2,
        "xzcrawl: no site 'sq.example' in the archive; its sites are: xz.example, zx.example\n",
    )


def test_a_site_that_is_being_crawled_is_not_removed(run: Run, archive: Path) -> None:
    with FileLock(archive.with_name("zx.example.lock")):
        done = run("site", "remove", "zx.example", "--yes", "--archive", archive)
    assert done.exit_code == 75
    assert "another run of zx.example is under way" in done.stderr


def test_a_check_names_what_is_not_well_and_ends_with_3(run: Run, archive: Path) -> None:
    done = run("status", "--check", "--archive", archive)
    assert (done.exit_code, done.stdout) == (
        3,
        f"zx.example: the last run failed: {REASON}; no run ever ended well "
        "(it never gave an article: if its address is wrong, xzcrawl site remove zx.example)\n",
    )
    told = json.loads(run("status", "--check", "--json", "--archive", archive).stdout)
    assert [(one["site"], one["well"]) for one in told] == [("xz.example", True), ("zx.example", False)]


def test_a_check_of_what_is_well_ends_with_0(run: Run, archive: Path) -> None:
    done = run("status", "--check", "--site", "xz.example", "--archive", archive)
    assert (done.exit_code, done.stdout) == (0, "all well: xz.example\n")


@pytest.mark.parametrize(("days", "code"), [("0.05", 3), ("0.2", 0)])
def test_a_check_knows_how_old_a_success_may_be(run: Run, archive: Path, days: str, code: int) -> None:
    done = run("status", "--check", "--site", "xz.example", "--max-age", days, "--archive", archive)
    assert done.exit_code == code
    assert (code == 0) is ("no run has ended well for 0.1 days" not in done.stdout)


def test_a_run_without_an_end_is_not_well_unless_its_lock_is_held(run: Run, archive: Path) -> None:
    crawled(archive, "xz.example", 0.5, None)
    check = ("status", "--check", "--site", "xz.example", "--archive", archive)
    with FileLock(archive.with_name("xz.example.lock")):
        assert run(*check).exit_code == 0
    done = run(*check)
    assert (done.exit_code, done.stdout) == (
        3,
        "xz.example: the last run has no end: it was killed, or 'scrapy crawl' makes it now\n",
    )


def test_a_check_of_what_was_never_crawled_ends_with_3(run: Run, archive: Path) -> None:
    done = run("status", "--check", "--site", "sq.example", "--archive", archive)
    assert (done.exit_code, done.stdout) == (
        3,
        "no run of sq.example; the archive's sites are: xz.example, zx.example\n",
    )


def test_a_check_of_an_archive_that_was_never_crawled_ends_with_3(run: Run, tmp_path: Path) -> None:
    archive_at(tmp_path / "archive.db")
    done = run("status", "--check", "--archive", tmp_path / "archive.db")
    assert (done.exit_code, done.stdout) == (3, "no run: nothing was ever crawled into this archive\n")


def test_a_check_during_the_first_run_of_a_site_ends_with_3(run: Run, tmp_path: Path) -> None:
    """Nothing is known to go well before a run has."""
    archive = tmp_path / "archive.db"
    begun(archive).close()
    with FileLock(tmp_path / "xz.example.lock"):
        done = run("status", "--check", "--archive", archive)
    assert (done.exit_code, done.stdout) == (
        3,
        "xz.example: no run has ended well yet; one is under way\n",
    )


def test_the_status_says_why_runs_failed(run: Run, archive: Path) -> None:
    crawled(archive, "zx.example", 0.5, "failed", "the disk is full")
    told = run("status", "--archive", archive).stdout
    assert "last run of zx.example: failed: the disk is full\n" in told
    assert f" zx.example failed: {REASON}\n" in told
    assert [
        one["reason"] for one in json.loads(run("status", "--json", "--archive", archive).stdout)["runs"]
    ] == [
        "the disk is full",
        REASON,
        None,
    ]
