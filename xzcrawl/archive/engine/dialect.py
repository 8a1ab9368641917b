"""SQL that differs between the two databases."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, text


def size_in_bytes(connection: Connection) -> int:
    """The size of the archive on disk, in bytes."""
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())


def month_of(connection: Connection, instant: ColumnElement[Any]) -> ColumnElement[str]:
    """The month of an instant's column in Asia/Shanghai, ``2022-09``.

    SQLite has no time zones: eight hours are added, right for every day since 1991.
    """
    if connection.dialect.name == "postgresql":
        return func.to_char(func.timezone("Asia/Shanghai", instant), "YYYY-MM")
    return func.strftime("%Y-%m", instant, "+8 hours")


def month_end(connection: Connection, instant: ColumnElement[Any]) -> ColumnElement[datetime]:
    """The end of the month of an instant's column in Asia/Shanghai, in the form of the column.

    NULL for the last month of the year 9999.
    """
    if connection.dialect.name == "postgresql":
        begin = func.date_trunc("month", func.timezone("Asia/Shanghai", instant))
        return func.timezone("Asia/Shanghai", begin + func.make_interval(0, 1))
    return func.strftime(
        "%Y-%m-%dT%H:%M:%S.000000Z", instant, "+8 hours", "start of month", "+1 month", "-8 hours"
    )
