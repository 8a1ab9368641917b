"""One page read to the end, beside trafilatura on the same pages: milliseconds of CPU.

Both are processes that are warm; they take turns, a round of all pages each.
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from bench.figure import Figure, LeftOut, spread
from bench.pages import demo_pages, save
from bench.processes import PEERS, peer_version, warm

_WHAT: Final = "one page of 47 KB: parse, outline, article, dates, clean, beside trafilatura"
_MOST: Final = 1 / 15


def measure(pages: int = 150, rounds: int = 3) -> Iterator[Figure | LeftOut]:
    """So many pages in each round."""
    if not PEERS.exists():
        yield LeftOut(_WHAT, "trafilatura is not installed (make peers)")
        return
    with TemporaryDirectory() as place, ExitStack() as stack:
        save(demo_pages(pages), Path(place))
        ours = stack.enter_context(warm(sys.executable, "bench.loops.our_pages", place))
        peer = stack.enter_context(warm(PEERS, "bench.loops.trafilatura_pages", place))
        took = [(ours(), peer()) for _ in range(rounds)]
    mine, other = (1_000 * median(each) / pages for each in zip(*took, strict=True))
    yield Figure(
        group="Speed of a crawl",
        what=_WHAT,
        ours=f"{mine:.2f} ms of CPU",
        peer=f"{other:.1f} ms by {peer_version('trafilatura')}",
        ratio=f"1/{spread([theirs / own for own, theirs in took], 1)}",
        bound="a fifteenth of its time",
        met=median(own / theirs for own, theirs in took) <= _MOST,
    )
