"""JSON: one document with all articles."""

from collections.abc import Iterable
from typing import BinaryIO, Final

import orjson

from xzcrawl.archive import ArticleRecord
from xzcrawl.export.format import Dump, Format
from xzcrawl.fields import iso
from xzcrawl.plain.article_object import article_object

SCHEMA: Final = "xzcrawl.dump/1"


def write(records: Iterable[ArticleRecord], stream: BinaryIO, dump: Dump) -> None:
    """Writes head, articles (one a line) and foot, which together are one JSON document."""
    head = {"schema": SCHEMA, "exported_at": iso(dump.exported_at), "filters": dump.given()}
    stream.write(orjson.dumps(head).removesuffix(b"}") + b',"articles":[')
    separator = b"\n"
    for record in records:
        stream.write(separator + orjson.dumps(article_object(record)))
        separator = b",\n"
    stream.write(b"\n]}\n")


FORMAT: Final = Format("json", "one JSON document with all fields", write, "application/json", "json")
