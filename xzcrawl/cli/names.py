"""Reports names that an archive does not have, and suggests similar ones, or those that it has."""

from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import Final

import typer

from xzcrawl.archive import Archive, Filters
from xzcrawl.archive.filters import Names
from xzcrawl.archive.overview import Overview
from xzcrawl.errors import UsageError

#: The most names that are suggested.
_OFFERED: Final = 3


def no_site(site: str, known: Collection[str]) -> UsageError:
    """The error for a site that the archive does not have; its text names the sites that it has."""
    return UsageError(f"no site {site!r} in the archive; its sites are: {', '.join(known) or 'none'}")


def require_site(archive: Archive, site: str | None) -> None:
    """Raises ``UsageError`` for a site that was never crawled."""
    known = [each.site.key for each in archive.crawls()]
    if site is not None and site not in known:
        raise no_site(site, known)


def say_unknown(archive: Archive, filters: Filters) -> None:
    """Reports on standard error each filter's name that no article has, with similar names."""
    for line in _unknown(archive, filters):
        typer.echo(f"xzcrawl: {line}", err=True)


def _unknown(archive: Archive, filters: Filters) -> Iterator[str]:
    overview = Overview(archive.database)
    known: dict[str, tuple[Names | None, Callable[[], Sequence[str]]]] = {
        "category": (filters.get("category"), lambda: [one.name or "" for one in overview.categories()]),
        "tag": (filters.get("tag"), lambda: [one.name or "" for one in overview.tags()]),
        "author": (filters.get("author"), lambda: [one.name or "" for one in overview.authors()]),
        "site": (filters.get("site"), lambda: [one.key for one in archive.stats().sites]),
    }
    for kind, (given, names) in known.items():
        for name in [given] if isinstance(given, str) else given or ():
            if name not in (there := names()):
                yield f"the archive has no {kind} {name!r}{_instead(name, there)}"


def _instead(name: str, known: Sequence[str]) -> str:
    parts = [one for one in known if one and (name in one or one in name)]
    nearest = get_close_matches(name, known, _OFFERED) or parts[:_OFFERED]
    if nearest:
        return f"; did you mean {' or '.join(nearest)}?"
    named = [one for one in known if one]
    rest = f" and {len(named) - _OFFERED:,} more" if len(named) > _OFFERED else ""
    return f"; there are {', '.join(named[:_OFFERED])}{rest}" if named else ""
