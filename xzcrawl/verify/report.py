"""What a verification has looked at, and what it found."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

#: ``torn``: bytes that are no record. ``missing``: no file or record where a row points. ``changed``: bytes
#: or texts that are not what their digest says. ``wrong``: rows that contradict their record, or each other.
FaultKind = Literal["torn", "missing", "changed", "wrong"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not whole: in which way, where (``FILE@OFFSET``, ``article 17``), and what it is."""

    kind: FaultKind
    where: str
    what: str


@dataclass(slots=True)
class VerifyReport:
    """Counts of what was looked at, and the problems found.

    ``files``, ``records`` (of any type), ``snapshots`` (rows), ``articles`` and ``revisions`` were looked at.
    ``unused`` are responses that no row points at: the last ones of a run that was killed, or of one under
    way. ``torn_ends`` are files that a killed run left open and torn at the end; the next crawl cuts it off.
    ``unended_runs`` are runs without an end that were killed, as far as can be seen.

    ``newer`` says of a file how many responses stand behind the last one that a row points at, ``strays`` how
    many stretches of it are neither a record nor what a row points at.
    """

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Fault] = field(default_factory=list)
    newer: Counter[str] = field(default_factory=Counter)
    strays: Counter[str] = field(default_factory=Counter)

    def add(self, other: "VerifyReport") -> None:
        """Take in what another part of the archive gave."""
        self.counts.update(other.counts)
        self.problems += other.problems
        self.newer.update(other.newer)
