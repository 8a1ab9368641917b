"""Reads many rows by key with few statements."""

from collections.abc import Collection, Iterator
from typing import Any, Final

from sqlalchemy import Column, Connection, Row, Select

from xzcrawl.chunks import chunks

#: Keys in one statement: far below the databases' limits (32,766 and 65,535), yet few statements are needed.
KEYS_PER_SELECT: Final = 1_000


def select_in(
    connection: Connection, statement: Select[Any], column: Column[Any], values: Collection[Any]
) -> Iterator[Row[Any]]:
    """The rows of ``statement`` whose ``column`` is one of ``values``."""
    for keys in chunks(values, KEYS_PER_SELECT):
        yield from connection.execute(statement.where(column.in_(keys)))
