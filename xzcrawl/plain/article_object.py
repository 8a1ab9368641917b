"""One article as the JSON object of the dump, ``xzcrawl.article/1`` (``docs/archive.md``)."""

from operator import attrgetter
from typing import Any, Final

from xzcrawl.archive import ArticleRecord
from xzcrawl.fields import FIELDS, as_it_is

SCHEMA: Final = "xzcrawl.article/1"
_NAMES: Final = tuple(field.name for field in FIELDS)
_values: Final = attrgetter(*_NAMES)
#: The values that JSON has in another form than the record.
_OTHERWISE: Final = tuple(
    (field.name, field.kind.json) for field in FIELDS if field.kind.json is not as_it_is
)


def article_object(record: ArticleRecord) -> dict[str, Any]:
    """The object, with its keys in the documented order."""
    found = {"schema": SCHEMA, **dict(zip(_NAMES, _values(record), strict=True))}
    for name, json in _OTHERWISE:
        found[name] = json(found[name])
    return found
