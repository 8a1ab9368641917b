"""A log that stays small, whatever is sent to the server."""

import logging
from collections import Counter
from collections.abc import Callable
from time import monotonic
from typing import Final

#: Messages a minute of one place in the code. What goes wrong more often than that has been said.
MOST: Final = 5
_SECONDS: Final = 60


class Sparing(logging.Filter):
    """Lets so many messages of each place in the code through a minute; the last one says so.

    ``clock`` gives seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._minute = 0
        self._told = Counter[tuple[str, int]]()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a message is logged."""
        if (minute := int(self._clock() // _SECONDS)) != self._minute:
            self._minute = minute
            self._told.clear()
        place = record.pathname, record.lineno
        self._told[place] += 1
        if self._told[place] == MOST:
            record.msg, record.args = f"{record.getMessage()} (more of the kind is left out for a minute)", ()
        return self._told[place] <= MOST


def log_sparingly() -> None:
    """Write what this process logs to standard error, a line each, sparingly."""
    handler = logging.StreamHandler()
    handler.addFilter(Sparing())
    logging.basicConfig(level=logging.WARNING, format="%(message)s", handlers=[handler], force=True)
