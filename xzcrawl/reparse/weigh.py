"""Decides what changes in an article when its pages are read again. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Any

from xzcrawl.archive.records import SnapshotRecord
from xzcrawl.archive.reparse_source import PUBLISHED, StoredArticle, StoredReading
from xzcrawl.archive.reparse_writer import Reparsed, published_columns, reading_columns
from xzcrawl.dates import combine, is_news, is_of_before, is_redating, standing
from xzcrawl.dates.redating import OfRun
from xzcrawl.items import Reading

#: The snapshots that could be read, by id, each with its readings of an article today: none, one, or (of a
#: list) several.
SaidBySnapshot = Mapping[int, tuple[SnapshotRecord, Sequence[Reading]]]


def weigh(
    article: StoredArticle,
    page: SnapshotRecord | None,
    values: Mapping[str, Any],
    said: SaidBySnapshot,
    *,
    keep_inferred: bool = True,
) -> Reparsed:
    """Compare an article with the ``values`` of its page today, and with what all snapshots say of its date.

    A stored reading of a snapshot is corrected in its row; a new one is added if it narrows the date. What
    was inferred from the dates of other articles is dropped without ``keep_inferred``. A recorded re-dating
    of the article stays as it is.
    """
    corrected, others = _corrections(article, said)
    dropped = [] if keep_inferred else [row.id for row in article.readings if _is_inferred(row)]
    kept = [row for row in article.readings if row.id not in dropped]
    known = [(stored.run_id, corrected.get(stored.id, stored.reading)) for stored in kept]
    added = []
    for snapshot, reading in others:
        if _is_news(known, article, of_run := (snapshot.run_id, reading)):
            known.append(of_run)
            added.append((snapshot, reading))
    dated = published_columns(combine(standing(known, article.dated_since)))
    now = {**values, **{name: dated[name] for name in PUBLISHED}}
    differing = {name: value for name, value in now.items() if value != article.values[name]}
    return Reparsed(article, page, differing, corrected, added, dropped)


def _is_inferred(row: StoredReading) -> bool:
    return row.reading.source == "order"


def _corrections(
    article: StoredArticle, said: SaidBySnapshot
) -> tuple[dict[int, Reading], list[tuple[SnapshotRecord, Reading]]]:
    """The stored readings that are different today, by row, and today's readings that have no row."""
    corrected, others = {}, []
    stored = _by_snapshot(article.readings)
    for id_, (snapshot, readings) in said.items():
        for row, now in _paired(stored[id_], readings):
            if row is None:
                others.append((snapshot, now))
            elif reading_columns(now := _believed(article, row, now)) != reading_columns(row.reading):
                corrected[row.id] = now
    return corrected, [(snapshot, reading) for snapshot, reading in others if reading is not None]


def _by_snapshot(readings: Iterable[StoredReading]) -> Mapping[int | None, list[StoredReading]]:
    """The stored readings by snapshot id, except those inferred from several pages: no page states them."""
    found: dict[int | None, list[StoredReading]] = defaultdict(list)
    for stored in readings:
        if not _is_inferred(stored):
            found[stored.snapshot_id].append(stored)
    return found


def _paired(
    stored: Sequence[StoredReading], readings: Sequence[Reading]
) -> Iterator[tuple[StoredReading | None, Reading | None]]:
    """Pairs of a stored reading of a snapshot and today's: first those of the same text, then by order."""
    left = list(readings)
    unmatched = []
    for row in stored:
        same = next((reading for reading in left if reading.text == row.reading.text), None)
        if same is None:
            unmatched.append(row)
        else:
            left.remove(same)
            yield row, same
    yield from zip_longest(unmatched, left)


def _believed(article: StoredArticle, row: StoredReading, now: Reading | None) -> Reading:
    """Today's reading; without its date if the code reads none today, or if the page came from a cache."""
    if now is None:
        return replace(row.reading, interval=None)
    others = [(other.run_id, other.reading) for other in article.readings if other.id < row.id]
    return replace(now, interval=None) if is_of_before(others, article.dated_since, now) else now


def _is_news(known: Sequence[OfRun], article: StoredArticle, of_run: OfRun) -> bool:
    """Whether a reading counts since the article was last re-dated, and narrows its date.

    If the crawl read the page in the same way as today, it left the reading out, because it added nothing to
    the readings that were stored before. No row says how many these were. So the reading must add something
    to the first of them, for any number of these.
    """
    since, (_, new) = article.dated_since, of_run
    now = standing(known, since)
    counts = new in standing([*known, of_run], since) and not is_of_before(known, since, new)
    moves = _bounds([*now, new]) != _bounds(now)
    return (
        counts
        and moves
        and not _is_outdated(now, new)
        and all(is_news(now[:count], new) for count in range(len(now)))
    )


def _is_outdated(known: Sequence[Reading], new: Reading) -> bool:
    """Whether a later page shows that the site has changed the date since a reading was made."""
    later = [reading for reading in known if reading.seen_at > new.seen_at]
    return any(
        is_redating([*(other for other in known if other.seen_at < reading.seen_at), new], reading)
        for reading in later
    )


def _bounds(readings: Sequence[Reading]) -> tuple[datetime, datetime] | None:
    published = combine(readings)
    return (published.interval.earliest, published.interval.latest) if published else None
