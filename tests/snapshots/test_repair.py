"""What a killed writer leaves, put right: torn ends cut, never a good record."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from xzcrawl.items import Capture
from xzcrawl.snapshots import Repair, WarcWriter, read, repair, scan, warc_files

Make = Callable[..., Capture]
FILE = "徐州-00000.warc.gz"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file of two exchanges."""
    from tests.snapshots.conftest import capture

    folder = tmp_path_factory.mktemp("whole")
    writer = WarcWriter(folder, "徐州", {})
    for number in (1, 2):
        writer.write(capture(number))
    writer.close()
    return (folder / FILE).read_bytes()


def ends(folder: Path, data: bytes) -> list[int]:
    """Where the records of a file end."""
    path = folder / "ends.warc.gz"
    path.write_bytes(data)
    found = [record.offset + record.length for record in scan(path)]
    path.unlink()
    return found


def left(folder: Path, data: bytes) -> None:
    (folder / f"{FILE}.open").write_bytes(data)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_torn_tail_is_cut_and_a_good_record_never(
    tmp_path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Torn at every byte; the disk is not waited for each time."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    records = ends(tmp_path, whole)
    assert len(records) == 5
    for size in range(len(whole) + 1):
        left(tmp_path, whole[:size])
        kept = max((end for end in records if end <= size), default=0)
        assert repair(tmp_path) == [Repair(FILE, kept, size - kept)]
        assert names(tmp_path) == ([FILE] if kept else [])
        if kept:
            assert (tmp_path / FILE).read_bytes() == whole[:kept]
            (tmp_path / FILE).unlink()


@pytest.mark.parametrize("tail", [b"\0" * 5000, "电源断了".encode() * 100, b"\x1f\x8b\x08" * 50])
def test_what_a_power_cut_leaves_is_cut_too(tmp_path: Path, whole: bytes, tail: bytes) -> None:
    for size in (len(whole), len(whole) - 4, len(whole) - 200):
        kept = max(end for end in ends(tmp_path, whole) if end <= size)
        left(tmp_path, whole[:size] + tail)
        assert repair(tmp_path) == [Repair(FILE, kept, size + len(tail) - kept)]
        assert (tmp_path / FILE).read_bytes() == whole[:kept]
        (tmp_path / FILE).unlink()


@settings(max_examples=200)
@given(data=st.data())
def test_no_damage_takes_a_good_record_with_it(
    whole: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Some bytes in the middle are lost: what lies before and behind them stays."""
    folder = tmp_path_factory.mktemp("damaged")
    start = data.draw(st.integers(0, len(whole) - 1))
    length = data.draw(st.integers(1, min(300, len(whole) - start)))
    records = ends(folder, whole)
    lost = bytes(byte ^ 0xFF for byte in whole[start : start + length])
    left(folder, whole[:start] + lost + whole[start + length :])
    repair(folder)
    begins = [0, *records[:-1]]
    places = zip(begins, records, strict=True)
    intact = [begin for begin, end in places if end <= start or begin >= start + length]
    found = [record.offset for path in warc_files(folder) for record in scan(path) if record.problem is None]
    assert [begin for begin in found if begin in intact] == intact
    assert set(found) <= set(begins)  # one whose lost bytes say nothing (gzip's own time stamp) is good still


def test_a_file_that_is_being_written_is_left_alone(tmp_path: Path, make: Make) -> None:
    writer = WarcWriter(tmp_path, "徐州", {})
    place = writer.write(make(1))
    assert repair(tmp_path) == []
    writer.write(make(2))
    writer.close()
    assert read(tmp_path, place.file, place.offset, place.length).url == make(1).url
    assert names(tmp_path) == [FILE]


def test_a_lock_of_a_dead_process_holds_nothing_up(tmp_path: Path, whole: bytes) -> None:
    left(tmp_path, whole)
    lock = FileLock(tmp_path / f"{FILE}.open.lock")
    with lock:
        assert repair(tmp_path) == []
    assert repair(tmp_path) == [Repair(FILE, len(whole), 0)]
    assert names(tmp_path) == [FILE]


def test_closed_files_and_other_files_are_left_alone(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / FILE).write_bytes(whole[:-10])
    (tmp_path / "说明.txt.open").write_bytes(b"x")
    assert repair(tmp_path) == []
    assert names(tmp_path) == sorted([FILE, "说明.txt.open"])


def test_there_is_nothing_to_put_right_where_nothing_was_written(tmp_path: Path) -> None:
    assert repair(tmp_path / "snapshots") == []


WRITER = """
import sys
from pathlib import Path
from tests.snapshots.conftest import capture
from xzcrawl.snapshots import WarcWriter

writer = WarcWriter(Path(sys.argv[1]), "徐州", {})
for number in range(1, 1_000_000):
    place = writer.write(capture(number, bytes(number % 7 * 1000)))
    if number % 10 == 0:
        writer.sync()
        print(number, place.offset, place.length, flush=True)
"""


def test_a_killed_writer_loses_nothing_that_was_synced(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=os.environ) as process:
        assert process.stdout is not None
        synced = [process.stdout.readline().split() for _ in range(20)]
        process.send_signal(signal.SIGKILL)
        synced += [line.split() for line in process.stdout.readlines() if line.endswith("\n")]
    assert process.returncode == -signal.SIGKILL
    (done,) = repair(tmp_path)
    assert done.file == FILE
    assert [record.problem for record in scan(tmp_path / FILE) if record.problem] == []
    for number, offset, length in synced:
        assert read(tmp_path, FILE, int(offset), int(length)).url == f"http://xz.example/?id={number}"
