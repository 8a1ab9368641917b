"""The index: a folder of tantivy's, derived from the archive, that finds articles by what they say."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Final
from uuid import uuid4

import orjson
import tantivy
from filelock import FileLock, Timeout

from xzcrawl.errors import SearchIndexError
from xzcrawl.search.entry import FORM, Entry, document, schema
from xzcrawl.search.reader import IndexReader, State, faults

#: Bytes of memory and threads of the writer: to take a few changes in, and to make a whole index.
_SMALL: Final = (30_000_000, 1)
_LARGE: Final = (400_000_000, 2)
#: The name of a folder that holds an index (``uuid4().hex``).
_OURS: Final = re.compile(r"[0-9a-f]{32}")


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
        self.folder = folder
        self._schema = schema()
        self._opened: tuple[_Pointer, tantivy.Index] | None = None

    @property
    def state(self) -> State | None:
        """How far the index goes; None where there is none of today's form."""
        pointer = self._pointer()
        return pointer.state if pointer else None

    def reader(self) -> IndexReader:
        """The index as it was committed last."""
        with faults(self.folder, "read"):
            pointer = self._pointer()
            if pointer is None:
                raise SearchIndexError(f"there is no search index in {self.folder} yet: run xzcrawl reindex")
            try:
                searcher = self._open(pointer).searcher()
            except ValueError:
                if self._pointer() == pointer:
                    raise
                return self.reader()  # another has taken its place meanwhile
        return IndexReader(self.folder, pointer.state, self._schema, searcher)

    @contextmanager
    def lock(self, timeout: float) -> Iterator[bool]:
        """Hold the right to update, once it is free; False where it is not within ``timeout`` seconds."""
        with faults(self.folder, "write"):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "lock", timeout=timeout)
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
        name = pointer.folder if pointer and not anew else uuid4().hex
        with faults(self.folder, "write"):
            try:
                self._write(entries, _Pointer(FORM, name, state), _LARGE if anew else _SMALL)
            finally:
                self._tidy()

    def _write(self, entries: Iterable[Entry], pointer: _Pointer, size: tuple[int, int]) -> None:
        folder = self.folder / pointer.folder
        folder.mkdir(exist_ok=True)
        index = tantivy.Index(self._schema, str(folder))
        writer, last = index.writer(*size), _last_id(index)
        try:
            for entry in entries:
                if entry.id <= last:  # looking for what is not there takes longer than adding it
                    writer.delete_documents_by_term("id", entry.id)
                writer.add_document(document(entry, self._schema))
            writer.commit()
            self._point(pointer)
        finally:
            # A merge of segments outlives the writer, and would remove files that the next one commits.
            writer.wait_merging_threads()

    def _tidy(self) -> None:
        """Remove the index that was before, or what was not completed; whatever else is there stays."""
        pointer = self._pointer()
        for path in self.folder.iterdir():
            if _OURS.fullmatch(path.name) and not (pointer and path.name == pointer.folder):
                rmtree(path, ignore_errors=True)  # who reads it may make a file in it just now: next time

    def _pointer(self) -> _Pointer | None:
        pointer = self._pointed()
        if pointer is None or (self.folder / pointer.folder).is_dir():
            return pointer
        return None if self._pointed() == pointer else self._pointer()  # it was replaced just now

    def _pointed(self) -> _Pointer | None:
        try:
            held = orjson.loads((self.folder / "state.json").read_bytes())
            pointer = _Pointer(held["form"], held["folder"], State(**held["state"]))
        except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
            return None  # none, or what is left of one: it is made anew
        return pointer if pointer.form == FORM else None

    def _point(self, pointer: _Pointer) -> None:
        unfinished = self.folder / "state.json.new"
        unfinished.write_bytes(orjson.dumps(pointer))
        unfinished.replace(self.folder / "state.json")

    def _open(self, pointer: _Pointer) -> tantivy.Index:
        if self._opened is None or self._opened[0].folder != pointer.folder:
            index = tantivy.Index.open(str(self.folder / pointer.folder))
        else:
            index = self._opened[1]
            if self._opened[0] != pointer:
                index.reload()
        self._opened = pointer, index
        return index


def _last_id(index: tantivy.Index) -> int:
    """The largest id of an entry; 0 without any."""
    # four times as quick as a search for the one that comes first; exact up to 2^53
    largest = {"largest": {"max": {"field": "id"}}}
    found = index.searcher().aggregate(tantivy.Query.all_query(), largest)
    return int(found["largest"]["value"] or 0)
