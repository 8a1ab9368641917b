"""Who may read an archive and not write there, reads it, or is told in a line why not."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.making import Crawl, Start, archive_at
from xzcrawl.archive import Archive
from xzcrawl.archive import engine as engines
from xzcrawl.errors import ArchiveError

ROOT = Path(__file__).resolve().parents[2]
#: Counts the articles at each line that comes, until there is no more; as a user who owns nothing, where the
#: tests run as root, who may everything. That one need not be able to read this Python: all is loaded before.
COUNTING = """
import os, sys
from sqlalchemy import create_engine
from xzcrawl.archive import Archive
from xzcrawl.errors import ArchiveError

create_engine("sqlite://").connect().close()
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with Archive(sys.argv[1]) as archive:
        for _ in sys.stdin:
            print(archive.count(), flush=True)
except ArchiveError as error:
    print(error, flush=True)
"""


#: Searches twice as such a user; what a search needs is loaded by one with an index of its own.
SEARCHING = """
import os, secrets, sys  # where a lock file cannot be made, filelock loads secrets
from xzcrawl.archive import Archive

with Archive(sys.argv[1], index=sys.argv[2]) as archive:
    archive.search("第一段")
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with Archive(sys.argv[1], index=sys.argv[3] or None) as archive:
        print(archive.search("第一段").total, archive.search("第一段").total)
except Exception as error:
    print(error)
"""


def found_by_another(path: Path, folder: Path | None, warmed: object) -> tuple[str, list[str]]:
    """Searches as that user, and gives what it prints. The search must leave no temporary file."""
    command = [sys.executable, "-c", SEARCHING, f"sqlite:///{path}", str(warmed), str(folder or "")]
    temporary = Path(tempfile.mkdtemp())
    temporary.chmod(0o777)
    env = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    try:
        done = subprocess.run(command, env=env, capture_output=True, text=True)
        assert not list(temporary.iterdir())
    finally:
        shutil.rmtree(temporary)
    return done.stdout.strip(), done.stderr.strip().splitlines()


def test_who_may_not_write_searches_by_an_index_of_the_moment_unless_a_folder_is_named(
    path: Path, tmp_path: Path
) -> None:
    path.parent.chmod(0o755)
    found, told = found_by_another(path, None, tmp_path / "warmed")
    assert len(told) == 1, told
    line = told[0]
    assert (found, "archive.db.index: Permission denied" in line, "--index FOLDER" in line) == (
        "1 1",
        True,
        True,
    )
    found, told = found_by_another(path, path.parent / "named", tmp_path / "warmed")
    assert found.startswith("cannot write the search index"), found
    assert told == []


def test_who_may_not_write_searches_by_the_index_that_is_there(
    path: Path, start: Start, crawl: Crawl, tmp_path: Path
) -> None:
    path.parent.chmod(0o755)
    url, index = f"sqlite:///{path}", path.with_name("archive.db.index")
    with Archive(url) as archive:
        assert archive.search("第一段").total == 1
    assert found_by_another(path, None, tmp_path / "warmed") == ("1 1", [])
    with start(url, at=24) as writer:
        writer.put(crawl.article("2", at=24))
    found, told = found_by_another(path, None, tmp_path / "warmed")  # its owner has not updated it yet
    assert (found, len(told)) == ("1 1", 1)
    assert "cannot write the search index" in told[0]
    with Archive(url) as archive:
        assert archive.search("第一段").total == 2
    assert found_by_another(path, None, tmp_path / "warmed") == ("2 2", [])
    assert {file.stat().st_uid for file in index.rglob("*")} == {os.geteuid()}


def test_an_index_is_as_secret_as_its_owner_makes_files(path: Path) -> None:
    before = os.umask(0o027)
    try:
        with Archive(f"sqlite:///{path}") as archive:
            archive.search("第一段")
    finally:
        os.umask(before)
    files = [file for file in path.with_name("archive.db.index").rglob("*") if file.is_file()]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o640}


def reader(path: Path) -> subprocess.Popen[str]:
    """A process of another user that has the archive open."""
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, "-c", COUNTING, str(path)]
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, **pipes)


@pytest.fixture
def path(start: Start, crawl: Crawl) -> Iterator[Path]:
    """An archive of one article in a folder that others can enter, which that of pytest is not."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "archive.db"
    with start(archive_at(path)) as writer:
        writer.put(crawl.article("1"))
    try:
        yield path
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def close_to_others(path: Path, folder: int = 0o555) -> None:
    for file in path.parent.iterdir():
        file.chmod(0o444)
    path.parent.chmod(folder)


def leave_log(path: Path) -> None:
    """The files as a killed writer leaves them: what was committed last is in the log alone."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE last (x)")
        files = {file: file.read_bytes() for file in path.parent.iterdir()}
    for file, data in files.items():
        file.write_bytes(data)


def told(path: Path) -> str:
    with reader(path) as process:
        out, _ = process.communicate("\n", timeout=60)
    return out


def test_whoever_cannot_write_reads_a_whole_file(path: Path) -> None:
    close_to_others(path)
    assert told(path) == "1\n"


def test_also_where_an_empty_log_was_left(path: Path) -> None:
    path.with_name("archive.db-wal").touch()
    close_to_others(path)
    assert told(path) == "1\n"


def test_a_log_is_read_where_its_index_is_there(path: Path) -> None:
    leave_log(path)
    close_to_others(path)
    assert told(path) == "1\n"


def test_a_log_without_its_index_is_told_in_a_line(path: Path) -> None:
    leave_log(path)
    path.with_name("archive.db-shm").unlink()
    close_to_others(path)
    assert told(path) == (
        f"cannot read the archive at {path}: its last changes are in archive.db-wal, which only who may write"
        ' in that folder can read; run "xzcrawl status" once as such a user\n'
    )


def test_whoever_cannot_write_the_file_leaves_nothing_beside_it(path: Path) -> None:
    """Its owner could not write a log that another user has made."""
    close_to_others(path, folder=0o777)
    assert told(path) == "1\n"
    assert [file.name for file in path.parent.iterdir()] == ["archive.db"]


def test_whoever_cannot_write_reads_on_while_runs_come_and_go(path: Path, start: Start, crawl: Crawl) -> None:
    path.parent.chmod(0o755)
    with reader(path) as process:
        seen = []

        def look() -> None:
            process.stdin.write("\n")
            process.stdin.flush()
            seen.append(process.stdout.readline())

        look()
        with start(f"sqlite:///{path}", at=24) as writer:
            writer.put(crawl.article("2", at=24))
            writer.flush()
            look()
            writer.put(crawl.article("3", at=24))
        look()
        process.stdin.close()
        process.stdin = None
    assert seen == ["1\n", "2\n", "3\n"]


def test_a_file_that_was_taken_for_one_that_does_not_change_and_did_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("connections", "sqlite_file"):
        monkeypatch.setattr(f"xzcrawl.archive.engine.{place}.may_write", lambda _: False)
    with Archive(str(path)) as archive:
        reading = archive.articles()
        assert next(reading).title == "标题1"
        with closing(sqlite3.connect(path)) as database:
            database.execute("UPDATE articles SET title = 'X'")
            database.commit()
        with pytest.raises(ArchiveError, match="was changed while it was read: try again"):
            list(reading)
        assert [record.title for record in archive.articles()] == ["X"]


def test_a_reader_that_may_write_cannot(path: Path) -> None:
    engine = engines.reading_engine(engines.parse_url(str(path)))
    with pytest.raises(Exception, match="readonly"), engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE other (x)")
    engine.dispose()
