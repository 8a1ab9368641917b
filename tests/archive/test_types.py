"""Instants survive every database and sort as text."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Connection, MetaData, Table, create_engine, insert, select, text
from sqlalchemy.exc import StatementError

from xzcrawl.archive.schema.types import UtcDateTime
from xzcrawl.dates import SHANGHAI

INSTANTS = [
    datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(2022, 9, 24, 0, 0, tzinfo=SHANGHAI),
    datetime(2022, 9, 24, 2, 5, 33, tzinfo=UTC),
    datetime(2022, 9, 24, 2, 5, 33, 1, tzinfo=UTC),
    datetime(2022, 9, 23, 23, 5, 34, tzinfo=timezone(-timedelta(hours=3))),
    datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
]


@pytest.fixture
def table() -> Table:
    return Table("instants", MetaData(), Column("at", UtcDateTime))


@pytest.fixture
def connection(table: Table) -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        table.create(connection)
        yield connection
    engine.dispose()


def test_instants_come_back_equal_in_utc_and_in_order(connection: Connection, table: Table) -> None:
    connection.execute(insert(table), [{"at": instant} for instant in reversed(INSTANTS)])
    back = connection.execute(select(table.c.at).order_by(table.c.at)).scalars().all()
    assert back == INSTANTS
    assert {instant.tzinfo for instant in back} == {UTC}


def test_any_reader_of_the_file_understands_the_text(connection: Connection, table: Table) -> None:
    connection.execute(
        insert(table), [{"at": datetime(2022, 9, 24, 10, 5, 33, tzinfo=SHANGHAI)}, {"at": None}]
    )
    stored = connection.execute(text("SELECT at FROM instants ORDER BY at")).scalars().all()
    assert stored == [None, "2022-09-24T02:05:33.000000Z"]


def test_a_datetime_without_zone_is_refused(connection: Connection, table: Table) -> None:
    with pytest.raises(StatementError, match="without time zone"):
        connection.execute(insert(table), {"at": datetime(2022, 9, 24)})  # noqa: DTZ001
