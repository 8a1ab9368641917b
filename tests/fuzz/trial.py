"""One hostile text at one entry: what is wrong with what came of it."""

import signal
import time
from typing import Any, Final

from tests.fuzz.entries import ENTRIES
from xzcrawl.errors import XzcrawlError

#: Seconds of computing: what some 30,000 characters may take, ten times what they do; and when to give up.
SLOW: Final = 0.5
_HOPELESS: Final = 10


class _TooSlow(Exception):
    """A text is given up. Regular expressions let it through; a parser in C comes to its end first."""


def problem(entry: str, text: str) -> str | None:
    """What is wrong: an exception that is none of xzcrawl's, or more time than is linear; None if nothing."""
    signal.signal(signal.SIGPROF, _give_up)
    signal.setitimer(signal.ITIMER_PROF, _HOPELESS)
    begun = time.process_time()
    try:
        ENTRIES[entry](text)
    except XzcrawlError:
        pass
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the find
        return repr(error)[:200]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - begun
    return f"{seconds:.1f} s for {len(text):,} characters" if seconds > SLOW else None


def _give_up(*_: Any) -> None:
    raise _TooSlow(f"more than {_HOPELESS} s")
