"""Compares shares of a run with the usual ones, and reads the counts and pages they are made of. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean
from typing import Final

from xzcrawl.archive.records import RunRecord

#: Up to five URLs by the name of the note that was made on them.
Examples = Mapping[str, Sequence[str]]

#: Fewer articles (or dates) in a run, or in all earlier runs together, are too few for a comparison.
FEWEST_READ: Final = 5
FEWEST_BEFORE: Final = 20
#: How many standard deviations beyond the usual share a share must lie.
DEVIATIONS: Final = 4.0


@dataclass(frozen=True, slots=True)
class Share:
    """A share: ``part`` of ``whole``."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part:,} of {self.whole:,}"


def rise(
    run: RunRecord, standard: Sequence[RunRecord], share: Callable[[RunRecord], Share], least: float
) -> tuple[Share, float] | None:
    """The run's share and the usual one (0 to 1), if it is higher by ``least`` and by more than chance.

    None if it is not, or if there are too few articles for a comparison.
    """
    own = share(run)
    before = [found for found in map(share, standard) if found.whole >= FEWEST_READ]
    count = sum(found.whole for found in before)
    if own.whole < FEWEST_READ or count < FEWEST_BEFORE:
        return None
    usual = mean(found.part / found.whole for found in before)
    # one more of each kind is added, or a usual share of 0 would make any first exception an alarm
    chance = (usual * count + 1) / (count + 2)
    deviation = sqrt(own.whole * chance * (1 - chance))
    by_much = own.part / own.whole - usual >= least
    return (own, usual) if by_much and own.part - own.whole * chance > DEVIATIONS * deviation else None


def total(run: RunRecord, *names: str) -> int:
    """The sum of some of a run's counts."""
    return sum(run.counts.get(name, 0) for name in names)


def pages_of(examples: Examples, *names: str) -> tuple[str, ...]:
    """The example pages under these names, each once."""
    return tuple(dict.fromkeys(url for name in names for url in examples.get(name, ())))
