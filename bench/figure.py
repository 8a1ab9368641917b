"""What a benchmark gives: figures, and what had to be left out; and the table of them."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

#: The heads of the table, with their parts of its width.
_COLUMNS: Final = {
    "what": 10,
    "ours": 9,
    "a peer in this run": 7,
    "ours of its": 7,
    "bound or aim": 6,
    "met": 1,
}
_ANSWERS: Final = {True: "yes", False: "no", None: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measurement of one run, each part with its unit.

    ``peer`` is what another program took for the same in this run, and ``ratio`` what ours is of that.
    Without a ``bound`` (a promise or an aim) ``met`` is None too.
    """

    group: str
    what: str
    ours: str
    peer: str = ""
    ratio: str = ""
    bound: str | None = None
    met: bool | None = None

    @property
    def text(self) -> str:
        """All of it as a phrase."""
        beside = f"{self.ours}, beside {self.peer}" if self.peer else self.ours
        return f"{self.ratio}: {beside}" if self.ratio else beside


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What could not be measured on this machine, and what it lacks."""

    what: str
    why: str


def spread(values: Sequence[float], digits: int = 2) -> str:
    """The median of the rounds, with the least and the most."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def percentile(times: Sequence[float], share: float) -> float:
    """The value that ``1 - share`` of the values exceed."""
    return sorted(times)[int(len(times) * share)]


def print_table(rows: Sequence[Figure | LeftOut]) -> None:
    """To standard output, as wide as the terminal, or 160 characters where there is none."""
    console = Console(width=None if sys.stdout.isatty() else 160)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, leading=1)
    for name, part in _COLUMNS.items():
        table.add_column(name, overflow="fold", ratio=part)
    for row in rows:
        if isinstance(row, LeftOut):
            table.add_row(row.what, f"left out: {row.why}")
        else:
            table.add_row(row.what, row.ours, row.peer, row.ratio, row.bound or "", _ANSWERS[row.met])
    console.print(table, markup=False)
