"""PostgreSQL for tests: schemas of their own in the database that ``XZCRAWL_TEST_POSTGRES`` names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine, create_engine, func, insert, make_url, select, text

from xzcrawl.archive import Archive
from xzcrawl.archive.schema.tables import changes, metadata


@contextmanager
def schema(name: str) -> Iterator[str]:
    """The address of a new schema with nothing in it, which is dropped in the end; skips without a server."""
    server = os.environ.get("XZCRAWL_TEST_POSTGRES")
    if not server:
        pytest.skip("XZCRAWL_TEST_POSTGRES names no PostgreSQL database to test with")
    name = f"xzcrawl_test_{name}_{os.getpid()}"
    engine = create_engine(server)
    try:
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {name}"))
        url = make_url(server).update_query_dict({"options": f"-csearch_path={name}"})
        yield url.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))
        engine.dispose()


class Emptied:
    """An archive whose tables are made once, by the migrations; ``empty`` makes it a new one again."""

    def __init__(self, url: str) -> None:
        self.url = url
        Archive(url, write=True).close()
        self._engine: Engine = create_engine(url)
        with self._engine.begin() as connection:
            self._changes = connection.execute(select(func.count()).select_from(changes)).scalar_one()
            self._emptying = _emptying(connection)

    def empty(self) -> None:
        """Remove every row, begin all numbers with 1, and give the change sequence tokens of its own."""
        with self._engine.begin() as connection:
            connection.exec_driver_sql(self._emptying)
            tokens = [{"token": uuid4().hex, "at": datetime.now(UTC)} for _ in range(self._changes)]
            connection.execute(insert(changes), tokens)

    def close(self) -> None:
        self._engine.dispose()


def _emptying(connection: Connection) -> str:
    """Statements that remove every row and begin all numbers with 1, to be sent together."""
    own = "SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema()"
    return ";".join(
        [
            "SET LOCAL lock_timeout = '20s'",  # of a connection that a test left open
            *(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)),
            *(f"ALTER SEQUENCE {name} RESTART" for name in connection.execute(text(own)).scalars()),
        ]
    )
