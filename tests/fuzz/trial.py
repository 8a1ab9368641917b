"""One hostile text at one entry: what is wrong with what came of it."""

import gc
import signal
import time
from contextlib import suppress
from typing import Any, Final

from tests.fuzz.entries import ENTRIES
from xzcrawl.errors import XzcrawlError

#: Seconds of computing from which a text is looked at more closely, and after which it is given up.
SLOW: Final = 0.5
_HOPELESS: Final = 10
#: A quarter of a text takes a quarter of its time where time is linear, a sixteenth where it is quadratic.
_PART, _LINEAR = 4, 8
#: So many times it must be more: other work on the machine makes one measurement too long.
_LOOKS: Final = 3


class _TooSlow(Exception):
    """A text is given up. Regular expressions let it through; a parser in C comes to its end first."""


def problem(entry: str, text: str) -> str | None:
    """What is wrong: an exception that is none of xzcrawl's, or more time than is linear; None if nothing.

    Time is that of the processor. How long a text takes depends on the machine; how it grows does not.
    """
    signal.signal(signal.SIGPROF, _give_up)
    signal.setitimer(signal.ITIMER_PROF, _HOPELESS)
    try:
        grown = [_seconds(entry, text)]
        while len(grown) <= _LOOKS and grown[-1] >= SLOW:
            if grown[-1] < _LINEAR * _seconds(entry, text[: len(text) // _PART]):
                return None
            grown.append(_seconds(entry, text))
        if len(grown) <= _LOOKS:
            return None
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the find
        return repr(error)[:200]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return f"{min(grown):.1f} s for {len(text):,} characters, over {_LINEAR} times that of a quarter of it"


def _seconds(entry: str, text: str) -> float:
    """The time a text takes, also one that is refused. Python's searches for garbage do not count.

    How often it searches follows from the objects that are new, and how long from all that a process has: a
    text that makes enough of them for one search more would seem to grow faster than it does.
    """
    gc.disable()
    begun = time.process_time()
    try:
        with suppress(XzcrawlError):
            ENTRIES[entry](text)
        return time.process_time() - begun
    finally:
        gc.enable()


def _give_up(*_: Any) -> None:
    raise _TooSlow(f"more than {_HOPELESS} s")
