"""Search in a large archive: how long questions of several kinds take, and what the index costs.

Makes an archive of generated articles (see corpus.py) and its index, and asks each question once, in random
order, through ``Archive.search``: tokens, index, the rows of the 20 hits and their snippets, with the total.
For each kind the times of the whole and of the index alone.
"""

# ruff: noqa: T201

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter, sleep
from typing import Final

from bench.corpus import CATEGORIES, Corpus, Words
from xzcrawl.archive import Archive, Filters
from xzcrawl.archive.filters import scope_of
from xzcrawl.search import Index, Sort, parse

#: Articles added to the large index, one time after another.
_ADDED: Final = 100
_ADDITIONS: Final = 11
SORTS: Final[tuple[Sort, ...]] = ("relevance", "date")


@dataclass(frozen=True)
class Question:
    """A query with its filters, and what kind of question it is."""

    kind: str
    query: str
    filters: Filters


def questions(source: Words, of_each: int) -> list[Question]:
    """So many of each kind, all of words that are in some text."""
    random = Random(2)
    drawn = set(source.drawn)
    pairs = [word for word in source.by_rank if len(word) == 2 and word in drawn]
    common, rare = pairs[:300], pairs[10_000:40_000]
    filters = Filters(category=CATEGORIES[0], since=date(2024, 1, 1))
    kinds: dict[str, Callable[[], tuple[str, Filters]]] = {
        "two characters, common": lambda: (random.choice(common), Filters()),
        "two characters, rare": lambda: (random.choice(rare), Filters()),
        "four characters": lambda: (_passage(source, random, 4), Filters()),
        "a phrase of eight": lambda: (f'"{_passage(source, random, 8)}"', Filters()),
        "two words and a filter": lambda: (
            f"{random.choice(common)} {random.choice(pairs[:3_000])}",
            filters,
        ),
    }
    return [Question(kind, *make()) for kind, make in kinds.items() for _ in range(of_each)]


def _passage(source: Words, random: Random, length: int) -> str:
    """Characters that follow each other in what was drawn, as they may in a text."""
    start = random.randrange(len(source.drawn) - length)
    return "".join(source.drawn[start : start + length])[:length]


def timed(
    archive: Archive, index: Index, asked: Sequence[Question]
) -> Iterator[tuple[str, Sort, float, float]]:
    """Kind, sort, and milliseconds of the whole search and of the index."""
    for sort in SORTS:
        for question in Random(3).sample(asked, len(asked)):
            begun = perf_counter()
            archive.search(question.query, sort=sort, **question.filters)
            whole = perf_counter() - begun
            tree, scope = parse(question.query), scope_of(question.filters)
            begun = perf_counter()
            index.reader().search(tree, scope, sort, 20, 0)
            yield question.kind, sort, whole * 1_000, (perf_counter() - begun) * 1_000


def p95(times: Sequence[float]) -> float:
    """The time that one in twenty exceeds."""
    return sorted(times)[int(len(times) * 0.95)]


def measure(folder: Path, count: int, of_each: int) -> None:
    """Make it, ask, and print what it took."""
    url = f"sqlite:///{folder}/archive.db"
    corpus = Corpus(url)
    size = corpus.add(1, count)
    with Archive(url) as archive:
        begun = perf_counter()
        archive.catch_up()
        took = perf_counter() - begun
        print(f"{count:,} articles, {size / 1e6:.0f} MB of titles and texts")
        bytes_ = sum(path.stat().st_size for path in (folder / "archive.db.index").rglob("*"))
        print(f"indexed in {took:.0f} s: {bytes_ / 1e6:.0f} MB, {bytes_ / size:.2f} x the text")
        index = Index(folder / "archive.db.index")
        _print_times(list(timed(archive, index, questions(corpus.words, of_each))))
        _print_additions(archive, index, corpus, count)
    corpus.close()


def _print_times(results: Sequence[tuple[str, Sort, float, float]]) -> None:
    names = ("median", "p95", "index median", "p95")
    print(" " * 35 + " ".join(f"{name:>12}" for name in names))
    for kind in [*dict.fromkeys(kind for kind, *_ in results), "all"]:
        for sort in SORTS:
            own = [row for row in results if row[1] == sort and kind in (row[0], "all")]
            whole, alone = [row[2] for row in own], [row[3] for row in own]
            row = (median(whole), p95(whole), median(alone), p95(alone))
            print(f"{kind:24} {sort:10} " + " ".join(f"{figure:12.2f}" for figure in row))


def _print_additions(archive: Archive, index: Index, corpus: Corpus, count: int) -> None:
    """Until searches see them, and until the update has ended, which may wait for merges of segments."""
    seen, ended = [], []
    for number in range(_ADDITIONS):
        corpus.add(count + 1 + number * _ADDED, _ADDED)
        before, begun = index.state, perf_counter()
        thread = Thread(target=archive.catch_up)
        thread.start()
        while index.state == before:
            sleep(0.001)
        seen.append((perf_counter() - begun) * 1_000)
        thread.join()
        ended.append((perf_counter() - begun) * 1_000)
    print(f"{_ADDED} more articles are found after: median {median(seen):.0f} ms, at most {max(seen):.0f} ms")
    print(f"their update has ended after: median {median(ended):.0f} ms, at most {max(ended):.0f} ms")


def main() -> None:
    """Ask in an archive of so many articles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--questions", type=int, default=200, help="of each kind")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        measure(Path(folder), given.articles, given.questions)


if __name__ == "__main__":
    main()
