"""Has any page read in a process of its own, one after the other; for an event loop."""

import asyncio
import pickle
from collections import deque
from collections.abc import Callable
from typing import Any, Concatenate, Final, Generic, ParamSpec, TypeVar

from xzcrawl.items import Page
from xzcrawl.reader.process import LENGTH, ReaderProcess, packed

P = ParamSpec("P")
T = TypeVar("T")

#: Bytes of answers that may wait for the event loop.
_LIMIT: Final = 1 << 20


class StreamReader(Generic[P, T]):
    """Hands pages to a process as they come, and gives what is read as it comes back.

    ``work`` is what reads a page, a function of a module. The process is started by ``start`` or for the
    first page, and again where it has ended. It ends with the reader, and with the process that made it.
    """

    def __init__(self, work: Callable[Concatenate[Page, P], T]) -> None:
        self._work = work
        self._waiting: deque[tuple[bytes, asyncio.Future[T]]] = deque()
        self._process: ReaderProcess | None = None
        self._channel: asyncio.Task[None] | None = None
        self._writer: asyncio.StreamWriter | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the process reads a page as soon as it gets it; a new one has to load first."""
        return self._writer is not None

    def start(self) -> None:
        """Begin to start the process, unless it is there."""
        if self._channel is None:
            self._channel = asyncio.create_task(self._serve())

    async def read(self, page: Page, *args: P.args, **kwargs: P.kwargs) -> T:
        """What the reader's work makes of a page.

        Raises HostilePage for one that would take too much time or memory, OSError where no process can be
        started, and whatever reading it raises.
        """
        task = packed((self._work, (page, *args), kwargs))
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((task, answer))
        if self._writer is not None:
            self._writer.write(task)
        self.start()
        return await answer

    def close(self) -> None:
        """End the process, whatever it is at. What still waits is not answered."""
        if self._channel is not None:
            self._channel.cancel()
        if self._process is not None:
            self._process.end()

    async def _serve(self) -> None:
        """Starts the process, and a new one each time it has ended while pages wait.

        It ended over the first page that waits, which is refused. Where that page did not take too long, a
        new process gets it once: memory may have run out because of all that was read before.
        """
        blamed: tuple[bytes, asyncio.Future[T]] | None = None
        is_needed = True
        while is_needed:
            try:
                failure, is_sure = await self._serve_until_it_ends()
            except Exception as error:  # noqa: BLE001 - else all that wait would wait for ever
                failure, is_sure = error, True
            first = self._waiting[0] if self._waiting else None
            if first is not None and (is_sure or first is blamed):
                self._answer(failure, None)
            blamed, is_needed = first, bool(self._waiting)
        self._channel = None

    async def _serve_until_it_ends(self) -> tuple[Exception, bool]:
        """What is wrong with the page over which a process has ended, and whether that is sure."""
        try:
            self._process = process = ReaderProcess()
            reader, writer = await asyncio.open_unix_connection(sock=process.socket, limit=_LIMIT)
        except OSError as error:
            return error, True
        try:
            await self._message(reader)
            self._writer = writer
            writer.writelines([task for task, _ in self._waiting])
            while True:
                self._answer(*await self._message(reader))
        except (asyncio.IncompleteReadError, OSError):
            if self._writer is None:
                return ChildProcessError("the process that reads pages cannot be started"), True
            return process.verdict(), process.timed_out
        finally:
            writer.close()
            self._writer = None

    async def _message(self, reader: asyncio.StreamReader) -> Any:
        (size,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
        return pickle.loads(await reader.readexactly(size))

    def _answer(self, error: Exception | None, found: Any) -> None:
        _, answer = self._waiting.popleft()
        if answer.cancelled():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(found)
