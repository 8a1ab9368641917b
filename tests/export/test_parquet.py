"""Parquet, as pyarrow reads it back."""

import io
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xzcrawl.archive import ArticleRecord
from xzcrawl.archive.records import SnapshotRecord
from xzcrawl.errors import UsageError
from xzcrawl.export import FORMATS, Dump, parquet_table

DUMP = Dump(datetime(2023, 7, 22, tzinfo=UTC))
KEPT = SnapshotRecord(
    1, "xz.example", 1, "urn:uuid:1", "article", "http://xz.example/", 200,
    DUMP.exported_at, DUMP.exported_at, "a.warc.gz", 5, 7, "cd" * 32, None, None,
)  # fmt: skip


def written(*records: ArticleRecord) -> bytes:
    stream = io.BytesIO()
    FORMATS["parquet"].write(iter(records), stream, DUMP)
    return stream.getvalue()


def table(*records: ArticleRecord) -> Any:
    return pq.read_table(io.BytesIO(written(*records)))


def test_a_row_holds_the_article_with_its_types(full: ArticleRecord) -> None:
    (row,) = table(replace(full, snapshot=KEPT)).to_pylist()
    assert row["id"] == 1
    assert row["tags"] == ["泉山区", "产业"]
    assert row["views"] == 38
    assert row["published_at"] == datetime(2022, 9, 23, 16, 0, tzinfo=UTC)
    assert row["published_at"].isoformat() == "2022-09-24T00:00:00+08:00"
    assert row["first_seen_at"] == datetime(2023, 7, 20, 4, 0, 0, 123456, tzinfo=UTC)
    assert row["images"][1] == {"url": "http://xz.example/b.jpg", "alt": ""}
    assert row["removed"][0] == {"text": "葛毅明微信号", "rule": "contact-footer"}
    assert row["snapshot"] == {"file": "a.warc.gz", "offset": 5, "length": 7, "sha256": "cd" * 32}


def test_what_is_unknown_is_null_and_lists_are_never(bare: ArticleRecord) -> None:
    (row,) = table(bare).to_pylist()
    assert [name for name, value in row.items() if value is None] == [
        "author", "category", "views", "published_at", "published_earliest", "published_latest",
        "published_precision", "published_text", "published_source", "gone_at", "snapshot",
    ]  # fmt: skip
    assert (row["tags"], row["images"]) == ([], [])


def test_every_file_has_the_same_columns_an_empty_one_too(full: ArticleRecord, bare: ArticleRecord) -> None:
    empty = table()
    assert (empty.num_rows, empty.schema) == (0, table(bare, full).schema)
    assert empty.schema.field("published_at").type == pa.timestamp("us", tz="Asia/Shanghai")
    assert empty.schema.metadata[b"schema"] == b"xzcrawl.article/1"


def test_titles_come_back_as_they_are(odd: tuple[ArticleRecord, ...]) -> None:
    assert table(*odd)["title"].to_pylist() == [record.title for record in odd]


def test_records_are_written_a_row_group_at_a_time(
    full: ArticleRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_table, "BATCH", 2)
    file = pq.ParquetFile(io.BytesIO(written(*[full] * 23)))
    assert [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)] == [20, 3]


def test_the_same_records_give_the_same_bytes(full: ArticleRecord, bare: ArticleRecord) -> None:
    assert written(full, bare) == written(full, bare)


def test_a_pipe_gets_the_same_bytes(full: ArticleRecord) -> None:
    reading, writing = os.pipe()
    with open(writing, "wb") as stream:  # noqa: PTH123 - a descriptor
        FORMATS["parquet"].write([full], stream, DUMP)
        assert not stream.closed
    with open(reading, "rb") as stream:  # noqa: PTH123
        assert stream.read() == written(full)


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"^parquet needs pyarrow: install xzcrawl\[parquet\]$"):
        FORMATS["parquet"].check()
