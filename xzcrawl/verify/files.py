"""Checks that a WARC file is whole, and that every snapshot in it matches its row."""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Final

from xzcrawl.archive.records import SnapshotRecord
from xzcrawl.snapshots import Scanned, closed, is_live, opened, scan
from xzcrawl.verify.report import Fault, VerifyReport

#: Damaged parts of a file to which no row points: this many are reported one by one, the rest as a number.
_MOST_STRAYS: Final = 100
#: A snapshot's row with the record id of the one it refers to.
SnapshotRow = tuple[SnapshotRecord, str | None]


class _Rows:
    """The rows of a file by offset. The first one is read at once, the others when they are asked for."""

    def __init__(self, rows: Iterator[SnapshotRow]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def before(self, offset: float) -> Iterator[SnapshotRow]:
        """The rows that begin before this offset and were not given before."""
        while self._next is not None and self._next[0].offset < offset:
            row, self._next = self._next, next(self._rows, None)
            yield row


def look_at_file(found: Iterator[SnapshotRow], folder: Path, file: str, report: VerifyReport) -> None:
    """Go through a file and its rows side by side.

    The rows are asked for before the file is read: a crawl writes every record before its row.
    """
    rows = _Rows(found)
    report.counts["files"] += 1
    try:
        path, live = _opened(folder / file)
        for entry, following in pairwise(chain(scan(path), (None,))):
            if entry is not None:  # None marks the end of the file
                own = list(rows.before(entry.offset + entry.length))
                report.counts["snapshots"] += len(own)
                is_end = following is None and path != closed(path)
                _look_at(entry, own, file, report, torn_end=is_end and entry.kind is None, live=live)
    except OSError as error:
        lost = list(rows.before(float("inf")))
        said = "1 snapshot is" if len(lost) == 1 else f"{len(lost):,} snapshots are"
        problem = f"{error.strerror}; so {said} lost"
        report.counts["snapshots"] += len(lost)
        report.problems.append(Fault("missing", file, problem))
    left = list(rows.before(float("inf")))
    report.counts["snapshots"] += len(left)
    report.problems += [_missing(row) for row, _ in left]
    if (more := report.strays[file] - _MOST_STRAYS) > 0:
        report.problems.append(Fault("torn", file, f"{more:,} more stretches of it are no records"))


def _opened(path: Path) -> tuple[Path, bool]:
    """The file under the name it has now, and whether a crawl is writing it."""
    unfinished = opened(path)
    live = is_live(unfinished)  # asked first: if the file is closed meanwhile, its end is whole
    return (unfinished, live) if unfinished.exists() else (path, False)


def _look_at(
    entry: Scanned, own: Iterable[SnapshotRow], file: str, report: VerifyReport, *, torn_end: bool, live: bool
) -> None:
    """Check a record, or a damaged part of a file, with the rows that point into it."""
    if entry.problem is None:
        report.counts["records"] += 1
        report.problems += _contradictions(entry, own)
        is_unused = entry.status is not None and not own
        report.counts["unused"] += is_unused
        report.newer[file] = 0 if own else report.newer[file] + is_unused
    elif own:
        report.problems += [_damaged(entry, _place(row), f"{row.url}: ") for row, _ in own]
    elif not torn_end:
        report.strays[file] += 1
        if report.strays[file] <= _MOST_STRAYS:
            report.problems.append(_damaged(entry, f"{file}@{entry.offset}", ""))
    elif not live:
        report.counts["torn_ends"] += 1


def _contradictions(entry: Scanned, own: Iterable[SnapshotRow]) -> Iterator[Fault]:
    for row, original in own:
        if row.offset != entry.offset:
            yield _missing(row)
        elif names := [name for name, (said, is_) in _compared(entry, row, original).items() if said != is_]:
            words = f"{row.url}: its record has another {', '.join(names)}"
            yield Fault("wrong", _place(row), words)


def _compared(entry: Scanned, row: SnapshotRecord, original: str | None) -> dict[str, tuple[object, object]]:
    """The values of the row and those of the record, in pairs by name."""
    return {
        "type": (_type(row), entry.kind),
        "id": (row.record_id, entry.record_id),
        "URL": (row.url, entry.url),
        "date": (row.requested_at, entry.requested_at),
        "status": (row.status, entry.status),
        "payload digest": (row.payload_sha256, entry.payload_sha256),
        "length": (row.length, entry.length),
        "original": (original, entry.refers_to),
    }


def _type(row: SnapshotRecord) -> str:
    if row.rendered_from is not None:
        return "resource"
    return "response" if row.refers_to is None else "revisit"


def _missing(row: SnapshotRecord) -> Fault:
    return Fault("missing", _place(row), f"{row.url}: no record begins there")


def _damaged(entry: Scanned, place: str, subject: str) -> Fault:
    if entry.kind is None:
        return Fault("torn", place, f"{subject}{entry.length} bytes that are no record")
    return Fault("changed", place, f"{subject}{entry.problem}")


def _place(row: SnapshotRecord) -> str:
    return f"{row.file}@{row.offset}"
