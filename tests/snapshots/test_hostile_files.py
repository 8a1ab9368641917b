"""WARC files made to keep a reader busy, to fill its memory, or to let it wait for ever."""

import gzip
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from xzcrawl.errors import SnapshotError
from xzcrawl.items import Capture
from xzcrawl.snapshots import WarcWriter, read, repair, scan
from xzcrawl.snapshots.members import LARGEST_RECORD
from xzcrawl.snapshots.record import Record

Make = Callable[..., Capture]
NAME = "徐州-00000.warc.gz"


@pytest.fixture
def records(tmp_path: Path, make: Make) -> bytes:
    """Two exchanges as they lie in a file."""
    writer = WarcWriter(tmp_path, "徐州", {})
    for number in (1, 2):
        writer.write(make(number))
    writer.close()
    return (tmp_path / NAME).read_bytes()


def test_a_record_that_inflates_without_end_takes_little_memory(tmp_path: Path, records: bytes) -> None:
    bomb = gzip.compress(bytes(4 * LARGEST_RECORD), mtime=0)
    (tmp_path / NAME).write_bytes(records + bomb + records)
    tracemalloc.start()
    found = list(scan(tmp_path / NAME))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one.problem for one in found] == [
        *[None] * 5,
        "inflates to more than 67,108,864 bytes",
        *[None] * 5,
    ]
    assert peak < 2 * LARGEST_RECORD
    with pytest.raises(SnapshotError, match="it inflates to more than 67,108,864 bytes"):
        read(tmp_path, NAME, len(records), len(bomb))


@pytest.mark.parametrize(
    "filling",
    [
        b"\x1f\x8b\x08" * 1_000_000,
        b"\x1f\x8b\x08\x00" * 750_000,
        b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03" * 300_000,  # a name that goes on to the end of the file
    ],
    ids=["flags", "none", "a name"],
)
def test_what_looks_like_a_member_everywhere_is_given_up(
    tmp_path: Path, records: bytes, filling: bytes
) -> None:
    (tmp_path / NAME).write_bytes(records + filling)
    found = list(scan(tmp_path / NAME))
    assert [(one.problem, one.length) for one in found[5:]] == [("torn", len(filling))]


def test_many_records_that_inflate_without_end_are_given_up(tmp_path: Path, records: bytes) -> None:
    (tmp_path / NAME).write_bytes((records + gzip.compress(bytes(2 * LARGEST_RECORD), mtime=0)) * 50)
    found = list(scan(tmp_path / NAME))
    assert sum(one.problem is not None for one in found) < 20
    assert found[-1].offset + found[-1].length == (tmp_path / NAME).stat().st_size


@pytest.mark.parametrize("kind", ["a FIFO", "a device", "a folder"])
def test_what_is_no_file_is_told_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / NAME
    {"a FIFO": os.mkfifo, "a device": lambda at: at.symlink_to("/dev/zero"), "a folder": Path.mkdir}[kind](
        path
    )
    with pytest.raises(OSError, match="it is not a regular file"):
        list(scan(path))
    with pytest.raises(SnapshotError, match="it is not a regular file"):
        read(tmp_path, NAME, 0, 100)


def test_a_fifo_that_looks_like_a_file_left_open_is_told_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / f"{NAME}.open")
    with pytest.raises(OSError, match="it is not a regular file"):
        repair(tmp_path)


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 two\r\n\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"1" * 5000,
    ],
)
def test_an_answer_without_a_status_is_no_answer(block: bytes) -> None:
    with pytest.raises(ValueError, match="no HTTP response"):
        Record({}, block).status  # noqa: B018


def test_a_moment_without_its_zone_is_none() -> None:
    with pytest.raises(ValueError, match="without its zone"):
        Record({"warc-date": "2023-07-20T04:00:00"}, b"").requested_at  # noqa: B018


def test_a_header_repeated_without_end_is_read_in_one_pass() -> None:
    block = b"HTTP/1.1 200 OK\r\n" + b"A: bcdef\r\n" * 300_000 + b"\r\n"
    assert len(Record({}, block).headers["a"]) == 300_000 * 7 - 2
