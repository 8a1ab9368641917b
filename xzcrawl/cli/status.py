"""``xzcrawl status`` shows the last runs, whether they went well, and what is due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from xzcrawl.archive import Archive, RunRecord
from xzcrawl.archive.records import Due
from xzcrawl.cli.check import check as check_crawls
from xzcrawl.cli.lock import is_running
from xzcrawl.cli.names import require_site
from xzcrawl.cli.options import DEFAULT_ARCHIVE, ArchiveUrl, AsJson, SiteOption
from xzcrawl.cli.output import console, local, print_json
from xzcrawl.outcome import MAX_AGE, newest_of_each_site, outcome
from xzcrawl.runs import SUCCESSES, Count, Outcome

#: The counts of a run that have columns of their own.
_COLUMNS: Final = {
    Count.REQUESTS: "requests",
    Count.ARTICLES_NEW: "new",
    Count.ARTICLES_CHANGED: "changed",
    Count.ARTICLES_GONE: "gone",
    Count.ARTICLES_FAILED: "failed",
}
#: The number of runs that are shown by default.
_RUNS: Final = 10
_WORDS: Final = {
    "running": "under way",
    "not ended": "not ended: it was killed, or 'scrapy crawl' makes it now; the next run goes on",
    Outcome.FAILED: "failed; its log says why",
    Outcome.STOPPED: "stopped before its end; the next run goes on",
    Outcome.BUDGET: "its budget was used up; the next run goes on",
}


@dataclass(frozen=True, slots=True)
class Status:
    """``runs`` has the newest run first; ``running`` has the ids of the runs known to be under way."""

    runs: Sequence[RunRecord]
    running: Sequence[int]
    due: Due


def status(
    archive: ArchiveUrl = DEFAULT_ARCHIVE,
    site: SiteOption = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="So many runs.")] = _RUNS,
    check: Annotated[
        bool, typer.Option("--check", help="For monitors: only what is not well; exit code 3 where there is.")
    ] = False,
    max_age: Annotated[
        float,
        typer.Option(
            min=0,
            metavar="DAYS",
            help="With --check: the age of its last good run from which on a site is reported.",
        ),
    ] = MAX_AGE / timedelta(days=1),
    as_json: AsJson = False,
) -> None:
    """Show the last runs, what a health check found after the last one, and what is due now.

    --check prints a line for each site that is not well: its last run
    failed, is unhealthy, or never ended though none is under way; or no
    run ended well within DAYS (also where the first one is under way).

    Exit code of --check: 0 all well. 3: a site is not, or none was ever crawled.

    Examples:
      xzcrawl status
      xzcrawl status --check --max-age 2
    """
    with Archive(archive) as opened:
        if check:
            check_crawls(opened, archive, site, max_age, as_json=as_json)
        require_site(opened, site)
        runs, due = opened.runs(limit, site=site), opened.due(datetime.now(UTC), site)
    running = [
        run.id for run in newest_of_each_site(runs) if run.ended_at is None and is_running(archive, run.site)
    ]
    found = Status(runs, running, due)
    if as_json:
        print_json(found)
    else:
        print_status(found, console())


def print_status(found: Status, out: Console) -> None:
    """Prints the runs, their health, and what is due, one under the other."""
    out.print(_runs(found) if found.runs else "no runs")
    for run in newest_of_each_site(found.runs):
        out.print()
        for line in _health(run, found):
            out.print(line, soft_wrap=True)
    if failures := _earlier_failures(found):
        out.print("\nearlier:")
        out.print("\n".join(f"  {line}" for line in failures), soft_wrap=True)
    out.print()
    out.print(_due(found.due))
    out.print("\nAll times are Asia/Shanghai.")


def _runs(found: Status) -> Table:
    """A table with a row per run; it is 77 columns wide where all runs are of one site."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    several = len(newest_of_each_site(found.runs)) > 1
    for name in ("started", *(["site"] if several else []), "mode", "outcome"):
        table.add_column(name, no_wrap=True)
    for name in ("took", *_COLUMNS.values()):
        table.add_column(name, justify="right")
    for run in found.runs:
        site = [run.site] if several else []
        figures = [f"{run.counts.get(name, 0):,}" if run.ended_at else "-" for name in _COLUMNS]
        ended = "unhealthy" if run.findings and run.outcome != Outcome.FAILED else _outcome(run, found)
        table.add_row(local(run.started_at)[:16], *site, run.mode, ended, _took(run), *figures)
    return table


def _outcome(run: RunRecord, found: Status) -> str:
    return outcome(run, newest_of_each_site(found.runs), found.running)


def _took(run: RunRecord) -> str:
    if run.ended_at is None:
        return "-"
    return str(timedelta(seconds=round((run.ended_at - run.started_at).total_seconds())))


def _health(run: RunRecord, found: Status) -> Iterator[str]:
    """The lines on a site's last run: a headline, then each finding with its pages."""
    yield f"last run of {run.site}: {_in_words(run, found)}"
    for finding in run.findings:
        yield f"  {finding.message}"
        yield from (f"    {page}" for page in finding.pages)


def _in_words(run: RunRecord, found: Status) -> str:
    ended = _outcome(run, found)
    said = _why(run) or _WORDS.get(ended, ended)
    if run.findings:
        return f"{said}; unhealthy:"
    return f"{said}; nothing looks wrong" if ended in SUCCESSES else said


def _why(run: RunRecord) -> str | None:
    """Why a run ended as it did; None where that is not known, as for runs of older versions."""
    if run.reason is None:
        return None
    return f"failed: {run.reason}" if run.outcome == Outcome.FAILED else f"{run.reason}; the next run goes on"


def _earlier_failures(found: Status) -> list[str]:
    """A line for each failed run that was not the last of its site, with the reason."""
    newest = newest_of_each_site(found.runs)
    failed = (run for run in found.runs if run.reason and run.outcome == Outcome.FAILED and run not in newest)
    return [f"{local(run.started_at)[:16]} {run.site} {_why(run)}" for run in failed]


def _due(due: Due) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column()
    since = f"since {local(due.overdue_since)}" if due.overdue_since else ""
    table.add_row("due now", f"{due.overdue:,}", f"articles to be looked at again {since}".rstrip())
    table.add_row("", f"{due.discovered:,}", "addresses never fetched")
    table.add_row("", f"{due.failed:,}", "addresses that failed at the last attempt")
    table.add_row("due later", f"{due.within_day:,}", "articles within a day")
    table.add_row("", f"{due.within_week:,}", "within 7 days")
    table.add_row("", f"{due.within_month:,}", "within 30 days")
    return table
