"""Date texts of the site's clock, beside dateparser on the same texts: microseconds of CPU for one.

All texts were seen at one moment, as those of a page. Dateparser reads them twice: once it has to find the
language, once it is told. Ours remembers what some texts say, since lists repeat theirs: the texts are all
different and more than it remembers, so that each is read as if for the first time. A second loop of ours
reads only so many that it remembers them. All are processes that are warm; they take turns, a round of all
texts each. Ours reads them many times in a round, so that its rounds are not over in a moment.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final, get_args

from bench.figure import Figure, LeftOut, spread
from bench.processes import PEERS, peer_version, warm
from xzcrawl.dates import SHANGHAI
from xzcrawl.dates.ago import REMEMBERED
from xzcrawl.demo.clock import DateStyle, date_text

#: The languages that dateparser is told, and how that is said of it.
_PEERS: Final[Sequence[tuple[Sequence[str], str]]] = (
    ((), "dateparser"),
    (("zh",), "dateparser that knows the language"),
)
_LEAST: Final = 50
#: How often our rounds read all texts.
_TIMES: Final = 40
_SEEN_AT: Final = datetime(2026, 11, 28, 12, tzinfo=SHANGHAI)
_STYLES: Final[tuple[DateStyle, ...]] = get_args(DateStyle)


def texts(count: int) -> list[str]:
    """Different texts. Half of those made are ages from a second to ten years, the others in other styles."""
    random, weights = Random(1), [len(_STYLES) - 1, *[1] * (len(_STYLES) - 1)]
    found: dict[str, None] = {}
    while len(found) < count:
        (style,), age = random.choices(_STYLES, weights), timedelta(seconds=10 ** random.uniform(0, 8.5))
        found[date_text(_SEEN_AT - age, _SEEN_AT, style)] = None
    return list(found)


def measure(count: int = 2 * REMEMBERED, rounds: int = 3) -> Iterator[Figure | LeftOut]:
    """So many texts in each round, and a quarter of them again and again."""
    if not PEERS.exists():
        yield LeftOut("date texts, beside dateparser", "it is not installed (make peers)")
        return
    every = texts(count)
    few = every[: count // 4]
    with TemporaryDirectory() as place, ExitStack() as stack:
        given = _given(Path(place) / "every.json", every)
        loops = [
            stack.enter_context(warm(sys.executable, "bench.loops.our_dates", file, str(_TIMES)))
            for file in (given, _given(Path(place) / "few.json", few))
        ]
        for languages, _ in _PEERS:
            loop = warm(PEERS, "bench.loops.dateparser_texts", given, *languages)
            loops.append(stack.enter_context(loop))
        took = [[loop() for loop in loops] for _ in range(rounds)]
    first = [one[0] / len(every) / _TIMES for one in took]
    again = [one[1] / len(few) / _TIMES for one in took]
    for place_, (languages, name) in enumerate(_PEERS, 2):
        theirs = [one[place_] / count for one in took]
        yield _beside(f"a date text, beside {name}", first, theirs, None if languages else _LEAST)
        if not languages:
            yield _beside(f"a date text that was read before, beside {name}", again, theirs, None)


def _given(file: Path, those: Sequence[str]) -> Path:
    file.write_text(json.dumps({"seen_at": _SEEN_AT.isoformat(), "texts": those}))
    return file


def _beside(what: str, ours: Sequence[float], theirs: Sequence[float], least: int | None) -> Figure:
    """``ours`` and ``theirs`` are the seconds for a text in each round."""
    ratios = [its / own for own, its in zip(ours, theirs, strict=True)]
    return Figure(
        group="Dates",
        what=what,
        ours=f"{1e6 * median(ours):.0f} µs of CPU",
        peer=f"{1e6 * median(theirs):.0f} µs by {peer_version('dateparser')}",
        ratio=f"1/{spread(ratios, 1)}",
        bound=f"a {least}th of its time" if least else None,
        met=median(ratios) >= least if least else None,
    )
