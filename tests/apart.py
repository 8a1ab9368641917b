"""``python -m tests.apart PROGRAM …`` is ``python -m PROGRAM …`` whose crawl has nearly all pages read apart.

A crawl does so by itself where pages come fast, which no busy machine promises.
"""

import runpy
import sys
from math import inf

from xzcrawl.reader import StreamReader
from xzcrawl.spider import page_reading

if __name__ == "__main__":
    page_reading._MANY, page_reading._SECONDS = 1, inf  # type: ignore[misc]
    StreamReader.is_ready = True  # type: ignore[method-assign, assignment]
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
