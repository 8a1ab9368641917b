"""Writing WARC files: what is in them, how they are named, and what a failure leaves."""

import gzip
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from xzcrawl import __version__
from xzcrawl.items import Capture
from xzcrawl.snapshots import Original, Place, WarcWriter, is_live, payload_sha256, repair, scan, warc_files

Make = Callable[..., Capture]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def kinds(path: Path) -> list[str | None]:
    return [record.kind for record in scan(path)]


def original(one: Capture) -> Original:
    return Original(one.record_id, one.url, one.requested_at)


def written(folder: Path, *captures: Capture, max_bytes: int = 1_000_000_000) -> list[Place]:
    writer = WarcWriter(folder, "徐州-7", {"robots": "obey"}, max_bytes=max_bytes)
    places = [writer.write(one) for one in captures]
    writer.close()
    return places


def inflated(folder: Path, place: Place) -> list[str]:
    """The lines of a record, as gzip itself inflates it."""
    data = (folder / place.file).read_bytes()[place.offset : place.offset + place.length]
    return gzip.decompress(data).decode().split("\r\n")


def test_a_response_record_holds_what_came_byte_for_byte(tmp_path: Path, make: Make) -> None:
    """The digests are sha256sum's."""
    (place,) = written(tmp_path, make(1, "<html>徐州。".encode()))
    assert inflated(tmp_path, place) == [
        "WARC/1.1",
        "WARC-Type: response",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        "WARC-Target-URI: http://xz.example/?id=1",
        "WARC-Date: 2023-07-20T04:00:01.000001Z",
        "WARC-Payload-Digest: sha256:de0f483e5822361dd8a9fdba843f4e64f5dd839d78fb25c1792e0da1c50e7a0e",
        "WARC-Block-Digest: sha256:71e91035b2938b04096658e10e025e9a0cf757cb756697450196089222559ed4",
        "Content-Type: application/http; msgtype=response",
        "Content-Length: 89",
        "",
        "HTTP/1.1 200 OK",
        "Server: nginx",
        "Content-Type: text/html; charset=utf-8",
        "",
        "<html>徐州。",
        "",
        "",
    ]
    assert place.payload_sha256 == "de0f483e5822361dd8a9fdba843f4e64f5dd839d78fb25c1792e0da1c50e7a0e"


def test_its_request_follows_it(tmp_path: Path, make: Make) -> None:
    (place,) = written(tmp_path, make(1))
    behind = replace(place, offset=place.offset + place.length, length=10_000)
    lines = inflated(tmp_path, behind)
    assert [line for line in lines if not line.startswith("WARC-Record-ID")] == [
        "WARC/1.1",
        "WARC-Type: request",
        "WARC-Target-URI: http://xz.example/?id=1",
        "WARC-Date: 2023-07-20T04:00:01.000001Z",
        "WARC-Concurrent-To: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        "WARC-Block-Digest: sha256:1bf97e04ca9200a953eca975a2e32489725fa2bbddbccedec749608b1893bc53",
        "Content-Type: application/http; msgtype=request",
        "Content-Length: 41",
        "",
        "GET /?id=1 HTTP/1.1",
        "Host: xz.example",
        "",
        "",
        "",
        "",
    ]


def test_a_payload_that_is_stored_already_becomes_a_revisit_record(tmp_path: Path, make: Make) -> None:
    first, again = make(1, b"<html>"), make(2, b"<html>")
    writer = WarcWriter(tmp_path, "徐州", {})
    writer.write(first)
    place = writer.write(again, original(first))
    writer.close()
    lines = inflated(tmp_path, place)
    assert lines[1] == "WARC-Type: revisit"
    assert lines[6:10] == [
        "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        "WARC-Refers-To: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        "WARC-Refers-To-Target-URI: http://xz.example/?id=1",
        "WARC-Refers-To-Date: 2023-07-20T04:00:01.000001Z",
    ]
    assert lines[-6:] == ["Server: nginx", "Content-Type: text/html; charset=utf-8", "", "", "", ""]
    assert place.payload_sha256 == payload_sha256(first)


def test_a_response_that_broke_off_says_so(tmp_path: Path, make: Make) -> None:
    (place,) = written(tmp_path, make(1, truncated=True))
    assert "WARC-Truncated: disconnect" in inflated(tmp_path, place)


def test_a_file_begins_with_who_wrote_it(tmp_path: Path, make: Make) -> None:
    written(tmp_path, make(1))
    lines = inflated(tmp_path, Place("徐州-7-00000.warc.gz", 0, 10_000, ""))
    assert lines[1] == "WARC-Type: warcinfo"
    assert "WARC-Filename: 徐州-7-00000.warc.gz" in lines
    assert f"software: xzcrawl/{__version__}" in lines
    assert "format: WARC File Format 1.1" in lines
    assert "robots: obey" in lines


def test_another_library_reads_the_same_records_and_finds_their_digests_right(
    tmp_path: Path, make: Make
) -> None:
    pages = [make(1), make(2, gzip.compress("徐州".encode()))]
    (path,) = {tmp_path / place.file for place in written(tmp_path, *pages)}
    with path.open("rb") as stream:
        found = [
            (record.rec_type, record.raw_stream.read(), record.digest_checker.passed)
            for record in ArchiveIterator(stream, check_digests=True)
        ]
    assert [(kind, passed) for kind, _, passed in found] == [
        ("warcinfo", True),
        ("response", True),
        ("request", True),
        ("response", True),
        ("request", True),
    ]
    assert [body for kind, body, _ in found if kind == "response"] == [one.body for one in pages]


def test_another_tool_reads_a_rendered_page_as_a_resource(tmp_path: Path, make: Make) -> None:
    shell = make(1, kind="source")
    made = make(2, b"<html>", request_head=b"", response_head=b"", rendered_from=shell.record_id)
    writer = WarcWriter(tmp_path, "徐州", {})
    for one in (shell, made):
        writer.write(one)
    writer.close()
    (path,) = warc_files(tmp_path)
    with path.open("rb") as stream:
        found = [
            (
                record.rec_type,
                record.rec_headers,
                record.content_stream().read(),
                record.digest_checker.passed,
            )
            for record in ArchiveIterator(stream, check_digests=True)
        ]
    kind, headers, body, passed = found[-1]
    assert ([one[0] for one in found], passed) == (["warcinfo", "response", "request", "resource"], True)
    assert (kind, body, headers["WARC-Target-URI"]) == ("resource", b"<html>", made.url)
    assert headers["WARC-Concurrent-To"] == f"<{shell.record_id}>"


def test_the_same_captures_give_the_same_bytes(tmp_path: Path, make: Make) -> None:
    (first,) = written(tmp_path / "a", make(1))
    (second,) = written(tmp_path / "b", make(1))
    assert (tmp_path / "a" / first.file).read_bytes() == (tmp_path / "b" / second.file).read_bytes()


def test_a_writer_that_has_nothing_to_write_leaves_no_file(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path / "snapshots", "徐州", {})
    writer.sync()
    writer.close()
    assert names(tmp_path) == []


def test_a_file_is_called_open_until_it_is_closed(tmp_path: Path, make: Make) -> None:
    writer = WarcWriter(tmp_path, "徐州", {})
    place = writer.write(make(1))
    assert [(path.name, is_live(path)) for path in warc_files(tmp_path)] == [(f"{place.file}.open", True)]
    writer.close()
    assert names(tmp_path) == [place.file]
    assert not is_live(tmp_path / place.file)


def test_files_are_ended_between_exchanges_before_they_grow_too_large(tmp_path: Path, make: Make) -> None:
    places = written(tmp_path, *(make(n, os.urandom(1000)) for n in range(1, 7)), max_bytes=5000)
    assert [place.file for place in places] == [
        "徐州-7-00000.warc.gz", "徐州-7-00000.warc.gz", "徐州-7-00001.warc.gz",
        "徐州-7-00001.warc.gz", "徐州-7-00002.warc.gz", "徐州-7-00002.warc.gz",
    ]  # fmt: skip
    assert max(path.stat().st_size for path in tmp_path.iterdir()) <= 5000
    assert {tuple(kinds(path)) for path in tmp_path.iterdir()} == {
        ("warcinfo", "response", "request", "response", "request")
    }


def test_an_exchange_larger_than_a_file_may_be_has_one_of_its_own(tmp_path: Path, make: Make) -> None:
    places = written(tmp_path, make(1), make(2, os.urandom(9000)), make(3), max_bytes=3000)
    assert len({place.file for place in places}) == 3


def test_no_file_is_ever_written_over(tmp_path: Path, make: Make) -> None:
    (first,) = written(tmp_path, make(1))
    before = (tmp_path / first.file).read_bytes()
    (tmp_path / "徐州-7-00001.warc.gz.open").write_bytes("别人的".encode())
    (second,) = written(tmp_path, make(2))
    assert second.file == "徐州-7-00002.warc.gz"
    assert (tmp_path / first.file).read_bytes() == before
    assert (tmp_path / "徐州-7-00001.warc.gz.open").read_text(encoding="utf-8") == "别人的"


def test_two_writers_of_one_name_write_two_files(tmp_path: Path, make: Make) -> None:
    one, other = WarcWriter(tmp_path, "徐州", {}), WarcWriter(tmp_path, "徐州", {})
    places = [one.write(make(1)), other.write(make(2))]
    assert repair(tmp_path) == []
    one.close()
    other.close()
    assert names(tmp_path) == [place.file for place in places]
    assert [kinds(path) for path in warc_files(tmp_path)] == [["warcinfo", "response", "request"]] * 2


def test_a_closed_writer_begins_a_new_file(tmp_path: Path, make: Make) -> None:
    writer = WarcWriter(tmp_path, "徐州", {})
    for number in (1, 2):
        writer.write(make(number))
        writer.close()
    assert names(tmp_path) == ["徐州-00000.warc.gz", "徐州-00001.warc.gz"]


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """What the system refuses to write beyond ``size`` it refuses half way, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_what_was_whole_before(tmp_path: Path, make: Make) -> None:
    writer = WarcWriter(tmp_path, "徐州", {})
    place = writer.write(make(1))
    size = (tmp_path / f"{place.file}.open").stat().st_size
    with largest_file(size + 500), pytest.raises(OSError, match="too large"):
        writer.write(make(2, os.urandom(1000)))
    assert (tmp_path / f"{place.file}.open").stat().st_size == size
    writer.write(make(3))
    writer.close()
    (path,) = warc_files(tmp_path)
    assert [(record.kind, record.url, record.problem) for record in scan(path)][1:] == [
        ("response", "http://xz.example/?id=1", None),
        ("request", "http://xz.example/?id=1", None),
        ("response", "http://xz.example/?id=3", None),
        ("request", "http://xz.example/?id=3", None),
    ]


def test_a_disk_that_is_full_from_the_start_leaves_nothing(tmp_path: Path, make: Make) -> None:
    writer = WarcWriter(tmp_path, "徐州", {})
    with largest_file(10), pytest.raises(OSError, match="too large"):
        writer.write(make(1))
    writer.close()
    assert names(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_an_error_of_the_system(tmp_path: Path, make: Make) -> None:
    (tmp_path / "snapshots").write_text("一个文件", encoding="utf-8")
    with pytest.raises(OSError, match="snapshots"):
        WarcWriter(tmp_path / "snapshots", "徐州", {}).write(make(1))
