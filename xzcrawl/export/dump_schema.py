"""The JSON Schema of the dump: ``python -m xzcrawl.export.dump_schema`` prints ``docs/dump.schema.json``."""

import json
from typing import Any, Final

from xzcrawl.export import json_document
from xzcrawl.fields import FIELDS
from xzcrawl.plain import article_object

_DEFINITIONS: Final[dict[str, Any]] = {
    "texts": {"type": "array", "items": {"type": "string"}},
    "url": {"type": "string", "pattern": "^https?://"},
    "instant": {
        "description": "ISO 8601 with offset, Asia/Shanghai, to the second.",
        "type": "string",
        "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+\d{2}:\d{2}$",
    },
    "instant_or_null": {"anyOf": [{"$ref": "#/$defs/instant"}, {"type": "null"}]},
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}


def dump_schema() -> dict[str, Any]:
    """The schema: ``#/$defs/article`` is a line of jsonl, ``#/$defs/dump`` the json document."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:xzcrawl:dump:1",
        "title": "The dump of an xzcrawl archive",
        "description": "A line of jsonl is #/$defs/article, the json document is #/$defs/dump."
        " docs/archive.md explains the fields.",
        "oneOf": [{"$ref": "#/$defs/article"}, {"$ref": "#/$defs/dump"}],
        "$defs": {"dump": _dump(), "article": _article(), **_DEFINITIONS},
    }


def _dump() -> dict[str, Any]:
    return _object(
        "All articles in one document, by id.",
        {
            "schema": {"const": json_document.SCHEMA},
            "exported_at": {"$ref": "#/$defs/instant"},
            "filters": {
                "description": "The filters that were given, by name; days and instants in ISO 8601.",
                "type": "object",
                "additionalProperties": {"type": ["string", "integer", "boolean"]},
            },
            "articles": {"type": "array", "items": {"$ref": "#/$defs/article"}},
        },
    )


def _article() -> dict[str, Any]:
    fields = {field.name: field.schema for field in FIELDS}
    return _object(
        "An article as the archive holds it.", {"schema": {"const": article_object.SCHEMA}, **fields}
    )


def _object(about: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": about,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


if __name__ == "__main__":
    print(json.dumps(dump_schema(), indent=2, ensure_ascii=False))  # noqa: T201
