"""``xzcrawl reindex`` makes the search index again; ``catch_up`` updates it for commands that search."""

from collections.abc import Iterable

import typer
from rich.console import Console

from xzcrawl.archive import Archive
from xzcrawl.cli.options import DEFAULT_ARCHIVE, ArchiveUrl, IndexDir
from xzcrawl.cli.output import counted
from xzcrawl.search import Entry

#: Seconds for which a command waits for another process that updates the index.
PATIENCE = 10.0
#: Fewer articles than this are indexed too fast for a progress bar.
_MANY = 500


def reindex(archive: ArchiveUrl = DEFAULT_ARCHIVE, index: IndexDir = None) -> None:
    """Make the search index again from the archive.

    It is derived from the archive and follows it by itself; this is for an index that was damaged.

    Until the new one is complete, searches use the old one.
    """
    with Archive(archive, index=index) as opened:
        opened.catch_up(wait=PATIENCE, rebuild=True, track=_bar)
        typer.echo(f"{counted(opened.count(), 'article')} in the search index")


def catch_up(opened: Archive) -> None:
    """Updates the index before a search, with a progress bar.

    Says on standard error how many changed articles the search will miss.
    """
    behind = opened.catch_up(wait=PATIENCE, track=_bar)
    if behind:
        typer.echo(f"xzcrawl: {behind:,} articles that changed lately are not searched yet", err=True)


def _bar(entries: Iterable[Entry], total: int) -> Iterable[Entry]:
    from rich.progress import track  # most commands that search have nothing to add to the index

    terminal = Console(stderr=True)
    silent = not terminal.is_interactive or total < _MANY
    return track(entries, "indexing", total, console=terminal, transient=True, disable=silent)
