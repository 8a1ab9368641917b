"""Compressed by the name of the file, and undone by other hands."""

import gzip
import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from xzcrawl.archive import ArticleRecord
from xzcrawl.errors import UsageError
from xzcrawl.export import FORMATS, Dump, deliver
from xzcrawl.export.compression import zstd  # type: ignore[attr-defined]

DUMP = Dump(datetime(2023, 7, 22, tzinfo=UTC))
TEXTS = [name for name, format_ in FORMATS.items() if not format_.packed]
UNDO = {".gz": gzip.decompress, ".zst": zstd.decompress}


def exported(name: str, record: ArticleRecord, path: Path) -> bytes:
    deliver(FORMATS[name], [record], str(path), DUMP)
    return path.read_bytes()


def test_the_formats_of_text_can_be_compressed() -> None:
    assert TEXTS == ["jsonl", "json", "csv", "atom"]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("suffix", UNDO)
def test_a_compressed_file_holds_what_the_plain_one_does(
    full: ArticleRecord, tmp_path: Path, name: str, suffix: str
) -> None:
    plain = exported(name, full, tmp_path / "dump")
    assert UNDO[suffix](exported(name, full, tmp_path / f"dump{suffix}")) == plain


@pytest.mark.parametrize("name", ["dump.jsonl.gz", "other.GZ", "dump.jsonl.zst"])
def test_neither_the_time_nor_the_name_is_in_it(full: ArticleRecord, tmp_path: Path, name: str) -> None:
    first = exported("jsonl", full, tmp_path / name)
    (tmp_path / "elsewhere").mkdir()
    assert exported("jsonl", full, tmp_path / "elsewhere" / f"x{Path(name).suffix}") == first
    if name.lower().endswith(".gz"):
        assert first[3:8] == bytes(5)  # no flags, hence no name; no time (RFC 1952)


@pytest.mark.parametrize(("tool", "name"), [("gzip", "a.gz"), ("zstd", "a.zst")])
def test_the_usual_tools_read_it(full: ArticleRecord, tmp_path: Path, tool: str, name: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    exported("jsonl", full, tmp_path / name)
    done = subprocess.run([tool, "-dc", str(tmp_path / name)], capture_output=True, check=True)
    assert json.loads(done.stdout)["title"] == full.title


@pytest.mark.parametrize("name", ["parquet", "markdown", "wacz"])
def test_what_is_compressed_already_is_not_compressed_again(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=rf"^{name} is compressed already: leave \.gz out of "):
        deliver(FORMATS[name], [], str(tmp_path / "a.gz"), DUMP)
    assert list(tmp_path.iterdir()) == []
