"""The search index: a folder of tantivy, derived from the archive, that finds articles by their words."""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from time import sleep
from typing import Final
from uuid import uuid4

import orjson
import tantivy

from xzcrawl.errors import SearchIndexError
from xzcrawl.search.entry import FORM, Entry, document, schema
from xzcrawl.search.reader import IndexReader, State, faults

#: Bytes of memory and threads of the writer, for adding a few changes and for building a whole index.
_SMALL: Final = (30_000_000, 1)
_LARGE: Final = (400_000_000, 2)
#: Files of tantivy's that it makes for its own user alone, and those of its locks.
_PRIVATE: Final = ("meta.json", ".managed.json")
_LOCKS: Final = ".tantivy-*.lock"
#: Seconds between two tries to open an index that its owner changes.
_PAUSE: Final = 0.2
#: The name of a folder that contains an index (``uuid4().hex``).
_OURS: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class _Pointer:
    """The content of the file ``state.json``: the form of the index, the folder it is in, and its state."""

    form: int
    folder: str
    state: State


class Index:
    """An index in ``folder``, made by the first ``update``. Many processes may read, one at a time updates.

    ``state.json`` names the subfolder with the index and the last change in it; it is replaced after each
    commit. So a process that is killed leaves a whole index; at worst, changes are added twice. Raises
    ``SearchIndexError`` if the index cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._schema = schema()
        self._opened: tuple[_Pointer, tantivy.Index] | None = None

    @property
    def state(self) -> State | None:
        """The last change that the index contains; None if there is no index of today's form."""
        pointer = self._pointer()
        return pointer.state if pointer else None

    def reader(self) -> IndexReader:
        """The index as it was committed last."""
        with faults(self.folder, "read"):
            pointer = self._pointer()
            if pointer is None:
                raise SearchIndexError(f"there is no search index in {self.folder} yet: run xzcrawl reindex")
            try:
                searcher = self._searcher(pointer)
            except (ValueError, FileNotFoundError):
                if self._pointer() == pointer:
                    raise
                return self.reader()  # another index has replaced it meanwhile
        return IndexReader(self.folder, pointer.state, self._schema, searcher)

    @contextmanager
    def lock(self, timeout: float) -> Iterator[bool]:
        """Take the lock for updates. Gives False if it does not become free within ``timeout`` seconds."""
        from filelock import FileLock, Timeout  # slow to load, and readers seldom need it

        with faults(self.folder, "write"):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "lock", timeout=timeout)
            try:
                lock.acquire()
            except Timeout:
                yield False
                return
            if pointer := self._pointer():  # a process that was killed may have left some private
                _let_read(self.folder / pointer.folder)
        try:
            yield True
        finally:
            lock.release()

    def update(self, entries: Iterable[Entry], state: State, *, rebuild: bool) -> None:
        """Add entries, each in place of the one with its id, and store ``state``. The caller has the lock.

        ``rebuild`` builds another index, which replaces the old one when it is complete.
        """
        pointer = self._pointer()
        name = pointer.folder if pointer and not rebuild else uuid4().hex
        with faults(self.folder, "write"):
            try:
                self._write(entries, _Pointer(FORM, name, state), _LARGE if rebuild else _SMALL)
            finally:
                self._tidy()

    def _write(self, entries: Iterable[Entry], pointer: _Pointer, size: tuple[int, int]) -> None:
        folder = self.folder / pointer.folder
        folder.mkdir(exist_ok=True)
        index = tantivy.Index(self._schema, str(folder))
        writer, last = index.writer(*size), _last_id(index)
        try:
            for entry in entries:
                if entry.id <= last:  # looking for an entry that is not there takes longer than adding it
                    writer.delete_documents_by_term("id", entry.id)
                writer.add_document(document(entry, self._schema))
            writer.commit()
            _let_read(folder)
            self._point(pointer)
        finally:
            # A merge of segments goes on after the writer, and would remove files that the next one commits.
            writer.wait_merging_threads()
            _let_read(folder)

    def _tidy(self) -> None:
        """Remove the previous index, or an incomplete one. Other files in the folder stay."""
        pointer = self._pointer()
        for path in self.folder.iterdir():
            if _OURS.fullmatch(path.name) and not (pointer and path.name == pointer.folder):
                # a reader may make a file in it just now; then the next update removes it
                rmtree(path, ignore_errors=True)

    def _pointer(self) -> _Pointer | None:
        pointer = self._pointed()
        if pointer is None or (self.folder / pointer.folder).is_dir():
            return pointer
        return None if self._pointed() == pointer else self._pointer()  # it was replaced just now

    def _pointed(self) -> _Pointer | None:
        try:
            stored = orjson.loads((self.folder / "state.json").read_bytes())
            pointer = _Pointer(stored["form"], stored["folder"], State(**stored["state"]))
        except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
            return None  # there is no file, or it is damaged: the index is rebuilt
        return pointer if pointer.form == FORM else None

    def _point(self, pointer: _Pointer) -> None:
        unfinished = self.folder / "state.json.new"
        unfinished.write_bytes(orjson.dumps(pointer))
        unfinished.replace(self.folder / "state.json")

    def _searcher(self, pointer: _Pointer) -> tantivy.Searcher:
        folder = self.folder / pointer.folder
        return (
            self._open(pointer).searcher() if os.access(folder, os.W_OK) else _searcher_without_lock(folder)
        )

    def _open(self, pointer: _Pointer) -> tantivy.Index:
        if self._opened is None or self._opened[0].folder != pointer.folder:
            index = tantivy.Index.open(str(self.folder / pointer.folder))
        else:
            index = self._opened[1]
            if self._opened[0] != pointer:
                index.reload()
        self._opened = pointer, index
        return index


def _let_read(folder: Path) -> None:
    """Give all files of an index the mode of those that tantivy makes as the user's umask says."""
    for lock in folder.glob(_LOCKS):
        for file in filter(Path.exists, (folder / name for name in _PRIVATE)):
            file.chmod(lock.stat().st_mode)


def _searcher_without_lock(folder: Path, more_tries: int = 4) -> tantivy.Searcher:
    """A searcher for who may not write in the folder: to open an index there tantivy takes a lock."""
    with TemporaryDirectory(prefix="xzcrawl-index-") as place:
        links = Path(place, "index")
        links.mkdir()
        for file in set(folder.iterdir()) - set(folder.glob(_LOCKS)):
            (links / file.name).symlink_to(file.absolute())
        try:
            return tantivy.Index.open(str(links)).searcher()  # which has all files open from now on
        except ValueError:  # its owner changes it just now
            if not more_tries:
                raise
        finally:
            links.rename(Path(place, "read"))  # a thread of tantivy's would make a lock while it is removed
    sleep(_PAUSE)
    return _searcher_without_lock(folder, more_tries - 1)


def _last_id(index: tantivy.Index) -> int:
    """The largest id of an entry; 0 if there are no entries."""
    # four times as quick as a sorted search for the largest one; exact up to 2^53
    largest = {"largest": {"max": {"field": "id"}}}
    found = index.searcher().aggregate(tantivy.Query.all_query(), largest)
    return int(found["largest"]["value"] or 0)
