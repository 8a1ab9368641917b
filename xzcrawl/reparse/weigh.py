"""What becomes of an article when its pages are read anew. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Any

from xzcrawl.archive.records import SnapshotRecord
from xzcrawl.archive.reparse_source import PUBLISHED, StoredArticle, StoredReading
from xzcrawl.archive.reparse_writer import Reparsed, published_columns, reading_columns
from xzcrawl.dates import combine, is_news, is_of_before, standing
from xzcrawl.items import Reading

#: What a snapshot that could be read says of an article now: no reading, or one, or (in a list) several.
SaidBySnapshot = Mapping[int, tuple[SnapshotRecord, Sequence[Reading]]]


def weigh(
    held: StoredArticle, page: SnapshotRecord | None, values: Mapping[str, Any], said: SaidBySnapshot
) -> Reparsed:
    """An article beside what its page (``values``) and every page that speaks of it (``said``) say today.

    A reading off a snapshot is corrected where it stands; a new one is taken in where it narrows the date.
    That the site has re-dated an article stays as it was recorded.
    """
    corrected, others = _corrections(held, said)
    known = [corrected.get(stored.id, stored.reading) for stored in held.readings]
    added = []
    for snapshot, reading in others:
        if _is_news(known, held, reading):
            known.append(reading)
            added.append((snapshot, reading))
    dated = published_columns(combine(standing(known, held.dated_since)))
    now = {**values, **{name: dated[name] for name in PUBLISHED}}
    differing = {name: value for name, value in now.items() if value != held.values[name]}
    return Reparsed(held, page, differing, corrected, added)


def _corrections(
    held: StoredArticle, said: SaidBySnapshot
) -> tuple[dict[int, Reading], list[tuple[SnapshotRecord, Reading]]]:
    """The stored readings that are others today, by row; and what the snapshots say that no row holds."""
    corrected, others = {}, []
    stored = _by_snapshot(held.readings)
    for id_, (snapshot, readings) in said.items():
        for row, now in _paired(stored[id_], readings):
            if row is None:
                others.append((snapshot, now))
            elif reading_columns(now := _believed(held, row, now)) != reading_columns(row.reading):
                corrected[row.id] = now
    return corrected, [(snapshot, reading) for snapshot, reading in others if reading is not None]


def _by_snapshot(readings: Iterable[StoredReading]) -> Mapping[int | None, list[StoredReading]]:
    """Without what was inferred from several pages, which no one page says."""
    found: dict[int | None, list[StoredReading]] = defaultdict(list)
    for held in readings:
        if held.reading.source != "order":
            found[held.snapshot_id].append(held)
    return found


def _paired(
    stored: Sequence[StoredReading], readings: Sequence[Reading]
) -> Iterator[tuple[StoredReading | None, Reading | None]]:
    """Each stored reading of a snapshot with what stands there today: the same text first, then in order."""
    left = list(readings)
    unmatched = []
    for held in stored:
        same = next((reading for reading in left if reading.text == held.reading.text), None)
        if same is None:
            unmatched.append(held)
        else:
            left.remove(same)
            yield held, same
    yield from zip_longest(unmatched, left)


def _believed(held: StoredArticle, row: StoredReading, now: Reading | None) -> Reading:
    """A reading without its date where the page no longer has one, or where it came from a cache."""
    if now is None:
        return replace(row.reading, interval=None)
    others = [other.reading for other in held.readings if other.id != row.id]
    return replace(now, interval=None) if is_of_before(others, held.dated_since, now) else now


def _is_news(known: Sequence[Reading], held: StoredArticle, new: Reading) -> bool:
    """Whether a reading counts since the article was last re-dated, and changes what is known of its date.

    A crawl that read the page as it is read now has left the reading out, because it told nothing new beside
    those that were stored before it. How many these were, no row tells: so it must be news beside any number.
    """
    counts = bool(standing([new], held.dated_since)) and not is_of_before(known, held.dated_since, new)
    now = standing(known, held.dated_since)
    moves = _bounds([*now, new]) != _bounds(now)
    return counts and moves and all(is_news(now[:count], new) for count in range(len(now)))


def _bounds(readings: Sequence[Reading]) -> tuple[datetime, datetime] | None:
    published = combine(readings)
    return (published.interval.earliest, published.interval.latest) if published else None
