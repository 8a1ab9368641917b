"""Every format, read back by another hand than the one that wrote it."""

import csv
import gc
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from xzcrawl.archive import ArticleRecord
from xzcrawl.archive.records import ArticleSnapshots
from xzcrawl.export import FORMATS, Dump, SnapshotSource
from xzcrawl.fields import INSTANTS

#: The formats that are text (Parquet, Markdown and WACZ have tests of their own).
TEXTS = ("jsonl", "json", "csv", "atom")

DUMP = Dump(
    exported_at=datetime(2023, 7, 22, 0, 0, tzinfo=UTC),
    filters={
        "category": "产业",
        "tag": None,
        "since": date(2022, 9, 1),
        "until": datetime(2022, 9, 30, 16, 0, tzinfo=UTC),
        "limit": 10,
    },
)

#: The object of the full record, key for key, judged against docs/archive.md.
FULL_OBJECT = {
    "schema": "xzcrawl.article/1",
    "id": 1,
    "site": "xz.example",
    "url": "http://xz.example/index.php/post/6202.html",
    "source_id": "6202",
    "title": "全力冲刺!徐州泉山区定下这些“大目标”",
    "author": "admin",
    "category": "徐州产业信息",
    "breadcrumbs": ["产业", "徐州产业信息"],
    "tags": ["泉山区", "产业"],
    "views": 38,
    "published_at": "2022-09-24T00:00:00+08:00",
    "published_earliest": "2022-09-24T00:00:00+08:00",
    "published_latest": "2022-09-24T23:59:59+08:00",
    "published_precision": "day",
    "published_text": "10个月前 (09-24)",
    "published_source": "page",
    "text": '3月8日,在广大干群…\n他说:"干!"\n名称 | 数量',
    "html": "<p>3月8日,在广大干群…</p>",
    "images": [
        {"url": "http://xz.example/a.jpg", "alt": "泉山区"},
        {"url": "http://xz.example/b.jpg", "alt": ""},
    ],
    "related": ["http://xz.example/?id=4787", "http://xz.example/?id=3"],
    "removed": [
        {"text": "葛毅明微信号", "rule": "contact-footer"},
        {"text": "版权声明:…", "rule": "copyright-notice"},
    ],
    "first_seen_at": "2023-07-20T12:00:00+08:00",
    "last_seen_at": "2023-07-21T12:00:00+08:00",
    "changed_at": "2023-07-21T00:30:00+08:00",
    "gone_at": None,
    "revision": 2,
    "content_sha256": "abababababababababababababababababababababababababababababababab",
    "extractor": "7",
    "author_source": "page",
    "category_source": "page",
    "attachments": [{"url": "http://xz.example/uploads/1.doc", "name": "附件1：申报书"}],
    "read_by": "family",
    "origin": "徐州日报",
    "stated_origin": "徐州日报社",
    "snapshot": None,
}


def written(name: str, records: Iterable[ArticleRecord]) -> bytes:
    stream = io.BytesIO()
    FORMATS[name].write(iter(records), stream, DUMP)
    assert not stream.closed
    return stream.getvalue()


def test_the_registry_names_what_the_command_offers() -> None:
    assert [(name, format_.name) for name, format_ in FORMATS.items()] == [
        ("jsonl", "jsonl"),
        ("json", "json"),
        ("csv", "csv"),
        ("parquet", "parquet"),
        ("markdown", "markdown"),
        ("atom", "atom"),
        ("wacz", "wacz"),
    ]


def test_a_format_says_what_a_download_of_it_is() -> None:
    assert [(format_.extension, format_.media_type) for format_ in FORMATS.values()] == [
        ("jsonl", "application/x-ndjson; charset=utf-8"),
        ("json", "application/json"),
        ("csv", "text/csv; charset=utf-8"),
        ("parquet", "application/vnd.apache.parquet"),
        ("zip", "application/zip"),
        ("atom", "application/atom+xml; charset=utf-8"),
        ("wacz", "application/zip"),
    ]


def test_titles_come_back_from_lines_and_tables_as_they_are(odd: tuple[ArticleRecord, ...]) -> None:
    titles = [record.title for record in odd]
    assert [json.loads(line)["title"] for line in written("jsonl", odd).split(b"\n")[:-1]] == titles
    titles[1], titles[10] = f"'{titles[1]}", "'=1+1"
    assert [row["title"] for row in rows(written("csv", odd))] == titles


def test_jsonl_has_every_documented_field_in_the_documented_order(full: ArticleRecord) -> None:
    line = written("jsonl", [full]).decode()
    assert line.endswith("}\n")
    assert list(json.loads(line).items()) == list(FULL_OBJECT.items())


def test_jsonl_keeps_chinese_as_it_is_and_one_article_a_line(
    full: ArticleRecord, bare: ArticleRecord
) -> None:
    text = written("jsonl", [full, bare]).decode()
    assert text.count("\n") == 2
    assert "徐州产业信息" in text


def test_jsonl_says_null_or_nothing_where_nothing_is_known(bare: ArticleRecord) -> None:
    values = json.loads(written("jsonl", [bare]))
    assert [key for key, value in values.items() if value is None] == [
        "author", "category", "views", "published_at", "published_earliest", "published_latest",
        "published_precision", "published_text", "published_source", "gone_at", "snapshot",
    ]  # fmt: skip
    empty = [key for key, value in values.items() if value in ([], "")]
    assert empty == ["breadcrumbs", "tags", "text", "html", "images", "related", "removed", "attachments"]


def test_json_is_one_document_that_says_what_it_is(full: ArticleRecord, bare: ArticleRecord) -> None:
    document = json.loads(written("json", [full, bare]))
    assert list(document) == ["schema", "exported_at", "filters", "articles"]
    assert document["schema"] == "xzcrawl.dump/1"
    assert document["exported_at"] == "2023-07-22T08:00:00+08:00"
    assert document["filters"] == {
        "category": "产业",
        "since": "2022-09-01",
        "until": "2022-10-01T00:00:00+08:00",
        "limit": 10,
    }
    assert document["articles"] == [FULL_OBJECT, json.loads(written("jsonl", [bare]))]


def rows(data: bytes) -> list[dict[str, str]]:
    """The table as Python's csv module reads it, and as bytes say it is encoded."""
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_holds_the_article_in_cells(full: ArticleRecord) -> None:
    (row,) = rows(written("csv", [full]))
    assert row == {
        "id": "1",
        "site": "xz.example",
        "url": "http://xz.example/index.php/post/6202.html",
        "source_id": "6202",
        "title": "全力冲刺!徐州泉山区定下这些“大目标”",
        "author": "admin",
        "category": "徐州产业信息",
        "breadcrumbs": "产业; 徐州产业信息",
        "tags": "泉山区; 产业",
        "views": "38",
        "published_at": "2022-09-24T00:00:00+08:00",
        "published_earliest": "2022-09-24T00:00:00+08:00",
        "published_latest": "2022-09-24T23:59:59+08:00",
        "published_precision": "day",
        "published_text": "10个月前 (09-24)",
        "published_source": "page",
        "text": '3月8日,在广大干群…\n他说:"干!"\n名称 | 数量',
        "images": "http://xz.example/a.jpg; http://xz.example/b.jpg",
        "related": "http://xz.example/?id=4787; http://xz.example/?id=3",
        "removed": "葛毅明微信号; 版权声明:…",
        "first_seen_at": "2023-07-20T12:00:00+08:00",
        "last_seen_at": "2023-07-21T12:00:00+08:00",
        "changed_at": "2023-07-21T00:30:00+08:00",
        "gone_at": "",
        "revision": "2",
        "content_sha256": "abababababababababababababababababababababababababababababababab",
        "extractor": "7",
        "author_source": "page",
        "category_source": "page",
        "attachments": "http://xz.example/uploads/1.doc",
        "read_by": "family",
        "origin": "徐州日报",
        "stated_origin": "徐州日报社",
    }


def test_csv_has_dates_that_spreadsheets_take_for_such_where_that_is_asked(full: ArticleRecord) -> None:
    """Local time without ``T`` and offset; what is unknown stays empty, and all else is as ever."""
    gone = replace(full, published_at=full.published_at.replace(microsecond=7), gone_at=None)
    stream = io.BytesIO()
    FORMATS["csv"].write([gone], stream, replace(DUMP, dates="spreadsheet"))
    (row,), (plain,) = rows(stream.getvalue()), rows(written("csv", [gone]))
    dates = {name: row.pop(name) for name in INSTANTS}
    assert (dates["published_at"], dates["published_latest"], dates["changed_at"], dates["gone_at"]) == (
        "2022-09-24 00:00:00", "2022-09-24 23:59:59", "2023-07-21 00:30:00", "",
    )  # fmt: skip
    assert row == {name: plain[name] for name in row}


def test_csv_ends_its_rows_as_spreadsheets_expect(full: ArticleRecord, bare: ArticleRecord) -> None:
    data = written("csv", [full, bare])
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == 3
    assert data.count(b"\n") == 3 + 2  # two line breaks of the text, inside quotes


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+86 516 83731234", "'+86 516 83731234"),
        ("-5℃的徐州", "'-5℃的徐州"),
        ("@管理员", "'@管理员"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("'=1", "'=1"),
        ("徐州=1", "徐州=1"),
        ("1-2月", "1-2月"),
    ],
)
def test_csv_never_lets_published_text_run_as_a_formula(bare: ArticleRecord, title: str, cell: str) -> None:
    assert rows(written("csv", [replace(bare, title=title)]))[0]["title"] == cell


def test_csv_guards_lists_and_leaves_numbers_alone(bare: ArticleRecord) -> None:
    (row,) = rows(written("csv", [replace(bare, tags=("=1", "产业"), views=-1)]))
    assert (row["tags"], row["views"]) == ("'=1; 产业", "-1")


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_records_give_the_same_bytes(name: str, full: ArticleRecord, bare: ArticleRecord) -> None:
    assert written(name, [full, bare]) == written(name, [full, bare])


def test_no_article_is_a_valid_file_too() -> None:
    assert written("jsonl", []) == b""
    assert json.loads(written("json", []))["articles"] == []
    assert written("csv", []).count(b"\r\n") == 1
    assert rows(written("csv", [])) == []


@pytest.mark.parametrize("name", TEXTS)
def test_records_are_written_as_they_come(name: str, full: ArticleRecord) -> None:
    """When a record is asked for, the ones before it are in the stream already."""
    stream = io.BytesIO()
    sizes = []

    def watched() -> Iterator[ArticleRecord]:
        for _ in range(4):
            sizes.append(stream.tell())
            yield full

    FORMATS[name].write(watched(), stream, DUMP)
    grown = [later - earlier for earlier, later in pairwise(sizes)]
    assert min(grown) > 500


class Closed(io.RawIOBase):
    """A pipe whose reader has left after so many bytes."""

    def __init__(self, after: int) -> None:
        self.left = after

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.left -= len(data)
        if self.left < 0:
            raise BrokenPipeError
        return len(data)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("after", [0, 1, 100, 400])
def test_a_reader_that_leaves_ends_the_export_and_nothing_else_is_said(
    name: Any, after: int, full: ArticleRecord
) -> None:
    """Nothing is left either that complains when it is collected: pytest makes an error of that."""
    gc.freeze()  # what was there before, which takes longer to look through than the export
    dump = replace(DUMP, evidence=SnapshotSource(Path(), lambda _: ArticleSnapshots([], {}, [], [], [])))
    with pytest.raises(BrokenPipeError):
        FORMATS[name].write(iter([full] * 9), Closed(after), dump)  # type: ignore[arg-type]
    gc.collect()
    gc.unfreeze()
