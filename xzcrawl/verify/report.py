"""The report of a verification: counts of the parts that were checked, and the faults found."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

#: ``torn``: bytes that are not a record. ``missing``: a row points where there is no file or record.
#: ``changed``: bytes or texts that do not match their digest. ``wrong``: rows that contradict their record or
#: each other.
FaultKind = Literal["torn", "missing", "changed", "wrong"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: its kind, its place (``FILE@OFFSET``, ``article 17``), and a description."""

    kind: FaultKind
    where: str
    what: str


@dataclass(slots=True)
class VerifyReport:
    """Counts of the parts that were checked, and the problems found.

    ``counts`` has the numbers of checked ``files``, ``records`` (of any type), ``snapshots`` (rows),
    ``articles`` and ``revisions``. ``unused`` are responses to which no row points: the last ones of a run
    that was killed or is under way. ``torn_ends`` are files that a killed run left open with a torn end; the
    next crawl cuts it off. ``unended_runs`` are runs without an end that were killed, as far as can be seen.

    For each file, ``newer`` counts the responses after the last one to which a row points, and ``strays`` the
    damaged parts to which no row points.
    """

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Fault] = field(default_factory=list)
    newer: Counter[str] = field(default_factory=Counter)
    strays: Counter[str] = field(default_factory=Counter)

    def add(self, other: "VerifyReport") -> None:
        """Add the report on another part of the archive."""
        self.counts.update(other.counts)
        self.problems += other.problems
        self.newer.update(other.newer)
