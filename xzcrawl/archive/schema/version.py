"""The version of an archive's tables, and whether this xzcrawl can read it."""

from pathlib import Path
from typing import Final

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, inspect, select

from xzcrawl.errors import ArchiveError

MIGRATIONS: Final = Path(__file__).with_name("migrations")
#: Every version that this xzcrawl knows, oldest first, taken from file names: Alembic takes half a second to
#: load.
KNOWN_VERSIONS: Final = tuple(
    sorted(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))
)

#: Alembic's table, as it would make it: it holds the version of all other tables.
versions: Final = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def version_of(connection: Connection) -> str | None:
    """The version of an archive's tables; None if there are no tables yet."""
    if not inspect(connection).has_table(versions.name):
        return None
    return connection.execute(select(versions.c.version_num)).scalar_one_or_none()


def require_known(version: str | None, name: str) -> None:
    """Raise ``ArchiveError`` if a later xzcrawl made the tables of an archive."""
    if version is not None and version not in KNOWN_VERSIONS:
        raise ArchiveError(
            f"the archive at {name} was written by a newer xzcrawl (its version {version}, known here up to"
            f" {KNOWN_VERSIONS[-1]}); update xzcrawl"
        )


def is_outdated(version: str | None, name: str) -> bool:
    """Whether an archive is of an older xzcrawl.

    Raises ``ArchiveError`` for a newer one, and for a database without an archive.
    """
    require_known(version, name)
    if version is None:
        raise ArchiveError(f"{name} is a database without an archive in it; is the address right?")
    return version != KNOWN_VERSIONS[-1]
