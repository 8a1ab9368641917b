"""Prints what all commands share: consoles, instants, intervals, JSON. Times are in Asia/Shanghai."""

from typing import Final

import orjson
import typer
from rich.console import Console

from xzcrawl.archive.engine import parse_url, unsettled
from xzcrawl.cli.process import ReaderLeftError
from xzcrawl.dates import SHANGHAI, WHOLE_DAY
from xzcrawl.dates import local as local
from xzcrawl.dates import short as short
from xzcrawl.items import DateInterval
from xzcrawl.plain import plain

#: The width of a pipe or a file, whose lines are neither cut nor wrapped.
_NO_EDGE: Final = 100_000


class _Console(Console):
    """A console that leaves a closed pipe to the program: Rich would end it with exit code 1."""

    def on_broken_pipe(self) -> None:
        raise ReaderLeftError


def console() -> Console:
    """A console for standard output, as wide as the terminal.

    Where standard output is not a terminal, there are no colours, and lines are not cut or wrapped.
    """
    # Titles have brackets and colons, which are not markup.
    out = _Console(highlight=False, markup=False, emoji=False)
    if not out.is_terminal:
        out.width = _NO_EDGE
    return out


def tell_unsettled(archive: str, *, aside: bool = False) -> None:
    """Prints the last line of a command that writes, where the archive's file is not whole yet.

    With ``aside`` the line goes to standard error, because a program reads standard output.
    """
    if line := unsettled(parse_url(archive)):
        typer.echo(line, err=aside)


def print_json(value: object) -> None:
    """Prints one JSON document in UTF-8, whatever the terminal's encoding; instants are in ISO 8601."""
    typer.echo(orjson.dumps(plain(value), option=orjson.OPT_INDENT_2))


def counted(count: int, name: str) -> str:
    """A count with its name: ``1 article``, ``2,300 articles``. The first word of the name is inflected."""
    noun, _, rest = name.partition(" ")
    return f"{count:,} {noun}{'' if count == 1 else 's'}{' ' if rest else ''}{rest}"


def in_words(interval: DateInterval) -> str:
    """Words that say how well the day and time of an interval are known, to follow its short form."""
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
    """A number of bytes in a short form: ``812 KB``, ``1.4 MB``."""
    if count < 1_000_000:
        return f"{count / 1_000:.0f} KB"
    return f"{count / 1_000_000:.1f} MB" if count < 1_000_000_000 else f"{count / 1_000_000_000:.1f} GB"
