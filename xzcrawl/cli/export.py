"""``xzcrawl export``: the archive in other formats."""

import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from xzcrawl.archive import Archive, ArticleRecord, Selection
from xzcrawl.archive.engine import parse_url, snapshot_folder
from xzcrawl.cli.options import (
    DEFAULT_ARCHIVE,
    ArchiveUrl,
    Author,
    Category,
    Certainly,
    Gone,
    IndexDir,
    Limit,
    Matching,
    Offset,
    Possibly,
    Since,
    Sites,
    SnapshotDir,
    Tag,
    Until,
    certainty,
    day_or_instant,
)
from xzcrawl.cli.reindex import catch_up
from xzcrawl.errors import UsageError
from xzcrawl.export import FORMATS, Dump, Evidence, deliver
from xzcrawl.export.format import Format

_CHOICES = ", ".join(f"{format_.name} ({format_.summary})" for format_ in FORMATS.values())


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise UsageError(f"unknown format {name!r}: use one of {', '.join(FORMATS)}")
    return FORMATS[name]


def export(
    format_: Annotated[
        Format, typer.Option("--format", "-f", metavar="FORMAT", parser=_format, help=f"{_CHOICES}.")
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where to; - is standard output. A name that ends with .gz or .zst is compressed.",
        ),
    ] = "-",
    category: Category = None,
    tag: Tag = None,
    author: Author = None,
    site: Sites = None,
    since: Since = None,
    until: Until = None,
    certainly: Certainly = False,
    possibly: Possibly = False,
    gone: Gone = None,
    query: Matching = None,
    changed_since: Annotated[
        date | None,
        typer.Option(
            metavar="DATE", parser=day_or_instant, help="New, changed, re-dated, gone or back since."
        ),
    ] = None,
    limit: Limit = None,
    offset: Offset = None,
    archive: ArchiveUrl = DEFAULT_ARCHIVE,
    snapshots: SnapshotDir = None,
    index: IndexDir = None,
) -> None:
    """Write articles to a file, a folder or a pipe, by id.

    A file appears whole or not at all. Equal archives give equal bytes, but for
    formats that say when they were written: json, wacz, an atom without entries.
    In a folder of Markdown files, those of the articles written are replaced.

    Exit code 1: a wacz lacks snapshots that cannot be read.

    Examples:
      xzcrawl export --format jsonl --output articles.jsonl.zst
      xzcrawl export --format csv --category 招商政策 --output policy.csv
      xzcrawl export --format jsonl --changed-since 2026-11-22 --output new.jsonl
      xzcrawl export --format jsonl | head -n 3
      xzcrawl export --format parquet --output articles.parquet
      xzcrawl export --format markdown --output notes
      xzcrawl export --format atom --since 2026-11-01 --output news.atom
      xzcrawl export --format wacz --since 2022-09-01 --output september.wacz
    """
    filters = Selection(category=category, tag=tag, author=author, site=site, since=since, until=until)
    filters |= Selection(certainty=certainty(certainly, possibly), gone=gone, query=query)
    filters |= Selection(changed_since=changed_since, limit=limit, offset=offset)
    folder = snapshot_folder(parse_url(archive), snapshots)
    with Archive(archive, index=index) as opened:
        if query is not None:
            catch_up(opened)
        dump = Dump(datetime.now(UTC), dict(filters), Evidence(folder, opened.snapshots_of))
        total = opened.count(**filters)
        remark = deliver(format_, _shown(opened.articles(**filters), total, output), output, dump)
    if _is_watched(output):
        typer.echo(f"{total:,} {'article' if total == 1 else 'articles'} in {output}", err=True)
    if remark is not None:
        typer.echo(f"xzcrawl: {remark.text}", err=True)
        raise typer.Exit(1 if remark.incomplete else 0)


def _shown(records: Iterable[ArticleRecord], total: int, output: str) -> Iterable[ArticleRecord]:
    """The records, with a bar on a terminal where the articles themselves do not go there."""
    console = Console(stderr=True)
    silent = not console.is_interactive or (output == "-" and sys.stdout.isatty())
    return track(records, "exporting", total, console=console, transient=True, disable=silent)


def _is_watched(output: str) -> bool:
    """Whether somebody waits at a terminal for a file; a scheduler is told only of what went wrong."""
    return output != "-" and sys.stderr.isatty()
