"""Bringing an archive into being, or up to date."""

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection

from xzcrawl.archive import engine as engines
from xzcrawl.archive.schema import KNOWN_VERSIONS, MIGRATIONS, require_known, version_of


def upgrade(url: URL) -> None:
    """Create what is missing and run every migration, in one transaction.

    Raises ``ArchiveError`` where the archive is newer than this xzcrawl, is no database or cannot be written.
    """
    with engines.archive_errors(url, "open"):
        engine = engines.writing_engine(url, foreign_keys=False)
        try:
            with engine.begin() as connection:
                engines.lock_migrations(connection)
                _upgrade(connection, engines.shown(url))
        finally:
            engine.dispose()


def _upgrade(connection: Connection, name: str) -> None:
    version = version_of(connection)
    require_known(version, name)
    if version == KNOWN_VERSIONS[-1]:
        return
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
