"""``xzcrawl date`` says what a date text means."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import typer

from xzcrawl.cli.options import AsJson
from xzcrawl.cli.output import in_words, local, print_json, short
from xzcrawl.dates import best_instant, instant, known_precision, parse_date
from xzcrawl.errors import ContradictoryDate, UsageError
from xzcrawl.items import DateInterval


class RoundingName(StrEnum):
    """How a theme's relative clock rounds its figure."""

    HALF_UP = "half-up"
    DOWN = "down"


def date_(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="As on the page, e.g. '10个月前 (09-24)'.")],
    seen_at: Annotated[
        datetime,
        typer.Option(
            metavar="ISO", parser=instant, help="When it was seen; Asia/Shanghai unless it names its zone."
        ),
    ],
    rounding: Annotated[
        RoundingName | None, typer.Option(help="How the site's clock rounds; unknown means either.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say which instants a date text can mean, and how far it is known, as the archive would keep it.

    Exit code 1: the text has no date. 2: it contradicts itself or the clock.

    Examples:
      xzcrawl date '10个月前 (09-24)' --seen-at 2023-07-20T12:00
      xzcrawl date 昨天 --seen-at 2023-07-20T12:00:00+08:00 --json
    """
    try:
        interval = parse_date(text, seen_at, rounding=rounding.value if rounding else None)
    except ContradictoryDate as error:
        raise UsageError(_contradiction(error, seen_at)) from error
    if interval is None:
        if as_json:
            print_json(None)
        typer.echo(f"no date in {text!r}", err=True)
        raise typer.Exit(1)
    known = replace(interval, precision=known_precision(interval, interval.precision))
    if as_json:
        print_json(_object(known, seen_at))
    else:
        _print(known, seen_at)


def _contradiction(error: ContradictoryDate, seen_at: datetime) -> str:
    """The reason and the dates that the text could mean, on one line.

    Dates after ``seen_at`` are named only where there are no others.
    """
    past = [interval for interval in error.candidates if interval.earliest <= seen_at]
    found = past or error.candidates
    texts = {interval.text for interval in found}
    candidates = ", ".join(
        f"{short(interval)} ({interval.text})" if len(texts) > 1 else short(interval) for interval in found
    )
    return f"{error}; candidates: {candidates}" if candidates else str(error)


def _object(interval: DateInterval, seen_at: datetime) -> dict[str, object]:
    return {
        "text": interval.text,
        "seen_at": seen_at,
        "published_at": best_instant(interval),
        "earliest": interval.earliest,
        "latest": interval.latest,
        "precision": interval.precision,
        "width_seconds": int(_width(interval).total_seconds()),
    }


def _width(interval: DateInterval) -> timedelta:
    """The length of the interval, including both of its ends."""
    return interval.latest - interval.earliest + timedelta(seconds=1)


def _print(interval: DateInterval, seen_at: datetime) -> None:
    typer.echo(f"{short(interval)}: {in_words(interval)}")
    typer.echo(f"  earliest   {local(interval.earliest)}")
    typer.echo(f"  latest     {local(interval.latest)}")
    typer.echo(f"  width      {str(_width(interval)).removesuffix(', 0:00:00')}")
    typer.echo(f"  precision  {interval.precision}")
    typer.echo(f"  seen at    {local(seen_at)}  (all times Asia/Shanghai)")
