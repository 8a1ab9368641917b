"""Sets when Python searches for garbage: objects that hold each other, and that nothing else uses."""

import atexit
import gc
from typing import Final

#: By default Python searches after 700 new objects. A tenth of a page makes as many, and a command makes
#: 70,000 while it loads. Few of ours are garbage: without any search 3,000 pages take 20 MB more.
_THRESHOLDS: Final = 100_000, 10, 10


def search_seldom() -> None:
    """Search seldom from now on, and never among what is there now, which is mostly modules."""
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)


def end_quickly() -> None:
    """Do not search when the program ends, for one that runs no code but ours.

    Python would search all that is left several times, which takes a tenth of a second after a command. The
    search may also write and close files that were left open. Our own code leaves none open.
    """
    atexit.register(gc.freeze)


def end_in_full() -> None:
    """Search when the program ends, as Python does by default. This undoes ``end_quickly``."""
    atexit.unregister(gc.freeze)
