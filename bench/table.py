"""Makes the tables of ``docs/measurements.md`` from the figures in ``bench/results.json``."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
RESULTS: Final = ROOT / "bench" / "results.json"
DOCUMENT: Final = ROOT / "docs" / "measurements.md"
_INTRODUCTION: Final = """\
# Measurements

The tables have the newest figure of everything that was measured. All figures come from machines with two
cores, over loopback, with the site's server on the same machine. The machines differ, so figures of different
days cannot be compared. A bound is a promise or an aim; a dash means that there is none. *By hand* means that
no command in this repository repeats the measurement. [bench/README.md](../bench/README.md) says how to add a
figure.
"""
_HEAD: Final = """\
| what | bound or aim | newest figure | met | date | measured by |
|---|---|---|---|---|---|
"""
_ANSWERS: Final = {True: "yes", False: "**no**", None: "–"}


@dataclass(frozen=True, slots=True)
class Result:
    """One measurement; without a bound, ``met`` is None too."""

    group: str
    what: str
    bound: str | None
    figure: str
    met: bool | None
    date: str
    measured_by: str


def read_results(path: Path) -> Sequence[Result]:
    """The measurements in the order of the file."""
    return [Result(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]


def document(results: Sequence[Result]) -> str:
    """The whole Markdown text: a heading and a table for each group."""
    return "\n".join([_INTRODUCTION, *_sections(results)])


def _sections(results: Sequence[Result]) -> Iterator[str]:
    for group, members in groupby(results, key=lambda result: result.group):
        yield f"## {group}\n\n{_HEAD}{''.join(map(_row, members))}"


def _row(result: Result) -> str:
    cells = (
        result.what,
        result.bound or "–",
        result.figure,
        _ANSWERS[result.met],
        result.date,
        result.measured_by,
    )
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document(read_results(RESULTS)), encoding="utf-8")
