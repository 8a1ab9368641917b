"""WACZ: what is packed, taken apart with other hands (tests/test_web_archive_tools.py asks the tools)."""

import hashlib
import io
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.making import BASE, NOON, SITE, Crawl, archive_at, record_id
from xzcrawl.archive import Archive
from xzcrawl.archive.writer import Writer
from xzcrawl.export import FORMATS, Dump, SnapshotSource, wacz
from xzcrawl.export.cdxj import surt
from xzcrawl.export.format import ExportRemark
from xzcrawl.items import Article
from xzcrawl.snapshots import warc_files

MADE_AT = datetime(2023, 7, 22, 0, 0, tzinfo=UTC)
PICTURE = b"\xff\xd8" + "徐州".encode()


class Packed(NamedTuple):
    """An export: the archive it was made of, its bytes, and what the user is told."""

    archive: Archive
    data: bytes
    remark: ExportRemark | None

    @property
    def zip(self) -> ZipFile:
        return ZipFile(io.BytesIO(self.data))

    def lines(self, name: str) -> list[str]:
        return self.zip.read(name).decode().splitlines()

    def warcs(self) -> dict[str, bytes]:
        return {name: self.zip.read(name) for name in self.zip.namelist() if name.startswith("archive/")}


class Record(NamedTuple):
    kind: str
    url: str | None
    body: bytes


def records(data: bytes) -> list[Record]:
    """The records of a WARC file as warcio reads them, digests checked."""
    found = []
    for record in ArchiveIterator(io.BytesIO(data), check_digests="raise"):
        url = record.rec_headers.get_header("WARC-Target-URI")
        found.append(Record(record.rec_type, url, record.raw_stream.read()))
    return found


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An article with two revisions and an image that another article has too, and one without a snapshot."""
    url, crawl = archive_at(tmp_path / "archive.db"), Crawl()
    pictured = {"images": [(crawl.url("a.jpg"), "厂房")]}

    def read(key: str, name: str, at: float, text: str) -> Article:
        """The article as its capture of this name shows it."""
        page = crawl.page(crawl.url(name), at, record_id=record_id(name))
        return replace(crawl.article(key, at=at, lines=(text,), **pictured), page=page)

    run: dict[str, Any] = {"base_url": BASE, "spider": "xz", "mode": "full", "versions": {"extractor": "7"}}
    with Writer(url, clock=lambda: NOON) as writer:
        writer.begin_run(site=SITE, started_at=NOON, **run)
        for item in (
            crawl.capture("6202", "<html>第一版".encode(), at=1),
            read("6202", "6202", 1, "第一版。"),
            crawl.capture("a.jpg", PICTURE, kind="image", at=1.5),
            crawl.capture("listing", b"<html>", kind="listing", at=1.6),
            crawl.capture("6203", "<html>第一版".encode(), at=2),
            read("6203", "6203", 2, "第一版。"),
            crawl.article("6204", at=2),
            crawl.capture("again", "<html>第二版".encode(), at=3),
            read("6202", "again", 3, "第二版。"),
        ):
            writer.put(item)
        writer.finish_run(outcome="finished", ended_at=NOON, counts={})
    with Archive(url) as opened:
        yield opened


@pytest.fixture
def pack(archive: Archive, tmp_path: Path) -> Callable[..., Packed]:
    def export(**filters: Any) -> Packed:
        stream = io.BytesIO()
        dump = Dump(MADE_AT, {}, SnapshotSource(tmp_path / "snapshots", archive.snapshots_of))
        remark = FORMATS["wacz"].write(archive.articles(**filters), stream, dump)
        return Packed(archive, stream.getvalue(), remark)

    return export


def test_the_responses_of_the_articles_are_packed_once_each_with_their_requests(
    pack: Callable[..., Packed], tmp_path: Path
) -> None:
    ((name, data),) = pack().warcs().items()
    found = records(data)
    crawl = Crawl()
    assert name == "archive/data-00000.warc.gz"
    assert [(record.kind, record.url) for record in found] == [
        ("warcinfo", None),
        ("response", crawl.url("6202")), ("request", crawl.url("6202")),
        ("response", crawl.url("again")), ("request", crawl.url("again")),
        ("response", crawl.url("a.jpg")), ("request", crawl.url("a.jpg")),
        ("revisit", crawl.url("6203")), ("request", crawl.url("6203")),
    ]  # fmt: skip
    assert [record.body for record in found if record.kind == "response"] == [
        "<html>第一版".encode(), "<html>第二版".encode(), PICTURE,
    ]  # fmt: skip
    (source,) = warc_files(tmp_path / "snapshots")
    assert data[-500:] in source.read_bytes()  # copied as they are


def test_a_record_that_refers_to_another_brings_it_along(pack: Callable[..., Packed]) -> None:
    """6203 alone, whose page is a revisit of 6202's."""
    (data,) = pack(limit=1, offset=1).warcs().values()
    kinds = [record.kind for record in records(data)]
    assert kinds == ["warcinfo", "response", "request", "revisit", "request", "response", "request"]


def test_the_index_finds_every_response(pack: Callable[..., Packed]) -> None:
    packed = pack()
    (data,) = packed.warcs().values()
    lines = packed.lines("indexes/index.cdx")
    assert lines == sorted(lines)
    keys = [line.split(" ")[:2] for line in lines]
    assert keys == [
        ["example,xz)/index.php/post/6202.html", "20230720045959"],
        ["example,xz)/index.php/post/6203.html", "20230720055959"],
        ["example,xz)/index.php/post/a.jpg.html", "20230720052959"],
        ["example,xz)/index.php/post/again.html", "20230720065959"],
    ]
    for line in lines:
        fields = json.loads(line.split(" ", 2)[2])
        offset, length = int(fields["offset"]), int(fields["length"])
        assert fields["filename"] == "data-00000.warc.gz"
        (record,) = records(data[offset : offset + length])
        assert record.url == fields["url"]
        if record.kind == "revisit":
            assert fields["mime"] == "warc/revisit"
        else:
            assert fields["digest"] == f"sha256:{hashlib.sha256(record.body).hexdigest()}"
            assert (fields["mime"], fields["status"]) == ("text/html", "200")


def test_every_revision_is_a_page(pack: Callable[..., Packed]) -> None:
    head, *pages = map(json.loads, pack().lines("pages/pages.jsonl"))
    assert head == {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    crawl = Crawl()
    assert [(page["url"], page["ts"], page["title"], page["text"]) for page in pages] == [
        (crawl.url("6202"), "2023-07-20T04:59:59Z", "标题6202", "第一版。"),
        (crawl.url("again"), "2023-07-20T06:59:59Z", "标题6202", "第二版。"),
        (crawl.url("6203"), "2023-07-20T05:59:59Z", "标题6203", "第一版。"),
    ]
    assert len({page["id"] for page in pages}) == 3


def test_the_package_lists_what_is_in_it_with_digests(pack: Callable[..., Packed]) -> None:
    packed = pack()
    package = json.loads(packed.zip.read("datapackage.json"))
    described = (package["profile"], package["wacz_version"], package["created"])
    assert described == ("data-package", "1.1.1", "2023-07-22T00:00:00Z")
    assert package["resources"] == [
        {
            "name": path.rpartition("/")[2],
            "path": path,
            "hash": f"sha256:{hashlib.sha256(packed.zip.read(path)).hexdigest()}",
            "bytes": len(packed.zip.read(path)),
        }
        for path in ("archive/data-00000.warc.gz", "indexes/index.cdx", "pages/pages.jsonl")
    ]
    assert json.loads(packed.zip.read("datapackage-digest.json")) == {
        "path": "datapackage.json",
        "hash": f"sha256:{hashlib.sha256(packed.zip.read('datapackage.json')).hexdigest()}",
    }


def test_what_is_compressed_already_is_stored_as_it_is(pack: Callable[..., Packed]) -> None:
    methods = {info.filename: info.compress_type for info in pack().zip.infolist()}
    assert methods.pop("archive/data-00000.warc.gz") == ZIP_STORED
    assert set(methods.values()) == {ZIP_DEFLATED}


def test_articles_without_a_snapshot_are_told(pack: Callable[..., Packed]) -> None:
    assert pack().remark == ExportRemark("articles without a snapshot: 1", incomplete=False)
    assert pack(limit=2).remark is None


def test_snapshots_that_cannot_be_read_are_told(pack: Callable[..., Packed], tmp_path: Path) -> None:
    (path,) = warc_files(tmp_path / "snapshots")
    path.unlink()
    packed = pack(limit=2)
    assert packed.remark == ExportRemark(
        "snapshots that cannot be read: 4 (see xzcrawl verify)", incomplete=True
    )
    assert [record.kind for data in packed.warcs().values() for record in records(data)] == ["warcinfo"]


def test_nothing_chosen_is_a_valid_package_too(pack: Callable[..., Packed]) -> None:
    packed = pack(category="没有")
    assert packed.zip.testzip() is None
    assert packed.lines("indexes/index.cdx") == []
    assert packed.remark is None


def test_a_warc_file_inside_is_ended_before_it_grows_too_large(
    pack: Callable[..., Packed], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wacz, "_MAX_BYTES", 1500)
    packed = pack()
    files = packed.warcs()
    assert list(files) == [f"archive/data-0000{serial}.warc.gz" for serial in range(len(files))]
    assert len(files) > 1
    assert max(map(len, files.values())) <= 1500
    index = [json.loads(line.split(" ", 2)[2]) for line in packed.lines("indexes/index.cdx")]
    assert {fields["filename"] for fields in index} == {name.removeprefix("archive/") for name in files}
    for fields in index:
        data = files[f"archive/{fields['filename']}"]
        (record,) = records(data[int(fields["offset"]) :][: int(fields["length"])])
        assert record.url == fields["url"]


def test_a_pipe_gets_the_same_package(archive: Archive, pack: Callable[..., Packed], tmp_path: Path) -> None:
    reading, writing = os.pipe()
    dump = Dump(MADE_AT, {}, SnapshotSource(tmp_path / "snapshots", archive.snapshots_of))
    with open(writing, "wb") as stream:  # noqa: PTH123 - a descriptor
        FORMATS["wacz"].write(archive.articles(), stream, dump)
    with open(reading, "rb") as stream:  # noqa: PTH123
        piped = ZipFile(io.BytesIO(stream.read()))
    whole = pack().zip
    assert {name: piped.read(name) for name in piped.namelist()} == {
        name: whole.read(name) for name in whole.namelist()
    }


def test_the_same_archive_gives_the_same_bytes(pack: Callable[..., Packed]) -> None:
    assert pack().data == pack().data


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://xuzhou.021cf.cn/", "cn,021cf,xuzhou)/"),
        ("http://xuzhou.021cf.cn", "cn,021cf,xuzhou)/"),
        ("https://www.021cf.cn:443/Index.php/Post/6202.html#cmt", "cn,021cf)/index.php/post/6202.html"),
        ("http://127.0.0.1:8000/?id=6202", "1,0,0,127:8000)/?id=6202"),
        ("http://x.cn/?page=2&cate=7", "cn,x)/?cate=7&page=2"),
        ("http://x.cn/%E4%B8%AD%2541/", "cn,x)/%e4%b8%ada"),
        ("http://x.cn/a//b/../c/./d/", "cn,x)/a/c/d"),
        ("http://x.cn/a.jpg?sid=0123456789abcdef0123456789ABCDEF&w=1", "cn,x)/a.jpg?w=1"),
        ("http://x.cn/a?", "cn,x)/a"),
    ],
)
def test_a_key_is_what_wayback_machines_look_for(url: str, key: str) -> None:
    assert surt(url) == key
