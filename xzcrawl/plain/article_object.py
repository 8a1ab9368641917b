"""One article as the JSON object of the dump, ``xzcrawl.article/1`` (``docs/archive.md``)."""

from typing import Any, Final

from xzcrawl.archive import ArticleRecord
from xzcrawl.fields import FIELDS

SCHEMA: Final = "xzcrawl.article/1"
_VALUES: Final = tuple((field.name, field.kind.json) for field in FIELDS)


def article_object(record: ArticleRecord) -> dict[str, Any]:
    """The object, with its keys in the documented order."""
    return {"schema": SCHEMA, **{name: json(getattr(record, name)) for name, json in _VALUES}}
