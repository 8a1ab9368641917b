"""Reading an index: it stays as it was when it was opened, whatever is committed meanwhile."""

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
    """Up to which change of which archive an index goes: the change's number, and a token only it has."""

    change: int
    token: str


@dataclass(frozen=True, slots=True)
class Match:
    """An article that was found; ``score`` is None where they are sorted by date."""

    id: int
    score: float | None


@dataclass(frozen=True, slots=True)
class IndexReader:
    """An index as it was committed last: all that ``state`` goes up to, and perhaps more.

    Raises ``SearchIndexError`` for what cannot be read in ``folder``.
    """

    folder: Path
    state: State
    schema: tantivy.Schema
    searcher: tantivy.Searcher

    def search(
        self, query: Query, scope: Scope, sort: Sort, limit: int, offset: int
    ) -> tuple[int, list[Match]]:
        """How many match, and those from ``offset`` on: the best first, or those published last."""
        ranks = sort == "relevance"
        every = self.searcher.num_docs  # tantivy makes room for as many as it is asked for
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
        """All that match: in ascending order, those published last first, or the best first."""
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
    """What the file system or tantivy (ValueError) refuses becomes a ``SearchIndexError``.

    So does what Rust panics over in a damaged file: an exception that is no ``Exception`` and has no name to
    import.
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
