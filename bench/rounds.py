"""Rounds of the same work in a process that is warm; any Python can import this.

For each line of its standard input the process does the work once, and answers with the seconds.
"""

import sys
from collections.abc import Callable
from time import process_time


def answer(work: Callable[[], object], clock: Callable[[], float] = process_time) -> None:
    """Until standard input ends. The seconds are those of ``clock``, by default of this process's CPU."""
    for _ in sys.stdin:
        begun = clock()
        work()
        sys.stdout.write(f"{clock() - begun}\n")
        sys.stdout.flush()
