"""CSV that Excel opens rightly: UTF-8 with BOM, CRLF, quotes where needed; on demand its dates too."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO, Final

from xzcrawl.archive import ArticleRecord
from xzcrawl.dates import SHANGHAI
from xzcrawl.export.article_object import INSTANTS, article_object
from xzcrawl.export.format import Dates, Dump, Format

#: The dump's fields that fit a cell, in its order. ``html`` and ``snapshot`` do not: take jsonl for them.
COLUMNS: Final = (
    "id",
    "site",
    "url",
    "source_id",
    "title",
    "author",
    "category",
    "breadcrumbs",
    "tags",
    "views",
    "published_at",
    "published_earliest",
    "published_latest",
    "published_precision",
    "published_text",
    "published_source",
    "text",
    "images",
    "related",
    "removed",
    "first_seen_at",
    "last_seen_at",
    "changed_at",
    "gone_at",
    "revision",
    "content_sha256",
    "extractor",
    "author_source",
    "category_source",
)

#: A cell that begins like this runs as a formula in a spreadsheet (OWASP, "CSV Injection"; the full-width
#: signs do so in Chinese and Japanese versions), and what a site published must never run.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(records: Iterable[ArticleRecord], stream: BinaryIO, dump: Dump) -> None:
    """Write a header row and a row an article, in the order of the records."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        text.write("\ufeff")
        rows = csv.writer(text, lineterminator="\r\n")
        rows.writerow(COLUMNS)
        rows.writerows(_cells(record, dump.dates) for record in records)
    finally:
        text.detach()


def _cells(record: ArticleRecord, dates: Dates) -> Iterator[object]:
    values = article_object(record)
    if dates == "spreadsheet":
        values |= {name: _spreadsheet_date(getattr(record, name)) for name in INSTANTS}
    values["images"] = [image.url for image in record.images]
    values["removed"] = [cut.text for cut in record.removed]
    return (_cell(values[name]) for name in COLUMNS)


def _spreadsheet_date(instant: datetime | None) -> str | None:
    """As Excel and LibreOffice take it for a date in every language: local time, no ``T``, no offset."""
    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" if instant else None


def _cell(value: object) -> object:
    """Numbers as they are, lists joined by "; ", text that would run as a formula behind an apostrophe."""
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
