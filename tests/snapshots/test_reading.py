"""Reading one snapshot back."""

import gzip
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import brotli
import pytest
from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from xzcrawl.errors import SnapshotError
from xzcrawl.items import Capture
from xzcrawl.snapshots import Original, Place, StoredRecord, WarcWriter, payload_sha256, read, read_members
from xzcrawl.snapshots.coding import LARGEST_BODY, undo, zstd  # type: ignore[attr-defined]

Make = Callable[..., Capture]
TEXT = "全力冲刺!徐州泉山区定下这些“大目标”".encode() * 3000


def head(*lines: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", *lines, "", ""]).encode()


def stored(folder: Path, one: Capture) -> Place:
    writer = WarcWriter(folder, "徐州", {})
    place = writer.write(one)
    writer.close()
    return place


def fetch(folder: Path, place: Place) -> StoredRecord:
    return read(folder, place.file, place.offset, place.length)


def test_a_snapshot_is_what_was_captured(tmp_path: Path, make: Make) -> None:
    page = make(1)
    found = fetch(tmp_path, stored(tmp_path, page))
    assert found == StoredRecord(
        record_id=page.record_id,
        kind="response",
        url=page.url,
        requested_at=page.requested_at,
        status=200,
        headers={"server": "nginx", "content-type": "text/html; charset=utf-8"},
        payload=page.body,
        payload_sha256=payload_sha256(page),
        refers_to=None,
    )
    assert found.body == "<html>徐州第1篇。".encode()


def test_a_revisit_record_names_the_one_that_has_its_payload(tmp_path: Path, make: Make) -> None:
    writer = WarcWriter(tmp_path, "徐州", {})
    first = make(1, b"<html>")
    writer.write(first)
    place = writer.write(make(2, b"<html>"), Original(first.record_id, first.url, first.requested_at))
    writer.close()
    found = fetch(tmp_path, place)
    assert (found.kind, found.refers_to, found.payload) == ("revisit", first.record_id, b"")
    assert (found.status, found.payload_sha256) == (200, payload_sha256(first))


def test_a_rendered_page_is_a_resource_beside_its_response(tmp_path: Path, make: Make) -> None:
    writer = WarcWriter(tmp_path, "徐州", {})
    shell = make(1, b"<html>", kind="source")
    writer.write(shell)
    made = make(2, "<html>正文".encode(), request_head=b"", response_head=b"", rendered_from=shell.record_id)
    place = writer.write(made)
    writer.write(make(3))
    writer.close()
    found = fetch(tmp_path, place)
    assert (found.kind, found.url, found.status, found.body) == ("resource", made.url, 200, made.body)
    assert (found.headers, found.refers_to) == ({"content-type": "text/html; charset=utf-8"}, None)
    members = read_members(tmp_path, place.file, place.offset, place.length)
    assert (len(members.response), members.request) == (place.length, b"")


def test_a_file_that_is_still_open_can_be_read(tmp_path: Path, make: Make) -> None:
    writer = WarcWriter(tmp_path, "徐州", {})
    place = writer.write(make(1))
    assert fetch(tmp_path, place).record_id == make(1).record_id
    writer.close()


def test_header_lines_of_one_name_are_joined_and_odd_bytes_survive(tmp_path: Path, make: Make) -> None:
    lines = head("X-One: a", "X-ONE:b", "X-Odd: \u00e9徐", "Empty:")
    found = fetch(tmp_path, stored(tmp_path, make(1, response_head=lines)))
    assert found.headers == {
        "x-one": "a, b",
        "x-odd": "\u00e9徐".encode().decode("latin-1"),
        "empty": "",
    }


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT)),
        ("GZIP", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:1000]) + gzip.compress(TEXT[1000:])),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("deflate, gzip", gzip.compress(zlib.compress(TEXT))),
        ("identity", TEXT),
        ("", TEXT),
        ("br", brotli.compress(TEXT)),
        ("zstd", zstd.compress(TEXT)),
        ("zstd", zstd.compress(TEXT[:1000]) + zstd.compress(TEXT[1000:])),
        ("gzip, br", brotli.compress(gzip.compress(TEXT))),
        ("utf-8", TEXT),
        ("utf-8, gzip", gzip.compress(TEXT)),
    ],
)
def test_a_content_coding_is_undone_and_its_bytes_are_kept(
    tmp_path: Path, make: Make, coding: str, body: bytes
) -> None:
    page = make(1, body, response_head=head(f"Content-Encoding: {coding}"))
    found = fetch(tmp_path, stored(tmp_path, page))
    assert (found.payload, found.body) == (body, TEXT)


def test_a_coded_body_that_breaks_off_gives_what_there_is() -> None:
    whole = gzip.compress(bytes(range(256)) * 4000, mtime=0)
    cut = undo("gzip", whole[:-100])
    assert len(cut) > 500_000
    assert (bytes(range(256)) * 4000).startswith(cut)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "utf-8", "gzip, br"])
def test_a_body_is_read_as_the_crawl_read_it(coding: str) -> None:
    body = TEXT
    for name in coding.split(", "):
        body = (
            {"gzip": gzip, "deflate": zlib, "br": brotli, "zstd": zstd}[name].compress(body)
            if name != "utf-8"
            else body
        )
    crawled = HttpCompressionMiddleware(crawler=get_crawler()).process_response(
        Request("http://xz.example/"),
        Response("http://xz.example/", headers={"Content-Encoding": coding}, body=body),
    )
    assert undo(coding, body) == crawled.body == TEXT


def test_a_wrong_checksum_loses_nothing() -> None:
    whole = gzip.compress(TEXT)
    assert undo("gzip", whole[:-8] + b"\0" * 8) == TEXT


def test_an_empty_body_has_no_coding() -> None:
    assert undo("gzip", b"") == b""


@pytest.mark.parametrize(
    ("coding", "body", "reason"),
    [
        ("br", b"x", "a body that is not in the coding it names"),
        ("zstd", b"x", "a body that is not in the coding it names"),
        ("gzip", "不是压缩".encode(), "a body that is not in the coding it names"),
    ],
)
def test_a_body_that_cannot_be_decoded_is_one_line(coding: str, body: bytes, reason: str) -> None:
    with pytest.raises(SnapshotError) as caught:
        undo(coding, body)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("coding", "compress"),
    [("gzip", gzip.compress), ("br", partial(brotli.compress, quality=1)), ("zstd", zstd.compress)],
    ids=["gzip", "br", "zstd"],
)
def test_a_body_that_inflates_to_too_much_is_one_line(
    coding: str, compress: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(SnapshotError) as caught:
        undo(coding, compress(bytes(LARGEST_BODY + 1)))
    assert str(caught.value) == "a body that inflates to more than 67108864 bytes"


def test_the_request_is_found_with_the_response(tmp_path: Path, make: Make) -> None:
    place = stored(tmp_path, make(1))
    found = read_members(tmp_path, place.file, place.offset, place.length)
    assert found.stored == fetch(tmp_path, place)
    data = (tmp_path / place.file).read_bytes()
    assert data[place.offset :] == found.response + found.request
    assert b"WARC-Type: request" in gzip.decompress(found.request)


def test_a_response_whose_request_was_torn_off_is_had_without_it(tmp_path: Path, make: Make) -> None:
    place = stored(tmp_path, make(1))
    path = tmp_path / place.file
    path.write_bytes(path.read_bytes()[:-1])
    assert read_members(tmp_path, place.file, place.offset, place.length).request == b""


def damaged(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_what_is_not_there_is_one_line(tmp_path: Path, make: Make) -> None:
    place = stored(tmp_path, make(1))
    wrong = {
        replace(place, file="徐州-9.warc.gz"): "cannot be read: No such file or directory",
        replace(place, length=place.length - 1): "is damaged: no whole record of this length",
        replace(place, length=place.length + 1): "is damaged: no whole record of this length",
        replace(place, offset=place.offset + 1): "is damaged: no whole record of this length",
        replace(place, offset=10_000): "is damaged: no whole record of this length",
        replace(place, offset=0, length=place.offset): "is damaged: a warcinfo record",
    }
    for other, reason in wrong.items():
        with pytest.raises(SnapshotError) as caught:
            fetch(tmp_path, other)
        assert str(caught.value) == f"snapshot {other.file} at {other.offset} in {tmp_path} {reason}"


def test_a_flipped_bit_is_noticed(tmp_path: Path, make: Make) -> None:
    place = stored(tmp_path, make(1))
    damaged(tmp_path / place.file, place.offset + place.length // 2)
    with pytest.raises(SnapshotError, match="is damaged: no whole record of this length"):
        fetch(tmp_path, place)


def test_a_changed_record_is_noticed_though_it_is_whole(tmp_path: Path, make: Make) -> None:
    place = stored(tmp_path, make(1))
    path = tmp_path / place.file
    whole = path.read_bytes()
    record = gzip.decompress(whole[place.offset : place.offset + place.length])
    changed = gzip.compress(record.replace("徐州".encode(), "苏州".encode()))
    path.write_bytes(whole[: place.offset] + changed)
    with pytest.raises(SnapshotError, match="is damaged: its block is not what its digest says"):
        read(tmp_path, place.file, place.offset, len(changed))
