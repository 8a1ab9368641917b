"""CSV that Excel opens correctly: UTF-8 with BOM, CRLF, quotes where needed, and on demand dates for it."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO, Final

from xzcrawl.archive import ArticleRecord
from xzcrawl.dates import SHANGHAI
from xzcrawl.export.format import Dates, Dump, Format
from xzcrawl.fields import FIELDS, INSTANTS, iso

#: The fields that fit a cell. ``html`` and ``snapshot`` do not; jsonl has them.
_COLUMNS: Final = tuple((field, field.kind.cell) for field in FIELDS if field.kind.cell is not None)

#: A cell that begins like this runs as a formula in a spreadsheet (OWASP, "CSV Injection"; the full-width
#: signs do so in Chinese and Japanese versions), and what a site published must never run.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(records: Iterable[ArticleRecord], stream: BinaryIO, dump: Dump) -> None:
    """Writes a header row and one row per article, in the order of the records."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        text.write("\ufeff")
        rows = csv.writer(text, lineterminator="\r\n")
        rows.writerow([field.name for field, _ in _COLUMNS])
        rows.writerows(_cells(record, dump.dates) for record in records)
    finally:
        text.detach()


def _cells(record: ArticleRecord, dates: Dates) -> Iterator[object]:
    instant = _spreadsheet_date if dates == "spreadsheet" else iso
    for field, cell in _COLUMNS:
        value = getattr(record, field.name)
        yield _cell(instant(value) if field.name in INSTANTS else cell(value))


def _spreadsheet_date(instant: datetime | None) -> str | None:
    """An instant as Excel and LibreOffice read it in every language: Asia/Shanghai, no ``T``, no offset."""
    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" if instant else None


def _cell(value: object) -> object:
    """The value of a cell: lists joined by "; ", an apostrophe before text that would run as a formula."""
    if isinstance(value, list | tuple):
        value = "; ".join(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


FORMAT: Final = Format(
    "csv",
    "a table for spreadsheets",
    write,
    "text/csv; charset=utf-8",
    "csv",
    takes=frozenset({"dates"}),
)
