"""What all commands print alike: consoles, bars, instants, intervals, JSON. Times are Asia/Shanghai."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import orjson
import typer
from rich.console import Console
from rich.progress import Progress

from xzcrawl.dates import SHANGHAI
from xzcrawl.items import DateInterval

#: A pipe or a file has no edge at which to cut or wrap.
_NO_EDGE: Final = 100_000
_FINER_THAN_DAY: Final = frozenset({"second", "minute", "hour"})


def console() -> Console:
    """Standard output: as wide as the terminal; without colours and without an edge when it is none."""
    # Titles hold brackets and colons: neither is markup.
    out = Console(highlight=False, markup=False, emoji=False)
    if not out.is_terminal:
        out.width = _NO_EDGE
    return out


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
    typer.echo(orjson.dumps(_plain(value), option=orjson.OPT_INDENT_2))


def _plain(value: Any) -> Any:
    """Records as objects, instants as texts; the key None (without a category, say) as ""."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name or "": _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def local(moment: datetime | None) -> str:
    """``2022-09-24 10:05:33``; a dash for none."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" if moment else "-"


def short(interval: DateInterval | None) -> str:
    """An interval as short as it can honestly be said.

    ``2022-09-24 10:05`` (the minute is known), ``2022-09-24 10:05..10:40``, ``2022-09-24`` (the day is),
    ``2022-09-23..09-24`` (the day is open), ``2022-09``, ``2022``; a dash for none.
    """
    if interval is None:
        return "-"
    earliest, latest = (end.astimezone(SHANGHAI) for end in (interval.earliest, interval.latest))
    if earliest == latest:
        return f"{earliest:%Y-%m-%d %H:%M:%S}"
    if whole := _whole_unit(earliest, latest):
        return whole
    if latest - earliest < timedelta(days=1) and interval.precision in _FINER_THAN_DAY:
        day = "" if earliest.date() == latest.date() else f"{latest:%m-%d} "
        return f"{earliest:%Y-%m-%d %H:%M}..{day}{latest:%H:%M}"
    if earliest.date() == latest.date():
        return f"{earliest:%Y-%m-%d}"
    return f"{earliest:%Y-%m-%d}..{latest:{'%m-%d' if earliest.year == latest.year else '%Y-%m-%d'}}"


def _whole_unit(earliest: datetime, latest: datetime) -> str | None:
    """The one minute, day, month or year that the two ends bound, or None."""
    after = latest + timedelta(seconds=1)
    for unit in ("%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%d %H:%M"):
        begins = datetime.strptime(f"{earliest:{unit}}", unit).replace(tzinfo=SHANGHAI) == earliest
        if begins and f"{earliest:{unit}}" == f"{latest:{unit}}" != f"{after:{unit}}":
            return f"{earliest:{unit}}"
    return None


def in_words(interval: DateInterval) -> str:
    """What is known of an interval's day and time, to follow its short form."""
    earliest, latest = (end.astimezone(SHANGHAI) for end in (interval.earliest, interval.latest))
    if earliest == latest:
        return "exact to the second"
    if earliest.date() != latest.date():
        return f"the day is open: one of {(latest.date() - earliest.date()).days + 1}"
    if f"{earliest:%H:%M}" == f"{latest:%H:%M}":
        return "the minute is known"
    if interval.precision in _FINER_THAN_DAY:
        return "the day is known, the time within bounds"
    return "the day is known, the time is not"


def size(count: int) -> str:
    """Bytes as people say them: ``812 KB``, ``1.4 MB``."""
    if count < 1_000_000:
        return f"{count / 1_000:.0f} KB"
    return f"{count / 1_000_000:.1f} MB" if count < 1_000_000_000 else f"{count / 1_000_000_000:.1f} GB"
