"""``xzcrawl reindex``: make the search index anew; and how commands that search bring it up to date."""

from collections.abc import Iterable

import typer
from rich.console import Console
from rich.progress import track

from xzcrawl.archive import Archive
from xzcrawl.cli.options import DEFAULT_ARCHIVE, ArchiveUrl, IndexDir
from xzcrawl.cli.output import counted
from xzcrawl.search import Entry

#: Seconds for which a command waits for another process that updates the index.
PATIENCE = 10.0
#: Fewer articles are taken in before a bar could be read.
_MANY = 500


def reindex(archive: ArchiveUrl = DEFAULT_ARCHIVE, index: IndexDir = None) -> None:
    """Make the search index anew from the archive.

    It is derived from the archive and keeps up by itself; this is for one that was damaged.

    Until the new one is complete, searches use the old one.
    """
    with Archive(archive, index=index) as opened:
        opened.catch_up(wait=PATIENCE, anew=True, track=_bar)
        typer.echo(f"{counted(opened.count(), 'article')} in the search index")


def catch_up(opened: Archive) -> None:
    """Bring the index up to date before a search, with a bar; says on standard error what it cannot have."""
    behind = opened.catch_up(wait=PATIENCE, track=_bar)
    if behind:
        typer.echo(f"xzcrawl: {behind:,} articles that changed lately are not searched yet", err=True)


def _bar(entries: Iterable[Entry], total: int) -> Iterable[Entry]:
    terminal = Console(stderr=True)
    silent = not terminal.is_interactive or total < _MANY
    return track(entries, "indexing", total, console=terminal, transient=True, disable=silent)
