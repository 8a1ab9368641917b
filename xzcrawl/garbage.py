"""Sets how often Python searches for garbage: objects that only hold each other."""

import atexit
import gc
from typing import Final

#: Python's 700 new objects are made in a tenth of a page, and a command makes 70,000 at its start. Few of
#: ours hold each other: without any search 3,000 pages take 20 MB more.
THRESHOLDS: Final = 100_000, 10, 10


def search_seldom() -> None:
    """Search for garbage seldom from now on, and never among what is there now, which is mostly modules.

    Nor at the end of the program, when Python would search all that is left several times: a second after a
    crawl of 3,000 pages, a tenth of one after a command. The system takes the memory back anyway.
    """
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    atexit.register(gc.freeze)
