"""Real runs leave a database file that can be copied alone, whoever else has it open."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.test_serve import get, serving
from tests.crawling import ROOT, archive_url, crawl, demo
from xzcrawl.demo import serve
from xzcrawl.verify import VerifyReport, verify

pytestmark = pytest.mark.crawl


def copied(folder: Path) -> VerifyReport:
    """What is to be said of a copy of the database alone, beside the snapshots."""
    copy = Path(shutil.copy(folder / "archive.db", folder.parent / "archive.db"))
    report = verify(archive_url(copy.parent), folder / "snapshots")
    for left in copy.parent.glob("archive.db*"):
        left.unlink()
    return report


def told_last(folder: Path, *command: str) -> str:
    """The last line that a command shows on a terminal, after its JSON if it prints any."""
    process = [sys.executable, "-m", "xzcrawl", *command, "--archive", archive_url(folder)]
    done = subprocess.run(process, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
    json.loads(done.stdout) if "--json" in command else None
    return (done.stderr if "--json" in command else done.stdout).splitlines()[-1]


def test_a_copy_of_the_file_alone_is_whole_after_a_run_and_else_it_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    url, site = archive_url(folder), demo(articles=12, seed=3)
    with serve(site) as base:
        crawl(site, base, url)
        first = copied(folder)
        assert (first.problems, first.counts["articles"]) == ([], 12)
        with (
            serving("serve", "--port", "0", "--archive", folder / "archive.db") as (_, netloc),
            closing(sqlite3.connect(folder / "archive.db", isolation_level=None)) as reader,
        ):
            assert get(netloc, "/")[0] == 200
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM articles").fetchone()
            held = crawl(site, base, url, "-a", "mode=recheck")
            assert "archive.db alone yet: a reader that began earlier keeps " in held.log
            for command in (
                ["crawl", "xzinfo", "-a", f"base_url={base}"],
                ["reparse"],
                ["reparse", "--json"],
            ):
                assert told_last(folder, *command).startswith(
                    f"do not copy {folder / 'archive.db'} alone yet: "
                )
            (problem, *_) = copied(folder).problems
            assert (problem.kind, "older than its snapshots" in problem.what) == ("missing", True)
            reader.execute("ROLLBACK")
            status = [sys.executable, "-m", "xzcrawl", "status", "--archive", folder / "archive.db"]
            subprocess.run(status, cwd=ROOT, capture_output=True, check=True, timeout=300)  # type: ignore[arg-type]
            assert copied(folder).problems == []
            crawl(site, base, url)
            assert (copied(folder).problems, (folder / "archive.db-wal").stat().st_size) == ([], 0)
