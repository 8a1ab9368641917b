"""Sets how often Python searches for garbage: objects that only hold each other."""

import gc
from typing import Final

#: Python's 700 new objects are made in a tenth of a page. Few of ours hold each other: without any search
#: 3,000 pages take 20 MB more.
THRESHOLDS: Final = 50_000, 10, 10


def search_seldom() -> None:
    """Search for garbage seldom from now on, and never among what is there now, which is mostly modules."""
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
