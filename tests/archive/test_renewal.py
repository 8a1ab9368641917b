"""An archive of an older xzcrawl is brought up to date by whoever opens it, and nothing of it is lost."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import update

from tests.making import Crawl, Put, Rows, Sizes, Start, shanghai
from xzcrawl.archive import Archive
from xzcrawl.archive import engine as engines
from xzcrawl.archive.schema.tables import articles
from xzcrawl.archive.schema.version import KNOWN_VERSIONS, MIGRATIONS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def archive_url(new_archive_url: str) -> str:
    return new_archive_url


@pytest.fixture
def old(archive_url: str, put: Put, crawl: Crawl) -> str:
    """An archive as version 0001 left it, with two articles in it."""
    put(crawl.full_article(), crawl.article("7"))
    put(crawl.article("7", lines=("改过。",), at=24), at=24)
    _step(archive_url, command.downgrade, "0001")
    return archive_url


def _step(url: str, step: Callable[[Config, str], None], target: str) -> None:
    engine = engines.writing_engine(engines.parse_url(url), foreign_keys=False)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        step(config, target)
    engine.dispose()


@pytest.mark.parametrize("write", [True, False])
def test_opening_brings_an_old_archive_up_to_date(
    old: str, write: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with Archive(old, write=write) as archive:
        assert [record.title for record in archive.articles()] == [
            "全力冲刺!徐州泉山区定下这些“大目标”", "标题7",
        ]  # fmt: skip
    assert f"from version 0001 to {KNOWN_VERSIONS[-1]}" in caplog.text


def test_the_texts_of_before_are_the_revisions_known(old: str, rows: Rows, crawl: Crawl) -> None:
    Archive(old).close()
    assert [(row["number"], row["cause"], row["text"]) for row in rows("revisions")] == [
        (1, "first", "3月8日,在广大干群…\n…奋力铸就高质量发展新辉煌。"),
        (2, "changed", "改过。"),
    ]
    assert {row["visit_days"] for row in rows("articles")} == {7}


def test_everything_of_before_is_found_and_counts_as_changed(old: str, crawl: Crawl) -> None:
    """Who asks for what is new since an earlier moment misses nothing."""
    with Archive(old) as archive:
        assert archive.search("改过").total == 1
        assert archive.count(changed_since=crawl.noon + timedelta(hours=25)) == 2
        assert archive.search("改过", changed_since=crawl.noon + timedelta(hours=25)).total == 1


def test_a_copy_of_it_is_kept_as_it_was(old: str, tmp_path: Path) -> None:
    Archive(old).close()
    copies = sorted(path for path in tmp_path.rglob("archive.db.*") if path.suffix != ".db-wal")
    if not old.startswith("sqlite"):
        assert copies == []
        return
    (copy,) = (path for path in copies if path.name == f"archive.db.before-{KNOWN_VERSIONS[-1]}")
    with closing(sqlite3.connect(copy)) as before:
        assert before.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert before.execute("SELECT count(*) FROM articles").fetchone() == (2,)
        assert before.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_copy_that_was_never_finished_is_not_left_behind(old: str, tmp_path: Path) -> None:
    if not old.startswith("sqlite"):
        pytest.skip("a server makes no copy")
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from xzcrawl.archive import Archive\n"
        "Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Archive(sys.argv[1])\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, old], cwd=ROOT, check=False)
    (left,) = tmp_path.rglob(f"*.before-{KNOWN_VERSIONS[-1]}.*")
    left.with_name(f"{left.name}-journal").write_bytes(b"of a copy killed half way")
    Archive(old).close()
    copies = [path.name for path in tmp_path.rglob("*before*")]
    assert (killed.returncode, copies) == (-signal.SIGKILL, [f"archive.db.before-{KNOWN_VERSIONS[-1]}"])


@pytest.mark.slow
def test_many_may_open_it_at_once_and_one_copy_is_made(old: str, tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from xzcrawl.archive import Archive\n"
        "sys.stdin.read()\n"
        "with Archive(sys.argv[1]) as archive: print(archive.count())\n"
    )
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    processes = [
        subprocess.Popen([sys.executable, "-c", script, old], cwd=ROOT, text=True, **pipes) for _ in range(4)
    ]
    for process in processes:
        process.stdin.close()  # all are loaded and let go together
        process.stdin = None
    told = [process.communicate(timeout=60) for process in processes]
    assert [out for out, _ in told] == ["2\n"] * 4
    assert sum("bringing" in error for _, error in told) == 1


def test_the_articles_of_an_old_archive_were_read_by_their_family(old: str) -> None:
    with Archive(old) as archive:
        assert {record.read_by for record in archive.articles()} == {"family"}


def test_an_up_to_date_archive_is_not_copied(tmp_path: Path, start: Start, crawl: Crawl) -> None:
    url = f"sqlite:///{tmp_path}/archive.db"
    with start(url) as writer:
        writer.put(crawl.article())
    Archive(url).close()
    Archive(url, write=True).close()
    assert [path.name for path in tmp_path.glob("*before*")] == []


@pytest.fixture
def outside(archive_url: str, put: Put, crawl: Crawl) -> str:
    """An archive in which the best instants of articles 1 and 3 are outside of their bounds."""
    put(
        crawl.article("1", reading=crawl.reading("2026-11-25T05:26:29", "2026-11-25T11:43:57")),
        crawl.article("2", reading=crawl.reading("2026-11-25T00:00:00", "2026-11-25T23:59:59")),
        crawl.article("3", reading=crawl.reading("2026-11-24T05:00:00", "2026-11-24T09:00:00")),
        crawl.article("4", reading=None),
    )
    with Archive(archive_url) as archive:
        assert archive.search("标题").total == 4
    engine = engines.writing_engine(engines.parse_url(archive_url))
    with engine.begin() as connection:
        for id_, moment in ((1, "2026-11-25T00:00:00"), (3, "2026-11-24T09:00:01")):
            moved = update(articles).where(articles.c.id == id_).values(published_at=shanghai(moment))
            connection.execute(moved)
    engine.dispose()
    return archive_url


def test_a_best_instant_outside_of_its_bounds_is_moved_to_the_nearer_one(outside: str, rows: Rows) -> None:
    before = rows("articles")
    _step(outside, command.downgrade, "0007")
    Archive(outside).close()
    after = rows("articles")
    moments = ("2026-11-25T05:26:29", "2026-11-25T00:00:00", "2026-11-24T09:00:00")
    assert [row["published_at"] for row in after] == [*map(shanghai, moments), None]
    touched = {"published_at", "change_id"}
    assert [{**row, **dict.fromkeys(touched)} for row in before] == [
        {**row, **dict.fromkeys(touched)} for row in after
    ]
    assert [now["change_id"] != was["change_id"] for was, now in zip(before, after, strict=True)] == [
        True, False, True, False,
    ]  # fmt: skip


def test_a_moved_instant_is_found_and_counts_as_changed(outside: str, crawl: Crawl) -> None:
    """By filters and by the search index alike, which hears of it by the change sequence."""
    _step(outside, command.downgrade, "0007")
    within: dict[str, Any] = {"since": "2026-11-25T05:00", "until": "2026-11-25T12:00"}
    with Archive(outside) as archive:
        assert [record.id for record in archive.articles(**within)] == [1]
        assert [hit.article.id for hit in archive.search("标题", **within)] == [1]
        changed = archive.articles(changed_since=crawl.noon + timedelta(hours=1))
        assert [record.id for record in changed] == [1, 3]


def test_where_no_instant_was_outside_nothing_changed(
    archive_url: str, put: Put, crawl: Crawl, table_sizes: Sizes
) -> None:
    put(crawl.full_article())
    _step(archive_url, command.downgrade, "0007")
    sizes = table_sizes()
    Archive(archive_url).close()
    assert table_sizes() == sizes
