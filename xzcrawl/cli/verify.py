"""``xzcrawl verify`` checks that the archive and its snapshots are whole."""

from collections.abc import Iterator, Mapping

import typer

from xzcrawl.archive.engine import parse_url, snapshot_folder
from xzcrawl.cli.options import DEFAULT_ARCHIVE, ArchiveUrl, AsJson, SnapshotDir
from xzcrawl.cli.output import counted, print_json
from xzcrawl.cli.progress_bar import progress_bar
from xzcrawl.verify import VerifyReport
from xzcrawl.verify import verify as look


def verify(
    archive: ArchiveUrl = DEFAULT_ARCHIVE, snapshots: SnapshotDir = None, as_json: AsJson = False
) -> None:
    """Check that the archive and its snapshots are whole.

    Reads every record of every WARC file against its digests, every row against
    its record, and computes the digest of every title and text again. Reports a
    database that is older than its snapshots. A crawl may be under way.

    Exit code 0: all is whole. 1: something is torn, missing, changed or wrong; each is a line.

    Examples:
      xzcrawl verify
      xzcrawl verify --archive data/archive.db --json
    """
    folder = snapshot_folder(parse_url(archive), snapshots)
    with progress_bar("verify") as tell:
        report = look(archive, folder, tell)
    if as_json:
        print_json({"whole": not report.problems, "counts": report.counts, "problems": report.problems})
    else:
        _print(report)
    raise typer.Exit(1 if report.problems else 0)


def _print(report: VerifyReport) -> None:
    for problem in report.problems:
        typer.echo(f"{problem.kind:8} {problem.where}  {problem.what}")
    count = len(report.problems)
    found = counted(count, "problem") if count else "all whole"
    typer.echo(f"{found}: {', '.join(_words(report.counts))}")


def _words(counts: Mapping[str, int]) -> Iterator[str]:
    for name in ("article", "revision", "snapshot", "file", "record"):
        yield counted(counts[f"{name}s"], name)
    rarer = {
        "unused": "response without a row",
        "torn_ends": "file with the torn end of a killed run",
        "unended_runs": "run without an end",
    }
    yield from (counted(counts[kind], name) for kind, name in rarer.items() if counts[kind])
