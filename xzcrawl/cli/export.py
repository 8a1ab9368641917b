"""``xzcrawl export`` writes the archive in other formats."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, get_args
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.progress import track

from xzcrawl.archive import Archive, ArticleRecord, Filters, Selection
from xzcrawl.archive.engine import parse_url, snapshot_folder
from xzcrawl.archive.filters import ORDERS
from xzcrawl.cli.filtering import takes_filters
from xzcrawl.cli.names import say_unknown
from xzcrawl.cli.options import (
    DEFAULT_ARCHIVE,
    ArchiveUrl,
    IndexDir,
    Limit,
    Matching,
    Offset,
    SnapshotDir,
    hit_order,
)
from xzcrawl.cli.output import counted
from xzcrawl.cli.reindex import catch_up
from xzcrawl.errors import UsageError
from xzcrawl.export import FORMATS, Dump, SnapshotSource, deliver
from xzcrawl.export.format import Dates, Format
from xzcrawl.search import Sort

_CHOICES = ", ".join(f"{format_.name} ({format_.summary})" for format_ in FORMATS.values())


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise UsageError(f"unknown format {name!r}: use one of {', '.join(FORMATS)}")
    return FORMATS[name]


def _dates(text: str) -> Dates:
    for form in get_args(Dates):
        if form == text:
            found: Dates = form
            return found
    raise UsageError(f"--dates must be {' or '.join(get_args(Dates))}, not {text!r}")


def _web_address(text: str) -> str:
    """The address with a slash at its end."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise UsageError(f"--base-url must be an address like https://archive.example/, not {text!r}")
    return text if text.endswith("/") else f"{text}/"


@takes_filters
def export(
    *,
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
    filters: Filters,
    query: Matching = None,
    sort: Annotated[
        Sort | None,
        typer.Option(
            parser=hit_order,
            metavar="ORDER",
            help="relevance (best first) or date (newest first); by default by id.",
        ),
    ] = None,
    limit: Limit = None,
    offset: Offset = None,
    dates: Annotated[
        Dates | None,
        typer.Option(
            parser=_dates,
            metavar="FORM",
            help="csv: iso (2022-09-24T10:05:33+08:00) or spreadsheet (2022-09-24 10:05:33, Asia/Shanghai).",
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            parser=_web_address,
            metavar="URL",
            help="atom: where xzcrawl serve is reached; entries lead to its pages first.",
        ),
    ] = None,
    archive: ArchiveUrl = DEFAULT_ARCHIVE,
    snapshots: SnapshotDir = None,
    index: IndexDir = None,
) -> None:
    """Write articles to a file, a folder or a pipe, by default in the order of their ids.

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
      xzcrawl export --format csv --query 新能源 --sort date --output hits.csv
      xzcrawl export --format csv --dates spreadsheet --output dated.csv
      xzcrawl export --format atom --since 2026-11-01 --output news.atom
      xzcrawl export --format wacz --since 2022-09-01 --output september.wacz
    """
    order = ORDERS[sort] if sort else None
    chosen = Selection(**filters, query=query, order=order, limit=limit, offset=offset)
    format_.check_takes("--", dates=dates, base_url=base_url)
    folder = snapshot_folder(parse_url(archive), snapshots)
    with Archive(archive, index=index) as opened:
        if query is not None:
            catch_up(opened)
        dump = Dump(
            datetime.now(UTC),
            dict(chosen),
            SnapshotSource(folder, opened.snapshots_of),
            base_url=base_url,
            dates=dates or "iso",
        )
        total = opened.count(**chosen)
        if not total:
            say_unknown(opened, chosen)
        note = deliver(format_, _shown(opened.articles(**chosen), total, output), output, dump)
    if _is_watched(output):
        typer.echo(f"{counted(total, 'article')} in {output}", err=True)
    if note is not None:
        typer.echo(f"xzcrawl: {note.text}", err=True)
        raise typer.Exit(1 if note.incomplete else 0)


def _shown(records: Iterable[ArticleRecord], total: int, output: str) -> Iterable[ArticleRecord]:
    """The records, with a progress bar on a terminal unless the articles themselves go there."""
    console = Console(stderr=True)
    silent = not console.is_interactive or (output == "-" and sys.stdout.isatty())
    return track(records, "exporting", total, console=console, transient=True, disable=silent)


def _is_watched(output: str) -> bool:
    """Whether somebody waits at a terminal for a file; a scheduler should see only what went wrong."""
    return output != "-" and sys.stderr.isatty()
