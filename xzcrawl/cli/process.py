"""What surrounds the process: the encoding of its texts, and the signals that end it."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from types import FrameType


class _Ended(BaseException):
    """SIGTERM came. No error, so that nothing but what closes things has to do with it."""


def ensure_utf8() -> None:
    """Start anew in Python's UTF-8 mode where the locale (C, POSIX) knows ASCII alone.

    Arguments are UTF-8 there as a rule, and no file could be given a Chinese name.
    """
    if sys.getfilesystemencoding() == "ascii" and "utf8" not in sys._xoptions:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def print_whatever_comes() -> None:
    """Print a question mark for what the terminal's encoding does not have: a traceback says less.

    One in GBK has no zero-width space, one in ASCII nothing Chinese.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Close what is open when SIGTERM or SIGHUP (its terminal was closed) comes; then end by SIGTERM.

    So the database file is whole, and no unfinished file is left. A crawl and the web server have ways of
    their own to end by SIGTERM. A second signal ends the process at once.
    """
    signal.signal(signal.SIGTERM, _end)
    if signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:  # nohup has it ignored
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
    try:
        yield
    except _Ended:
        signal.raise_signal(signal.SIGTERM)  # whoever started the process sees what ended it


def _end(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    raise _Ended
