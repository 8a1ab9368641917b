"""Reading many rows by key with few statements."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Column, Connection, Row, Select

_T = TypeVar("_T")

#: Keys in one statement: far below the databases' limits (32,766 and 65,535), yet a batch needs few.
KEYS_PER_SELECT: Final = 1_000


def select_in(
    connection: Connection, statement: Select[Any], column: Column[Any], values: Collection[Any]
) -> Iterator[Row[Any]]:
    """The rows of ``statement`` whose ``column`` is one of ``values``."""
    for keys in chunks(values, KEYS_PER_SELECT):
        yield from connection.execute(statement.where(column.in_(keys)))


def chunks(values: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """The values in order, ``size`` at a time."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk
