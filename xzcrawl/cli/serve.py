"""``xzcrawl serve`` shows the archive in a browser."""

import secrets
from functools import partial
from typing import Annotated, Final

import typer

from xzcrawl.archive.engine import parse_url, snapshot_folder
from xzcrawl.cli.lock import is_running
from xzcrawl.cli.options import DEFAULT_ARCHIVE, ArchiveUrl, IndexDir, SnapshotDir
from xzcrawl.cli.reindex import catch_up
from xzcrawl.errors import UsageError

#: The fewest characters of a token: a shorter one could be guessed.
_SHORTEST_TOKEN: Final = 16
_MEGABYTE: Final = 1_000_000


def serve(
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; beyond loopback only with a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 for any free one.")] = 8000,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="XZCRAWL_TOKEN",
            metavar="TEXT",
            help="Asked of every reader, as a cookie or a bearer; others on this machine can see arguments.",
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST",
            help="One more host name under which the pages may be read, beside those of loopback.",
        ),
    ] = None,
    export_room: Annotated[
        int,
        typer.Option(
            min=1, metavar="MB", help="Disk that all exports under way may take, until they are sent."
        ),
    ] = 4_000,
    archive: ArchiveUrl = DEFAULT_ARCHIVE,
    snapshots: SnapshotDir = None,
    index: IndexDir = None,
) -> None:
    """Show the archive in a browser: search, articles with their history, a JSON API, feeds.

    Read-only, also while a crawl writes. Ends with Ctrl-C.

    Examples:
      xzcrawl serve
      xzcrawl serve --port 8080 --archive data/demo/archive.db
      XZCRAWL_TOKEN=… xzcrawl serve --host 0.0.0.0 --name archive.example
    """
    room = export_room * _MEGABYTE
    serve_archive(
        archive, snapshots, index, host=host, port=port, token=token, names=name or [], export_room=room
    )


def serve_archive(
    archive: str,
    snapshots: str | None = None,
    index: str | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    token: str | None = None,
    names: list[str] | None = None,
    export_room: int | None = None,
) -> None:
    """Serves an archive's pages until Ctrl-C.

    Raises UsageError for options that would let strangers read.
    """
    from xzcrawl.archive import Archive
    from xzcrawl.web import Access, create_app
    from xzcrawl.web.access import LOOPBACK
    from xzcrawl.web.server import run
    from xzcrawl.web.spool import ROOM

    beyond = host not in LOOPBACK
    _check_token(token, host, beyond)
    access = Access(LOOPBACK | {found.lower() for found in names or []}, token, beyond)
    folder = snapshot_folder(parse_url(archive), snapshots)
    with Archive(archive, index=index) as opened:
        catch_up(opened)
        app = create_app(
            opened,
            folder,
            access=access,
            is_running=partial(is_running, archive),
            export_room=export_room or ROOM,
        )
        run(app, host, port, lambda address: typer.echo(f"{address} (Ctrl-C ends it)", err=True))


def _check_token(token: str | None, host: str, beyond: bool) -> None:
    if token is None and beyond:
        raise UsageError(
            f"--host {host} lets others read: give a token with it, e.g. "
            f"XZCRAWL_TOKEN={secrets.token_urlsafe(24)}"
        )
    if token is not None and (len(token) < _SHORTEST_TOKEN or not token.isascii() or not token.isprintable()):
        raise UsageError(f"the token needs {_SHORTEST_TOKEN} or more printable ASCII characters")
