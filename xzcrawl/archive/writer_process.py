"""Writes a run in a process of its own, so that a crawl does not share its interpreter with the archive.

The crawl sends calls: the name of a method of ``Writer`` with its arguments. All but ``put`` are answered, in
their order. Calls and answers are pickled.
"""

import logging
import os
import pickle
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from ctypes import CDLL
from dataclasses import dataclass, replace
from datetime import datetime
from io import BufferedRWPair
from logging.handlers import QueueHandler
from mmap import mmap
from queue import SimpleQueue
from socket import SO_SNDBUF, SOL_SOCKET, socketpair
from traceback import format_exc, format_exception
from types import TracebackType
from typing import Any, Final, NoReturn, Self

from xzcrawl import garbage
from xzcrawl.archive.archive import Archive
from xzcrawl.archive.index_follower import IndexFollower
from xzcrawl.archive.write.known_links import KnownLinks
from xzcrawl.archive.write.urls import Item
from xzcrawl.archive.writer import Writer
from xzcrawl.errors import ArchiveError
from xzcrawl.items import Article, Capture, Listing
from xzcrawl.snapshots import Repair

#: Bytes that may be on their way, as far as the system allows: several pages, so that the crawl seldom waits.
_ON_THE_WAY: Final = 1 << 20
#: Signals that are sent to all processes of a crawl, to stop it.
_OF_THE_CRAWL: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: Of Linux: the signal that a process gets when the one that made it has ended (prctl(2)).
_PR_SET_PDEATHSIG: Final = 1


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a call gave, or the error that it raised, with the writer's state and what was to be logged."""

    found: Any = None
    error: Exception | None = None
    counts: Counter[str] | None = None
    repairs: Sequence[Repair] = ()
    logged: Sequence[logging.LogRecord] = ()


class WriterProcess:
    """A ``Writer`` in a process of its own, where the search index follows it. The methods are the writer's.

    ``put`` waits while more is on its way than the process takes. It raises a failure of the writer at the
    next call, as the writer itself does. Every method raises ``ArchiveError`` where the process has ended
    before its time. What the process has to log is logged here, with its next answer.

    The process is forked: no connection to an archive may be open in this one. It ends with ``close``, and
    with whoever has it: then it is killed, so that the next run finds nobody at work on its archive.
    """

    def __init__(
        self,
        archive_url: str,
        *,
        clock: Callable[[], datetime],
        snapshot_folder: str | None = None,
        index: str | None = None,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.repairs: Sequence[Repair] = ()
        self._links = KnownLinks()
        self._failed = mmap(-1, 1)  # shared with the process
        self._socket, theirs = socketpair()
        self._socket.setsockopt(SOL_SOCKET, SO_SNDBUF, _ON_THE_WAY)
        # a signal that came before the process ignores it would wake the event loop of this one twice
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _OF_THE_CRAWL)
        self._process = os.fork()
        if self._process == 0:
            self._socket.close()
            _begin(
                _Served(theirs.makefile("rwb"), self._failed, archive_url, clock, snapshot_folder, index),
                before,
            )
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self._answers = self._socket.makefile("rb")
        try:
            self._answer()
        except BaseException:
            self._end()
            raise

    def begin_run(self, **run: Any) -> int:
        """See ``Writer.begin_run``."""
        run_id: int = self._call("begin_run", **run)
        return run_id

    def put(self, item: Item | Capture) -> None:
        """See ``Writer.put``."""
        if self._failed[0]:
            self.flush()  # which raises the failure
        new = self._links.without(item)
        self._send("put", _bodiless(new))
        self._links.add(new)

    def flush(self) -> None:
        """See ``Writer.flush``."""
        self._call("flush")

    def finish_run(self, **end: Any) -> None:
        """See ``Writer.finish_run``."""
        self._call("finish_run", **end)

    def close(self) -> None:
        """Bring the index up to date, close the writer and wait for the end of the process."""
        try:
            self._call("close")
        finally:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _call(self, method: str, **arguments: Any) -> Any:
        self._send(method, **arguments)
        return self._answer()

    def _send(self, method: str, *given: Any, **arguments: Any) -> None:
        try:
            self._socket.sendall(pickle.dumps((method, given, arguments), pickle.HIGHEST_PROTOCOL))
        except OSError as error:
            raise _ended() from error

    def _answer(self) -> Any:
        try:
            answer: _Answer = pickle.load(self._answers)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise _ended() from error
        for record in answer.logged:
            logging.getLogger(record.name).handle(record)
        self.counts, self.repairs = answer.counts or self.counts, answer.repairs
        if answer.error is not None:
            raise answer.error
        return answer.found

    def _end(self) -> None:
        self._answers.close()
        self._socket.close()  # which ends the process, were it still at work
        os.waitpid(self._process, 0)


def _ended() -> ArchiveError:
    return ArchiveError("the process that writes the archive has ended")


def _bodiless(item: Item | Capture) -> Item | Capture:
    """An item without the body of its page, which is in its capture."""
    if isinstance(item, Article | Listing):
        return replace(item, page=replace(item.page, body=b""))
    return item


class _Served:
    """The other end: opens the archive's writer and does what it is told."""

    def __init__(
        self,
        file: BufferedRWPair,
        failed: mmap,
        archive_url: str,
        clock: Callable[[], datetime],
        snapshot_folder: str | None,
        index: str | None,
    ) -> None:
        self._file, self._failed = file, failed
        self._url, self._clock, self._folder, self._index = archive_url, clock, snapshot_folder, index
        self._logged: SimpleQueue[logging.LogRecord] = SimpleQueue()
        self._following = ExitStack()
        self._writer: Writer | None = None
        self._refused: Exception | None = None

    def work(self) -> None:
        """Answers until the writer is closed. EOFError where the crawl has ended before."""
        logging.getLogger().handlers = [QueueHandler(self._logged)]
        self._answer(self._open)
        method = "" if self._writer else "close"
        while method != "close":
            method, given, arguments = pickle.load(self._file)
            if method == "put":
                self._put(*given)
            elif method == "close":
                self._answer(self._close)
            else:
                self._answer(getattr(self._writer, method), **arguments)

    def _open(self) -> None:
        searched = self._following.enter_context(Archive(self._url, write=True, index=self._index))
        follower = self._following.enter_context(IndexFollower(searched.catch_up))
        self._writer = Writer(
            self._url, snapshot_folder=self._folder, clock=self._clock, committed=follower.tell
        )

    def _close(self) -> None:
        assert self._writer is not None
        with self._writer, self._following:  # the writer last: what is still read cannot go into the file
            pass

    def _put(self, item: Item | Capture) -> None:
        assert self._writer is not None
        try:
            self._writer.put(item)
        except Exception as error:  # noqa: BLE001 - the next answer has it
            self._refused = error
            self._failed[0] = 1

    def _answer(self, work: Callable[..., Any], **arguments: Any) -> None:
        found, error = None, None
        try:
            found = work(**arguments)
        except Exception as raised:  # noqa: BLE001 - raised again where the call came from
            error = raised
        error = _to_send(error or self._refused)
        counts, repairs = (self._writer.counts, self._writer.repairs) if self._writer else (None, ())
        logged = [self._logged.get() for _ in range(self._logged.qsize())]
        pickle.dump(_Answer(found, error, counts, repairs, logged), self._file)
        self._file.flush()


def _to_send(error: Exception | None) -> Exception | None:
    """An error with its traceback as a note; one that cannot be pickled and made again by its text."""
    if error is None or isinstance(error, ArchiveError):
        return error
    error.add_note("".join(format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - whatever is wrong with it
        return RuntimeError("".join(format_exception(error)))
    return error


def _begin(served: _Served, mask: Iterable[int]) -> NoReturn:
    """Be the process. Signals to all of the crawl's processes do not end it: the crawl does."""
    try:
        signal.set_wakeup_fd(-1)
        for number in _OF_THE_CRAWL:
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if sys.platform == "linux":
            CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        garbage.search_seldom()
        served.work()
    except (EOFError, ConnectionError):  # the crawl has ended
        pass
    except BaseException:  # noqa: BLE001 - nothing else would tell it
        os.write(2, format_exc().encode())
    finally:
        os._exit(0)  # nothing that the crawl has prepared for its own end is done here
