"""JSON: one document around all articles."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO, Final

import orjson

from xzcrawl.archive import ArticleRecord
from xzcrawl.export.article_object import article_object, iso
from xzcrawl.export.format import Dump, Format

SCHEMA: Final = "xzcrawl.dump/1"


def write(records: Iterable[ArticleRecord], stream: BinaryIO, dump: Dump) -> None:
    """Write head, articles (one a line) and foot; the whole is one JSON document."""
    filters = {name: _plain(value) for name, value in dump.filters.items() if value is not None}
    head = {"schema": SCHEMA, "exported_at": iso(dump.exported_at), "filters": filters}
    stream.write(orjson.dumps(head).removesuffix(b"}") + b',"articles":[')
    separator = b"\n"
    for record in records:
        stream.write(separator + orjson.dumps(article_object(record)))
        separator = b",\n"
    stream.write(b"\n]}\n")


def _plain(value: object) -> object:
    """A filter's value as JSON has it: days and instants in ISO 8601."""
    if isinstance(value, datetime) and value.tzinfo:
        return iso(value)
    return value.isoformat() if isinstance(value, date) else value


FORMAT: Final = Format("json", "one JSON document with all fields", write)
