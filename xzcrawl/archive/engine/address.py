"""The address of an archive, a URL or a path, and the files and folders beside it. Nothing is opened here."""

import os
import re
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from xzcrawl.archive.engine.sqlite_file import beside
from xzcrawl.errors import ArchiveError

#: The default name of an archive. An archive of this name has its WARC files in ``snapshots``.
MAIN_NAME: Final = "archive.db"
#: The beginning of a URL, which no path has.
_SCHEME: Final = re.compile(r"[A-Za-z][\w+.-]*://")


def parse_url(text_url: str) -> URL:
    """The address of an archive, given as a URL or as the path of a SQLite file.

    A text that does not begin like a URL is a path; none of its characters has a special meaning. Raises
    ``ArchiveError`` if the address cannot be used.
    """
    if not _SCHEME.match(text_url):
        return _checked(URL.create("sqlite", database=text_url))
    try:
        url = make_url(text_url)
    except (ArgumentError, ValueError) as error:  # a port that is not a number raises ValueError
        raise ArchiveError(
            f"{text_url!r} is not the address of an archive; write sqlite:///path/archive.db or"
            " postgresql+psycopg://…"
        ) from error
    if is_sqlite(url) and "?" in text_url:  # SQLAlchemy drops text after it that is not an option
        raise ArchiveError(f"{text_url} has options, and SQLite takes none here: write ? in a path as %3F")
    return _checked(url)


def _checked(url: URL) -> URL:
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise ArchiveError(
            f"{shown(url)} is not the address of an archive: SQLite and PostgreSQL are supported"
        )
    if is_sqlite(url):
        _require_path(url, url.database or "")
        if Path(str(url.database)).is_symlink():  # what belongs to the archive stands beside the file itself
            url = url.set(database=os.path.realpath(str(url.database)))
    return url


def _require_path(url: URL, database: str) -> None:
    """Refuse addresses for which SQLAlchemy would open another file than the intended one, or no file."""
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
    """The folder of an archive's search index: ``given``, else beside its file (for a server in ``data``)."""
    return Path(given) if given else own_path(url, "index")


def own_path(url: URL, name: str) -> Path:
    """A path named after an archive: ``archive.db.NAME`` beside its file, or ``data/DATABASE@HOST.NAME``."""
    if is_sqlite(url):
        return beside(file_of(url), f".{name}")
    server = "_".join([url.host or "localhost", *([str(url.port)] if url.port else [])])
    return Path("data") / f"{url.database}@{server}.{name}"
