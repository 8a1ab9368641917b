"""Real runs leave a database file that can be copied alone, whoever else has it open."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests import warm
from tests.cli.test_serve import get, serving
from tests.crawling import ROOT, archive_url, command, crawl, demo
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


def impatient(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a program says that does not wait long for readers of the archive."""
    done = warm.run("tests.impatient", program, *arguments)
    assert done.returncode == 0, done.stderr
    return done


def told_last(folder: Path, *command: str) -> str:
    """The last line that a command shows on a terminal, after its JSON if it prints any."""
    done = impatient("xzcrawl", *command, "--archive", archive_url(folder))
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
            _, _, *held = command(base, url, "-a", "mode=recheck")
            told = "archive.db alone yet: a reader that began earlier keeps "
            assert told in impatient(*held).stderr
            for arguments in (
                ["crawl", "xzinfo", "-a", f"base_url={base}", "-s", "DOWNLOAD_DELAY=0"],
                ["reparse"],
                ["reparse", "--json"],
            ):
                assert told_last(folder, *arguments).startswith(
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
