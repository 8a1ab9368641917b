"""Makes the tables of a new archive as the newest version has them. The migrations lead to the same."""

from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, insert, literal_column

from xzcrawl.archive.schema.tables import changes, metadata
from xzcrawl.archive.schema.types import UtcDateTime
from xzcrawl.archive.schema.version import KNOWN_VERSIONS, versions
from xzcrawl.archive.schema.views import create_views

#: Now, as each database keeps an instant.
_NOW: Final = {"sqlite": "strftime('%Y-%m-%dT%H:%M:%S.000000Z', 'now')", "postgresql": "now()"}


def create(connection: Connection) -> None:
    """Creates tables and views in a database that has none, and the first change of the change sequence."""
    metadata.create_all(connection, checkfirst=False)
    create_views(connection)
    now = literal_column(_NOW[connection.dialect.name], UtcDateTime)
    connection.execute(insert(changes).values(token=uuid4().hex, at=now))
    versions.create(connection, checkfirst=True)  # migrations that were all taken back leave it
    connection.execute(insert(versions).values(version_num=KNOWN_VERSIONS[-1]))
