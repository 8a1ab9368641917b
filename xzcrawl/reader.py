"""Reads pages; a page that is costly to read goes to a process that ends itself over one that is too costly.

A parser in C cannot be interrupted, and memory that it has taken stays taken. So what may take long
(``extract.is_costly``) is read by a process that sets itself limits of time and memory. It is started for
the first such page and kept for the others. What it is given and gives back is pickled: a page, ``Contents``.
"""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any, Concatenate, Final, Generic, ParamSpec, TypeVar, cast
from weakref import finalize

from xzcrawl import extract
from xzcrawl.errors import HostilePage
from xzcrawl.items import Page

P = ParamSpec("P")
T = TypeVar("T")

#: Seconds of computing that one page may take: a page of 4 MB that is only long takes two.
SECONDS: Final[float] = 10
#: Bytes that the process may take: that same page takes 150 MB.
MEMORY: Final = 512 * 1024 * 1024


class KillableReader(Generic[P, T]):
    """Reads pages within bounds. It can be used by several threads, one at a time is served.

    ``work`` is what reads a page, a function of a module. The process ends with the reader, and with the
    process that has the reader.
    """

    def __init__(self, work: Callable[Concatenate[Page, P], T]) -> None:
        self._work = work
        self._turn = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection
        self._end: Callable[[], object] = lambda: None

    def read(self, page: Page, *args: P.args, **kwargs: P.kwargs) -> T:
        """What the reader's work makes of a page.

        Raises HostilePage for one that would take too much time or memory, and whatever reading it raises.
        """
        if not extract.is_costly(page.body):
            return self._work(page, *args, **kwargs)
        with self._turn:
            return self._read_apart(page, args, kwargs)

    def close(self) -> None:
        """End the process, whatever it is at."""
        self._end()

    def _read_apart(self, page: Page, args: Any, kwargs: Any) -> T:
        process = self._started()
        try:
            self._connection.send((self._work, (page, *args), kwargs))
            error, found = self._connection.recv()
        except (EOFError, OSError):
            raise HostilePage(_verdict(process.wait())) from None
        if error is not None:
            raise error
        return cast(T, found)

    def _started(self) -> subprocess.Popen[bytes]:
        """The process, once it is ready. Raises RuntimeError where it cannot begin."""
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._connection, theirs = Pipe()
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, *map(str, (theirs.fileno(), SECONDS, MEMORY))],
                pass_fds=[theirs.fileno()],
                process_group=0,  # Ctrl-C is for whoever has the reader
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # its death is told by what it was reading
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
            theirs.close()
            self._end = finalize(self, _end, self._process, self._connection)
            self._wait_until_ready()
        return self._process

    def _wait_until_ready(self) -> None:
        try:
            self._connection.recv()
        except (EOFError, OSError) as error:
            raise RuntimeError("the process that reads costly pages cannot be started") from error


def _end(process: subprocess.Popen[bytes], connection: Connection) -> None:
    process.kill()
    process.wait()
    connection.close()


def _verdict(status: int) -> str:
    """Why a page ended the process that read it."""
    bound = f"{SECONDS:g} s" if status == -signal.SIGPROF else f"{MEMORY >> 20} MB of memory"
    return f"built to keep a parser busy, or to fill the memory: to read it takes more than {bound}"


def _serve(connection: Connection, seconds: float, memory: int) -> None:
    """Reads what comes until nobody is left to ask. Killed by the system's own clock, or without memory."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    connection.send(None)
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_PROF, seconds)
        connection.send(_attempt(*task))
        signal.setitimer(signal.ITIMER_PROF, 0)


def _attempt(
    work: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[Exception | None, T | None]:
    """What came of it, or what it raised; MemoryError ends the process."""
    try:
        return None, work(*args, **kwargs)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - raised again where the page was handed over
        return error, None


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])), float(sys.argv[2]), int(sys.argv[3]))
