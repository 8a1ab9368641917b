"""``xzcrawl search`` and ``reindex``."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from xzcrawl.search import Index

Run = Callable[..., Result]


@pytest.fixture
def searched(archive: Path, tmp_path: Path) -> Path:
    """The small archive, its index still to be made."""
    shutil.copy(archive, tmp_path / "archive.db")
    return tmp_path / "archive.db"


def test_a_hit_is_two_lines_and_the_count_goes_beside_the_pipe(run: Run, searched: Path) -> None:
    done = run("search", "泉山 干群", "--archive", searched)
    assert done.stdout.splitlines() == [
        "     1  2022-09-24  徐州产业信息  全力冲刺!徐州泉山区定下这些“大目标”",
        "    3月8日,在广大干群… …奋力铸就高质量发展新辉煌。",
    ]
    assert (done.stderr, done.exit_code) == ("1 of 1 hit\n", 0)


def test_a_terminal_gets_the_hits_marked(run: Run, searched: Path) -> None:
    out = run("search", "干群", "--archive", searched, FORCE_COLOR="1", TERM="xterm", COLUMNS="80").stdout
    assert re.search(r"广大\x1b\[1;33m干群\x1b\[0m", out)


def test_json_has_the_promised_fields(run: Run, searched: Path) -> None:
    answer = json.loads(run("search", "干群", "--archive", searched, "--json").stdout)
    (result,) = answer["results"]
    assert (answer["query"], answer["total"]) == ("干群", 1)
    assert list(result) == [
        "id", "url", "title", "published_at", "published_earliest", "published_latest", "published_precision",
        "category", "snippet", "score",
    ]  # fmt: skip
    assert result["snippet"] == "3月8日,在广大<mark>干群</mark>… …奋力铸就高质量发展新辉煌。"
    assert result["published_at"] == "2022-09-24T00:00:00+08:00"


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("正文 OR 干群",), {1, 2, 3, 4}),
        (("正文 OR 干群", "--category", "招商政策"), {2, 3}),
        (("正文 OR 干群", "--tag", "厂房"), {3}),
        (("正文 OR 干群", "--author", "admin"), {1}),
        (("正文 OR 干群", "--site", "other.example"), set()),
        (("正文 OR 干群", "--since", "2023-07-01"), set()),
        (("正文 OR 干群", "--since", "2023-07-01", "--possibly"), {2}),
        (("正文 OR 干群", "--until", "2022-09-24", "--certainly"), {1, 3}),
        (("正文 OR 干群", "--gone"), set()),
        (("正文 OR 干群", "--alive", "--limit", "0"), set()),
        (("正文 NOT 新能源",), {3, 4}),
        (("正文 -新能源",), {3, 4}),
        (("--", "-新能源"), {1, 3, 4}),
        (("正文 OR 干群", "--tag", "泉山区", "--tag", "产业"), {1}),
        (("正文 OR 干群", "--tag", "泉山区", "--tag", "厂房"), set()),
        (("正文 OR 干群", "--category", "招商政策", "--category", "徐州产业信息"), {1, 2, 3}),
    ],
)
def test_filters(run: Run, searched: Path, arguments: tuple[str, ...], ids: set[int]) -> None:
    answer = json.loads(run("search", "--archive", searched, "--json", *arguments).stdout)
    assert {result["id"] for result in answer["results"]} == ids


def test_by_date_the_newest_comes_first(run: Run, searched: Path) -> None:
    answer = run("search", "正文 OR 干群", "--sort", "date", "--archive", searched, "--json")
    assert [result["id"] for result in json.loads(answer.stdout)["results"]] == [2, 1, 3, 4]


def test_a_page_says_how_to_go_on(run: Run, searched: Path) -> None:
    done = run("search", "正文", "--limit", "1", "--offset", "1", "--archive", searched)
    assert done.stderr == "1 of 3 hits; go on with --offset 2\n"


def test_an_operator_in_small_letters_is_told_where_nothing_is_found(run: Run, searched: Path) -> None:
    done = run("search", "标题 not 天气", "--archive", searched)
    assert (done.exit_code, done.stdout, done.stderr) == (
        0, "", "no hits; AND, OR and NOT are operators in capitals alone\n",
    )  # fmt: skip


def test_no_hits_is_no_error(run: Run, searched: Path) -> None:
    done = run("search", "没有这种词", "--archive", searched)
    assert (done.stdout, done.stderr, done.exit_code) == ("", "no hits\n", 0)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (
            ("(",),
            "xzcrawl: the query lacks a word at its end (in quotes, AND, OR, NOT and brackets are text)",
        ),
        (("",), "xzcrawl: there is nothing to search for: a query needs a letter or a digit"),
        (("甲", "--sort", "best"), "xzcrawl: --sort must be relevance or date, not 'best'"),
        (("甲", "--certainly", "--possibly"), "xzcrawl: --certainly and --possibly exclude each other"),
    ],
)
def test_wrong_usage_is_one_line(run: Run, searched: Path, arguments: tuple[str, ...], why: str) -> None:
    done = run("search", *arguments, "--archive", searched)
    assert (done.stdout, done.stderr, done.exit_code) == ("", f"{why}\n", 2)


def test_sql_and_quotes_are_text(run: Run, searched: Path) -> None:
    done = run("search", "'; DROP TABLE articles; --", "--archive", searched)
    assert (done.stderr, done.exit_code) == ("no hits\n", 0)


def test_a_list_and_an_export_take_a_query(run: Run, searched: Path) -> None:
    listed = run("list", "--query", "新能源", "--archive", searched, "--json").stdout
    exported = run("export", "--format", "jsonl", "-q", "新能源", "--archive", searched).stdout
    assert [row["id"] for row in json.loads(listed)] == [2]
    assert [json.loads(line)["id"] for line in exported.splitlines()] == [2]


def test_the_index_may_be_elsewhere(run: Run, searched: Path, tmp_path: Path) -> None:
    run("search", "正文", "--archive", searched, "--index", tmp_path / "here")
    run("search", "正文", "--archive", searched, XZCRAWL_INDEX_DIR=str(tmp_path / "there"))
    assert [(tmp_path / name / "state.json").exists() for name in ("here", "there")] == [True, True]
    assert not (tmp_path / "archive.db.index").exists()


def test_reindex_mends_an_index_that_is_damaged(run: Run, searched: Path) -> None:
    run("search", "正文", "--archive", searched)
    for path in (searched.parent / "archive.db.index").glob("*/*"):
        path.unlink()  # a reader in this process may still map the file, and would die where it shrinks
        path.write_bytes(b"damaged")
    broken = run("search", "正文", "--archive", searched)
    assert (broken.exit_code, len(broken.stderr.splitlines())) == (2, 1)
    assert "xzcrawl reindex makes another" in broken.stderr
    assert run("reindex", "--archive", searched).stdout == "4 articles in the search index\n"
    assert run("search", "正文", "--archive", searched).stderr == "3 of 3 hits\n"


def test_reindex_waits_for_nobody_for_ever(run: Run, searched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xzcrawl.cli.reindex.PATIENCE", 0.0)
    with Index(searched.with_name("archive.db.index")).lock(0):
        done = run("reindex", "--archive", searched)
        searching = run("search", "正文", "--archive", searched)
    assert (done.exit_code, done.stderr) == (
        2,
        "xzcrawl: another process is updating the search index; try again later\n",
    )
    assert searching.exit_code == 2
