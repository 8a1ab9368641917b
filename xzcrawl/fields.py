"""The fields of an article: one table from which every dump is made.

JSON, CSV, Parquet, Scrapy's own feed exports and ``docs/dump.schema.json`` take the fields, their order and
the form of their values from it. ``docs/archive.md`` explains each field.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, get_args

from xzcrawl import dates
from xzcrawl.archive.records import NameSource, SnapshotRecord
from xzcrawl.items import Image, Link, Precision, ReadBy, ReadingSource, Removed


def as_it_is(value: Any) -> Any:
    """Returns the value, for fields that have the same form in a record and in a dump."""
    return value


@dataclass(frozen=True, slots=True)
class ValueKind:
    """The form of the values of a field.

    ``schema`` describes them for JSON Schema. ``arrow`` takes the module ``pyarrow`` and returns their type.
    ``json`` turns the value of a record into JSON. ``cell`` turns it into the cell of a table, a text or a
    list of texts; it is None for a field that is not written into tables.
    """

    schema: Mapping[str, Any]
    arrow: Callable[[Any], Any]
    json: Callable[[Any], Any] = as_it_is
    cell: Callable[[Any], Any] | None = as_it_is


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in every dump and on ``ArticleRecord``, and its kind.

    ``about`` is its description in the JSON Schema. ``of_page`` is true where the value follows from one page
    of the article; Scrapy's feed has only these fields.
    """

    name: str
    kind: ValueKind
    about: str = ""
    of_page: bool = True

    @property
    def schema(self) -> dict[str, Any]:
        """The field in the JSON Schema."""
        return ({"description": self.about} if self.about else {}) | dict(self.kind.schema)


def iso(instant: datetime | None) -> str | None:
    """An aware instant in ISO 8601, in Asia/Shanghai with its offset, to the second; None stays None."""
    return dates.iso(instant) if instant else None


def snapshot_object(snapshot: SnapshotRecord | None) -> dict[str, Any] | None:
    """The place of the page that something was read from; None where the page was not kept."""
    if snapshot is None:
        return None
    return {
        "file": snapshot.file,
        "offset": snapshot.offset,
        "length": snapshot.length,
        "sha256": snapshot.payload_sha256,
    }


def _images(images: Sequence[Image]) -> list[dict[str, str]]:
    return [{"url": image.url, "alt": image.alt} for image in images]


def _named(links: Sequence[Link]) -> list[dict[str, str]]:
    return [{"url": link.url, "name": link.title} for link in links]


def _removed(removed: Sequence[Removed]) -> list[dict[str, str]]:
    return [{"text": cut.text, "rule": cut.rule} for cut in removed]


def _urls(links: Sequence[Link | Image]) -> list[str]:
    return [link.url for link in links]


def _texts_of(removed: Sequence[Removed]) -> list[str]:
    return [cut.text for cut in removed]


def _text(pa: Any) -> Any:
    return pa.string()


def _number(pa: Any) -> Any:
    return pa.int64()


def _list_of_texts(pa: Any) -> Any:
    return pa.list_(pa.string())


def _instant(pa: Any) -> Any:
    return pa.timestamp("us", tz="Asia/Shanghai")


def _list_of_pairs(*names: str) -> Callable[[Any], Any]:
    return lambda pa: pa.list_(pa.struct(dict.fromkeys(names, pa.string())))


def _snapshot(pa: Any) -> Any:
    text, number = pa.string(), pa.int64()
    return pa.struct({"file": text, "offset": number, "length": number, "sha256": text})


def _object(properties: Mapping[str, Any], kinds: object = "object") -> dict[str, Any]:
    return {
        "type": kinds,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list_of(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _one_of(choices: object) -> ValueKind:
    return ValueKind({"enum": [*get_args(choices), None]}, _text)


def _counted(least: int, **more: Any) -> ValueKind:
    return ValueKind({"type": "integer", "minimum": least} | more, _number)


_URL: Final = {"$ref": "#/$defs/url"}
_SHA256: Final = {"$ref": "#/$defs/sha256"}
_TEXT: Final = {"type": "string"}
_NOT_EMPTY: Final = {"type": "string", "minLength": 1}
_TEXT_OR_NONE: Final = ValueKind({"type": ["string", "null"]}, _text)
_TEXTS: Final = ValueKind({"$ref": "#/$defs/texts"}, _list_of_texts)
INSTANT: Final = ValueKind({"$ref": "#/$defs/instant"}, _instant, iso)
INSTANT_OR_NONE: Final = ValueKind({"$ref": "#/$defs/instant_or_null"}, _instant, iso)
_SNAPSHOT: Final = {
    "file": {"description": "A WARC file in the folder of snapshots."} | _NOT_EMPTY,
    "offset": {"type": "integer", "minimum": 0},
    "length": {"type": "integer", "minimum": 1},
    "sha256": {"description": "Over the body as received."} | _SHA256,
}

#: The fields in the order of the dump. A new one comes last, before ``snapshot``.
FIELDS: Final[Sequence[Field]] = (
    Field("id", _counted(1), "The archive's own number.", of_page=False),
    Field(
        "site",
        ValueKind({"type": "string", "pattern": r"^[^/\s]+$"}, _text),
        "The host of the site, with its port where that is not 80.",
    ),
    Field("url", ValueKind(_URL, _text)),
    Field("source_id", ValueKind(_NOT_EMPTY, _text), "The id of the site's own system."),
    Field("title", ValueKind(_NOT_EMPTY, _text)),
    Field("author", _TEXT_OR_NONE),
    Field("category", _TEXT_OR_NONE),
    Field("breadcrumbs", _TEXTS),
    Field("tags", _TEXTS),
    Field(
        "views",
        ValueKind({"type": ["integer", "null"], "minimum": 0}, _number),
        "As the page counted them when it was last read.",
    ),
    Field(
        "published_at", INSTANT_OR_NONE, "The best single instant: of a known day without a time, its 00:00."
    ),
    Field("published_earliest", INSTANT_OR_NONE, "Not published before this second."),
    Field("published_latest", INSTANT_OR_NONE, "Not published after this second."),
    Field("published_precision", _one_of(Precision)),
    Field("published_text", _TEXT_OR_NONE, "The date as the page wrote it."),
    Field("published_source", _one_of(ReadingSource), of_page=False),
    Field(
        "text",
        ValueKind({"type": "string", "not": {"pattern": r"^\n|\n\n|\n$"}}, _text),
        'A line a paragraph, heading, list item, or table row (cells joined by " | "); no empty lines.',
    ),
    Field("html", ValueKind(_TEXT, _text, cell=None), "The sanitised body."),
    Field(
        "images",
        ValueKind(
            _list_of(_object({"url": _URL, "alt": _TEXT})), _list_of_pairs("url", "alt"), _images, _urls
        ),
    ),
    Field(
        "related",
        ValueKind(_list_of(_URL), _list_of_texts, _urls, _urls),
        "What the related block linked to when the page was last read.",
    ),
    Field(
        "removed",
        ValueKind(
            _list_of(_object({"text": _TEXT, "rule": _TEXT})),
            _list_of_pairs("text", "rule"),
            _removed,
            _texts_of,
        ),
        "What was cut out of the body as boilerplate, and by which rule.",
    ),
    Field("first_seen_at", INSTANT, of_page=False),
    Field("last_seen_at", INSTANT, of_page=False),
    Field("changed_at", INSTANT, "When title or text were found changed last.", of_page=False),
    Field("gone_at", INSTANT_OR_NONE, "When it was first missed; null while it is there.", of_page=False),
    Field("revision", _counted(1), "The number of this version of title and text.", of_page=False),
    Field(
        "content_sha256",
        ValueKind(_SHA256, _text),
        "Over title, a newline, and text, in UTF-8.",
        of_page=False,
    ),
    Field("extractor", ValueKind(_NOT_EMPTY, _text), "The version that read the page.", of_page=False),
    Field(
        "author_source",
        _one_of(NameSource),
        "What names the author: the article's page, or the list that shows it.",
        of_page=False,
    ),
    Field(
        "category_source",
        _one_of(NameSource),
        "What names the category: the article's page, or the list that shows it.",
        of_page=False,
    ),
    Field(
        "attachments",
        ValueKind(
            _list_of(_object({"url": _URL, "name": _TEXT})), _list_of_pairs("url", "name"), _named, _urls
        ),
        "Files that the article links, with the words of the link, and its videos and players.",
    ),
    Field(
        "read_by",
        ValueKind({"enum": [*get_args(ReadBy)]}, _text),
        "What read the page: its site's family, or the generic reader, whose values are only probable.",
    ),
    Field(
        "origin",
        _TEXT_OR_NONE,
        "Whom the article is from (来源): as its page shows, else as it tells machines.",
    ),
    Field(
        "stated_origin",
        _TEXT_OR_NONE,
        "Whom the article is from, as its page tells machines (ContentSource).",
    ),
    Field(
        "snapshot",
        ValueKind(_object(_SNAPSHOT, ["object", "null"]), _snapshot, snapshot_object, cell=None),
        "Where the page lies that the article was read from; null where it was not kept.",
        of_page=False,
    ),
)
#: The names of the fields that are instants.
INSTANTS: Final = tuple(field.name for field in FIELDS if field.kind in (INSTANT, INSTANT_OR_NONE))
