"""Parquet: a table with typed columns for pandas, DuckDB, Polars and Spark. It needs the extra pyarrow."""

from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from xzcrawl.archive import ArticleRecord
from xzcrawl.chunks import chunks
from xzcrawl.export.format import Dump, Format
from xzcrawl.fields import FIELDS, INSTANTS
from xzcrawl.plain.article_object import SCHEMA, article_object

#: So many articles become columns at a time, and so many of these batches make a row group: columns take less
#: memory than records.
BATCH: Final = 100
_BATCHES: Final = 10


def write(records: Iterable[ArticleRecord], stream: BinaryIO, dump: Dump) -> None:  # noqa: ARG001 - see _schema
    """Writes one row per article: the fields of the dump, instants to the microsecond, lists and structs."""
    from pyarrow import Table, concat_tables
    from pyarrow.parquet import ParquetWriter

    schema = _schema()
    tables = (Table.from_pylist(rows, schema) for rows in chunks(map(_row, records), BATCH))
    with ParquetWriter(stream, schema, compression="zstd") as writer:
        for group in chunks(tables, _BATCHES):
            writer.write_table(concat_tables(group))


def _row(record: ArticleRecord) -> dict[str, Any]:
    return article_object(record) | {name: getattr(record, name) for name in INSTANTS}


def _schema() -> Any:
    """The columns in the dump's order. The time of the export is left out, as it would change the bytes."""
    import pyarrow as pa

    columns = [(field.name, field.kind.arrow(pa)) for field in FIELDS]
    return pa.schema(columns, metadata={"schema": SCHEMA})


FORMAT: Final = Format(
    "parquet",
    "a typed table for pandas, DuckDB, Polars",
    write,
    "application/vnd.apache.parquet",
    "parquet",
    packed=True,
    needs="pyarrow",
)
