"""An export is there whole, or what was there before still is."""

import io
import os
import sqlite3
import sys
import threading
from contextlib import closing, contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest

from xzcrawl.errors import UsageError
from xzcrawl.export import open_output


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    with open_output(path) as stream:
        stream.write(b"one\n")
        stream.flush()
        assert not path.exists()
    assert path.read_bytes() == b"one\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_bytes(b"old\n")
    with pytest.raises(TypeError), open_output(str(path)) as stream:
        stream.writelines([b"new\n", "no bytes"])  # type: ignore[list-item]
    assert path.read_bytes() == b"old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_an_archive_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE articles (id)")
    before = path.read_bytes()
    with pytest.raises(UsageError, match="is a database, and is not written over"), open_output(path):
        pass
    assert path.read_bytes() == before


ENDLESS = """
import signal, sys
from xzcrawl.export import open_output
with open_output(sys.argv[1]) as stream:
    stream.write(b"half")
    stream.flush()
    print("written", flush=True)
    signal.pause()
"""


def test_what_a_killed_export_left_is_removed_by_the_next_and_no_other_is(tmp_path: Path) -> None:
    path, other = tmp_path / "dump[1].jsonl", tmp_path / "dump1.jsonl"
    (tmp_path / ".dump[1].jsonl.notes").touch()
    with _endless(path) as killed, _endless(path) as living, _endless(other) as elsewhere:
        killed.kill()
        killed.wait()
        with open_output(path) as stream:
            stream.write(b"one\n")
        left = {entry.name for entry in tmp_path.iterdir()}
    assert path.read_bytes() == b"one\n"
    assert left == {
        "dump[1].jsonl",
        ".dump[1].jsonl.notes",
        f".dump[1].jsonl.{living.pid}.part",
        f".dump1.jsonl.{elsewhere.pid}.part",
    }


@contextmanager
def _endless(path: Path) -> Any:
    """Another process in the midst of an export; killed at the end."""
    with Popen([sys.executable, "-c", ENDLESS, str(path)], stdout=PIPE) as process:
        process.stdout.readline()
        yield process
        process.kill()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_bytes(b"old\n")
    link = tmp_path / "latest.jsonl"
    link.symlink_to("real.jsonl")
    with open_output(link) as stream:
        stream.write(b"new\n")
    assert link.is_symlink()
    assert (tmp_path / "real.jsonl").read_bytes() == b"new\n"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    with open_output(pipe) as stream:
        stream.write(b"one\n")
    reader.join()
    assert (received, pipe.is_fifo()) == ([b"one\n"], True)


def test_a_dash_is_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    console = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr("sys.stdout", console)
    with open_output("-") as stream:
        stream.write(b"one\n")
    assert console.buffer.getvalue() == b"one\n"


@pytest.mark.parametrize(
    ("name", "reason"), [("missing/dump.csv", "No such file or directory"), (".", "Is a directory")]
)
def test_what_cannot_be_written_is_a_usage_error(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason), open_output(tmp_path / name):
        pass
