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
#: Items waiting. An item holds its page (some 50 KB), so this bounds memory to about 50 MB; a crawl that is
#: this far ahead of the disk has to wait for it.
QUEUE_ITEMS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Signal:
    """Asks the thread to commit what it has, to tell so, and to end if this is the ``last`` thing it gets."""

    last: bool
    done: Event = field(default_factory=Event)


def growing(seconds: float) -> Iterator[float]:
    """How long each batch may wait, ``seconds`` in the end."""
    wait = seconds / 20
    while True:
        yield min(wait, seconds)
        wait = min(2 * wait, seconds)


class Batches:
    """Hands out batches of at most ``items``, of which none waits longer than ``seconds``.

    The first waits a twentieth of that, each next one twice as long as the one before: a run that is killed
    soon after its start has got on.
    """

    def __init__(self, items: int, seconds: float) -> None:
        self._items, self._waits = items, growing(seconds)
        self._queue: queue.Queue[Item | Capture | Signal] = queue.Queue(QUEUE_ITEMS)

    def put(self, item: Item | Capture) -> None:
        """Add an item; waits while ``QUEUE_ITEMS`` are there already."""
        self._queue.put(item)

    def wait(self, signal: Signal) -> None:
        """Add a signal, and return when the thread has answered it."""
        self._queue.put(signal)
        signal.done.wait()

    def next(self) -> tuple[list[Item | Capture], Signal | None]:
        """The next batch: full, or as old as allowed, or ended by a signal."""
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
