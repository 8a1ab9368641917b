"""Work on all cores: in order, no more ahead than needed, and no process left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from xzcrawl.workers import spread

ROOT = Path(__file__).parents[1]
#: Has its workers say that they have begun, and wait for ever.
ENDLESS = """
from xzcrawl.workers import spread
from tests.test_workers import wait

if __name__ == "__main__":
    for _ in spread(wait, range(2), alone=False):
        pass
"""


def square(number: int) -> int:
    return number * number


def fail(number: int) -> int:
    raise ValueError(f"no {number}")


def wait(_: int) -> None:
    os.write(1, b"begun\n")
    signal.pause()


@pytest.mark.parametrize("alone", [True, False])
def test_results_come_in_the_order_of_their_tasks(alone: bool) -> None:
    numbers = list(range(40))
    assert list(spread(square, numbers, alone=alone)) == [(n, n * n) for n in numbers]


@pytest.mark.parametrize("alone", [True, False])
def test_what_the_work_raises_is_raised(alone: bool) -> None:
    with pytest.raises(ValueError, match="no 1"):
        list(spread(fail, [1, 2], alone=alone))


def test_no_more_tasks_are_taken_than_the_cores_need() -> None:
    taken = iter(range(1_000))
    results = spread(square, taken, alone=False)
    next(results)
    assert next(taken) <= 4 * (os.cpu_count() or 1) + 1
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_no_worker_outlives_its_parent(tmp_path: Path, ending: signal.Signals) -> None:
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, start_new_session=True,
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        begun = [parent.stdout.readline() for _ in range(min(2, os.cpu_count() or 1))]
        assert "" not in begun
        if ending == signal.SIGINT:  # Ctrl-C goes to all processes of a terminal
            os.killpg(parent.pid, ending)
        else:
            parent.kill()
        assert parent.stdout.read() == ""  # comes to its end when the last process that holds it has ended
