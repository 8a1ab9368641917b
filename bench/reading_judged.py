"""The generic reader on the judged pages, beside four libraries: how near each comes, and its CPU time.

The libraries are given each page in its true encoding, ours reads the bytes as served. All are processes that
are warm; they take turns, a round of all pages each.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import Final

from bench.figure import Figure, LeftOut
from bench.judged import JudgedPage, judged_pages, scored, similarity
from bench.pages import save
from bench.processes import PEERS, peer_version, warm

_GROUP: Final = "Generic reader"
_LIBRARIES: Final = ("magic-html", "trafilatura", "readability-lxml", "resiliparse")
_LEAST, _MOST_MS = 0.97, 10


def measure(pages: int | None = None, rounds: int = 5) -> Iterator[Figure | LeftOut]:
    """The first so many of the judged pages, all where None is given."""
    judged = judged_pages()[:pages]
    if not PEERS.exists():
        yield LeftOut("the generic reader on judged pages", "the libraries are not installed (make peers)")
        return
    with TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place)
        save((replace(each.page, body=each.source.encode()) for each in judged), folder)
        peers = [
            stack.enter_context(warm(PEERS, "bench.loops.peers_judged", name, folder)) for name in _LIBRARIES
        ]
        ours = stack.enter_context(warm(sys.executable, "bench.loops.our_judged", str(len(judged))))
        took = [[each() for each in (ours, *peers)] for _ in range(rounds)]
        texts = [json.loads((folder / f"{name}.json").read_text("utf-8")) for name in _LIBRARIES]
    yield from _accuracy(judged, texts)
    yield _speed([1_000 * median(each) / len(judged) for each in zip(*took, strict=True)])


def _accuracy(judged: Sequence[JudgedPage], texts: Sequence[Sequence[str]]) -> Iterator[Figure]:
    scores = [scored(each) for each in judged]
    own = mean(score.f1 for score in scores)
    others = [mean(map(similarity, each, (one.text for one in judged))) for each in texts]
    builds = len({each.truth["build"] for each in judged})
    what = f"{len(judged)} judged pages of {builds} builds"
    yield Figure(
        group=_GROUP,
        what=f"text of {what}: F1 of pieces of four characters, mean of the pages",
        ours=f"{own:.3f}",
        peer=_listed(others, lambda value: f"{value:.3f}"),
        bound=f"{_LEAST}, and more than each library",
        met=own >= max(_LEAST, *others),
    )
    right = {name: sum(name not in score.wrong for score in scores) for name in ("title", "day", "author")}
    yield Figure(
        group=_GROUP,
        what=f"title, day and author of {what}",
        ours=", ".join(f"{name} {count}" for name, count in right.items()),
    )


def _speed(ms: Sequence[float]) -> Figure:
    return Figure(
        group=_GROUP,
        what="one judged page: parse, find the article, blocks, dates, clean",
        ours=f"{ms[0]:.1f} ms of CPU",
        peer=_listed(ms[1:], lambda value: f"{value:.1f} ms"),
        bound=f"{_MOST_MS} ms",
        met=ms[0] < _MOST_MS,
    )


def _listed(values: Sequence[float], written: Callable[[float], str]) -> str:
    return ", ".join(
        f"{peer_version(name)} {written(value)}" for name, value in zip(_LIBRARIES, values, strict=True)
    )
