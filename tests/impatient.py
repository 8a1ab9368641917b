"""``python -m tests.impatient PROGRAM …`` is ``python -m PROGRAM …`` with little patience at its end.

Whoever has written an archive waits up to five seconds for those who read it.
"""

import runpy
import sys

from xzcrawl.archive.engine import connections

if __name__ == "__main__":
    connections.SETTLE_SECONDS = 0.05  # type: ignore[misc]
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
