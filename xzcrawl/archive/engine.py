"""How the archive's databases are opened: the one place that knows SQLite from PostgreSQL."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import orjson
from sqlalchemy import URL, ColumnElement, Connection, Engine, create_engine, event, func, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from xzcrawl.errors import ArchiveError

#: How long one connection waits for another's commit. Commits take milliseconds; only a stuck process or a
#: very slow disk holds the lock longer, and then a clear failure is better than a crawl that hangs.
BUSY_SECONDS: Final = 30.0
#: What SQLite says when that was not enough.
_LOCKED: Final = "database is locked"
#: Any number no other user of the same PostgreSQL server takes: it guards the migrations.
_MIGRATION_LOCK: Final = 0x787A6372
#: Likewise, for the change sequence.
_CHANGE_LOCK: Final = 0x787A6373


def parse_url(text_url: str) -> URL:
    """The archive's address, a URL or the path of a SQLite file; ``ArchiveError`` if it is no usable one."""
    try:
        url = make_url(text_url if "://" in text_url else f"sqlite:///{text_url}")
    except (ArgumentError, ValueError) as error:  # a port that is no number is a ValueError
        raise ArchiveError(
            f"{text_url!r} is no archive address; write sqlite:///path/archive.db or postgresql+psycopg://…"
        ) from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise ArchiveError(f"{shown(url)} is no archive address: SQLite and PostgreSQL are supported")
    if is_sqlite(url) and url.database in (None, "", ":memory:"):
        raise ArchiveError("an archive in memory cannot be kept; write sqlite:///path/archive.db")
    return url


def is_sqlite(url: URL) -> bool:
    """Whether the archive is a SQLite file."""
    return url.get_backend_name() == "sqlite"


def shown(url: URL) -> str:
    """The archive's name in messages: the path of a file, else the URL without its password."""
    return str(url.database) if is_sqlite(url) else url.render_as_string(hide_password=True)


def snapshot_folder(url: URL, given: str | None = None) -> Path:
    """Where an archive's WARC files lie: ``given``, else ``snapshots`` beside its file (or in ``data``)."""
    if given:
        return Path(given)
    return (Path(str(url.database)).absolute().parent if is_sqlite(url) else Path("data")) / "snapshots"


def index_folder(url: URL, given: str | None = None) -> Path:
    """Where an archive's search index is: ``given``, else beside its file (or in ``data``, by server)."""
    if given:
        return Path(given)
    if is_sqlite(url):
        path = Path(str(url.database)).absolute()
        return path.with_name(f"{path.name}.index")
    server = "_".join([url.host or "localhost", *([str(url.port)] if url.port else [])])
    return Path("data") / f"{url.database}@{server}.index"


def reading_engine(url: URL) -> Engine:
    """Connections that cannot write, each transaction one unchanging view, also while a crawl commits."""
    if not is_sqlite(url):
        return _engine(url, isolation_level="REPEATABLE READ").execution_options(postgresql_readonly=True)
    path = Path(str(url.database)).absolute()
    if not path.is_file():
        raise ArchiveError(
            f'no archive at {path}; run "xzcrawl crawl SPIDER" first, or name one with --archive '
            "(the demo's is data/demo/archive.db)"
        )
    query = {"mode": "ro", "uri": "true"} | ({"immutable": "1"} if _is_frozen(path) else {})
    uri = URL.create("sqlite", database=f"file:{quote(str(path))}", query=query)
    return _sqlite_engine(uri, begin="BEGIN")


def _is_frozen(path: Path) -> bool:
    """Whether nobody can be writing the file and SQLite could not make the files beside it that WAL needs."""
    log = path.with_name(path.name + "-wal")
    return not os.access(path.parent, os.W_OK) and not (log.exists() and log.stat().st_size)


def writing_engine(url: URL, *, foreign_keys: bool = True) -> Engine:
    """Connections that write. Migrations take no ``foreign_keys``: SQLite changes a table by copying it."""
    if not is_sqlite(url):
        return _engine(url)
    path = Path(str(url.database)).absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    # WAL lets readers read while a crawl writes; with it, NORMAL loses at most the last commits when the
    # machine loses power, never the file. IMMEDIATE takes the write lock at once, so that a batch which
    # first reads cannot fail half way when another process wrote in between.
    pragmas = ("journal_mode=WAL", "synchronous=NORMAL", f"foreign_keys={'ON' if foreign_keys else 'OFF'}")
    return _sqlite_engine(url.set(database=str(path)), begin="BEGIN IMMEDIATE", pragmas=pragmas)


def _engine(url: URL, **options: Any) -> Engine:
    try:
        # Chinese stays readable in JSON columns, and orjson is several times faster than json.
        return create_engine(
            url,
            json_serializer=lambda value: orjson.dumps(value).decode(),
            json_deserializer=orjson.loads,
            **options,
        )
    except (ModuleNotFoundError, SQLAlchemyError) as error:
        raise ArchiveError(
            f"{shown(url)} cannot be opened ({error}); is xzcrawl[postgres] installed?"
        ) from error


def _sqlite_engine(url: URL, begin: str, pragmas: tuple[str, ...] = ()) -> Engine:
    # isolation_level=None: the driver must not begin transactions by itself, it would begin them too late.
    engine = _engine(url, connect_args={"timeout": BUSY_SECONDS, "isolation_level": None})

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


@contextmanager
def archive_errors(url: URL, doing: str) -> Iterator[None]:
    """What the database refuses becomes an ``ArchiveError`` of one line."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        cause = getattr(error, "orig", None) or error
        first_line = (str(cause).splitlines() or [type(cause).__name__])[0]
        hint = " by another program: try again when it is done" if first_line == _LOCKED else ""
        raise ArchiveError(f"cannot {doing} the archive at {shown(url)}: {first_line}{hint}") from error


@contextmanager
def snapshot_errors(folder: Path, doing: str) -> Iterator[None]:
    """What the folder of snapshots refuses becomes an ``ArchiveError`` that names it: it may be elsewhere."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ArchiveError(f"cannot {doing} the snapshots in {folder}: {reason}") from error


def copy_aside(url: URL, suffix: str) -> Path | None:
    """A whole copy of a SQLite archive beside it, ``archive.db.SUFFIX``; None where it is on a server.

    Safe while others write, for one process at a time; a copy of that name that exists is replaced.
    """
    if not is_sqlite(url):
        return None
    path = Path(str(url.database)).absolute()
    copy, unfinished, journal = (
        path.with_name(f"{path.name}.{suffix}{end}") for end in ("", ".unfinished", ".unfinished-journal")
    )
    for left in (unfinished, journal):  # by a process that was killed over its copy
        left.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as target:
            source.backup(target)
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)
    return copy


def lock_migrations(connection: Connection) -> None:
    """Make a second process that opens a new archive wait (SQLite: its BEGIN IMMEDIATE has done so)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})


def lock_changes(connection: Connection) -> None:
    """Make the transactions that change articles commit in the order of their numbers (SQLite's do)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _CHANGE_LOCK})


def size_in_bytes(connection: Connection) -> int:
    """What the archive takes on disk."""
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())


def month_of(connection: Connection, instant: ColumnElement[Any]) -> ColumnElement[str]:
    """The month of an instant's column in Asia/Shanghai, ``2022-09``.

    SQLite has no time zones: eight hours are added, right for every day since 1991.
    """
    if connection.dialect.name == "postgresql":
        return func.to_char(func.timezone("Asia/Shanghai", instant), "YYYY-MM")
    return func.strftime("%Y-%m", instant, "+8 hours")


def month_end(connection: Connection, instant: ColumnElement[Any]) -> ColumnElement[datetime]:
    """The instant at which that month is over, as the column has it; none for the last month of year 9999."""
    if connection.dialect.name == "postgresql":
        begin = func.date_trunc("month", func.timezone("Asia/Shanghai", instant))
        return func.timezone("Asia/Shanghai", begin + func.make_interval(0, 1))
    return func.strftime(
        "%Y-%m-%dT%H:%M:%S.000000Z", instant, "+8 hours", "start of month", "+1 month", "-8 hours"
    )
