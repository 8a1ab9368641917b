"""What all commands print alike: consoles, bars, instants, intervals, JSON. Times are Asia/Shanghai."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import orjson
import typer
from rich.console import Console
from rich.progress import Progress

from xzcrawl.archive.engine import parse_url, unsettled
from xzcrawl.dates import SHANGHAI, WHOLE_DAY
from xzcrawl.dates import local as local
from xzcrawl.dates import short as short
from xzcrawl.export.plain import plain
from xzcrawl.items import DateInterval

#: A pipe or a file has no edge at which to cut or wrap.
_NO_EDGE: Final = 100_000


def console() -> Console:
    """Standard output: as wide as the terminal; without colours and without an edge when it is none."""
    # Titles hold brackets and colons: neither is markup.
    out = Console(highlight=False, markup=False, emoji=False)
    if not out.is_terminal:
        out.width = _NO_EDGE
    return out


def tell_unsettled(archive: str, *, aside: bool = False) -> None:
    """The last line of a command that writes, where the archive's file is not whole yet.

    On standard error (``aside``) where a program reads standard output.
    """
    if told := unsettled(parse_url(archive)):
        typer.echo(told, err=aside)


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[float], object]]:
    """A bar on a terminal, on standard error; call it with the part that is done, 0 to 1."""
    err = Console(stderr=True)
    # what is printed meanwhile goes above the bar on a terminal, but never out of a pipe
    bar = Progress(
        console=err, transient=True, disable=not err.is_terminal, redirect_stdout=sys.stdout.isatty()
    )
    with bar as progress:
        task = progress.add_task(title, total=1)
        yield lambda done: progress.update(task, completed=done)


def print_json(value: object) -> None:
    """One JSON document, UTF-8 whatever the terminal speaks; instants in ISO 8601."""
    typer.echo(orjson.dumps(plain(value), option=orjson.OPT_INDENT_2))


def counted(count: int, name: str) -> str:
    """``1 article``, ``2,300 articles``, ``1 file of a killed run``: the first word has the plural."""
    noun, _, rest = name.partition(" ")
    return f"{count:,} {noun}{'' if count == 1 else 's'}{' ' if rest else ''}{rest}"


def in_words(interval: DateInterval) -> str:
    """What is known of an interval's day and time, to follow its short form."""
    earliest, latest = (end.astimezone(SHANGHAI) for end in (interval.earliest, interval.latest))
    if earliest == latest:
        return "exact to the second"
    if earliest.date() != latest.date():
        return f"the day is open: one of {(latest.date() - earliest.date()).days + 1}"
    if f"{earliest:%H:%M}" == f"{latest:%H:%M}":
        return "the minute is known"
    if latest - earliest < WHOLE_DAY:
        return "the day is known, the time within bounds"
    return "the day is known, the time is not"


def size(count: int) -> str:
    """Bytes as people say them: ``812 KB``, ``1.4 MB``."""
    if count < 1_000_000:
        return f"{count / 1_000:.0f} KB"
    return f"{count / 1_000_000:.1f} MB" if count < 1_000_000_000 else f"{count / 1_000_000_000:.1f} GB"
