"""Search in a large archive: how long questions of several kinds take, and what the index costs.

Asks each question once, in random order, through ``Archive.search``: tokens, index, the rows of the 20 hits
and their snippets, with the total. For each kind the times of the whole and of the index alone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from threading import Thread
from time import perf_counter, process_time, sleep
from typing import Final

from bench.corpus import CATEGORIES, NOW, SITE, Words, articles, words
from bench.figure import Figure, percentile
from bench.large import KEPT, Large, copied, large
from bench.machine import OtherWork
from bench.rows import ArticleRows
from xzcrawl.archive import Archive, Filters
from xzcrawl.archive.filters import scope_of
from xzcrawl.search import Index, Query, Scope, Sort, parse

#: Articles added to the large index, one time after another.
_ADDED: Final = 100
_ADDITIONS: Final = 11
SORTS: Final[tuple[Sort, ...]] = ("relevance", "date")
_GROUP: Final = "Search"
_MOST_MS: Final = 10
_MOST_FOUND_MS: Final = 200
_MOST_SIZE: Final = 1.1


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


@dataclass(frozen=True, slots=True)
class Answer:
    """How long one question took, in milliseconds: the whole search, and the index alone."""

    kind: str
    sort: Sort
    whole: float
    index: float


def timed(archive: Archive, index: Index, asked: Sequence[Question]) -> Iterator[tuple[Answer, Answer]]:
    """Each question by each sort, in random order: by the time that passed, and by that of the CPU."""
    for sort in SORTS:
        for question in Random(3).sample(asked, len(asked)):
            ask = partial(archive.search, question.query, sort=sort, **question.filters)
            tree, scope = parse(question.query), scope_of(question.filters)
            whole, alone = _took(ask), _took(partial(_of_index_only, index, tree, scope, sort))
            passed, cpu = zip(whole, alone, strict=True)
            yield Answer(question.kind, sort, *passed), Answer(question.kind, sort, *cpu)


def _of_index_only(index: Index, tree: Query, scope: Scope, sort: Sort) -> None:
    index.reader().search(tree, scope, sort, 20, 0)


def _took(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds that pass, and those of CPU."""
    begun, cpu = perf_counter(), process_time()
    work()
    return (perf_counter() - begun) * 1_000, (process_time() - cpu) * 1_000


def p95(times: Sequence[float]) -> float:
    """The time that one in twenty exceeds."""
    return percentile(times, 0.95)


def measure(count: int = 200_000, of_each: int = 200, kept: Path = KEPT) -> Iterator[Figure]:
    """So many questions of each kind to an archive of ``count`` articles."""
    source = words(1)
    made = large(count, kept)
    others = OtherWork()
    with Archive(made.url) as archive:
        pairs = list(timed(archive, Index(made.index), questions(source, of_each)))
    by_cpu = others.is_much()
    yield from _of_questions(
        [pair[by_cpu] for pair in pairs], f"{count:,} articles", "ms" + " (CPU)" * by_cpu
    )
    yield from _of_index(made)
    with copied(made) as changed, Archive(changed.url) as archive:
        yield from _of_additions(archive, Index(changed.index), source, changed)


def _of_questions(answers: Sequence[Answer], size: str, unit: str) -> Iterator[Figure]:
    said = (
        f"{len(answers) // len(SORTS):,} questions, top 20 with the total, rows and snippets, by relevance",
        "the same questions by date",
    )
    for sort, what in zip(SORTS, said, strict=True):
        times = [answer.whole for answer in answers if answer.sort == sort]
        yield Figure(
            group=_GROUP,
            what=f"{size}, {what}",
            ours=f"{median(times):.1f} {unit} at the median, {p95(times):.1f} at p95",
            bound=f"{_MOST_MS} ms at p95",
            met=p95(times) <= _MOST_MS,
        )
    for kind in dict.fromkeys(answer.kind for answer in answers):
        own = [answer for answer in answers if answer.kind == kind]
        whole = [p95([answer.whole for answer in own if answer.sort == sort]) for sort in SORTS]
        yield Figure(
            group=_GROUP,
            what=f"{size}, {kind}: p95 by relevance and by date; of the index alone",
            ours=f"{whole[0]:.1f} and {whole[1]:.1f} {unit}; {_of_index_alone(own)}",
            bound=f"{_MOST_MS} ms at p95",
            met=max(whole) <= _MOST_MS,
        )
    what = f"{size}, the index alone, all questions: p95 by relevance and by date"
    yield Figure(group=_GROUP, what=what, ours=_of_index_alone(answers))


def _of_index_alone(answers: Sequence[Answer]) -> str:
    alone = [p95([answer.index for answer in answers if answer.sort == sort]) for sort in SORTS]
    return f"{alone[0]:.2f} and {alone[1]:.2f} ms"


def _of_index(made: Large) -> Iterator[Figure]:
    if made.is_new:
        took = f"{made.index_seconds:.0f} s"
        yield Figure(group=_GROUP, what=f"time to index {made.articles:,} articles", ours=took)
    size = sum(path.stat().st_size for path in made.index.rglob("*"))
    share = size / made.text_bytes
    yield Figure(
        group=_GROUP,
        what=f"size of the index of {made.articles:,} articles beside the text",
        ours=f"{share:.2f} times, {size / 1e6:.0f} MB",
        bound=f"{_MOST_SIZE} times",
        met=share <= _MOST_SIZE,
    )


def _of_additions(archive: Archive, index: Index, source: Words, made: Large) -> Iterator[Figure]:
    """Until searches see them, and until the update has ended, which may wait for merges of segments."""
    rows = ArticleRows(made.url, SITE, NOW)
    seen, ended = [], []
    for number in range(_ADDITIONS):
        rows.add(articles(source, made.articles + 1 + number * _ADDED, _ADDED))
        before, begun = index.state, perf_counter()
        thread = Thread(target=archive.catch_up)
        thread.start()
        while index.state == before:
            sleep(0.001)
        seen.append((perf_counter() - begun) * 1_000)
        thread.join()
        ended.append((perf_counter() - begun) * 1_000)
    rows.finish()
    yield Figure(
        group=_GROUP,
        what=f"time until {_ADDED} more of {made.articles:,} articles are found",
        ours=f"{median(seen):.0f} ms at the median, at most {max(seen):.0f}",
        bound=f"{_MOST_FOUND_MS} ms",
        met=median(seen) <= _MOST_FOUND_MS,
    )
    yield Figure(
        group=_GROUP,
        what=f"the slowest of {_ADDITIONS} updates of the index of {made.articles:,} articles;"
        " no search waits for it",
        ours=f"{max(ended) / 1_000:.1f} s",
    )
