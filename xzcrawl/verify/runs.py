"""Checks that the archive knows the runs whose files are beside it, and their ends.

The row of a run is committed before its first file is made, and its end before its last file gets its final
name. So a database is older than its files if it lacks the run of a file, or the end of a run whose files are
all closed: it was copied without its log, or comes from an earlier backup. A run that was killed leaves its
file open until the next run closes it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from xzcrawl.archive import Archive, RunRecord
from xzcrawl.archive.audit import Audit
from xzcrawl.archive.writer import BATCH_ITEMS
from xzcrawl.runs import RECHECK, SUCCESSES
from xzcrawl.snapshots import closed, is_live, stem, warc_files
from xzcrawl.verify.report import Fault, VerifyReport

#: The name of a file of a run: its stem, and a number.
_NAME: Final = re.compile(r"(.+-\d{14}-r\d{5,})-\d{5}\.warc\.gz")
_HINT: Final = (
    "the database is older than its snapshots: copied without the -wal file beside it, or from a backup;"
    ' copy it again (after "xzcrawl status"), or fetch what it lacks by a crawl with -a mode=recheck'
)


def look_at_runs(archive: Archive, folder: Path, report: VerifyReport) -> None:
    """Compare runs and files. Call it last, as it needs ``report.newer``.

    The files are listed before the rows are read.
    """
    files, live = _files(folder)
    runs = {stem(run.site, run.started_at, run.id): run for run in archive.runs()}
    newest = max(map(_begun, runs), default="")
    unknown = [path for name in files.keys() - runs for path in files[name] if _begun(name) >= newest]
    report.problems += _of_unknown_runs(
        Audit(archive.database), {closed(path).name for path in unknown}, report
    )
    last = max((run.id for run in runs.values()), default=0)
    rechecked = _last_rechecks(runs.values())
    for name, run in runs.items():
        if run.ended_at is None and name not in live and run.id < rechecked[run.site]:
            report.counts["unended_runs"] += 1  # what the archive lacked of it has come since
        elif run.ended_at is None and name not in live:
            _look_at_run(run, files.get(name, ()), report, is_last=run.id == last)


def _files(folder: Path) -> tuple[Mapping[str, Sequence[Path]], set[str]]:
    """The files of every run by its stem, and the stems of those that are being written."""
    files: defaultdict[str, list[Path]] = defaultdict(list)
    live = set()
    for path in warc_files(folder):
        if found := _NAME.fullmatch(closed(path).name):
            files[found[1]].append(path)
            if is_live(path):
                live.add(found[1])
    return files, live


def _last_rechecks(runs: Iterable[RunRecord]) -> Mapping[str, int]:
    """The id of the last recheck of each site that ended well; 0 where there was none."""
    found: defaultdict[str, int] = defaultdict(int)
    for run in runs:
        if run.mode == RECHECK.name and run.outcome in SUCCESSES:
            found[run.site] = max(found[run.site], run.id)
    return found


def _begun(name: str) -> str:
    """The time at which a run began, taken from its stem, as a text that sorts."""
    return name.rsplit("-", 2)[1]


def _of_unknown_runs(audit: Audit, names: set[str], report: VerifyReport) -> Iterator[Fault]:
    """Faults for files of unknown runs that are newer than all known ones, except files of other archives.

    Older files may be those of an archive that once had the same folder.
    """
    for name in sorted(names - audit.files_of_others() if names else ()):
        said = f"its responses ({report.newer[name]:,}) are of a run that the archive does not know"
        yield Fault("missing", name, f"{said}: {_HINT}")


def _look_at_run(run: RunRecord, paths: Sequence[Path], report: VerifyReport, *, is_last: bool) -> None:
    newer = sum(report.newer[closed(path).name] for path in paths)
    was_closed = is_last and bool(paths) and all(path == closed(path) for path in paths)
    if was_closed or newer > BATCH_ITEMS:  # a killed run loses one batch at most
        seen = (
            f"and {newer:,} of its responses are newer than the last row"
            if newer
            else "though its files are closed"
        )
        report.problems.append(
            Fault("missing", f"run {run.id} of {run.site}", f"it has no end, {seen}: {_HINT}")
        )
    else:
        report.counts["unended_runs"] += 1
