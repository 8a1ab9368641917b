"""Finds articles by their words, with the search index beside an archive, which follows its changes."""

import errno
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import URL, Connection

from xzcrawl.archive import engine as engines
from xzcrawl.archive.filters import Filters, Selection, scope_of
from xzcrawl.archive.index.change_sequence import changed_entries, count_changed, has_change, latest_change
from xzcrawl.archive.read.articles import load_articles
from xzcrawl.archive.records import Found, Hit
from xzcrawl.errors import SearchIndexError
from xzcrawl.search import Entry, Index, IndexReader, Sort, State, marked, parse, snippet, sought

_log = logging.getLogger(__name__)

#: The errors of a system if a user may not write.
_NOT_OURS: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
#: Hits of a search without a ``limit``.
_PAGE: Final = 20
#: Passes on the entries that are added to the index, given their number: a progress bar.
Track = Callable[[Iterable[Entry], int], Iterable[Entry]]


class Finder:
    """The index of one archive. ``reading`` opens a transaction on the archive."""

    def __init__(
        self, url: URL, folder: str | None, reading: Callable[[], AbstractContextManager[Connection]]
    ) -> None:
        self._index = Index(engines.index_folder(url, folder))
        self._reading = reading
        self._has_warned = False
        self._is_named = folder is not None
        self._temporary: TemporaryDirectory[str] | None = None

    def close(self) -> None:
        """Remove the temporary index, if there is one."""
        if self._temporary is not None:
            self._temporary.cleanup()

    def catch_up(self, *, wait: float, rebuild: bool = False, track: Track | None = None) -> int:
        """Add the articles changed since to the index, or with ``rebuild`` build it again.

        Waits up to ``wait`` seconds for another process that updates it. Returns the number of changed
        articles that are not in the index: 0, unless another process has its lock, or it cannot be written.
        If this archive has no index and the default folder may not be written, one is built in a temporary
        folder and used until ``close``. Raises ``SearchIndexError`` if none can be built.
        """
        if not rebuild and self._is_current():
            return 0
        try:
            with self._index.lock(wait) as locked:
                if locked:
                    self._update(rebuild, track or (lambda entries, _: entries))
        except SearchIndexError as error:
            if not rebuild and self._is_own():
                self._warn(error)
                return self.behind()
            if rebuild or self._temporary or not self._may_not_write(error):
                raise
            self._make_temporary(error)
            return self.catch_up(wait=wait, track=track)
        if rebuild and not locked:
            raise SearchIndexError("another process is updating the search index; try again later")
        return 0 if locked else self.behind()

    def _may_not_write(self, error: SearchIndexError) -> bool:
        """Whether the folder beside the archive is another user's, or on a read-only disk."""
        cause = error.__cause__
        return not self._is_named and isinstance(cause, OSError) and cause.errno in _NOT_OURS

    def _make_temporary(self, error: SearchIndexError) -> None:
        self._temporary = TemporaryDirectory(prefix="xzcrawl-index-")
        _log.warning("%s; now one is made in a temporary folder, for this once", error)
        self._index = Index(Path(self._temporary.name))

    def behind(self) -> int:
        """The number of changed articles that the index does not have."""
        with self._reading() as connection:
            state = self._state(connection)
            return 0 if state == latest_change(connection) else count_changed(connection, state)

    def _warn(self, error: SearchIndexError) -> None:
        """Warn only once: a crawl tries again with each batch."""
        if not self._has_warned:
            self._has_warned = True
            _log.warning("%s", error)

    def _is_own(self) -> bool:
        with self._reading() as connection:
            return self._state(connection) is not None

    def _is_current(self) -> bool:
        with self._reading() as connection:
            return self._index.state == latest_change(connection)

    def _update(self, rebuild: bool, track: Track) -> None:
        with self._reading() as connection:
            state, newest = None if rebuild else self._state(connection), latest_change(connection)
            if state != newest:
                entries = changed_entries(connection, state)
                shown = track(entries, count_changed(connection, state))
                self._index.update(shown, newest, rebuild=state is None)

    def _state(self, connection: Connection) -> State | None:
        """The last change of this archive in the index; None if the index is not of this archive."""
        state = self._index.state
        return state if state and has_change(connection, state) else None

    def ids(self, filters: Selection) -> Sequence[int] | None:
        """The ids of the articles found by a query and its filters, in order; None without a query."""
        if (query := filters.get("query")) is None:
            return None
        tree, scope = parse(query), scope_of(filters)
        self.catch_up(wait=0)
        with self._reading() as connection:
            found = self._reader(connection).ids(tree, scope, filters.get("order") or "id")
        limit, offset = filters.get("limit"), filters.get("offset") or 0
        return found[offset : None if limit is None else offset + limit]

    def find(self, query: str, sort: Sort, filters: Filters, *, behind: int) -> Found:
        """The hits of a query that pass the filters, from ``offset`` on; 20 of them without a ``limit``."""
        tree = parse(query)
        limit, offset = filters.get("limit"), filters.get("offset") or 0
        words = list(sought(tree))
        with self._reading() as connection:
            total, matches = self._reader(connection).search(
                tree, scope_of(filters), sort, _PAGE if limit is None else limit, offset
            )
            records = {one.id: one for one in load_articles(connection, [match.id for match in matches])}
        hits = tuple(
            Hit(record, match.score, marked(record.title, words), snippet(record.text, words))
            for match in matches
            if (record := records.get(match.id))
        )
        return Found(query, total, hits, behind)

    def _reader(self, connection: Connection) -> IndexReader:
        """A reader of the index. Another archive's index raises an error: it would find other articles."""
        reader = self._index.reader()
        if not has_change(connection, reader.state):
            raise SearchIndexError(
                f"the search index in {reader.folder} is not of this archive: try again once no other process"
                " updates it, or name another folder for it"
            )
        return reader
