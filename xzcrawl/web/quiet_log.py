"""Keeps the log small, whatever is sent to the server."""

import logging
from collections import Counter
from collections.abc import Callable
from time import monotonic
from typing import Final

#: The most messages a minute from one place in the code; more would only repeat them.
MOST: Final = 5
_SECONDS: Final = 60


class MessageLimit(logging.Filter):
    """Lets through ``MOST`` messages a minute from each place in the code; the last says that more follow.

    ``clock`` gives seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._minute = 0
        self._counts = Counter[tuple[str, int]]()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a message is logged."""
        if (minute := int(self._clock() // _SECONDS)) != self._minute:
            self._minute = minute
            self._counts.clear()
        place = record.pathname, record.lineno
        self._counts[place] += 1
        if self._counts[place] == MOST:
            record.msg, record.args = f"{record.getMessage()} (more of the kind is left out for a minute)", ()
        return self._counts[place] <= MOST


def log_quietly() -> None:
    """Writes the log of this process to standard error, one line a message, through ``MessageLimit``."""
    handler = logging.StreamHandler()
    handler.addFilter(MessageLimit())
    logging.basicConfig(level=logging.WARNING, format="%(message)s", handlers=[handler], force=True)
