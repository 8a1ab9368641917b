"""Column types that mean the same on every database, and the names of constraints."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from xzcrawl.archive.schema.json_values import CHECKS
from xzcrawl.errors import ArchiveError

#: A 64-bit row id that SQLite still treats as its rowid (only a plain INTEGER is one).
RowId = BigInteger().with_variant(Integer(), "sqlite")


#: Every constraint has a name, or a later migration could not drop it.
CONSTRAINT_NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. It takes an aware datetime and gives an aware one in UTC.

    A naive datetime raises ``ValueError``. A damaged value in the archive raises ``ArchiveError``.

    The column is timestamptz on PostgreSQL. Elsewhere it is text of one width,
    ``2022-09-24T02:05:33.000000Z``, which sorts like the instants, and which other programs can read.
    """

    impl = String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the column: timestamptz if the database has it."""
        native = dialect.name == "postgresql"
        return dialect.type_descriptor(DateTime(timezone=True) if native else String(27))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Turn an aware datetime into the value that the database stores."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a datetime without time zone cannot be stored: {value!r}")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.isoformat(timespec="microseconds")[:26] + "Z"

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:  # noqa: ARG002
        """The function that turns what the database stores into an aware datetime in UTC.

        ``process_result_value`` would be called by another function for each value.
        """
        return _instant


def _instant(value: Any) -> datetime | None:
    if value is None:
        return None
    try:
        instant = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ArchiveError(f"an instant in the archive is unreadable: {value!r}") from error
    return instant if instant.tzinfo is UTC else instant.astimezone(UTC)


#: Characters of a wrong value that an error shows.
_SHOWN: Final = 60


class Json(TypeDecorator[Any]):
    """A value of a shape in ``json_values``. A damaged value in the archive raises ``ArchiveError``."""

    impl = JSON
    cache_ok = True

    def __init__(self, shape: str) -> None:
        super().__init__()
        self.shape = shape
        self._fits = CHECKS[shape]

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        """The value as it was written."""
        if value is None or self._fits(value):
            return value
        raise ArchiveError(f"the archive is damaged: {self.shape} expected, found {repr(value)[:_SHOWN]}")
