"""Which version of the tables an archive has, and whether this xzcrawl can read it."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from xzcrawl.errors import ArchiveError

MIGRATIONS: Final = Path(__file__).with_name("migrations")
#: Every version this xzcrawl knows, oldest first. Off the file names: loading Alembic takes half a second.
KNOWN_VERSIONS: Final = tuple(
    sorted(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))
)


def version_of(connection: Connection) -> str | None:
    """The version an archive's tables have; None where there are none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def require_known(version: str | None, name: str) -> None:
    """Refuse an archive whose tables a later xzcrawl has made."""
    if version is not None and version not in KNOWN_VERSIONS:
        raise ArchiveError(
            f"the archive at {name} was written by a newer xzcrawl (its version {version}, known here up to"
            f" {KNOWN_VERSIONS[-1]}); update xzcrawl"
        )


def is_outdated(version: str | None, name: str) -> bool:
    """Whether an archive is of an older xzcrawl. Refuses a newer one, and a database without an archive."""
    require_known(version, name)
    if version is None:
        raise ArchiveError(f"{name} is a database without an archive in it; is the address right?")
    return version != KNOWN_VERSIONS[-1]
