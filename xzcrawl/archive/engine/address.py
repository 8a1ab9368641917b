"""Where an archive is: its address, a URL or a path, and what belongs beside it. Nothing is opened here."""

import os
import re
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from xzcrawl.archive.engine.sqlite_file import beside
from xzcrawl.errors import ArchiveError

#: An archive of this name, which is the default, has its WARC files in ``snapshots``.
MAIN_NAME: Final = "archive.db"
#: How a URL begins, and a path does not.
_SCHEME: Final = re.compile(r"[A-Za-z][\w+.-]*://")


def parse_url(text_url: str) -> URL:
    """The archive's address, a URL or the path of a SQLite file; ``ArchiveError`` if it is no usable one.

    A text that does not begin as a URL does is a path, each of its characters as it stands.
    """
    if not _SCHEME.match(text_url):
        return _checked(URL.create("sqlite", database=text_url))
    try:
        url = make_url(text_url)
    except (ArgumentError, ValueError) as error:  # a port that is no number is a ValueError
        raise ArchiveError(
            f"{text_url!r} is no archive address; write sqlite:///path/archive.db or postgresql+psycopg://…"
        ) from error
    if is_sqlite(url) and "?" in text_url:  # SQLAlchemy drops what is no option behind it
        raise ArchiveError(f"{text_url} has options, and SQLite takes none here: write ? in a path as %3F")
    return _checked(url)


def _checked(url: URL) -> URL:
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise ArchiveError(f"{shown(url)} is no archive address: SQLite and PostgreSQL are supported")
    if is_sqlite(url):
        _require_path(url, url.database or "")
    return url


def _require_path(url: URL, database: str) -> None:
    """Refuse what SQLAlchemy would take for another file than the one that was meant, or for none."""
    if url.host or url.username or url.port:
        raise ArchiveError(f"{url} names a host, and SQLite has none: write sqlite:/// and then the path")
    if database in ("", ":memory:"):
        raise ArchiveError("an archive in memory cannot be kept; write sqlite:///path/archive.db")
    if "\0" in database:
        raise ArchiveError("no path holds the character NUL: look at the %00 in the archive's address")
    if database.endswith(os.sep) or Path(database).is_dir():
        raise ArchiveError(f"{database} is a folder: name the archive's file in it, such as archive.db")


def is_sqlite(url: URL) -> bool:
    """Whether the archive is a SQLite file."""
    return url.get_backend_name() == "sqlite"


def file_of(url: URL) -> Path:
    """The file of a SQLite archive, from the root of the file system."""
    return Path(str(url.database)).absolute()


def shown(url: URL) -> str:
    """The archive's name in messages: the path of a file, else the URL without its password."""
    return str(url.database) if is_sqlite(url) else url.render_as_string(hide_password=True)


def index_folder(url: URL, given: str | None = None) -> Path:
    """Where an archive's search index is: ``given``, else beside its file (or in ``data``, by server)."""
    return Path(given) if given else own_path(url, "index")


def own_path(url: URL, name: str) -> Path:
    """What is named after an archive: ``archive.db.NAME`` beside its file, ``data/DATABASE@HOST.NAME``."""
    if is_sqlite(url):
        return beside(file_of(url), f".{name}")
    server = "_".join([url.host or "localhost", *([str(url.port)] if url.port else [])])
    return Path("data") / f"{url.database}@{server}.{name}"
