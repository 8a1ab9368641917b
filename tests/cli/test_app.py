"""The command line as a whole: errors, help, versions."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from xzcrawl import __version__
from xzcrawl.cli.app import COMMANDS, loaded

Run = Callable[..., Result]
Command = Callable[..., subprocess.CompletedProcess[str]]
EXPLAINED = ("crawl", "list", "show", "date", "export", "verify", "reparse")
#: A terminal of 80 columns, less the margins that help leaves.
WIDTH = 78


def test_the_version_is_that_of_the_package(cold_command: Command) -> None:
    assert cold_command("--version").stdout == f"xzcrawl {__version__}\n"


@pytest.mark.parametrize("arguments", [("search",), ("list", "--category"), ("show",)])
def test_an_argument_in_another_encoding_is_one_line(
    cold_command: Command, arguments: tuple[str, ...]
) -> None:
    gbk = "招商".encode("gbk").decode(errors="surrogateescape")
    done = cold_command(*arguments, gbk)
    line = "xzcrawl: an argument is not a text in utf-8; does the terminal use another?\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)


def test_help_names_every_command(run: Run) -> None:
    assert [name for name in COMMANDS if f"│ {name} " not in run("--help").stdout] == []


@pytest.mark.parametrize("name", EXPLAINED)
def test_the_help_of_a_command_gives_examples(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"Examples:\n   xzcrawl {name}" in "\n".join(line.rstrip() for line in result.stdout.splitlines())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_all_has_the_first_sentences_of_each(name: str) -> None:
    assert loaded(name).help.split("\n\n")[0].replace("\n", " ") == COMMANDS[name].summary


@pytest.mark.parametrize("name", COMMANDS)
def test_help_breaks_no_line_twice(name: str) -> None:
    paragraphs = loaded(name).help.split("\n\n")
    broken = [line for text in paragraphs if "\n" in text for line in text.splitlines()]
    assert [line for line in broken if len(line) > WIDTH] == []


@pytest.fixture
def places(tmp_path: Path) -> Path:
    (tmp_path / "text").write_text("not a database")
    (tmp_path / "empty").touch()
    return tmp_path


@pytest.mark.parametrize("arguments", [("list",), ("show", "1"), ("stats",), ("export", "--format", "csv")])
@pytest.mark.parametrize(
    ("address", "line"),
    [
        (
            "{}/none",
            'no archive at {}/none; run "xzcrawl crawl SPIDER" first, or give the address of another '
            "(the demo's is data/demo/archive.db)",
        ),
        ("sqlite:///{}/text", "cannot open the archive at {}/text: file is not a database"),
        ("{}/empty", "{}/empty is a database without an archive in it; is the address right?"),
        (
            "mysql://nowhere",
            "mysql://nowhere is not the address of an archive: SQLite and PostgreSQL are supported",
        ),
    ],
)
def test_an_archive_that_cannot_be_read_is_said_in_one_line(
    run: Run, places: Path, arguments: tuple[str, ...], address: str, line: str
) -> None:
    result = run(*arguments, "--archive", address.format(places))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"xzcrawl: {line.format(places)}\n"


@pytest.mark.parametrize("option", ["--since", "--until"])
@pytest.mark.parametrize("text", ["yesterday", "2022-13-01", "24.9.2022"])
def test_a_bad_date_is_said_in_one_line(run: Run, archive: Path, option: str, text: str) -> None:
    result = run("list", "--archive", archive, option, text)
    expected = f"xzcrawl: {text!r} is not a date: write 2022-09-24 or 2022-09-24T10:05:33+08:00\n"
    assert (result.exit_code, result.stderr) == (2, expected)


@pytest.mark.parametrize("arguments", [("nope",), ("list", "--limit", "-1"), ("show",), ("list", "extra")])
def test_wrong_usage_is_exit_code_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_terminal_without_chinese_gets_question_marks(cold_command: Command, archive: Path) -> None:
    done = cold_command("list", "--archive", archive, "--author", "admin", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "??????" in done.stdout
