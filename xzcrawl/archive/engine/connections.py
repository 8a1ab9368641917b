"""Opens and closes the databases of archives, SQLite and PostgreSQL."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

import orjson
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    NullPool,
    create_engine,
    event,
    inspect,
    text,
)
from sqlalchemy.exc import SQLAlchemyError

from xzcrawl.archive.engine.address import MAIN_NAME, file_of, is_sqlite, own_path, shown
from xzcrawl.archive.engine.sqlite_file import beside, is_frozen, mark, may_write, reading_uri, settle
from xzcrawl.errors import ArchiveError

_log = logging.getLogger(__name__)

#: How long one connection waits for another's commit. Commits take milliseconds; only a stuck process or a
#: very slow disk keeps the lock longer, and then a clear failure is better than a crawl that hangs.
BUSY_SECONDS: Final = 30.0
#: How long a writer waits, at its end, for readers of an older state; others cannot write meanwhile.
SETTLE_SECONDS: Final = 5.0
_LOCKED: Final = "database is locked"
#: How long to wait before the journal is asked for again.
_SHORTLY: Final = 0.02
#: The part of an error's code that all errors of its kind have (sqlite.org/rescode.html).
_PRIMARY: Final = 0xFF
#: Expected errors: a full disk, which the writer has reported; other writers, which leave the file whole.
_EXPECTED: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
#: Characters of a wrong value that an error shows.
_SHOWN: Final = 60
#: The number of the lock on migrations: any that no other user of the same PostgreSQL server takes.
_MIGRATION_LOCK: Final = 0x787A6372
#: The number of the lock on the change sequence, chosen likewise.
_CHANGE_LOCK: Final = 0x787A6373


def snapshot_folder(url: URL, given: str | None = None) -> Path:
    """The folder of an archive's WARC files: ``given``, else its own beside its file (or in ``data``).

    The folder of ``archive.db`` is ``snapshots``. Up to xzcrawl 0.3 all archives in a folder shared that one:
    an archive whose files are there keeps it. Raises ``ArchiveError`` if the archive cannot be read.
    """
    if given:
        return Path(given)
    own, common = own_path(url, "snapshots"), own_path(url, "").parent / "snapshots"
    if is_sqlite(url) and file_of(url).name == MAIN_NAME:
        return common
    return common if common.is_dir() and not own.exists() and _lies_in(url, common) else own


def _lies_in(url: URL, folder: Path) -> bool:
    """Whether the file with the archive's last snapshot is in the folder."""
    if is_sqlite(url) and not file_of(url).is_file():
        return False
    engine = reading_engine(url)
    try:
        with archive_errors(url, "open"), engine.begin() as connection:
            if not inspect(connection).has_table("snapshots"):
                return False
            name = connection.scalar(text("SELECT file FROM snapshots ORDER BY id DESC LIMIT 1"))
    finally:
        close_reading(engine, url)
    return name is not None and any((folder / f"{name}{end}").exists() for end in ("", ".open"))


def reading_engine(url: URL) -> Engine:
    """Connections that cannot write. Each transaction sees one unchanging state, also while a crawl commits.

    Close them with ``close_reading``.
    """
    if not is_sqlite(url):
        return _engine(url, isolation_level="REPEATABLE READ").execution_options(postgresql_readonly=True)
    path = file_of(url)
    if not path.is_file():
        raise ArchiveError(
            f'no archive at {path}; run "xzcrawl crawl SPIDER" first, or give the address of another '
            "(the demo's is data/demo/archive.db)"
        )
    # a user who may not write must check before each transaction in which way the file can be read
    kept = {} if may_write(path) else {"poolclass": NullPool}
    engine = _sqlite_engine(path, begin="BEGIN", pragmas=("query_only=ON",), reads=True, **kept)
    if kept:
        _watch(engine, path)
    return engine


def _watch(engine: Engine, path: Path) -> None:
    """Raise an error if a file changed that was read as one that does not change."""

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.info["mark"] = mark(path) if is_frozen(path) else None

    @event.listens_for(engine, "commit")
    def _commit(connection: Connection) -> None:
        if connection.info["mark"] not in (None, mark(path)):
            raise ArchiveError(f"the archive at {path} was changed while it was read: try again")


def close_reading(engine: Engine, url: URL) -> None:
    """Close the connections, and leave the file whole unless another process prevents it."""
    engine.dispose()
    if is_sqlite(url) and may_write(file_of(url)):
        # a reader reports no failure here, as SQLite reports none when the last connection closes
        with suppress(sqlite3.Error):
            settle(file_of(url), patience=0)


def writing_engine(url: URL, *, foreign_keys: bool = True) -> Engine:
    """Connections that write. Close them with ``close_writing``.

    Migrations switch ``foreign_keys`` off: SQLite changes a table by copying it.
    """
    if not is_sqlite(url):
        return _engine(url)
    path = file_of(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    # WAL lets readers read while a crawl writes; with it, NORMAL loses at most the last commits when the
    # machine loses power, never the file. IMMEDIATE takes the write lock at once, so that a batch which
    # first reads cannot fail half way when another process wrote in between.
    pragmas = ("journal_mode=WAL", "synchronous=NORMAL", f"foreign_keys={'ON' if foreign_keys else 'OFF'}")
    return _sqlite_engine(path, begin="BEGIN IMMEDIATE", pragmas=pragmas)


def close_writing(engine: Engine, url: URL) -> None:
    """Close the connections, and leave one whole file. Raises ``ArchiveError`` (disk full).

    A reader may keep the last changes out of the file for too long to wait for it: see ``unsettled``.
    """
    engine.dispose()
    if is_sqlite(url):
        with archive_errors(url, "write"):
            settle(file_of(url), SETTLE_SECONDS)


def unsettled(url: URL) -> str | None:
    """Why the file of an archive must not be copied alone yet, and what to do; None if it is whole."""
    if not is_sqlite(url) or not may_write(path := file_of(url)):
        return None
    try:
        waiting = settle(path, patience=0)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _EXPECTED:  # an extended code has more bits
            return None
        return f'do not copy {path} yet: it cannot be made whole ({error}); run "xzcrawl verify"'
    if not waiting:
        return None
    log = beside(path, "-wal").name
    return (
        f"do not copy {path} alone yet: a reader that began earlier keeps {waiting} changed pages in {log};"
        f' copy both together, or run "xzcrawl status" once it has ended, which makes {path.name} whole'
    )


def warn_unsettled(url: URL) -> None:
    """Write the result of ``unsettled`` into the log."""
    if warning := unsettled(url):
        _log.warning("%s", warning)


def _engine(url: URL, **options: Any) -> Engine:
    try:
        # Chinese stays readable in JSON columns, and orjson is several times faster than json.
        return create_engine(
            url,
            json_serializer=lambda value: orjson.dumps(value).decode(),
            json_deserializer=_parsed,
            **options,
        )
    except (ModuleNotFoundError, SQLAlchemyError) as error:
        raise ArchiveError(
            f"{shown(url)} cannot be opened ({error}); is xzcrawl[postgres] installed?"
        ) from error


def _parsed(stored: Any) -> Any:
    try:
        return orjson.loads(stored)
    except ValueError as error:
        raise ArchiveError(f"the archive is damaged: {repr(stored)[:_SHOWN]} is not JSON") from error


def _sqlite_engine(
    path: Path, begin: str, pragmas: tuple[str, ...], *, reads: bool = False, **options: Any
) -> Engine:
    def connect() -> sqlite3.Connection:
        # isolation_level=None: the driver must not begin transactions itself, because it does so too late
        uri = reading_uri(path) if reads else path
        return sqlite3.connect(
            uri, uri=reads, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )

    engine = _engine(URL.create("sqlite", database=str(path)), creator=connect, **options)

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in pragmas:
            _set(connection, pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _set(connection: sqlite3.Connection, pragma: str) -> None:
    """Run a pragma. A change of the journal fails at once where another process is about to make it too."""
    until = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & _PRIMARY == sqlite3.SQLITE_BUSY
            if not is_busy or monotonic() > until:
                raise
            sleep(_SHORTLY)
        else:
            return


@contextmanager
def archive_errors(url: URL, doing: str) -> Iterator[None]:
    """Turn errors of the database into an ``ArchiveError`` of one line; ``doing`` is the verb in it."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        cause = getattr(error, "orig", None) or error
        first_line = (str(cause).splitlines() or [type(cause).__name__])[0]
        hint = " by another program: try again when it is done" if first_line == _LOCKED else ""
        raise ArchiveError(f"cannot {doing} the archive at {shown(url)}: {first_line}{hint}") from error


@contextmanager
def snapshot_errors(folder: Path, doing: str) -> Iterator[None]:
    """Turn errors of the folder of snapshots into an ``ArchiveError`` that names it: it may be elsewhere."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ArchiveError(f"cannot {doing} the snapshots in {folder}: {reason}") from error


def lock_migrations(connection: Connection) -> None:
    """Make a second process that opens a new archive wait (on SQLite, BEGIN IMMEDIATE has done so)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})


def lock_changes(connection: Connection) -> None:
    """Make the transactions that change articles commit in the order of their numbers (on SQLite they do)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _CHANGE_LOCK})
