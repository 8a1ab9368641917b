"""Date texts of the site's clock, beside dateparser on the same texts: microseconds of CPU for one.

All texts were seen at one moment, as those of a page. Dateparser reads them twice: once it has to find the
language, once it is told. All are processes that are warm; they take turns, a round of all texts each.
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
from xzcrawl.demo.clock import DateStyle, date_text

#: The languages that dateparser is told, and how that is said of it.
_PEERS: Final[Sequence[tuple[Sequence[str], str]]] = (
    ((), "dateparser"),
    (("zh",), "dateparser that knows the language"),
)
_LEAST: Final = 50
_SEEN_AT: Final = datetime(2026, 11, 28, 12, tzinfo=SHANGHAI)
_STYLES: Final[tuple[DateStyle, ...]] = get_args(DateStyle)


def texts(count: int) -> list[str]:
    """Half of them ages from a second to ten years, the others in the other styles of the theme."""
    random = Random(1)
    styles = random.choices(_STYLES, [len(_STYLES) - 1, *[1] * (len(_STYLES) - 1)], k=count)
    ages = (timedelta(seconds=10 ** random.uniform(0, 8.5)) for _ in styles)
    return [date_text(_SEEN_AT - age, _SEEN_AT, style) for age, style in zip(ages, styles, strict=True)]


def measure(count: int = 1_000, rounds: int = 3) -> Iterator[Figure | LeftOut]:
    """So many texts in each round."""
    if not PEERS.exists():
        yield LeftOut("date texts, beside dateparser", "it is not installed (make peers)")
        return
    with TemporaryDirectory() as place, ExitStack() as stack:
        given = Path(place) / "texts.json"
        given.write_text(json.dumps({"seen_at": _SEEN_AT.isoformat(), "texts": texts(count)}))
        loops = [stack.enter_context(warm(sys.executable, "bench.loops.our_dates", given))]
        for languages, _ in _PEERS:
            loop = warm(PEERS, "bench.loops.dateparser_texts", given, *languages)
            loops.append(stack.enter_context(loop))
        took = [[loop() for loop in loops] for _ in range(rounds)]
    ours = [one[0] for one in took]
    for place_, (languages, name) in enumerate(_PEERS, 1):
        theirs = [one[place_] for one in took]
        ratios = [its / own for own, its in zip(ours, theirs, strict=True)]
        yield Figure(
            group="Dates",
            what=f"a date text, beside {name}",
            ours=f"{1e6 * median(ours) / count:.0f} µs of CPU",
            peer=f"{1e6 * median(theirs) / count:.0f} µs by {peer_version('dateparser')}",
            ratio=f"1/{spread(ratios, 1)}",
            bound=None if languages else f"a {_LEAST}th of its time",
            met=None if languages else median(ratios) >= _LEAST,
        )
