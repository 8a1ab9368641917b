"""Every benchmark, one after the other: ``python -m bench`` prints one table at the end.

``--record`` also notes the figures in ``bench/results.json``. ``--try`` takes tiny sizes, which shows in
minutes that all of it works; such figures mean nothing.
"""

import argparse
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, Final

from bench import (
    commands,
    crawl,
    export,
    nightly,
    reading_dates,
    reading_judged,
    reading_pages,
    reparse,
    search,
    sites,
    updates,
    web,
    writing,
)
from bench.figure import Figure, LeftOut, print_table
from bench.large import KEPT
from bench.machine import OtherWork, machine
from bench.table import Result, record


@dataclass(frozen=True, slots=True)
class Bench:
    """A benchmark with the sizes that show whether it works; the true sizes are its defaults.

    Without ``is_usual`` it runs only where it is named.
    """

    measure: Callable[..., Iterator[Figure | LeftOut] | Iterator[Figure]]
    tiny: Mapping[str, Any] = field(default_factory=dict)
    is_usual: bool = True


_FEW: Final = {"articles": 40, "rounds": 1}
_TRIED: Final = {"kept": KEPT / "tried"}
BENCHES: Final[Mapping[str, Bench]] = {
    "crawl": Bench(crawl.measure, {**_FEW, "others": 40}),
    "pages": Bench(reading_pages.measure, {"pages": 5, "rounds": 1}),
    "judged": Bench(reading_judged.measure, {"pages": 4, "rounds": 1}),
    "dates": Bench(reading_dates.measure, {"count": 20, "rounds": 1}),
    "writing": Bench(writing.measure, _FEW),
    "reparse": Bench(reparse.measure, {**_FEW, "of_peer": 10}),
    "dump": Bench(export.measure, _FEW),
    "updates": Bench(updates.measure, {"sizes": (40,), "news": (1,)}),
    "commands": Bench(commands.measure, {**_FEW, **_TRIED}),
    "web": Bench(web.measure, {"articles": 40, "readers": 2, "seconds": 2, **_TRIED}),
    "search": Bench(search.measure, {"count": 60, "of_each": 5, **_TRIED}),
    "nightly": Bench(nightly.measure, {"articles": 40, "news": 1, "rounds": 1}),
    "sites": Bench(
        sites.measure,
        {"families": ("zblog-tpure",), "unknown": ("query",), "articles": 40},
        is_usual=False,
    ),
    "exports": Bench(export.measure_others, {"articles": 40, "exports": export.EXPORTS[-1:]}, is_usual=False),
}


def run(name: str, *, tiny: bool) -> tuple[Sequence[Figure | LeftOut], bool]:
    """The figures of a benchmark, and whether the machine had much else to do meanwhile."""
    bench, others = BENCHES[name], OtherWork()
    rows = list(bench.measure(**(bench.tiny if tiny else {})))
    return rows, others.is_much()


def results(rows: Sequence[Figure | LeftOut], *, was_busy: bool) -> list[Result]:
    """Figures as they are noted today, on this machine."""
    note = "; the machine was busy" if was_busy else ""
    return [
        Result(
            group=row.group,
            what=row.what,
            bound=row.bound,
            figure=row.text + note,
            met=row.met,
            date=f"{datetime.now(UTC):%Y-%m-%d}",
            measured_by="`make bench`",
            machine=machine(),
        )
        for row in rows
        if isinstance(row, Figure)
    ]


def main() -> None:
    """Measure what is named, or all that is usual."""
    for ending in (signal.SIGINT, signal.SIGTERM):  # so that folders are removed
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(BENCHES)}")
    parser.add_argument("--record", action="store_true", help="note the figures in bench/results.json")
    parser.add_argument("--try", dest="tiny", action="store_true", help="with tiny sizes")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - BENCHES.keys():
        parser.error(f"unknown: {', '.join(unknown)}")
    if chosen.record and chosen.tiny:
        parser.error("figures of tiny sizes mean nothing")
    every: list[Figure | LeftOut] = []
    for name in chosen.names or [name for name, bench in BENCHES.items() if bench.is_usual]:
        begun = perf_counter()
        rows, was_busy = run(name, tiny=chosen.tiny)
        every += rows
        if chosen.record:
            record(results(rows, was_busy=was_busy))
        busy = ", while the machine was busy" if was_busy else ""
        sys.stderr.write(f"{name}: {perf_counter() - begun:.0f} s{busy}\n")
    print_table(every)
    sys.stdout.write(f"{machine()}, {datetime.now(UTC):%Y-%m-%d}\n")


if __name__ == "__main__":
    main()
