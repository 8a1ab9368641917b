"""``xzcrawl verify``: whether the archive and its snapshots are whole."""

from collections.abc import Iterator, Mapping

import typer

from xzcrawl.archive.engine import parse_url, snapshot_folder
from xzcrawl.cli.options import DEFAULT_ARCHIVE, ArchiveUrl, AsJson, SnapshotDir
from xzcrawl.cli.render import print_json, progress_bar
from xzcrawl.verify import Report
from xzcrawl.verify import verify as look


def verify(
    archive: ArchiveUrl = DEFAULT_ARCHIVE, snapshots: SnapshotDir = None, as_json: AsJson = False
) -> None:
    """Check that the archive and its snapshots are whole.

    Reads every record of every WARC file against its digests, every row against
    its record, and computes the digest of every title and text anew. Tells of a
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


def _print(report: Report) -> None:
    for problem in report.problems:
        typer.echo(f"{problem.kind:8} {problem.where}  {problem.what}")
    count = len(report.problems)
    found = f"{count:,} {'problem' if count == 1 else 'problems'}" if count else "all whole"
    typer.echo(f"{found}: {', '.join(_words(report.counts))}")


def _words(counts: Mapping[str, int]) -> Iterator[str]:
    for name in ("articles", "revisions", "snapshots", "files", "records"):
        yield f"{counts[name]:,} {name if counts[name] != 1 else name.removesuffix('s')}"
    if unused := counts["unused"]:
        yield f"{unused:,} responses without a row"
    if torn := counts["torn_ends"]:
        yield f"{torn:,} files of killed runs with a torn end"
    if unended := counts["unended_runs"]:
        yield f"{unended:,} {'run' if unended == 1 else 'runs'} without an end"
