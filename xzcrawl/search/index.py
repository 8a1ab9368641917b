"""The index: a folder of tantivy's, derived from the archive, that finds articles by what they say."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from typing import Any, Final, Literal
from uuid import uuid4

import orjson
import tantivy
from filelock import FileLock, Timeout

from xzcrawl.errors import SearchIndexError
from xzcrawl.search.lookup import Scope, matching, ranked
from xzcrawl.search.query import Query
from xzcrawl.search.tokens import tokens

Sort = Literal["relevance", "date"]

#: What an index holds and how; one of another form is made anew.
FORM: Final = 2
#: Bytes of memory and threads of the writer: to take a few changes in, and to make a whole index.
_SMALL: Final = (30_000_000, 1)
_LARGE: Final = (400_000_000, 2)
#: Segments from which on it is worth waiting until some are merged: each is searched by itself.
_SEGMENTS: Final = 16
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_YEAR_ONE: Final = int((_EPOCH - datetime(1, 1, 1, tzinfo=UTC)).total_seconds())
_INSTANTS: Final = ("published_at", "published_earliest", "published_latest", "changed_at")
_NAMES: Final = ("site", "category", "author", "tag")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index holds of an article; instants are aware, None where unknown."""

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
    changed_at: datetime
    is_gone: bool


@dataclass(frozen=True, slots=True)
class State:
    """Up to which change of which archive an index goes: the change's number, and a token only it has."""

    change: int
    token: str


@dataclass(frozen=True, slots=True)
class Match:
    """An article that was found; ``score`` is None where they are sorted by date."""

    id: int
    score: float | None


@dataclass(frozen=True, slots=True)
class _Pointer:
    """Which folder is the index, of which form it is, and its state: what the file ``state.json`` holds."""

    form: int
    folder: str
    state: State


class Index:
    """An index in ``folder``, made by the first ``update``. Many processes may read, one at a time updates.

    ``state.json`` says which folder in it holds the index and how far that goes; it is replaced after each
    commit. So a process that is killed leaves an index that is whole, and at worst takes changes in twice.
    Raises ``SearchIndexError`` for what cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self._home = folder
        self._schema = _schema()
        self._opened: tuple[_Pointer, tantivy.Index] | None = None

    @property
    def state(self) -> State | None:
        """How far the index goes; None where there is none of today's form."""
        pointer = self._pointer()
        return pointer.state if pointer else None

    def search(
        self, query: Query, scope: Scope, sort: Sort, limit: int, offset: int
    ) -> tuple[int, list[Match]]:
        """How many match, and those from ``offset`` on: the best first, or those published last."""
        ranks = sort == "relevance"
        lookup = (ranked if ranks else matching)(self._schema, query, scope)
        with self._faults("read"):
            searcher = self._searcher()
            order = None if ranks else "newest"
            found: Any = searcher.search(lookup, max(limit, 1), order_by_field=order, offset=offset)
            hits = found.hits[:limit]
            ids = _ids(searcher, hits)
        return found.count, [
            Match(id_, score if ranks else None) for id_, (score, _) in zip(ids, hits, strict=True)
        ]

    def ids(self, query: Query, scope: Scope, *, newest_first: bool = False) -> list[int]:
        """All that match, in ascending order or those published last first."""
        order = ("newest", tantivy.Order.Desc) if newest_first else ("id", tantivy.Order.Asc)
        with self._faults("read"):
            searcher = self._searcher()
            lookup, every = matching(self._schema, query, scope), max(searcher.num_docs, 1)
            found = searcher.search(lookup, every, order_by_field=order[0], order=order[1])
            return _ids(searcher, found.hits)

    @contextmanager
    def lock(self, timeout: float) -> Iterator[bool]:
        """Hold the right to update, once it is free; False where it is not within ``timeout`` seconds."""
        with self._faults("write"):
            self._home.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._home / "lock", timeout=timeout)
            try:
                lock.acquire()
            except Timeout:
                yield False
                return
        try:
            yield True
        finally:
            lock.release()

    def update(self, entries: Iterable[Entry], state: State, *, anew: bool) -> None:
        """Take entries in, each in place of the one with its id, and be at ``state``; hold the lock for it.

        ``anew`` makes another index, which takes the old one's place when it is complete.
        """
        pointer = self._pointer()
        with self._faults("write"):
            name = pointer.folder if pointer and not anew else uuid4().hex
            folder = self._home / name
            folder.mkdir(exist_ok=True)
            index = tantivy.Index(self._schema, str(folder))
            writer = index.writer(*(_LARGE if anew else _SMALL))
            for entry in entries:
                if not anew:
                    writer.delete_documents_by_term("id", entry.id)
                writer.add_document(_document(entry, self._schema))
            writer.commit()
            self._point(_Pointer(FORM, name, state))
            index.reload()
            if anew or index.searcher().num_segments > _SEGMENTS:
                writer.wait_merging_threads()
            for old in self._home.iterdir():
                if old.is_dir() and old.name != name:
                    rmtree(old)

    def _pointer(self) -> _Pointer | None:
        try:
            held = orjson.loads((self._home / "state.json").read_bytes())
            pointer = _Pointer(held["form"], held["folder"], State(**held["state"]))
        except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
            return None  # none, or what is left of one: it is made anew
        return pointer if pointer.form == FORM and (self._home / pointer.folder).is_dir() else None

    def _point(self, pointer: _Pointer) -> None:
        unfinished = self._home / "state.json.new"
        unfinished.write_bytes(orjson.dumps(pointer))
        unfinished.replace(self._home / "state.json")

    def _searcher(self) -> tantivy.Searcher:
        """Of the index as it was committed last."""
        pointer = self._pointer()
        if pointer is None:
            raise SearchIndexError(f"there is no search index in {self._home} yet: run xzcrawl reindex")
        if self._opened is None or self._opened[0].folder != pointer.folder:
            index = tantivy.Index.open(str(self._home / pointer.folder))
        else:
            index = self._opened[1]
            if self._opened[0] != pointer:
                index.reload()
        self._opened = pointer, index
        return index.searcher()

    @contextmanager
    def _faults(self, doing: str) -> Iterator[None]:
        """What the file system or tantivy (ValueError) refuses becomes a ``SearchIndexError``."""
        try:
            yield
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else None
            what = f"cannot {doing} the search index in {self._home}: {reason or error}"
            raise SearchIndexError(
                f"{what} (xzcrawl reindex makes another; --index names another folder)"
            ) from error


def _ids(searcher: tantivy.Searcher, hits: Sequence[tuple[Any, tantivy.DocAddress]]) -> list[int]:
    values = searcher.fast_field_values("id", [address for _, address in hits])
    return [int(value) for value in values if value is not None]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # not unsigned: tantivy 0.27 for Python finds no such term to delete, and says nothing
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


def _document(entry: Entry, schema: tantivy.Schema) -> tantivy.Document:
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
    """Sorts by date (none comes first), then by id: seconds since the year 1, and 24 bits of the id."""
    moment = entry.published_at
    seconds = 0 if moment is None else microseconds(moment) // 1_000_000 + _YEAR_ONE
    return (seconds << 24) | (entry.id & 0xFFFFFF)


def microseconds(instant: datetime) -> int:
    """An aware instant in Unix time."""
    return (instant - _EPOCH) // timedelta(microseconds=1)
