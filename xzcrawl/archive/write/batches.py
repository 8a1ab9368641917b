"""The queue between a crawl and the thread that writes: items go in one by one and come out in batches."""

import queue
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import Final

from xzcrawl.archive.write.urls import Item
from xzcrawl.items import Capture

#: Items in one transaction. More would gain little, and a killed crawl loses at most these and the queue.
BATCH_ITEMS: Final = 200
#: A crawl commits at least this often, so that readers see it grow and a kill loses little.
BATCH_SECONDS: Final = 2.0
#: Items that wait in the queue. An item includes its page (some 50 KB), so this bounds memory to about 50 MB;
#: a crawl that is this far ahead of the disk has to wait for it.
QUEUE_ITEMS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Signal:
    """Asks the thread to commit its items, to set ``done``, and to end if this is the ``last`` signal."""

    last: bool
    done: Event = field(default_factory=Event)


def growing(seconds: float) -> Iterator[float]:
    """The seconds that each batch may wait: they double up to ``seconds``."""
    wait = seconds / 20
    while True:
        yield min(wait, seconds)
        wait = min(2 * wait, seconds)


class Batches:
    """Hands out batches of at most ``items``, none of which waits longer than ``seconds``.

    The first waits a twentieth of that, each next one twice as long as the one before. So even a run that is
    killed soon after its start has stored something.
    """

    def __init__(self, items: int, seconds: float) -> None:
        self._items, self._waits = items, growing(seconds)
        self._queue: queue.Queue[Item | Capture | Signal] = queue.Queue(QUEUE_ITEMS)

    def put(self, item: Item | Capture) -> None:
        """Add an item. Waits while there are ``QUEUE_ITEMS`` in the queue."""
        self._queue.put(item)

    def wait(self, signal: Signal) -> None:
        """Add a signal, and wait until the thread has answered it."""
        self._queue.put(signal)
        signal.done.wait()

    def next(self) -> tuple[list[Item | Capture], Signal | None]:
        """The next batch, and the signal that ended it. A batch also ends when it is full or old enough."""
        items: list[Item | Capture] = []
        deadline: float | None = None
        seconds = next(self._waits)
        while len(items) < self._items:
            try:
                item = self._queue.get(timeout=deadline and max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                break
            if isinstance(item, Signal):
                return items, item
            items.append(item)
            deadline = deadline or time.monotonic() + seconds
        return items, None
