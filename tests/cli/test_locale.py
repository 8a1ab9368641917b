"""Commands in whatever locale: files are UTF-8, and a terminal that cannot show a sign gets another."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from xzcrawl.export.folder import write_folder
from xzcrawl.export.format import File

from .conftest import NOON

Command = Callable[..., subprocess.CompletedProcess[str]]
#: What cron and containers give, with Python's own remedies turned off.
C = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
TITLE = "全力冲刺!徐州泉山区定下这些“大目标”"


@pytest.fixture
def chinese(archive: Path, tmp_path: Path) -> Path:
    """The archive in a folder with a Chinese name."""
    return Path(copytree(archive.parent, tmp_path / "徐州")) / archive.name


def test_an_export_of_files_works_in_the_c_locale(
    cold_command: Command, chinese: Path, tmp_path: Path
) -> None:
    target = tmp_path / "笔记"
    done = cold_command("export", "-f", "markdown", "--archive", chinese, "--output", target, **C)
    assert (done.returncode, done.stderr) == (0, "")
    (first, *others) = sorted(target.iterdir())
    assert (first.name, len(others)) == (f"00000001-{TITLE}.md", 3)
    assert TITLE in first.read_text("utf-8")


def test_an_export_of_text_is_utf_8_in_the_c_locale(cold_command: Command, chinese: Path) -> None:
    done = cold_command("export", "-f", "csv", "--archive", chinese, "--category", "徐州产业信息", **C)
    assert (done.returncode, done.stderr, TITLE in done.stdout) == (0, "", True)


def test_a_search_takes_chinese_words_in_the_c_locale(cold_command: Command, chinese: Path) -> None:
    done = cold_command("search", "大目标", "--archive", chinese, **C)
    assert (done.returncode, done.stderr, TITLE in done.stdout) == (0, "1 of 1 hit\n", True)


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_a_terminal_gets_what_it_can_show(archive: Path, encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xzcrawl", "show", "1", "--archive", archive],
        env=C | {"PYTHONIOENCODING": encoding}, capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode(encoding).startswith(TITLE.encode(encoding, "replace").decode(encoding))


def test_a_name_that_the_locale_cannot_hold_gets_question_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "gbk")
    write_folder([File("01", "01-招商热线📞.md", "📞".encode(), NOON)], tmp_path)
    (path,) = tmp_path.iterdir()
    assert (path.name, path.read_text("utf-8")) == ("01-招商热线?.md", "📞")
