"""Creates an archive, or brings it up to date."""

import logging

from sqlalchemy import URL, Connection

from xzcrawl.archive import engine as engines
from xzcrawl.archive.engine.address import file_of, is_sqlite
from xzcrawl.archive.engine.sqlite_file import copy_aside
from xzcrawl.archive.schema.create import create
from xzcrawl.archive.schema.version import KNOWN_VERSIONS, MIGRATIONS, require_known, version_of

_log = logging.getLogger(__name__)


def upgrade(url: URL) -> None:
    """Create the archive if it is missing, or run the migrations that it lacks, in one transaction.

    An existing SQLite archive is copied first, as ``archive.db.before-VERSION``. Raises ``ArchiveError`` if
    the archive is newer than this xzcrawl, is not a database, or cannot be written.
    """
    with engines.archive_errors(url, "open"):
        engine = engines.writing_engine(url, foreign_keys=False)
        close = engines.close_reading  # it does not wait for readers, as long as nothing is written
        try:
            # The copy is made under the write lock, so no other process can update the archive meanwhile.
            with engine.begin() as connection:
                engines.lock_migrations(connection)
                if _upgrade(connection, url):
                    close = engines.close_writing
        finally:
            close(engine, url)
            if close is engines.close_writing:
                engines.warn_unsettled(url)


def _keep_copy(url: URL, version: str) -> None:
    copy = copy_aside(file_of(url), f"before-{KNOWN_VERSIONS[-1]}") if is_sqlite(url) else None
    kept = f"; as it was it lies in {copy}" if copy else ""
    _log.warning("bringing %s from version %s to %s%s", engines.shown(url), version, KNOWN_VERSIONS[-1], kept)


def _upgrade(connection: Connection, url: URL) -> bool:
    """Create the tables, or run the migrations. Returns whether anything was to be done."""
    version = version_of(connection)
    require_known(version, engines.shown(url))
    if version == KNOWN_VERSIONS[-1]:
        return False
    if version is None:
        create(connection)
    else:
        _keep_copy(url, version)
        run_migrations(connection)
    return True


def run_migrations(connection: Connection, to: str = "head") -> None:
    """Run the migrations up to a version."""
    # Alembic takes half a second to load, and hardly any archive needs it
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
