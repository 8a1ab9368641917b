"""JSON Lines: one article a line."""

from collections.abc import Iterable
from typing import BinaryIO, Final

import orjson

from xzcrawl.archive import ArticleRecord
from xzcrawl.export.format import Dump, Format
from xzcrawl.plain.article_object import article_object


def write(records: Iterable[ArticleRecord], stream: BinaryIO, dump: Dump) -> None:  # noqa: ARG001 - lines have no head
    """Writes every article as one UTF-8 line."""
    for record in records:
        stream.write(orjson.dumps(article_object(record), option=orjson.OPT_APPEND_NEWLINE))


FORMAT: Final = Format(
    "jsonl", "one JSON object a line, all fields", write, "application/x-ndjson; charset=utf-8", "jsonl"
)
