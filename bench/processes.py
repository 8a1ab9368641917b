"""The processes that benchmarks start. Each ends with the benchmark, however that ends.

A shell takes the benchmark's pipe for its standard input, leaves a watcher at the pipe and becomes the
program. The pipe closes with the benchmark, also where that is killed; then the watcher ends the program. The
session is the program's own, so that Ctrl-C reaches it in this way alone.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from select import select
from statistics import median
from tempfile import TemporaryFile
from typing import IO, Final

from bench.machine import OtherWork

ROOT: Final = Path(__file__).resolve().parents[1]
#: The environment of the libraries of others that ours are compared with (``make peers``).
PEERS: Final = ROOT / ".venv-peers" / "bin" / "python"
_WATCHED: Final = """\
exec 3<&0 </dev/null
{ read -r end <&3; kill $$; } >/dev/null 2>&1 &
exec 3<&- "$@"
"""
#: Seconds between two looks at the memory of a process.
_LOOK: Final = 0.02


@dataclass(frozen=True, slots=True)
class Took:
    """What a piece of work took: the seconds that passed, and its seconds of CPU, user and system.

    ``was_busy``: other programs used the cores too. ``peak_mb`` is the memory of a process (RSS) at most, and
    ``said`` what it wrote; both are empty for work in this process.
    """

    seconds: float
    cpu: float
    was_busy: bool
    peak_mb: float = 0
    said: str = ""


def counted(rounds: Sequence[Took], starts: Sequence[Took] = ()) -> float:
    """The seconds that passed, on a busy machine those of CPU: the median of the rounds.

    Without those of ``starts``, which are the same program with next to nothing to do.
    """
    by_cpu = _was_busy(rounds, starts)
    whole, start = (
        median(one.cpu if by_cpu else one.seconds for one in each) for each in (rounds, starts or [_NOTHING])
    )
    return whole - start


def unit(rounds: Sequence[Took], starts: Sequence[Took] = ()) -> str:
    """Of which seconds ``counted`` speaks, to be put behind a figure."""
    return " (CPU)" if _was_busy(rounds, starts) else ""


def _was_busy(rounds: Sequence[Took], starts: Sequence[Took]) -> bool:
    return any(one.was_busy for one in (*rounds, *starts))


_NOTHING: Final = Took(0, 0, was_busy=False)


@contextmanager
def started(
    *command: str | Path, cwd: Path = ROOT, stdout: int | IO[bytes] | None = None, stderr: int | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A program that runs until the end of the block, if it does not end before."""
    with subprocess.Popen(
        ["sh", "-c", _WATCHED, "sh", *command],
        cwd=cwd,
        stdin=subprocess.PIPE,
        stdout=stdout,
        stderr=stderr,
        text=True,
        start_new_session=True,
    ) as process:
        yield process


def took(*command: str | Path, cwd: Path = ROOT, may_fail: bool = False) -> Took:
    """Run a program to its end. RuntimeError where it fails, with what it said."""
    others, begun = OtherWork(), time.perf_counter()
    with TemporaryFile() as output:
        with started(*command, cwd=cwd, stdout=output, stderr=subprocess.STDOUT) as process:
            peak = _peak(process.pid)
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode(errors="replace")
    if process.returncode and not may_fail:
        raise RuntimeError(f"{' '.join(map(str, command))}:\n{said[-2_000:]}")
    return Took(seconds, usage.ru_utime + usage.ru_stime, others.is_much(), peak / 1024, said)


def _peak(process: int) -> int:
    """The most memory in KB that a process had, when it has ended.

    The figure that the system gives with the status begins with the memory of this process.
    """
    peak, status = 0, Path(f"/proc/{process}/status")
    ended = os.pidfd_open(process)
    try:
        while not select([ended], [], [], _LOOK)[0]:
            _, found, rest = status.read_text().partition("VmHWM:")
            peak = max(peak, int(rest.split(maxsplit=1)[0])) if found else peak
    finally:
        os.close(ended)
    return peak


def timed(work: Callable[[], object]) -> Took:
    """Do it in this process."""
    others, begun, cpu = OtherWork(), time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - begun, time.process_time() - cpu, others.is_much())


@contextmanager
def warm(python: Path | str, module: str, *arguments: str | Path) -> Iterator[Callable[[], float]]:
    """A process that does its work (see ``rounds``) each time it is called, and says what one round took.

    It ends where its standard input does.
    """
    with subprocess.Popen(
        [python, "-m", module, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asked, answers = process.stdin, process.stdout

        def once() -> float:
            asked.write("\n")
            asked.flush()
            answer = answers.readline()
            if not answer:
                raise RuntimeError(f"{module} has ended")
            return float(answer)

        yield once


def xzcrawl(*arguments: str | Path) -> tuple[str | Path, ...]:
    """Our command line, as a command."""
    return (sys.executable, "-m", "xzcrawl", *arguments)


def peer_version(name: str) -> str:
    """The name of a library of the peers with its version."""
    say = f"from importlib.metadata import version; print(version({name!r}))"
    return f"{name} {subprocess.check_output([PEERS, '-c', say], text=True).strip()}"
