"""Search: queries and texts folded into tokens, and an index of them that is derived from the archive."""

from xzcrawl.search.index import Entry, Index, Match, Sort, State, microseconds
from xzcrawl.search.lookup import Scope
from xzcrawl.search.query import Query, parse, sought
from xzcrawl.search.snippet import Piece, marked, snippet

__all__ = [
    "Entry", "Index", "Match", "Piece", "Query", "Scope", "Sort", "State",
    "marked", "microseconds", "parse", "snippet", "sought",
]  # fmt: skip
