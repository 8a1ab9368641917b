"""Sets up the process: the encoding of its texts, and the signals that end it."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from types import FrameType


class _Ended(BaseException):
    """SIGTERM came. This is not an ``Exception``, so that only code that closes things reacts to it."""


class ReaderLeftError(BaseException):
    """The reader of a pipe that the program writes has closed it."""


def ensure_utf8() -> None:
    """Starts the program again in Python's UTF-8 mode where the locale (C, POSIX) has only ASCII.

    Arguments are usually UTF-8 there, and no file could have a Chinese name.
    """
    if sys.getfilesystemencoding() == "ascii" and "utf8" not in sys._xoptions:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def print_whatever_comes() -> None:
    """Prints a question mark for characters that the terminal's encoding lacks, instead of a traceback.

    GBK has no zero-width space, and ASCII nothing Chinese.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Closes everything that is open when SIGTERM or SIGHUP (the terminal was closed) comes, then ends.

    So the database file is whole, and no unfinished file is left. The process then ends by SIGTERM. A crawl
    and the web server handle SIGTERM themselves. A second signal ends the process at once. Where the reader
    of a pipe (``head``) has seen enough, the process ends by SIGPIPE, as other programs do.
    """
    signal.signal(signal.SIGTERM, _end)
    if signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:  # under nohup it is ignored
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
    try:
        yield
    except _Ended:
        signal.raise_signal(signal.SIGTERM)  # the parent process sees which signal ended this one
    except ReaderLeftError:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        signal.raise_signal(signal.SIGPIPE)


def _end(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    raise _Ended
