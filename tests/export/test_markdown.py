"""Markdown files: their front matter as YAML reads it, their names, the folder and the ZIP archive."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

from xzcrawl.archive import ArticleRecord
from xzcrawl.errors import UsageError
from xzcrawl.export import FORMATS, Dump, deliver
from xzcrawl.items import Link, Removed

DUMP = Dump(datetime(2023, 7, 22, tzinfo=UTC))
MARKDOWN = FORMATS["markdown"]


def put(folder: Path, *records: ArticleRecord) -> None:
    deliver(MARKDOWN, iter(records), str(folder), DUMP)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def front_matter(text: str) -> dict[str, object]:
    return yaml.safe_load(text.split("\n---\n", 1)[0].removeprefix("---\n"))  # type: ignore[no-any-return]


def test_a_file_holds_front_matter_and_body(full: ArticleRecord, tmp_path: Path) -> None:
    one = replace(
        full, related=(Link("http://xz.example/?id=3", "沛县"),), removed=(Removed("微信号", "footer"),)
    )
    put(tmp_path / "notes", one)
    path = tmp_path / "notes" / "00000001-全力冲刺!徐州泉山区定下这些“大目标”.md"
    assert (
        path.read_text("utf-8")
        == """---
id: 1
site: "xz.example"
url: "http://xz.example/index.php/post/6202.html"
source_id: "6202"
title: "全力冲刺!徐州泉山区定下这些“大目标”"
author: "admin"
category: "徐州产业信息"
breadcrumbs: ["产业", "徐州产业信息"]
tags: ["泉山区", "产业"]
views: 38
published_at: "2022-09-24T00:00:00+08:00"
published_earliest: "2022-09-24T00:00:00+08:00"
published_latest: "2022-09-24T23:59:59+08:00"
published_precision: "day"
published_text: "10个月前 (09-24)"
published_source: "page"
images: [{"url": "http://xz.example/a.jpg", "alt": "泉山区"}, {"url": "http://xz.example/b.jpg", "alt": ""}]
related: ["http://xz.example/?id=3"]
removed: [{"text": "微信号", "rule": "footer"}]
first_seen_at: "2023-07-20T12:00:00+08:00"
last_seen_at: "2023-07-21T12:00:00+08:00"
changed_at: "2023-07-21T00:30:00+08:00"
gone_at: null
revision: 2
content_sha256: "abababababababababababababababababababababababababababababababab"
extractor: "7"
author_source: "page"
category_source: "page"
attachments: [{"url": "http://xz.example/uploads/1.doc", "name": "附件1：申报书"}]
read_by: "family"
origin: "徐州日报"
stated_origin: "徐州日报社"
snapshot: null
---

3月8日,在广大干群…
"""
    )


def test_yaml_reads_every_title_as_it_is(odd: tuple[ArticleRecord, ...]) -> None:
    assert MARKDOWN.files is not None
    texts = [file.data.decode() for file in MARKDOWN.files(odd)]
    assert [front_matter(text)["title"] for text in texts] == [record.title for record in odd]


def test_file_names_keep_titles_as_far_as_every_file_system_can(odd: tuple[ArticleRecord, ...]) -> None:
    assert MARKDOWN.files is not None
    assert [file.name for file in MARKDOWN.files(odd)] == [
        "00000001-他说：＂干!＂ 换行 制表.md",
        "00000002---- ： # [x] {y} & ＊z＊ !t ｜v＞ %w @q `p`.md",
        "00000003-..／..／etc／passwd＼con：＊？＜a＞｜.md",
        "00000004-空 字符.md",
        "00000005-👨👩👧 徐州🏭.md",
        f"00000006-{'长' * 60}.md",
        f"00000007-{'🏭' * 60}.md",
        "00000008-CON.md",
        "00000009-nul..md",
        "00000010-.隐藏.md",
        "00000011-=1+1.md",
        "00000012-]]＞＜／title＞＜script＞alert(1)＜／script＞&amp;.md",
        "00000013-null.md",
        "00000014-2022-09-24.md",
        "00000015-厂房.md",
        "00000016-厂房.md",
    ]


def test_a_folder_takes_every_title(odd: tuple[ArticleRecord, ...], tmp_path: Path) -> None:
    put(tmp_path / "notes", *odd)
    assert len(names(tmp_path / "notes")) == len(odd)


def test_the_files_of_the_articles_concerned_are_replaced_and_no_others(
    full: ArticleRecord, bare: ArticleRecord, tmp_path: Path
) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "00000001-图").mkdir()
    put(tmp_path, full, bare)
    put(tmp_path, replace(full, title="改了的标题"))
    assert names(tmp_path) == ["00000001-图", "00000001-改了的标题.md", "00000002-厂房.md", "README.md"]
    assert 'title: "改了的标题"' in (tmp_path / "00000001-改了的标题.md").read_text("utf-8")


def test_an_earlier_name_that_leads_to_the_same_file_is_no_other_file(
    full: ArticleRecord, tmp_path: Path
) -> None:
    """As on a file system that does not tell ``Abc`` from ``abc``."""
    (tmp_path / "00000001-abc.md").symlink_to("00000001-Abc.md")
    put(tmp_path, replace(full, title="Abc"))
    assert (tmp_path / "00000001-abc.md").read_bytes() == (tmp_path / "00000001-Abc.md").read_bytes()


def test_an_export_that_fails_leaves_whole_files_only(
    full: ArticleRecord, bare: ArticleRecord, tmp_path: Path
) -> None:
    def failing() -> Iterator[ArticleRecord]:
        yield full
        raise RuntimeError

    put(tmp_path, bare)
    with pytest.raises(RuntimeError):
        deliver(MARKDOWN, failing(), str(tmp_path), DUMP)
    assert names(tmp_path) == ["00000001-全力冲刺!徐州泉山区定下这些“大目标”.md", "00000002-厂房.md"]


@pytest.mark.parametrize("name", ["file.md", "missing/notes"])
def test_what_can_be_no_folder_is_a_usage_error(full: ArticleRecord, tmp_path: Path, name: str) -> None:
    (tmp_path / "file.md").write_text("mine")
    with pytest.raises(UsageError, match=r"^cannot write "):
        put(tmp_path / name, full)
    assert (tmp_path / "file.md").read_text() == "mine"


def test_a_zip_archive_holds_the_same_files_with_the_time_of_their_change(
    full: ArticleRecord, bare: ArticleRecord, tmp_path: Path
) -> None:
    put(tmp_path / "notes", full, bare)
    put(tmp_path / "notes.ZIP", full, bare)
    with ZipFile(tmp_path / "notes.ZIP") as package:
        assert package.testzip() is None
        assert [info.date_time for info in package.infolist()] == [(2023, 7, 21, 0, 30, 0)] * 2
        held = {name: package.read(name) for name in package.namelist()}
    assert held == {name: (tmp_path / "notes" / name).read_bytes() for name in names(tmp_path / "notes")}


def test_a_stream_gets_the_zip_archive_of_the_folder(full: ArticleRecord) -> None:
    stream = io.BytesIO()
    MARKDOWN.write([full], stream, DUMP)
    assert ZipFile(stream).namelist() == ["00000001-全力冲刺!徐州泉山区定下这些“大目标”.md"]
