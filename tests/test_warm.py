"""What tests run in forks of a process that is ready behaves as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import warm

#: Tells what a program can see of the process that it is in.
PROGRAM = """
import os, signal, sys, threading
print(os.getcwd(), sys.argv[1:], os.environ.get("GIVEN"), os.environ.get("LEFT_OUT"), __name__)
print("twisted.internet.reactor" in sys.modules, "xzcrawl.settings" in sys.modules, threading.active_count())
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.getsignal(signal.SIGTERM))
print("徐州", file=sys.stderr)
sys.exit(int(sys.argv[1]))
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEFT_OUT", "1")
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("status", [0, 3])
def test_a_program_sees_what_it_would_see_as_a_new_process(status: int, program: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "LEFT_OUT"} | {"GIVEN": "2"}
    arguments = ("program", str(status), "a b")
    here = warm.run(*arguments, cwd=program, environment=environment)
    new = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=program, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (here.returncode, here.stdout, here.stderr) == (new.returncode, new.stdout, new.stderr)
    assert new.returncode == status


def test_a_program_begins_with_what_takes_long_and_shares_nothing_with_the_next(tmp_path: Path) -> None:
    (tmp_path / "first.py").write_text(
        "import sys\nprint('scrapy' in sys.modules)\nsys.modules['left'] = sys"
    )
    (tmp_path / "second.py").write_text("import sys\nprint('left' in sys.modules)\n")
    assert warm.run("first", cwd=tmp_path).stdout == "True\n"
    assert warm.run("second", cwd=tmp_path).stdout == "False\n"


def test_a_program_that_has_no_end_is_ended(tmp_path: Path) -> None:
    (tmp_path / "endless.py").write_text("print('begun', flush=True)\nwhile True:\n    pass\n")
    with pytest.raises(subprocess.TimeoutExpired) as late:
        warm.run("endless", cwd=tmp_path, timeout=0.5)
    assert str(late.value.stdout) == "begun\n"
