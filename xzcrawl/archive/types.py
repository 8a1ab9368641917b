"""Column types that mean the same on every database, and the names of constraints."""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator, TypeEngine

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
    """An instant: aware in, aware UTC out; a naive one is refused with ``ValueError``.

    What was damaged in the archive and is none comes out as an ``ArchiveError``.

    timestamptz on PostgreSQL; elsewhere text of one width, ``2022-09-24T02:05:33.000000Z``, which sorts
    as the instants do and which any other reader of the file understands.
    """

    impl = String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """timestamptz where the database has it."""
        native = dialect.name == "postgresql"
        return dialect.type_descriptor(DateTime(timezone=True) if native else String(27))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Aware datetime to what the database keeps."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a datetime without time zone cannot be stored: {value!r}")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.isoformat(timespec="microseconds")[:26] + "Z"

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """What the database keeps to an aware datetime in UTC."""
        if value is None:
            return None
        try:
            instant = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise ArchiveError(f"an instant in the archive is unreadable: {value!r}") from error
        return instant.astimezone(UTC)
