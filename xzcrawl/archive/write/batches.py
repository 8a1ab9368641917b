"""The queue between a crawl and the thread that writes: items go in one by one and come out in batches."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Condition, Event
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
    killed soon after its start has stored something. The thread that takes them is woken once a batch.
    """

    def __init__(self, items: int, seconds: float) -> None:
        self._items, self._waits = items, growing(seconds)
        self._queue: deque[Item | Capture | Signal] = deque()
        self._signals = 0
        self._changed = Condition()

    def put(self, item: Item | Capture) -> None:
        """Add an item. Waits while there are ``QUEUE_ITEMS`` in the queue."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._queue) < QUEUE_ITEMS)
            self._queue.append(item)
            if len(self._queue) in (1, self._items):
                self._changed.notify_all()

    def wait(self, signal: Signal) -> None:
        """Add a signal, and wait until the thread has answered it."""
        with self._changed:
            self._queue.append(signal)
            self._signals += 1
            self._changed.notify_all()
        signal.done.wait()

    def next(self) -> tuple[list[Item | Capture], Signal | None]:
        """The next batch, and the signal that ended it. A batch also ends when it is full or old enough."""
        with self._changed:
            self._changed.wait_for(lambda: self._queue)
            self._changed.wait_for(
                lambda: self._signals or len(self._queue) >= self._items, timeout=next(self._waits)
            )
            items: list[Item | Capture] = []
            signal: Signal | None = None
            while self._queue and signal is None and len(items) < self._items:
                first = self._queue.popleft()
                if isinstance(first, Signal):
                    signal = first
                    self._signals -= 1
                else:
                    items.append(first)
            self._changed.notify_all()
        return items, signal
