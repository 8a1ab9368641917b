"""Reads an index. A reader sees the index as it was when it was opened, whatever is committed meanwhile."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import tantivy

from xzcrawl.errors import SearchIndexError
from xzcrawl.search.lookup import Scope, matching, ranked
from xzcrawl.search.query import Query

Sort = Literal["relevance", "date"]
Order = Literal["id", "newest", "relevance"]


@dataclass(frozen=True, slots=True)
class State:
    """The last change that an index contains: its number, and a token that no other change or archive has."""

    change: int
    token: str


@dataclass(frozen=True, slots=True)
class Match:
    """An article that was found. ``score`` is None if the matches are sorted by date."""

    id: int
    score: float | None


@dataclass(frozen=True, slots=True)
class IndexReader:
    """An index as it was committed last. It contains all changes up to ``state``, and perhaps later ones.

    Raises ``SearchIndexError`` if the index in ``folder`` cannot be read.
    """

    folder: Path
    state: State
    schema: tantivy.Schema
    searcher: tantivy.Searcher

    def search(
        self, query: Query, scope: Scope, sort: Sort, limit: int, offset: int
    ) -> tuple[int, list[Match]]:
        """The number of all matches, and up to ``limit`` of them from ``offset`` on.

        They come sorted, the best or the last published first.
        """
        ranks = sort == "relevance"
        every = self.searcher.num_docs  # tantivy reserves memory for as many as are asked for
        most = min(limit, max(every - offset, 0))
        with faults(self.folder, "read"):
            lookup = (ranked if ranks else matching)(self.schema, query, scope)
            order = None if ranks else "newest"
            found: Any = self.searcher.search(
                lookup, max(most, 1), order_by_field=order, offset=min(offset, every)
            )
            hits = found.hits[:most]
            ids = self._ids(hits)
        return found.count, [
            Match(id_, score if ranks else None) for id_, (score, _) in zip(ids, hits, strict=True)
        ]

    def ids(self, query: Query, scope: Scope, order: Order = "id") -> list[int]:
        """The ids of all matches: in ascending order, the last published first, or the best first."""
        every = max(self.searcher.num_docs, 1)
        with faults(self.folder, "read"):
            if order == "relevance":
                return self._ids(self.searcher.search(ranked(self.schema, query, scope), every).hits)
            by = ("newest", tantivy.Order.Desc) if order == "newest" else ("id", tantivy.Order.Asc)
            lookup = matching(self.schema, query, scope)
            found = self.searcher.search(lookup, every, order_by_field=by[0], order=by[1])
            return self._ids(found.hits)

    def _ids(self, hits: Sequence[tuple[Any, tantivy.DocAddress]]) -> list[int]:
        values = self.searcher.fast_field_values("id", [address for _, address in hits])
        return [int(value) for value in values if value is not None]


@contextmanager
def faults(folder: Path, doing: str) -> Iterator[None]:
    """Turn errors of the file system and of tantivy (ValueError) into a ``SearchIndexError``.

    A panic of Rust over a damaged file becomes one too: it is not an ``Exception``, and its class cannot be
    imported.
    """
    try:
        yield
    except BaseException as error:
        if not isinstance(error, OSError | ValueError) and type(error).__name__ != "PanicException":
            raise
        reason = error.strerror if isinstance(error, OSError) else None
        what = f"cannot {doing} the search index in {folder}: {reason or error}"
        raise SearchIndexError(
            f"{what} (xzcrawl reindex makes another; --index FOLDER names another folder)"
        ) from error
