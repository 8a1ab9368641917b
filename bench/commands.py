"""The commands that people wait for, on a large archive: the whole process, start included."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Final

from bench.figure import Figure
from bench.large import KEPT, large
from bench.processes import counted, took, unit, xzcrawl

_COMMANDS: Final = (("list",), ("search", "企业 发展"), ("show", "1"))
_MOST: Final = 0.3


def measure(articles: int = 100_000, rounds: int = 5, kept: Path = KEPT) -> Iterator[Figure]:
    """Each command so many times."""
    archive = large(articles, kept)
    for command in _COMMANDS:
        own = [took(*xzcrawl(*command, "--archive", archive.url)) for _ in range(rounds)]
        seconds = counted(own)
        yield Figure(
            group="Commands",
            what=f"`xzcrawl {' '.join(command)}` on {articles:,} articles",
            ours=f"{seconds:.2f} s{unit(own)}, {median(one.peak_mb for one in own):.0f} MB",
            bound=f"{_MOST} s",
            met=seconds <= _MOST,
        )
