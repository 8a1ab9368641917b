"""``xzcrawl stats`` prints the archive in figures."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final

from rich.console import Console
from rich.table import Table

from xzcrawl.archive import Archive, RunRecord, Stats
from xzcrawl.cli.options import DEFAULT_ARCHIVE, ArchiveUrl, AsJson
from xzcrawl.cli.output import console, counted, local, print_json, size

_BAR: Final = 30
_MONTHS: Final = 24


def stats(archive: ArchiveUrl = DEFAULT_ARCHIVE, as_json: AsJson = False) -> None:
    """Count what is in the archive.

    Articles by category, date's precision and month (or year); addresses by state; the last run.

    In JSON the key "" counts articles that have no category, or no date.
    """
    with Archive(archive) as opened:
        figures = opened.stats()
    if as_json:
        print_json(figures)
    else:
        print_stats(figures, console())


def print_stats(figures: Stats, out: Console) -> None:
    """Prints all figures, the total first."""
    out.print(_overview(figures))
    print_counts(out, "category", figures.by_category.items(), absent="(none)")
    print_counts(out, "date known to the", figures.by_precision.items(), absent="(no date)")
    print_counts(out, *_times(figures.by_month))
    print_counts(out, "addresses", figures.urls_by_state.items())


def print_counts(
    out: Console, title: str, counts: Collection[tuple[str | None, int]], absent: str = ""
) -> None:
    """Prints a table of names, counts and proportional bars; nothing where there are no counts."""
    if not counts:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(title, overflow="fold")
    table.add_column("", justify="right")
    table.add_column("", style="cyan", no_wrap=True)
    most = max(count for _, count in counts)
    for name, count in counts:
        table.add_row(name or absent, f"{count:,}", "▪" * -(-count * _BAR // most))
    out.print()
    out.print(table)


def _overview(figures: Stats) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    table.add_row("articles", f"{figures.articles:,}")
    for site in figures.sites:
        table.add_row("site", f"{site.name or site.key}  {site.base_url}")
    table.add_row("published", _span(figures))
    table.add_row("contradicted", counted(figures.contradicted, "date on which readings disagree"))
    table.add_row("size", size(figures.size))
    table.add_row("last run", _run(figures.last_run) if figures.last_run else "-")
    return table


def _span(figures: Stats) -> str:
    """The days of the oldest and the newest article that have a date."""
    return f"{local(figures.oldest)[:10]} to {local(figures.newest)[:10]}" if figures.oldest else "-"


def _times(by_month: Mapping[str, int]) -> tuple[str, Collection[tuple[str, int]]]:
    """The title and counts by month while they fit a screen, else by year."""
    if len(by_month) <= _MONTHS:
        return "month", by_month.items()
    by_year: Counter[str] = Counter()
    for month, count in by_month.items():
        by_year[month[:4]] += count
    return "year", by_year.items()


def _run(run: RunRecord) -> str:
    return f"{run.spider}, {run.mode}, {local(run.started_at)}, {run.outcome or 'not ended'}"
