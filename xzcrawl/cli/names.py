"""Names that an archive does not have: that it has none such, and which were perhaps meant."""

from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import Final

import typer

from xzcrawl.archive import Archive, Filters
from xzcrawl.archive.filters import Names
from xzcrawl.archive.overview import Overview
from xzcrawl.errors import UsageError

#: Names that are offered at most.
_OFFERED: Final = 3


def no_site(site: str, known: Collection[str]) -> UsageError:
    """That there is no such site, with those there are."""
    return UsageError(f"no site {site!r} in the archive; its sites are: {', '.join(known) or 'none'}")


def require_site(archive: Archive, site: str | None) -> None:
    """Raise ``UsageError`` for a site that was never crawled."""
    known = [each.site.key for each in archive.crawls()]
    if site is not None and site not in known:
        raise no_site(site, known)


def say_unknown(archive: Archive, filters: Filters) -> None:
    """Say on standard error of each name that no article of the archive has, which come near to it."""
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
    return f"; there are {', '.join(filter(None, known))}" if len(known) <= _OFFERED and any(known) else ""
