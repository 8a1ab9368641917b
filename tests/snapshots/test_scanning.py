"""Going through a whole file."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from xzcrawl.items import Capture
from xzcrawl.snapshots import Original, Scanned, WarcWriter, payload_sha256, scan

Make = Callable[..., Capture]


@pytest.fixture
def path(tmp_path: Path, make: Make) -> Path:
    """A file of a response and a revisit of it, a redirect, and their requests."""
    first = make(1, b"<html>")
    moved = make(3, b"", status=301, response_head=b"HTTP/1.1 301 Moved Permanently\r\nLocation: /\r\n\r\n")
    writer = WarcWriter(tmp_path, "徐州", {})
    writer.write(first)
    writer.write(make(2, b"<html>"), Original(first.record_id, first.url, first.requested_at))
    writer.write(moved)
    writer.close()
    return tmp_path / "徐州-00000.warc.gz"


def test_every_record_comes_in_order_with_what_it_is(path: Path, make: Make) -> None:
    found = list(scan(path))
    digest, nothing = payload_sha256(make(1, b"<html>")), payload_sha256(make(3, b""))
    assert [(one.kind, one.status, one.payload_sha256, one.problem) for one in found] == [
        ("warcinfo", None, None, None),
        ("response", 200, digest, None),
        ("request", None, None, None),
        ("revisit", 200, digest, None),
        ("request", None, None, None),
        ("response", 301, nothing, None),
        ("request", None, None, None),
    ]
    assert [one.offset for one in found] == [0, *(one.offset + one.length for one in found[:-1])]
    assert found[-1].offset + found[-1].length == path.stat().st_size
    revisit = found[3]
    assert (revisit.record_id, revisit.url) == (make(2).record_id, make(2).url)
    assert (revisit.requested_at, revisit.refers_to) == (make(2).requested_at, make(1).record_id)


def changed(path: Path, index: int, change: Callable[[bytes], bytes]) -> list[Scanned]:
    """The scan after one record's bytes were changed."""
    data, record = path.read_bytes(), list(scan(path))[index]
    end = record.offset + record.length
    path.write_bytes(data[: record.offset] + change(data[record.offset : end]) + data[end:])
    return list(scan(path))


def recompressed(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda member: gzip.compress(gzip.decompress(member).replace(old, new))


def flipped(member: bytes) -> bytes:
    middle = len(member) // 2
    return member[:middle] + bytes([member[middle] ^ 1]) + member[middle + 1 :]


def test_a_record_that_was_changed_is_told_by_its_digest(path: Path) -> None:
    found = changed(path, 1, recompressed(b"<html>", b"<HTML>"))
    assert [one.problem for one in found] == [None, "its block is not what its digest says", *[None] * 5]


def test_a_payload_digest_that_is_wrong_is_told(path: Path, make: Make) -> None:
    right = payload_sha256(make(1, b"<html>")).encode()
    found = changed(path, 1, recompressed(right, b"0" * 64))
    assert found[1].problem == "its payload is not what its digest says"


def test_a_flipped_bit_is_one_torn_record_and_the_rest_follows(path: Path) -> None:
    before = list(scan(path))
    found = changed(path, 3, flipped)
    torn = Scanned(before[3].offset, before[3].length, problem="torn")
    assert found == [*before[:3], torn, *before[4:]]


def test_a_member_that_is_no_record_is_told(path: Path) -> None:
    found = changed(path, 2, lambda _: gzip.compress("不是记录".encode()))
    assert [one.problem for one in found] == [None, None, "no WARC record", *[None] * 4]


def test_an_answer_without_a_status_is_told(path: Path) -> None:
    record = (
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"WARC-Date: 2023-07-20T04:00:00Z\r\nContent-Length: 4\r\n\r\nHTTP\r\n\r\n"
    )
    found = changed(path, 1, lambda _: gzip.compress(record))
    assert found[1].problem == "no HTTP response"


def test_a_record_of_another_length_than_it_says_is_told(path: Path) -> None:
    found = changed(path, 1, recompressed(b"<html>", b"<html lang>"))
    assert found[1].problem == "a record of 89 bytes that announces 84"


def test_garbage_between_records_is_one_entry(path: Path) -> None:
    before = list(scan(path))
    path.write_bytes(path.read_bytes() + b"\0" * 100_000 + "乱码".encode())
    assert list(scan(path)) == [*before, Scanned(path.stat().st_size - 100_006, 100_006, problem="torn")]


def test_an_empty_file_has_no_records(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").touch()
    assert list(scan(tmp_path / "a.warc.gz")) == []
