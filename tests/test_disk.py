"""A full disk and a read-only archive end with one clear line and no damage."""

import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests import warm
from tests.crawling import archive_url, crawl, demo
from xzcrawl.archive import Archive
from xzcrawl.demo import serve
from xzcrawl.verify import verify

pytestmark = pytest.mark.crawl


Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def xzcrawl() -> Command:
    return partial(warm.run, "xzcrawl")


def crawling(base: str, url: str) -> list[str]:
    return ["crawl", "xzinfo", "-a", f"base_url={base}", "-s", "DOWNLOAD_DELAY=0", "--archive", url]


def test_a_full_disk_ends_the_run_with_one_line_and_what_was_stored_is_whole(
    small_disk: Path, xzcrawl: Command
) -> None:
    url, site = archive_url(small_disk), demo(articles=300, seed=3)
    with serve(site) as base:
        done = xzcrawl(*crawling(base, url), "-s", "LOG_LEVEL=ERROR")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    # the two grow on one disk: either may be the first that finds it full
    assert re.search(rf"cannot write the (archive at|snapshots in) {small_disk}/\S+: ", done.stdout)
    assert "Traceback" not in done.stderr
    with closing(sqlite3.connect(f"file:{small_disk}/archive.db?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with Archive(url) as archive:
        assert 0 < archive.count() < 300
    assert verify(url, small_disk / "snapshots").problems == []


def test_a_full_disk_of_the_snapshots_alone_is_named_and_with_room_again_the_next_run_goes_on(
    small_disk: Path, tmp_path: Path, xzcrawl: Command
) -> None:
    url, site, folder = archive_url(tmp_path), demo(articles=60, seed=3), small_disk / "kept"
    (small_disk / "ballast").write_bytes(b"x" * (3 * 1024 * 1024 - 300 * 1024))
    with serve(site) as base:
        to_disk = [*crawling(base, url), "-s", "LOG_LEVEL=ERROR", "-s", f"SNAPSHOT_DIR={folder}"]
        done = xzcrawl(*to_disk)
        assert (done.returncode, len(done.stdout.splitlines())) == (1, 1)
        assert f"cannot write the snapshots in {folder}: No space left on device" in done.stdout
        (small_disk / "ballast").unlink()
        assert xzcrawl(*to_disk).returncode == 0
    with Archive(url) as archive:
        assert archive.count() == 60
        last, failed = archive.runs()
    assert (last.outcome, last.reason, failed.outcome) == ("finished", None, "failed")
    assert f"failed: {failed.reason}; " in done.stdout
    assert verify(url, folder).problems == []


def test_a_crawl_into_a_read_only_archive_is_one_line(small_disk: Path, xzcrawl: Command) -> None:
    url, site = archive_url(small_disk), demo(articles=5, seed=3)
    with serve(site) as base:
        crawl(site, base, url)
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
        asked = len(site.requests)
        done = xzcrawl(*crawling(base, url))
        assert (done.returncode, done.stdout, len(site.requests)) == (2, "", asked)
    assert len(done.stderr.splitlines()) == 1
    assert "Read-only file system" in done.stderr


@pytest.mark.parametrize("command", ["list", "stats", "status", "verify", "export", "search"])
def test_a_read_only_archive_can_be_read(small_disk: Path, xzcrawl: Command, command: str) -> None:
    url, site = archive_url(small_disk), demo(articles=5, seed=3)
    with serve(site) as base:
        crawl(site, base, url)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    more = {"export": ["--format", "jsonl"], "search": ["徐州"]}.get(command, [])
    done = xzcrawl(command, *more, "--archive", url)
    assert (done.returncode, done.stderr) == (0, "4 of 4 hits\n" if command == "search" else "")


def test_a_read_only_archive_of_an_older_version_says_what_it_needs(
    small_disk: Path, xzcrawl: Command
) -> None:
    with Archive(archive_url(small_disk), write=True):
        pass
    with closing(sqlite3.connect(small_disk / "archive.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
        database.commit()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = xzcrawl("list", "--archive", archive_url(small_disk))
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "it is of an older xzcrawl" in done.stderr
    assert "needs it and its folder to be writable" in done.stderr


@pytest.mark.parametrize("name", ["jsonl", "parquet", "atom", "wacz"])
def test_an_export_to_a_full_disk_is_one_line_and_leaves_the_file_that_was_there(
    small_disk: Path, tmp_path: Path, xzcrawl: Command, name: str
) -> None:
    target = full_but_for_a_little(small_disk, tmp_path) / "dump.file"
    target.write_bytes(b"old")
    done = xzcrawl("export", "-f", name, "--archive", archive_url(tmp_path), "--output", str(target))
    message = f"xzcrawl: cannot write {target}: No space left on device\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in small_disk.iterdir()) == ["ballast", "dump.file"]


def test_a_folder_of_files_on_a_full_disk_holds_whole_ones(
    small_disk: Path, tmp_path: Path, xzcrawl: Command
) -> None:
    target = full_but_for_a_little(small_disk, tmp_path) / "notes"
    done = xzcrawl("export", "-f", "markdown", "--archive", archive_url(tmp_path), "--output", str(target))
    message = f"xzcrawl: cannot write {target}: No space left on device\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)
    texts = [path.read_text("utf-8") for path in sorted(target.iterdir())]
    assert 0 < len(texts) < 40
    assert [text for text in texts if not (text.startswith("---\nid: ") and "\n---\n\n" in text)] == []


def full_but_for_a_little(disk: Path, folder: Path) -> Path:
    """The disk with 40 KB left, and in the folder an archive whose exports are larger."""
    site = demo(articles=40, seed=3)
    with serve(site) as base:
        crawl(site, base, archive_url(folder))
    (disk / "ballast").write_bytes(b"x" * (3 * 1024 * 1024 - 40 * 1024))
    return disk
