"""Reads pages, and has the costly ones read in a process of its own; for threads."""

from collections.abc import Callable
from io import BufferedRWPair
from threading import Lock
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from xzcrawl import extract
from xzcrawl.items import Page
from xzcrawl.reader.process import ReaderProcess, packed, read_message

P = ParamSpec("P")
T = TypeVar("T")


class KillableReader(Generic[P, T]):
    """Reads pages within bounds. It can be used by several threads, one at a time is served.

    ``work`` is what reads a page, a function of a module. The process is started for the first page that is
    costly (``extract.is_costly``) and kept for the others. It ends with the reader, and with the process that
    has the reader.
    """

    def __init__(self, work: Callable[Concatenate[Page, P], T]) -> None:
        self._work = work
        self._turn = Lock()
        self._process: ReaderProcess | None = None
        self._file: BufferedRWPair

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
        if self._process is not None:
            self._process.end()

    def _read_apart(self, page: Page, args: Any, kwargs: Any) -> T:
        process = self._started()
        try:
            self._file.write(packed((self._work, (page, *args), kwargs)))
            self._file.flush()
            error, found = read_message(self._file)
        except (EOFError, OSError):
            raise process.verdict() from None
        if error is not None:
            raise error
        return cast(T, found)

    def _started(self) -> ReaderProcess:
        """The process, once it is ready. Raises RuntimeError where it cannot begin."""
        if self._process is None or not self._process.runs:
            self.close()
            self._process = ReaderProcess()
            self._file = self._process.socket.makefile("rwb")
            try:
                read_message(self._file)
            except (EOFError, OSError) as error:
                raise RuntimeError("the process that reads costly pages cannot be started") from error
        return self._process
