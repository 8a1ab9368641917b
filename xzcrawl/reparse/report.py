"""The report of a reparse: the changes that it made, or would make in a dry run."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from xzcrawl.archive.records import SnapshotRecord
from xzcrawl.archive.reparse_source import PUBLISHED
from xzcrawl.archive.reparse_writer import Reparsed
from xzcrawl.dates import SHANGHAI
from xzcrawl.diff import compare, count_changed

#: Characters of a value that are shown.
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs, with short forms of its old and new value.

    For a text these are the numbers of clauses removed and added.
    """

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article that differs: its id in the archive, its URL, and the fields that differ."""

    id: int
    url: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A snapshot that could not be read: its place as ``FILE@OFFSET``, its URL, and the reason."""

    where: str
    url: str
    why: str


@dataclass(slots=True)
class ReparseReport:
    """Counts, how many articles differ in each field, and the snapshots that could not be read.

    ``counts``: ``articles``, ``snapshots`` read, ``changed`` articles, ``revisions`` written (in a dry run:
    to write), ``without_snapshot``.
    """

    counts: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    unreadable: list[Unreadable] = field(default_factory=list)

    def takes(self, snapshot: SnapshotRecord, problem: str | None) -> bool:
        """Record that a snapshot was read, or why it could not be read. Returns whether it was read."""
        self.counts["snapshots"] += problem is None
        if problem is not None:
            where = f"{snapshot.file}@{snapshot.offset}"
            self.unreadable.append(Unreadable(where, snapshot.url, problem))
        return problem is None

    def note(self, one: Reparsed) -> None:
        """Count the result for an article."""
        self.counts["articles"] += 1
        self.counts["changed"] += one.is_changed
        self.counts["revisions"] += one.is_revision
        self.counts["without_snapshot"] += one.stored.snapshot_id is None
        self.fields.update(change.field for change in differences(one).fields)


def differences(one: Reparsed) -> ArticleChange:
    """The changes of an article, field by field. All ``published_*`` are one field; so are the readings."""
    return ArticleChange(one.stored.id, one.stored.url, tuple(_fields(one)))


def _fields(one: Reparsed) -> Iterator[FieldChange]:
    old, new = one.stored.values, {**one.stored.values, **one.values}
    for name in (name for name in one.values if name not in PUBLISHED):
        if name == "text":
            removed, added = count_changed(compare(old[name], new[name]))
            yield FieldChange(name, f"{removed} clauses", f"{added} clauses")
        elif name == "html":
            yield FieldChange(name, f"{len(old[name])} characters", f"{len(new[name])} characters")
        else:
            yield FieldChange(name, _short(old[name]), _short(new[name]))
    if not one.values.keys().isdisjoint(PUBLISHED):
        yield FieldChange("published", _published(old), _published(new))
    if one.corrected or one.added:
        yield FieldChange("readings", f"{len(one.corrected)} corrected", f"{len(one.added)} added")


def _short(value: Any) -> str:
    text = ", ".join(map(_item, value)) if isinstance(value, list) else str("-" if value is None else value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _item(value: Any) -> str:
    """A member of a list in words: a name, a link, a line that was cut out, an image, or a listing."""
    if isinstance(value, Mapping):
        return str(value.get("title", value.get("text")))
    return value if isinstance(value, str) else " ".join(value)


def _published(values: Mapping[str, Any]) -> str:
    earliest, latest = values["published_earliest"], values["published_latest"]
    if earliest is None:
        return "-"
    first, last = (f"{end.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" for end in (earliest, latest))
    doubt = ", contradicted" if values["published_contradicted"] else ""
    said = f"{values['published_precision']}, {values['published_source']}, {values['published_text']}"
    return f"{first}..{last} ({said}{doubt})"
