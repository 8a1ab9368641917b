"""Addresses, opens and closes the databases of archives. Other parts of the house use only this module."""

from xzcrawl.archive.engine.address import (
    MAIN_NAME,
    file_of,
    index_folder,
    is_sqlite,
    own_path,
    parse_url,
    shown,
)
from xzcrawl.archive.engine.connections import (
    archive_errors,
    close_reading,
    close_writing,
    lock_changes,
    lock_migrations,
    reading_engine,
    snapshot_errors,
    snapshot_folder,
    unsettled,
    warn_unsettled,
    writing_engine,
)

__all__ = [
    "MAIN_NAME",
    "archive_errors",
    "close_reading",
    "close_writing",
    "file_of",
    "index_folder",
    "is_sqlite",
    "lock_changes",
    "lock_migrations",
    "own_path",
    "parse_url",
    "reading_engine",
    "shown",
    "snapshot_errors",
    "snapshot_folder",
    "unsettled",
    "warn_unsettled",
    "writing_engine",
]
