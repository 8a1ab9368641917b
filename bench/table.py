"""Makes the tables of ``docs/measurements.md`` from the figures in ``bench/results.json``."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
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
    """One measurement; without a bound ``met`` is None too. ``machine`` is given where a command noted it."""

    group: str
    what: str
    bound: str | None
    figure: str
    met: bool | None
    date: str
    measured_by: str
    machine: str = ""

    @property
    def name(self) -> tuple[str, str]:
        return self.group, self.what


def read_results(path: Path) -> Sequence[Result]:
    """The measurements in the order of the file."""
    return [Result(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]


def record(news: Sequence[Result], path: Path = RESULTS) -> None:
    """Note measurements in the file, each in place of the one of before, or as the last of its group."""
    results = [*read_results(path)]
    for new in news:
        places = [place for place, old in enumerate(results) if old.name == new.name]
        behind = [place + 1 for place, old in enumerate(results) if old.group == new.group]
        if places:
            results[places[0]] = new
        else:
            results.insert((behind or [len(results)])[-1], new)
    entries = [{name: value for name, value in asdict(one).items() if value != ""} for one in results]
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


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
        f"{result.measured_by}{f', on {result.machine}' if result.machine else ''}",
    )
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document(read_results(RESULTS)), encoding="utf-8")
