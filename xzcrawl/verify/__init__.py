"""Checks that an archive and its snapshots are whole: records against digests, rows against records.

The work is split by file and by a number of texts, and done on all cores; each task needs the memory of a few
records. A crawl may go on meanwhile: the rows of a file are read before the file, so every row has its record
there.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from xzcrawl.archive import Archive
from xzcrawl.archive.audit import Audit
from xzcrawl.archive.database import Database
from xzcrawl.errors import ArchiveError
from xzcrawl.snapshots import closed, warc_files
from xzcrawl.verify.files import look_at_file
from xzcrawl.verify.report import Fault, VerifyReport
from xzcrawl.verify.runs import look_at_runs
from xzcrawl.verify.texts import look_at_texts
from xzcrawl.workers import spread

__all__ = ["Fault", "VerifyReport", "verify"]

#: Texts in one task, and the number of bytes that one text counts in the progress, beside those of files.
_TEXTS: Final = 5_000
_TEXT_BYTES: Final = 10_000
#: With less to read, starting processes takes longer than reading.
_FEW_BYTES: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class _Task:
    """A part of the archive that can be checked by itself. ``ids`` are its first and its last id."""

    what: Literal["file", "articles", "revisions"]
    url: str
    bytes: int
    folder: Path = Path()
    file: str = ""
    ids: tuple[int, int] = (0, 0)


def verify(url: str, folder: Path, progress: Callable[[float], object] = lambda _: None) -> VerifyReport:
    """Check the archive at ``url`` and the snapshots in ``folder``.

    ``progress`` is called with the part that is done, 0 to 1. Raises ``ArchiveError`` and OSError.
    """
    report = VerifyReport()
    tasks = _plan(url, folder, report)
    whole, done = sum(task.bytes for task in tasks) or 1, 0
    for task, found in spread(_look, tasks, alone=whole < _FEW_BYTES or len(tasks) == 1):
        report.add(found)
        done += task.bytes
        progress(done / whole)
    with _reported(report), Archive(url) as archive:
        look_at_runs(archive, folder, report)
    report.problems.sort(key=lambda problem: problem.where)
    return report


@contextmanager
def _reported(report: VerifyReport) -> Iterator[None]:
    """Report an ``ArchiveError``, such as that of a damaged database, as a problem, and only once."""
    try:
        yield
    except ArchiveError as error:
        problem = Fault("changed", "archive", str(error))
        report.problems += [] if problem in report.problems else [problem]


def _plan(url: str, folder: Path, report: VerifyReport) -> Sequence[_Task]:
    """The tasks of a verification; none if the database is so damaged that they cannot be listed."""
    with Database(url) as database, _reported(report):
        audit = Audit(database)
        report.problems += [Fault("changed", "archive", fault) for fault in audit.faults()]
        report.problems += [Fault("changed", where, what) for where, what in audit.misshapen()]
        report.problems += [
            Fault("wrong", _content(article_id, number), "not of the page it names")
            for article_id, number in audit.misread()
        ]
        return [*_files(audit, url, folder, report), *_texts(audit, url)]
    return ()


def _files(audit: Audit, url: str, folder: Path, report: VerifyReport) -> Sequence[_Task]:
    """Tasks for the files in the folder and those that snapshots name; none if there is no such folder."""
    named = audit.snapshot_files()
    if named and not folder.exists():
        where = "no such folder: name this archive's with --snapshots"
        report.problems.append(Fault("missing", str(folder), where))
        return ()
    sizes = {closed(path).name: path.stat().st_size for path in warc_files(folder)}
    return [_Task("file", url, sizes.get(file, 0), folder, file) for file in sorted({*named, *sizes})]


def _texts(audit: Audit, url: str) -> Sequence[_Task]:
    articles, revisions = audit.last_ids()
    return [
        *(_Task("articles", url, _bytes(ids), ids=ids) for ids in _ranges(articles)),
        *(_Task("revisions", url, _bytes(ids), ids=ids) for ids in _ranges(revisions)),
    ]


def _content(article_id: int, number: int | None) -> str:
    return f"article {article_id}" if number is None else f"article {article_id}, revision {number}"


def _ranges(last: int) -> Iterator[tuple[int, int]]:
    return ((first, min(first + _TEXTS - 1, last)) for first in range(1, last + 1, _TEXTS))


def _bytes(ids: tuple[int, int]) -> int:
    return (ids[1] - ids[0] + 1) * _TEXT_BYTES


def _look(task: _Task) -> VerifyReport:
    report = VerifyReport()
    with _reported(report), Database(task.url) as database:
        audit = Audit(database)
        if task.what == "file":
            look_at_file(audit.snapshots_in(task.file), task.folder, task.file, report)
        elif task.what == "articles":
            look_at_texts(audit.articles_between(*task.ids), "articles", report)
        else:
            look_at_texts(audit.revisions_between(*task.ids), "revisions", report)
    return report
