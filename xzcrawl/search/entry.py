"""The entry of an article in the index, and the fields of tantivy in which it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import tantivy

from xzcrawl.search.tokens import tokens

#: The version of the fields and their contents, folded texts included. An index of another form is rebuilt.
FORM: Final = 2
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_YEAR_ONE: Final = int((_EPOCH - datetime(1, 1, 1, tzinfo=UTC)).total_seconds())
_INSTANTS: Final = ("published_at", "published_earliest", "published_latest", "change_at")
_NAMES: Final = ("site", "category", "author", "tag")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as the index stores it. Instants are aware, None where unknown.

    ``change_at`` is the instant at which the archive stored the last change of the article.
    """

    id: int
    title: str
    text: str
    site: str
    category: str | None
    author: str | None
    tags: Sequence[str]
    published_at: datetime | None
    published_earliest: datetime | None
    published_latest: datetime | None
    change_at: datetime | None
    is_gone: bool


def schema() -> tantivy.Schema:
    """The fields of the index: those of ``Entry``, ``content`` (title and text), ``newest`` to sort by."""
    builder = tantivy.SchemaBuilder()
    # not unsigned: tantivy 0.27 for Python finds no unsigned term to delete, and reports no error
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("newest", fast=True)
    for name in ("title", "content"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in _NAMES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _INSTANTS:
        builder.add_integer_field(name, fast=True)
    builder.add_boolean_field("is_gone", indexed=True)
    return builder.build()


def document(entry: Entry, schema: tantivy.Schema) -> tantivy.Document:
    """An entry as a document of the index."""
    title, text = tokens(entry.title), tokens(entry.text)
    instants = {name: getattr(entry, name) for name in _INSTANTS}
    values: dict[str, Any] = {
        "id": entry.id,
        "newest": _newest(entry),
        "title": title,
        "content": [title, text],
        "site": entry.site,
        "tag": list(entry.tags),
        "is_gone": entry.is_gone,
        **{name: microseconds(instant) for name, instant in instants.items() if instant},
    }
    values |= {name: value for name in ("category", "author") if (value := getattr(entry, name)) is not None}
    return tantivy.Document.from_dict(values, schema)


def _newest(entry: Entry) -> int:
    """A number to sort by date, then id: seconds since the year 1 (0 without a date), 24 bits of the id."""
    moment = entry.published_at
    seconds = 0 if moment is None else microseconds(moment) // 1_000_000 + _YEAR_ONE
    return (seconds << 24) | (entry.id & 0xFFFFFF)


def microseconds(instant: datetime) -> int:
    """An aware instant in Unix time, in microseconds."""
    return (instant - _EPOCH) // timedelta(microseconds=1)
