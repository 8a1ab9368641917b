"""Checks whether the values of a table fit its columns."""

from collections.abc import Iterator
from typing import Any, Final

import orjson
from sqlalchemy import Boolean, Column, Connection, Integer, Row, Table, Text, cast, func, or_, select

from xzcrawl.archive.schema.json_values import CHECKS
from xzcrawl.archive.schema.types import Json

#: Rows in memory at a time.
_ROWS: Final = 500


def misshapen(connection: Connection, table: Table) -> Iterator[tuple[str, str]]:
    """The rows with a value of a wrong type or shape, and what is wrong with each.

    SQLite accepts any value in any column; PostgreSQL accepts any JSON.
    """
    if connection.dialect.name == "sqlite":
        yield from _of_other_types(connection, table)
    yield from _of_other_shapes(connection, table)


def _of_other_types(connection: Connection, table: Table) -> Iterator[tuple[str, str]]:
    stored = {column: func.typeof(column) for column in table.c}
    wrong = (type_.not_in((_stored_as(column), "null")) for column, type_ in stored.items())
    statement = select(_name(table), *stored.values()).where(or_(*wrong))
    for row in _rows(connection, statement):
        types: tuple[str, ...] = row[1:]
        for column, type_ in zip(stored, types, strict=True):
            if type_ not in (_stored_as(column), "null"):
                yield f"{table.name} {row[0]}", f"{column.name}: {type_} where {_stored_as(column)} belongs"


def _of_other_shapes(connection: Connection, table: Table) -> Iterator[tuple[str, str]]:
    columns = {column: column.type for column in table.c if isinstance(column.type, Json)}
    statement = select(_name(table), *(cast(column, Text) for column in columns))
    for row in _rows(connection, statement) if columns else ():
        values: tuple[str | None, ...] = row[1:]
        for (column, type_), stored in zip(columns.items(), values, strict=True):
            if not _fits(stored, type_):
                yield f"{table.name} {row[0]}", f"{column.name}: no {type_.shape}"


def _rows(connection: Connection, statement: Any) -> Iterator[Row[Any]]:
    yield from connection.execute(statement, execution_options={"yield_per": _ROWS})


def _name(table: Table) -> Column[Any]:
    """The column that names a row: the first column of the primary key."""
    return next(iter(table.primary_key.columns))


def _stored_as(column: Column[Any]) -> str:
    """The type with which SQLite stores the values of a column."""
    return "integer" if isinstance(column.type, Integer | Boolean) else "text"


def _fits(stored: str | None, type_: Json) -> bool:
    try:
        value = None if stored is None else orjson.loads(stored)
    except ValueError:
        return False
    return value is None or CHECKS[type_.shape](value)
