"""The index alone at a size that would make a slow archive: 1,000,000 generated articles, without a database.

The articles and questions are those of search.py; the entries go straight into the index. Each question is
asked once, in random order, by both sorts, with the total.
"""

# ruff: noqa: T201

import argparse
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.corpus import CATEGORIES, SITE, Words, texts, words
from bench.search import SORTS, Question, p95, questions
from xzcrawl.archive.filters import scope_of
from xzcrawl.search import Entry, Index, State, parse

_NOW = datetime(2026, 11, 26, tzinfo=UTC)
_ADDED, _ADDITIONS = 100, 11


class Made:
    """Entries without end; ``size`` is the bytes of the titles and texts given so far."""

    def __init__(self, source: Words) -> None:
        self._texts, self._random = texts(source, Random(1)), Random(1)
        self._last = self.size = 0

    def entries(self, count: int) -> Iterator[Entry]:
        """The next ones."""
        for title, text in islice(self._texts, count):
            self._last += 1
            self.size += len(f"{title}{text}".encode())
            when = _NOW - timedelta(minutes=self._random.randrange(60 * 24 * 3_650))
            category = CATEGORIES[self._last % len(CATEGORIES)]
            yield Entry(
                self._last,
                title,
                text,
                SITE.key,
                category,
                "admin",
                (),
                when,
                when,
                when,
                _NOW,
                is_gone=False,
            )


def update(index: Index, entries: Iterable[Entry], change: int) -> float:
    """Seconds that it takes to take entries in."""
    begun = perf_counter()
    with index.lock(0):
        index.update(entries, State(change, "bench"), rebuild=change == 1)
    return perf_counter() - begun


def add(index: Index, made: Made) -> list[float]:
    """Milliseconds that it takes to take more in, again and again; they are made before."""
    changes = range(2, _ADDITIONS + 2)
    return [update(index, list(made.entries(_ADDED)), change) * 1_000 for change in changes]


def ask(index: Index, asked: list[Question]) -> None:
    """Print what every kind of question takes."""
    for sort in SORTS:
        took: dict[str, list[float]] = {}
        for question in Random(3).sample(asked, len(asked)):
            begun = perf_counter()
            index.reader().search(parse(question.query), scope_of(question.filters), sort, 20, 0)
            took.setdefault(question.kind, []).append((perf_counter() - begun) * 1_000)
        every = [time for times in took.values() for time in times]
        for kind, times in [*took.items(), ("all", every)]:
            print(f"{kind:24} {sort:10} median {median(times):8.2f} ms   p95 {p95(times):8.2f} ms")


def main() -> None:
    """Make the index, ask, add to it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=200, help="of each kind")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        index, source = Index(Path(folder)), words(1)
        made = Made(source)
        took = update(index, made.entries(given.articles), 1)
        size = sum(path.stat().st_size for path in Path(folder).rglob("*"))
        print(f"{given.articles:,} articles made and indexed in {took:.0f} s")
        print(f"{size / 1e6:.0f} MB, {size / made.size:.2f} x the text", flush=True)
        ask(index, questions(source, given.questions))
        more = add(index, made)
        print(f"{_ADDED} more articles: median {median(more):.0f} ms, at most {max(more):.0f} ms")


if __name__ == "__main__":
    main()
