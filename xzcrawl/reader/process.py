"""The process that reads pages, and what passes between it and whoever has it.

Each task is a function of a module and its arguments, each answer an exception or a result. Both are pickled,
behind eight bytes that say how long they are. The answers come in the order of the tasks.
"""

import os
import pickle
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from io import BufferedRWPair
from struct import Struct
from typing import Any, Final
from weakref import finalize

from xzcrawl.errors import HostilePage

#: Seconds of computing that one page may take: a page of 4 MB that is only long takes two.
SECONDS: Final[float] = 10
#: Bytes that the process may take: that same page takes 150 MB.
MEMORY: Final = 512 * 1024 * 1024
#: The length of what follows.
LENGTH: Final = Struct("!Q")

#: A function of a module, its positional arguments, and those by name.
Assignment = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
#: What a task raised, or what it gave.
Returned = tuple[Exception | None, Any]


def packed(message: Assignment | Returned) -> bytes:
    """A message as it is sent."""
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(content)) + content


def read_message(file: BufferedRWPair) -> Any:
    """The next message. EOFError where there is no whole one left."""
    return pickle.loads(_whole(file, *LENGTH.unpack(_whole(file, LENGTH.size))))


def _whole(file: BufferedRWPair, size: int) -> bytes:
    content = file.read(size)
    if len(content) < size:
        raise EOFError
    return content


class ReaderProcess:
    """The process, which ends with whoever has it. ``socket`` leads to it; it sends an empty answer first."""

    def __init__(self) -> None:
        self.socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, *map(str, (theirs.fileno(), SECONDS, MEMORY))],
                pass_fds=[theirs.fileno()],
                process_group=0,  # Ctrl-C is for whoever has the reader
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # its death is told by what it was reading
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
        self.end = finalize(self, _end, self._process, self.socket)

    @property
    def runs(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    @property
    def timed_out(self) -> bool:
        """Whether the process, which has ended, took too long over its page."""
        return self._process.wait() == -signal.SIGPROF

    def verdict(self) -> HostilePage:
        """What is wrong with the page over which the process has ended."""
        bound = f"{SECONDS:g} s" if self.timed_out else f"{MEMORY >> 20} MB of memory"
        return HostilePage(
            f"built to keep a parser busy, or to fill the memory: to read it takes more than {bound}"
        )


def _end(process: subprocess.Popen[bytes], connection: socket.socket) -> None:
    process.kill()
    process.wait()
    connection.close()


def _serve(file: BufferedRWPair, seconds: float, memory: int) -> None:
    """Reads what comes until nobody is left to ask. Killed by the system's own clock, or without memory."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    file.write(packed((None, None)))
    file.flush()
    while file.peek(1):
        task = read_message(file)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        answer = _packed_answer(_attempt(*task))
        signal.setitimer(signal.ITIMER_PROF, 0)
        file.write(answer)
        file.flush()


def _packed_answer(answer: Returned) -> bytes:
    """An answer as it is sent. Of an exception that cannot be pickled, or made again of that, its text is."""
    error, _ = answer
    if error is not None:
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:  # noqa: BLE001 - whatever is wrong with it
            return packed((RuntimeError(repr(error)), None))
    return packed(answer)


def _attempt(work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Returned:
    """What came of it, or what it raised; MemoryError ends the process."""
    try:
        return None, work(*args, **kwargs)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - raised again where the page was handed over
        return error, None


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as own:
        _serve(own.makefile("rwb"), float(sys.argv[2]), int(sys.argv[3]))
