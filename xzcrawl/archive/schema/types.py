"""Column types that mean the same on every database, and the names of constraints."""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, String
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


_INSTANTS: Final = {"earliest": str, "latest": str, "text": (str, None)}
#: What a JSON column holds, by name. ``[x]`` is a list of x, ``[x, y]`` one of just these two, ``{str: x}`` a
#: mapping to x, any other mapping has just these names; ``(x, y)`` is one of these.
SHAPES: Final[dict[str, Any]] = {
    "texts": [str],
    "pairs": [[str, str]],
    "links": [{"url": str, "title": str}],
    "removed lines": [{"text": str, "rule": str}],
    "counts": {str: (int, float)},
    "versions": {str: (str, None)},
    "findings": [{"rule": str, "message": str, "pages": [str]}],
    "zones": (
        {"pages": int, "feed": (None, [int, int]), "cached": bool},
        {"pages": int, "feed": (None, [int, int])},  # as earlier runs noted them
    ),
    "details": (
        {"from": (_INSTANTS, None), "to": (_INSTANTS, None)},
        {"how": str, "status": (int, None), "last_seen_at": str},
        {"gone_at": (str, None)},
    ),
}
#: Of a value that is told as wrong.
_SHOWN: Final = 60


class Json(TypeDecorator[Any]):
    """A value of one of the ``SHAPES``. What was damaged in the archive comes out as an ``ArchiveError``."""

    impl = JSON
    cache_ok = True

    def __init__(self, shape: str) -> None:
        super().__init__()
        self.shape = shape

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        """The value, as it was written."""
        if value is None or fits(value, SHAPES[self.shape]):
            return value
        raise ArchiveError(f"the archive is damaged: {self.shape} expected, found {repr(value)[:_SHOWN]}")


def fits(value: Any, shape: Any) -> bool:
    """Whether a value read from JSON is of a shape (see ``SHAPES``)."""
    if isinstance(shape, tuple):
        return any(fits(value, one) for one in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and _fits_each(value, shape)
    if isinstance(shape, dict):
        return isinstance(value, dict) and _fits_names(value, shape)
    return value is None if shape is None else type(value) is shape


def _fits_each(value: list[Any], shape: list[Any]) -> bool:
    if len(shape) == 1:
        return all(fits(one, shape[0]) for one in value)
    return len(value) == len(shape) and all(map(fits, value, shape))


def _fits_names(value: dict[str, Any], shape: dict[Any, Any]) -> bool:
    if str in shape:
        return all(fits(one, shape[str]) for one in value.values())
    return value.keys() == shape.keys() and all(fits(value[name], shape[name]) for name in shape)
