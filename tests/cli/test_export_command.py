"""``xzcrawl export``."""

import csv
import gzip
import io
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZipFile

import pytest
from typer.testing import Result

from tests.cli.conftest import begun
from tests.making import more
from xzcrawl.cli.export import FORMATS  # type: ignore[attr-defined]

Run = Callable[..., Result]
Command = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]


def test_lines_go_to_standard_output_by_id(run: Run, archive: Path) -> None:
    result = run("export", "--archive", archive, "--format", "jsonl")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [1, 2, 3, 4]
    assert result.stderr == ""


def test_the_same_filters_as_in_a_list(run: Run, archive: Path) -> None:
    result = run(
        "export", "--archive", archive, "-f", "json", "--category", "招商政策", "--since", "2023-01-01"
    )
    document = json.loads(result.stdout)
    assert [article["id"] for article in document["articles"]] == [2]
    assert document["filters"] == {"category": "招商政策", "since": "2023-01-01"}


def test_a_table_for_a_spreadsheet_has_the_order_and_the_dates_asked_for(run: Run, archive: Path) -> None:
    asked = ("export", "--archive", archive, "-f", "csv", "--dates", "spreadsheet")
    table = run(*asked, "--sort", "date").stdout_bytes.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [row["id"] for row in rows] == ["2", "1", "3", "4"]
    assert rows[1]["published_at"] == "2022-09-24 00:00:00"


def test_entries_of_a_feed_lead_to_the_web_pages_that_are_named(run: Run, archive: Path) -> None:
    asked = ("export", "--archive", archive, "-f", "atom")
    feed = run(*asked, "--base-url", "https://archive.example/xz", "--limit", 1).stdout
    assert 'rel="alternate" type="text/html" href="https://archive.example/xz/articles/1"' in feed
    assert 'rel="via"' not in run(*asked).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("csv", "--base-url", "http://a.example"), "--base-url means nothing for csv"),
        (("jsonl", "--dates", "spreadsheet"), "--dates means nothing for jsonl"),
        (("csv", "--dates", "excel"), "--dates must be iso or spreadsheet, not 'excel'"),
        (("csv", "--sort", "size"), "--sort must be relevance or date, not 'size'"),
        (
            ("atom", "--base-url", "archive.example"),
            "--base-url must be an address like https://archive.example/",
        ),
    ],
)
def test_an_option_that_a_format_does_not_heed_is_refused(
    run: Run, archive: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run("export", "--archive", archive, "-f", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_file_holds_what_standard_output_does(run: Run, archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "articles.csv"
    result = run("export", "--archive", archive, "--format", "csv", "--output", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_bytes() == run("export", "--archive", archive, "--format", "csv").stdout_bytes
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert [row["source_id"] for row in rows] == ["6202", "6301", "6100", "6000"]


def test_a_package_of_responses_says_what_it_lacks(run: Run, archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "articles.wacz"
    result = run("export", "--archive", archive, "--format", "wacz", "--output", target)
    assert (result.exit_code, result.stderr) == (0, "xzcrawl: articles without a snapshot: 4\n")
    assert "datapackage.json" in ZipFile(target).namelist()


def test_a_name_says_how_a_file_is_compressed(run: Run, archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "articles.jsonl.gz"
    result = run("export", "--archive", archive, "--format", "jsonl", "--output", target)
    assert (result.exit_code, result.output) == (0, "")
    plain = run("export", "--archive", archive, "--format", "jsonl").stdout_bytes
    assert gzip.decompress(target.read_bytes()) == plain


def test_a_folder_of_files_is_brought_up_to_date(run: Run, archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "notes"
    assert run("export", "--archive", archive, "-f", "markdown", "-o", target).exit_code == 0
    names = sorted(path.name for path in target.iterdir())
    assert names[2:] == ["00000003-经开区厂房出租.md", "00000004-没有日期的文章.md"]
    (target / names[2]).rename(target / "00000003-旧标题.md")
    changed = ("--changed-since", "2023-07-20T12:00")
    assert run("export", "--archive", archive, "-f", "markdown", "-o", target, *changed).exit_code == 0
    assert sorted(path.name for path in target.iterdir()) == names


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_archive_can_be_exported(run: Run, tmp_path: Path, name: str) -> None:
    with begun(tmp_path / "archive.db"):
        pass
    result = run("export", "--archive", tmp_path / "archive.db", "-f", name, "-o", tmp_path / "made")
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / "made").exists()


def on_a_terminal(stream: str, *arguments: str | Path) -> tuple[int, bytes]:
    """Runs the command with one of its streams on a terminal; its exit code, and what it wrote to stderr."""
    ours, theirs = pty.openpty()
    streams: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, stream: theirs}
    call = [sys.executable, "-m", "xzcrawl", *map(str, arguments)]
    with subprocess.Popen(call, cwd=ROOT, env=os.environ | {"TERM": "xterm"}, **streams) as process:
        os.close(theirs)
        with open(ours, "rb", buffering=0) as terminal:  # noqa: PTH123 - a descriptor
            said = process.stderr.read() if process.stderr else b"".join(until_hung_up(terminal))
    return process.returncode, said


def until_hung_up(terminal: BinaryIO) -> Iterator[bytes]:
    """What is written to a terminal; its end is an error on Linux."""
    with suppress(OSError):
        while data := terminal.read(4096):
            yield data


def test_bytes_that_are_no_text_do_not_go_to_a_terminal(archive: Path) -> None:
    code, said = on_a_terminal("stdout", "export", "--archive", archive, "--format", "parquet")
    message = b"xzcrawl: parquet cannot be shown in a terminal: name a file with --output\n"
    assert (code, said) == (2, message)


def test_a_terminal_shows_how_far_the_export_is(archive: Path, tmp_path: Path) -> None:
    export = ("export", "--archive", archive, "--format", "jsonl", "--output", tmp_path / "dump")
    code, said = on_a_terminal("stderr", *export)
    assert code == 0
    assert b"exporting" in said
    assert b"100%" in said
    assert said.endswith(f"4 articles in {tmp_path}/dump\r\n".encode())


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ("--format", "xml"),
            "unknown format 'xml': use one of jsonl, json, csv, parquet, markdown, atom, wacz",
        ),
        (("--format", "csv", "--output", "/dev/full"), "cannot write /dev/full: No space left on device"),
        (("--format", "csv", "--output", "/"), "cannot write /: Is a directory"),
        (
            ("--format", "csv", "--output", "/nowhere/a.csv"),
            "cannot write /nowhere/a.csv: No such file or directory",
        ),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(
    run: Run, archive: Path, arguments: tuple[str, ...], line: str
) -> None:
    result = run("export", "--archive", archive, *arguments)
    assert (result.exit_code, result.stderr) == (2, f"xzcrawl: {line}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        *(more(("export", "--format", name)) for name in FORMATS),
        ("list", "--json"),
        more(("stats",)),
    ],
)
def test_a_reader_that_has_seen_enough_hears_no_complaint(archive: Path, arguments: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "xzcrawl", *arguments, "--archive", archive],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()  # before the command can write anything
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait() == -signal.SIGPIPE  # a shell says 141, as of any other command
