"""``xzcrawl export``."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import Result

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


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("--format", "xml"), "unknown format 'xml': use one of jsonl, json, csv, wacz"),
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


@pytest.mark.parametrize("arguments", [("export", "--format", "jsonl"), ("list", "--json"), ("stats",)])
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
    assert process.wait() == 1
