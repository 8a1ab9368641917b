"""``xzcrawl status --check`` says, for monitors, whether the crawls of all sites go well."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import typer

from xzcrawl.archive import Archive
from xzcrawl.cli.lock import is_running
from xzcrawl.cli.output import print_json
from xzcrawl.outcome import Standing, standing
from xzcrawl.plain.standing_object import standing_object

#: The exit code where a site is not well; an unhealthy run has the same.
NOT_WELL = 3


def standings(archive: Archive, url: str, site: str | None, max_age: timedelta) -> list[Standing]:
    """The state of the crawls of each site now, or of one ``site`` (a key)."""
    now = datetime.now(UTC)
    return [
        standing(each, running=is_running(url, each.site.key), now=now, max_age=max_age)
        for each in archive.crawls()
        if site in (None, each.site.key)
    ]


def check(archive: Archive, url: str, site: str | None, days: float, *, as_json: bool) -> None:
    """Prints a line for each site that is not well, and ends with 3 where there is one, else with 0."""
    found = standings(archive, url, site, timedelta(days=days))
    if as_json:
        print_json([standing_object(one) for one in found])
    else:
        typer.echo("\n".join(_lines(found) or [_no_run(archive, site)]))
    raise typer.Exit(0 if found and all(one.is_well for one in found) else NOT_WELL)


def _lines(found: Sequence[Standing]) -> list[str]:
    if all(one.is_well for one in found):
        return [f"all well: {', '.join(one.site for one in found)}"] if found else []
    return [f"{one.site}: {'; '.join(one.problems)}{_hint(one)}" for one in found if one.problems]


def _no_run(archive: Archive, site: str | None) -> str:
    known = ", ".join(each.site.key for each in archive.crawls())
    if not known:
        return "no run: nothing was ever crawled into this archive"
    return f"no run of {site}; the archive's sites are: {known}"


def _hint(one: Standing) -> str:
    if one.articles or one.outcome == "running":
        return ""
    return f" (it never gave an article: if its address is wrong, xzcrawl site remove {one.site})"
